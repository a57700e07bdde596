"""The most important finding first: what a partner has to know before mending anything else.

A claim that is too late, or of a partner who takes no part, gains nothing by better papers; a
missing paper weighs more than a wrong figure on one that is there; what nobody is sure of comes
last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cofund.models.assessment import Finding

GRAVITY: tuple[str, ...] = (
    # Too late, or not for this partner: papers do not mend it.
    "claim_window",
    "resubmission_window",
    "application_lead_time",
    "approval_exists",
    "souvenir_window",
    "pilot_group",
    "partner_level",
    "partner_segment",
    "minimum_turnover",
    "payout_form",
    # Papers that are missing or of another event.
    "required_documents",
    "approved_activity",
    "activity_goal",
    "event_name",
    "activity_dates",
    "event_place",
    # Papers of somebody else, or claimed before.
    "buyer_is_partner",
    "seller_is_partner",
    "same_invoice_elsewhere",
    "same_file_elsewhere",
    "same_invoice_in_claim",
    "same_file_in_claim",
    "similar_photo",
    # Money without proof, figures that contradict.
    "payment_proof",
    "payment_executed",
    "payment_sum",
    "claimed_sum",
    "approved_amount",
    "lines_total",
    "line_amounts",
    "net_and_vat",
    "vat_amount",
    "vat_rate",
    "amount_in_words",
    "one_currency",
    "credit_note",
    # Costs and people that do not count.
    "ineligible_lines",
    "souvenir_price",
    "competitors",
    "manufacturers",
    "participants_minimum",
    "cost_per_head",
    "participants_overlap",
    "listed_twice",
    # Dates and numbers on papers.
    "invoice_dates",
    "future_dates",
    "tax_ids",
    "bank_details",
    # What was read, and how surely.
    "declared_kind",
    "document_readable",
    "document_flags",
    "exact_sources",
    "value_certain",
)
"""Every rule, the gravest first."""

BEYOND_MENDING = frozenset(
    {
        "claim_window.late",
        "resubmission_window.late",
        "application_lead_time.late",
        "application_lead_time.not_before_event",
        "approval_exists.late",
        "souvenir_window.outside",
        "pilot_group.outside",
        "partner_level.takes_no_part",
        "partner_segment.outside",
        "partner_segment.turnover_outside",
        "minimum_turnover.below",
    }
)
"""Messages about what no paper can change any more: only a person can make an exception."""

_RANKS = {rule: rank for rank, rule in enumerate(GRAVITY)}


def gravity(finding: Finding) -> tuple[int, int]:
    """Give where a finding stands among those of its effect: by its rule, the dearest first."""
    taken = finding.deducted.amount_minor if finding.deducted else 0
    return _RANKS.get(finding.rule, len(_RANKS)), -taken


def is_beyond_mending(findings: Iterable[Finding]) -> bool:
    """Say whether a claim came back for reasons that no paper can change, and for no others."""
    reasons = {f"{one.rule}.{one.message}" for one in findings if one.effect == "return"}
    return bool(reasons) and reasons <= BEYOND_MENDING


def gravest_first(findings: Sequence[Finding]) -> tuple[tuple[int, Finding], ...]:
    """Give findings with their positions, the gravest first; equals stay as they stood."""
    return tuple(sorted(enumerate(findings), key=lambda entry: gravity(entry[1])))
