"""Order and grouping for the eye: findings by effect, waterfall rows, parts of a fund."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

from cofund.models.assessment import Assessment, Effect, Finding, Waterfall, WaterfallStep
from cofund.models.base import Identifier
from cofund.models.claim import ClaimState
from cofund.models.kinds import DocumentKind
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.pages.gravity import gravest_first
from cofund.pages.views.frame import DocumentLine
from cofund.pages.views.review import ReviewDocument, ReviewView

Shown = TypeVar("Shown", DocumentLine, ReviewDocument)

EFFECTS: tuple[Effect, ...] = ("return", "deduct", "review", "note")
"""The most important first."""

Tone = Literal["grey", "blue", "amber", "green", "red"]

DecisionChoice = Literal["approve", "approve_part", "return", "reject", "ask"]

TONES: dict[ClaimState, Tone] = {
    "draft": "grey",
    "submitted": "blue",
    "reading": "blue",
    "checked": "blue",
    "returned": "amber",
    "in_review": "blue",
    "information_requested": "amber",
    "approved": "green",
    "rejected": "red",
    "timed_out": "red",
    "withdrawn": "grey",
    "debited": "green",
    "payout_sent": "green",
    "paid": "green",
    "clawed_back": "red",
    "needs_operator": "amber",
}
"""A state's colour; its name always stands beside it."""

EFFECT_TONES: dict[Effect, Tone] = {
    "return": "red",
    "deduct": "amber",
    "review": "blue",
    "note": "grey",
}


KIND_ORDER = {kind: position for position, kind in enumerate(get_args(DocumentKind))}
OWN_LIMITS = ("approved_amount", "claimed_amount", "paid_before", "fund_balance")
"""Steps whose limit isn't a term of the programme."""


@dataclass(frozen=True)
class Entry:
    """A finding and its position in the assessment, by which evidence points at it."""

    position: int
    finding: Finding


@dataclass(frozen=True)
class Group:
    """All findings of one effect."""

    effect: Effect
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class WaterfallRow:
    """One step, with what it changes; None for the first, which only states the cost."""

    step: WaterfallStep
    change: Money | None

    @property
    def changes(self) -> bool:
        """Say whether the step matters to the amount; the first states what it begins with."""
        return self.change is None or bool(self.change)

    @property
    def clause(self) -> str:
        """Give the programme's clause; of the claim's own limits the step's name says enough."""
        return "" if self.step.step in OWN_LIMITS else self.step.source


@dataclass(frozen=True)
class FundPart:
    """A bucket's part of a fund's bar, in thousandths of what was accrued."""

    bucket: Literal["debited", "held", "reserved", "available", "expired"]
    amount: Money
    start: int
    width: int


def groups(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """Give the findings that have an effect, grouped; in all, the gravest first."""
    entries = [Entry(position, finding) for position, finding in gravest_first(findings)]
    grouped = (
        Group(effect, tuple(entry for entry in entries if entry.finding.effect == effect))
        for effect in EFFECTS
    )
    return tuple(group for group in grouped if group.entries)


def passed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that are all right."""
    return tuple(finding for finding in findings if finding.verdict == "pass")


def rules_to_mend(assessment: Assessment) -> tuple[Entry, ...]:
    """Give the first finding of each rule that failed or stayed unclear, the gravest first."""
    first: dict[Identifier, Entry] = {}
    for group in groups(assessment.findings):
        for entry in group.entries:
            first.setdefault(entry.finding.rule, entry)
    return tuple(first.values())


def decision_choices(view: ReviewView) -> tuple[DecisionChoice, ...]:
    """Give what the reviewer can answer.

    The second of two confirms the first one's amount; where nothing is held nobody can approve.
    What disputes the rest of a paid claim cannot be returned: a paid claim is no draft.
    """
    there = view.held or view.points
    approve: tuple[DecisionChoice, ...] = ("approve", "approve_part") if there else ()
    if view.first_approval:
        approve = approve[:1]
    mend: tuple[DecisionChoice, ...] = () if view.paid_before is not None else ("return",)
    ask: tuple[DecisionChoice, ...] = ("ask",) if view.may_ask else ()
    return (*approve, *mend, "reject", *ask)


def waterfall_rows(waterfall: Waterfall) -> tuple[WaterfallRow, ...]:
    """Give the steps with their changes."""
    first, *others = waterfall.steps
    rows = [WaterfallRow(step, step.after - step.before) for step in others]
    return (WaterfallRow(first, None), *rows)


def by_kind(documents: Iterable[Shown]) -> tuple[Shown, ...]:
    """Give documents in the order in which people look at them: money first, then the event."""
    return tuple(sorted(documents, key=lambda document: KIND_ORDER[_kind(document)]))


def file_names(documents: Iterable[DocumentLine | ReviewDocument]) -> dict[str, str]:
    """Give the documents' file names by document id."""
    return {document.document_id: document.file_name for document in documents}


def fund_parts(balance: Balance) -> tuple[FundPart, ...]:
    """Give the parts of a fund's bar; they fill it exactly, and an empty fund has none."""
    amounts: tuple[
        tuple[Literal["debited", "held", "reserved", "available", "expired"], Money], ...
    ]
    amounts = (
        ("debited", balance.debited),
        ("held", balance.held),
        ("reserved", balance.reserved),
        ("available", balance.available),
        ("expired", balance.expired),
    )
    whole, start, parts = balance.accrued.amount_minor, 0, []
    spent = 0
    for bucket, amount in amounts:
        spent += amount.amount_minor
        end = spent * 1000 // whole if whole else 0
        if amount:
            parts.append(FundPart(bucket, amount, start, end - start))
        start = end
    return tuple(parts)


def _kind(document: DocumentLine | ReviewDocument) -> DocumentKind:
    stated = document.kind if isinstance(document, DocumentLine) else document.declared_kind
    return document.found_kind or stated
