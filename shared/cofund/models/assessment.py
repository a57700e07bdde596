"""What a claim's judgement says: findings and the waterfall to the claimable amount."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.evidence import Evidence
from cofund.models.kinds import DocumentKind
from cofund.models.movements import FundKey
from cofund.models.unreadable import UnreadableReason
from cofund.money import Money

Verdict = Literal["pass", "fail", "unclear"]
Effect = Literal["return", "deduct", "review", "note"]
"""What a failing finding does: send the claim back, take money off, ask a person, inform."""


class TextValue(Model):
    """Words as printed or typed: shown as they are, escaped."""

    kind: Literal["text"] = "text"
    value: ShortText


class CountValue(Model):
    """A number of things: shown with the locale's digits grouping."""

    kind: Literal["count"] = "count"
    value: int


class MoneyValue(Model):
    """An amount: shown by the locale."""

    kind: Literal["money"] = "money"
    value: Money


class DateValue(Model):
    """A day: shown by the locale."""

    kind: Literal["date"] = "date"
    value: date


class KindsValue(Model):
    """Kinds of documents: shown by their names in the reader's language."""

    kind: Literal["kinds"] = "kinds"
    value: tuple[DocumentKind, ...]


class ReasonValue(Model):
    """Why a document could not be read: shown in the reader's language."""

    kind: Literal["reason"] = "reason"
    value: UnreadableReason


class NamedValue(Model):
    """Words of ours that are no documents: shown by their names in the reader's language."""

    kind: Literal["named"] = "named"
    group: Literal["level", "goal", "payout_form"]
    value: tuple[Identifier, ...] = Field(max_length=10)


class NamesValue(Model):
    """A name that the programme gives: shown in the reader's language."""

    kind: Literal["names"] = "names"
    ru: ShortText
    en: ShortText


Param = Annotated[
    TextValue
    | CountValue
    | MoneyValue
    | DateValue
    | KindsValue
    | ReasonValue
    | NamedValue
    | NamesValue,
    Field(discriminator="kind"),
]


class Finding(Model):
    """The verdict of one rule on one claim, or on one document or line of it."""

    rule: Identifier
    """Key of the rule; "{rule}.{message}" is the id of the text that a person reads."""
    verdict: Verdict
    effect: Effect | None = None
    """Set for a failing finding and for an unclear one (which never returns or deducts)."""
    message: Identifier
    """Which of the rule's messages: "late", "on_time", "missing"."""
    params: dict[Identifier, Param] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=50)
    source: ShortText = ""
    """The term's clause in the programme."""
    document_id: Identifier | None = None
    deducted: Money | None = None
    """What leaves the waterfall because of it; set where the effect is *deduct*."""

    @model_validator(mode="after")
    def _effects_fit_the_verdict(self) -> Self:
        if self.verdict == "pass" and self.effect is not None:
            raise ValueError("a passing finding has no effect")
        if self.verdict == "fail" and self.effect is None:
            raise ValueError("a failing finding has an effect")
        if self.verdict == "unclear" and self.effect not in ("review", "note"):
            raise ValueError("an unclear finding goes to a person, it never returns or deducts")
        if (self.deducted is not None) != (self.effect == "deduct"):
            raise ValueError("a deduction states its amount, and only a deduction does")
        return self


WaterfallStepName = Literal[
    "invoiced",
    "ineligible_lines",
    "unproven_payment",
    "sponsor_money",
    "brand_share",
    "refund_share",
    "activity_cap",
    "claim_cap",
    "month_cap",
    "year_cap",
    "souvenir_limit",
    "approved_amount",
    "claimed_amount",
    "paid_before",
    "fund_balance",
]


class WaterfallStep(Model):
    """One step from cost to claimable amount."""

    step: WaterfallStepName
    before: Money
    after: Money
    term: ShortText = ""
    """The term's value as written in the programme: "50 %", "500 000"."""
    source: ShortText = ""
    params: dict[Identifier, Param] = Field(default_factory=dict)
    evidence: tuple[Evidence, ...] = Field(default=(), max_length=50)


class Waterfall(Model):
    """How the claimable amount comes about, in order."""

    steps: tuple[WaterfallStep, ...] = Field(min_length=1, max_length=30)
    claimable: Money
    souvenir_part: Money
    """How much of the claimable amount counts against the year's souvenir limit."""


class InvoiceFacts(Model):
    """What identifies an invoice across claims: the same one is never paid twice."""

    seller: ShortText
    number: ShortText
    issue_date: date
    gross: Money
    document_id: Identifier
    cost: Money
    """What of the invoice's gross this claim stands on: the ledger lets all claims together take
    no more than the gross, so a whole invoice is claimed once (a refund share doesn't halve it)."""
    share: Money
    """The part of the claimable amount that stands on this invoice; all shares sum up to it."""


class BalanceFacts(Model):
    """The balances an assessment saw, kept so that it can be explained years later."""

    fund: FundKey
    available: Money
    reserved_for_activity: Money
    fund_open: bool
    souvenir_available: Money | None = None
    """What is left of the year's limit; what this claim's version before took counts as left."""
    paid_before: Money | None = None
    """What the claim's version before was paid, where this one disputes the rest."""
    claimed_in_month: Money | None = None
    """What the partner's other claims for activities of the same month hold or were paid."""
    claimed_in_year: Money | None = None
    """The same for the calendar year."""
    paid_for_activity: Money | None = None
    """What other claims for this very activity hold or were paid."""


class Assessment(Model):
    """All findings and the claimable amount of one version of a claim."""

    claim_id: Identifier
    version: int = Field(ge=1)
    programme: Identifier
    programme_version: ShortText
    assessed_at: AwareDatetime
    findings: tuple[Finding, ...] = Field(max_length=2_000)
    waterfall: Waterfall
    balances: BalanceFacts
    invoices: tuple[InvoiceFacts, ...] = Field(default=(), max_length=20)

    @property
    def outcome(self) -> Literal["return", "review"]:
        """Give where the claim goes: back to the partner, or before a person."""
        returns = any(finding.effect == "return" for finding in self.findings)
        return "return" if returns else "review"
