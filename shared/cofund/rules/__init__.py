"""The rules: a claim file in, findings out. Pure, in the order in which people read them.

To add a rule: write its function in the family's module, name it in ``cofund.models.terms``
(``FailingRule``, if it can fail: programmes then have to say what a failure does), put it into
``RULES``, and write its texts in both catalogues (pages/locale/*/LC_MESSAGES/rules.po).
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Literal, Protocol

from cofund.models.assessment import Finding
from cofund.models.claim_file import ClaimFile
from cofund.models.programme import Programme
from cofund.rules import (
    arithmetic,
    deadlines,
    duplicates,
    eligibility,
    exact_sources,
    package,
    participants,
    participation,
    parties,
    pre_approval,
    proof,
    reading,
    sums,
)

Family = Literal[
    "reading",
    "deadlines",
    "package",
    "arithmetic",
    "parties",
    "eligibility",
    "participants",
    "duplicates",
    "proof",
    "pre_approval",
    "participation",
]

Judge = Callable[[ClaimFile], tuple[Finding, ...]]
Source = Callable[[Programme], str]


class Sourced(Protocol):
    """A term that names its clause."""

    @property
    def source(self) -> str:
        """Give the clause."""
        ...


@dataclass(frozen=True)
class Rule:
    """One requirement: its name, where it comes from, its family and its function."""

    name: str
    source: Source
    """Gives the clause from the programme; findings that name their own keep it."""
    family: Family
    judge: Judge


def _general(text: str) -> Source:
    """Give the source of a requirement that no programme has to state."""
    return lambda _programme: text


def _optional(text: str, sourced: Callable[[Programme], Sourced | None]) -> Source:
    """Give the source of a term that a programme may leave out."""

    def source(programme: Programme) -> str:
        term = sourced(programme)
        return text if term is None else term.source

    return source


def _souvenir_windows(programme: Programme) -> Sourced | None:
    return None if programme.souvenirs is None else programme.souvenirs.windows


def _souvenir_piece(programme: Programme) -> Sourced | None:
    return None if programme.souvenirs is None else programme.souvenirs.piece_at_most


def _participation(programme: Programme) -> str:
    return programme.participation.source


AGREE = _general("General: a paper's figures agree with each other")
PARTIES = _general("General: papers name the partner as buyer and a real seller")
SAME = _general("Application: the approved event; its papers speak of no other")
APPROVED = _general("Application: what was approved, before it began")
ONCE = _general("General: a cost is refunded once")
SURE = _general("General: what is not certain is looked at by a person")
LAW = _general("Tax Code, art. 164: VAT rates")

RULES: tuple[Rule, ...] = (
    Rule("document_readable", SURE, "reading", reading.document_readable),
    Rule("document_flags", SURE, "reading", reading.document_flags),
    Rule("exact_sources", SURE, "reading", exact_sources.exact_sources),
    Rule("value_certain", SURE, "reading", reading.value_certain),
    Rule(
        "application_lead_time",
        lambda p: p.deadlines.application_days.source,
        "deadlines",
        deadlines.application_lead_time,
    ),
    Rule(
        "claim_window",
        lambda p: p.deadlines.report_days.source,
        "deadlines",
        deadlines.claim_window,
    ),
    Rule(
        "resubmission_window",
        lambda p: p.deadlines.resubmission_days.source,
        "deadlines",
        deadlines.resubmission_window,
    ),
    Rule(
        "souvenir_window",
        _optional("Programme: when souvenirs are ordered", _souvenir_windows),
        "deadlines",
        deadlines.souvenir_window,
    ),
    Rule(
        "activity_dates",
        _general("Application: the approved days"),
        "deadlines",
        deadlines.activity_dates,
    ),
    Rule(
        "invoice_dates",
        lambda p: p.deadlines.invoice_days_after.source,
        "deadlines",
        deadlines.invoice_dates,
    ),
    Rule(
        "future_dates",
        _general("General: no paper is dated after it was sent in"),
        "deadlines",
        deadlines.future_dates,
    ),
    Rule(
        "required_documents",
        _general("Programme: papers by activity type"),
        "package",
        package.required_documents,
    ),
    Rule(
        "declared_kind",
        _general("Claim: what its documents are said to be"),
        "package",
        package.declared_kind,
    ),
    Rule(
        "payment_proof",
        _general("Programme: papers by activity type"),
        "package",
        package.payment_proof,
    ),
    Rule(
        "payment_executed",
        _general("General: money is paid once the bank has executed the order"),
        "package",
        package.payment_executed,
    ),
    Rule("line_amounts", AGREE, "arithmetic", arithmetic.line_amounts),
    Rule("lines_total", AGREE, "arithmetic", arithmetic.lines_total),
    Rule("vat_rate", LAW, "arithmetic", arithmetic.vat_rate),
    Rule("vat_amount", AGREE, "arithmetic", arithmetic.vat_amount),
    Rule("net_and_vat", AGREE, "arithmetic", arithmetic.net_and_vat),
    Rule("amount_in_words", AGREE, "arithmetic", arithmetic.amount_in_words),
    Rule("claimed_sum", lambda p: p.refund.source, "arithmetic", sums.claimed_sum),
    Rule("payment_sum", AGREE, "arithmetic", sums.payment_sum),
    Rule("one_currency", _general("Programme: its currency"), "arithmetic", sums.one_currency),
    Rule("credit_note", SURE, "arithmetic", sums.credit_note),
    Rule("seller_is_partner", PARTIES, "parties", parties.seller_is_partner),
    Rule("buyer_is_partner", PARTIES, "parties", parties.buyer_is_partner),
    Rule("tax_ids", PARTIES, "parties", parties.tax_ids),
    Rule("bank_details", PARTIES, "parties", parties.bank_details),
    Rule(
        "ineligible_lines",
        _general("Programme: costs that are never refunded"),
        "eligibility",
        eligibility.ineligible_lines,
    ),
    Rule(
        "souvenir_price",
        _optional("Programme: the dearest souvenir", _souvenir_piece),
        "eligibility",
        eligibility.souvenir_price,
    ),
    Rule("competitors", lambda p: p.competitors.source, "eligibility", eligibility.competitors),
    Rule(
        "participants_minimum",
        _general("Programme: participants by activity type"),
        "participants",
        participants.participants_minimum,
    ),
    Rule(
        "listed_twice",
        _general("General: a person counts once"),
        "participants",
        participants.listed_twice,
    ),
    Rule(
        "participants_overlap",
        _optional("Programme: guests of other events", lambda p: p.overlap),
        "participants",
        participants.participants_overlap,
    ),
    Rule(
        "cost_per_head",
        _general("Programme: cost per participant by activity type"),
        "participants",
        participants.cost_per_head,
    ),
    Rule("same_file_in_claim", ONCE, "duplicates", duplicates.same_file_in_claim),
    Rule("same_invoice_in_claim", ONCE, "duplicates", duplicates.same_invoice_in_claim),
    Rule("same_file_elsewhere", ONCE, "duplicates", duplicates.same_file_elsewhere),
    Rule("same_invoice_elsewhere", ONCE, "duplicates", duplicates.same_invoice_elsewhere),
    Rule("similar_photo", ONCE, "duplicates", duplicates.similar_photo),
    Rule("event_name", SAME, "proof", proof.event_name),
    Rule("event_place", SAME, "proof", proof.event_place),
    Rule("approval_exists", APPROVED, "pre_approval", pre_approval.approval_exists),
    Rule("approved_activity", APPROVED, "pre_approval", pre_approval.approved_activity),
    Rule("approved_amount", APPROVED, "pre_approval", pre_approval.approved_amount),
    Rule("pilot_group", _participation, "participation", participation.pilot_group),
    Rule("partner_level", _participation, "participation", participation.partner_level),
    Rule("partner_segment", _participation, "participation", participation.partner_segment),
    Rule(
        "minimum_turnover",
        _optional("Programme: the turnover needed", lambda p: p.participation.turnover_at_least),
        "participation",
        participation.minimum_turnover,
    ),
    Rule("payout_form", lambda p: p.payout.source, "participation", participation.payout_form),
    Rule(
        "activity_goal",
        _general("Programme: goals by activity type"),
        "participation",
        participation.activity_goal,
    ),
    Rule("manufacturers", lambda p: p.refund.source, "participation", participation.manufacturers),
)


def rules_named(names: Container[str]) -> tuple[Rule, ...]:
    """Give the rules of these names that there still are."""
    return tuple(rule for rule in RULES if rule.name in names)


def judge(file: ClaimFile, rules: tuple[Rule, ...] = RULES) -> tuple[Finding, ...]:
    """Give the findings of rules on a claim, in their order; of all rules unless told otherwise."""
    return tuple(
        finding if finding.source else finding.model_copy(update={"source": source})
        for rule in rules
        for source in (rule.source(file.programme),)
        for finding in rule.judge(file)
    )
