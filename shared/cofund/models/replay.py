"""What a rule change would have cost: past claims judged again by another programme."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from cofund.models.assessment import Finding, WaterfallStepName
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import ClaimState
from cofund.money import Money


class PastClaim(Model):
    """A claim as it was judged last: the bytes that were stored, and where it stands today."""

    claim_id: Identifier
    version: int = Field(ge=1)
    state: ClaimState
    inputs: bytes
    assessment: bytes


class Standing(Model):
    """What one judgement comes to."""

    outcome: Literal["return", "review"]
    """Back to the partner to be mended, or before a person."""
    claimable: Money
    gets: Money
    """What a reviewer can approve at most: nothing where the claim is returned to be mended."""
    by_terms: Money
    """What the terms give, before what was approved and asked for by the terms of then, and before
    the balance; whether or not it is returned."""


class StepChange(Model):
    """How much more or less one step of the waterfall leaves than before."""

    step: WaterfallStepName
    change: Money
    term_before: ShortText
    """As programmes write it: "50 %"."""
    term_after: ShortText


class ReplayedClaim(Model):
    """One past claim under both programmes, at the balance that was recorded then."""

    kind: Literal["judged"] = "judged"
    claim_id: Identifier
    version: int
    state: ClaimState
    partner_id: Identifier
    partner: ShortText
    activity_type: Identifier
    last_day: date
    """Of the activity."""
    before: Standing
    after: Standing
    went: tuple[Finding, ...] = Field(default=(), max_length=2_000)
    """Findings with an effect that the other programme does not have; without evidence."""
    came: tuple[Finding, ...] = Field(default=(), max_length=2_000)
    steps: tuple[StepChange, ...] = Field(default=(), max_length=30)
    """Where the claimable amounts part; their changes sum up to the difference."""

    @property
    def difference(self) -> Money:
        """Give how much more the partner would get; below zero: less."""
        return self.after.gets - self.before.gets


NotJudgedReason = Literal[
    "not_kept", "unknown_shape", "other_programme", "activity_type", "currency", "terms"
]
"""No inputs were stored; of a shape unknown here; a claim of another programme; the programme knows
no such activity; pays in another currency; or does not fit the claim in another way."""


class NotReplayed(Model):
    """A past claim that cannot be judged by the other programme: listed, never dropped."""

    kind: Literal["not_judged"] = "not_judged"
    claim_id: Identifier
    version: int
    reason: NotJudgedReason
    detail: ShortText = ""
    """What the claim has that the programme lacks: its activity type, its currency."""


Replayed = Annotated[ReplayedClaim | NotReplayed, Field(discriminator="kind")]


class PartnerTotal(Model):
    """All replayed claims of one partner, or of everybody."""

    partner_id: Identifier | None
    """None for everybody."""
    partner: ShortText
    claims: int
    more: int
    less: int
    before: Money
    after: Money
    terms_before: Money
    """By the terms alone: see ``Standing.by_terms``."""
    terms_after: Money

    @property
    def difference(self) -> Money:
        """Give how much more would be paid at most; below zero: less."""
        return self.after - self.before


class ReplaySummary(Model):
    """The totals of a replay: of each partner, the largest difference first, and of everybody."""

    programme: Identifier
    programme_version: ShortText
    everybody: PartnerTotal
    partners: tuple[PartnerTotal, ...]
    not_judged: int
