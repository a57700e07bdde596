"""What keeping the funds did: for one partner, and for all of them together on a night."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Currency, Identifier, Model, ShortText
from cofund.models.budgets import Scope
from cofund.models.ledger import FundKey
from cofund.money import Money

RefusalName = Literal["InsufficientFund", "FundClosed", "LimitReached", "BudgetExceeded"]
RunKind = Literal["keep", "remind"]
"""Grant, correct and end funds; or remind partners of money that is about to expire."""

PartName = Annotated[str, Field(pattern=r"^\d{5}(\.[A-Za-z0-9][A-Za-z0-9_.-]{0,63})?$")]
"""Under which an outcome lies: a batch's "00017", or one partner's of it "00017.integrator"."""

MAX_BATCH = 100
MOST_PARTNERS = 200_000
"""In one run."""
MAX_NAMED = 1_000
"""Refusals or failures that a report names; it counts them all."""


class FundRefusal(Model):
    """What could not be done: the money is spent, the souvenirs are ordered, the budget is out."""

    fund: FundKey
    refusal: RefusalName
    short: Money
    """What should have been taken back; for a budget, what should have been granted.

    For a fund that has ended, what of it is spent or set aside.
    """
    budget: Scope | None = None
    """Which budget has no room; None for other refusals."""
    left: Money | None = None
    """What that budget had left when the grant was refused."""


class FundsKept(Model):
    """What was done so that one partner's funds are as they should be on a day."""

    partner_id: Identifier
    granted: Money
    """Put into funds."""
    taken_back: Money
    """Corrected down."""
    expired: Money
    """Left over in funds that ended."""
    closed: tuple[FundKey, ...] = Field(default=(), max_length=30)
    refused: tuple[FundRefusal, ...] = Field(default=(), max_length=30)
    ended: tuple[Identifier, ...] = Field(default=(), max_length=1_000)
    """Applications whose reservation nothing can use any more."""

    @property
    def nothing_done(self) -> bool:
        """Whether all was as it should be."""
        moved = self.granted.amount_minor or self.taken_back.amount_minor
        return not (moved or self.closed or self.refused or self.ended)


class PartnerOutcome(Model):
    """What a run did for one partner: one of the three."""

    partner_id: Identifier
    kept: FundsKept | None = None
    reminded: int | None = Field(default=None, ge=0)
    """Of how many funds whose money is about to expire, and claims due, the people were told."""
    failure: ShortText | None = None
    """The error's name, never its text."""


class PeriodRun(Model):
    """One run over all partners: of one programme's installation, day and kind."""

    run_id: Identifier
    """"it-vendor-2026-10-01-keep": the same day's run is the same run, and does what is missing."""
    what: RunKind
    day: date
    """In the programme's zone."""
    began_at: AwareDatetime
    partners: int = Field(ge=0)
    batches: int = Field(ge=0)


class PartnerBatch(Model):
    """Partners whose turn comes together: one entry of the manifest."""

    part: PartName
    partners: tuple[Identifier, ...] = Field(min_length=1, max_length=MAX_BATCH)


class BatchOutcome(Model):
    """What came of one batch, or of one partner of it."""

    outcomes: tuple[PartnerOutcome, ...] = Field(max_length=MAX_BATCH)


class RunTotals(Model):
    """What a run moved in one currency."""

    currency: Currency
    granted: Money
    taken_back: Money
    expired: Money
    closed: int = Field(ge=0)
    """Funds that ended."""
    ended: int = Field(ge=0)
    """Reservations that nothing could use any more."""

    @property
    def nothing_done(self) -> bool:
        """Whether nothing moved."""
        amounts = (self.granted, self.taken_back, self.expired)
        return not (any(amounts) or self.closed or self.ended)


class MovedPartners(Model):
    """For whom a run did something, or could not do it: who got how much, whose expired."""

    partners: tuple[FundsKept, ...] = Field(max_length=MOST_PARTNERS)


class NamedRefusal(Model):
    """A refusal and whose it is."""

    partner_id: Identifier
    refused: FundRefusal
    told_before: bool
    """Whether managers were told of it by an earlier run, or an import."""


class NamedFailure(Model):
    """A partner for whom the run did not get through."""

    partner_id: Identifier
    failure: ShortText


class RunReport(Model):
    """What a run over all partners did."""

    run: PeriodRun
    ended_at: AwareDatetime
    moved: int = Field(ge=0)
    """Partners for whom something was done or refused."""
    reminded: int = Field(ge=0)
    """Partners who were reminded."""
    totals: tuple[RunTotals, ...] = Field(max_length=50)
    refusals: tuple[NamedRefusal, ...] = Field(max_length=MAX_NAMED)
    refused: int = Field(ge=0)
    """How many refusals there are, named or not."""
    failures: tuple[NamedFailure, ...] = Field(max_length=MAX_NAMED)
    failed: int = Field(ge=0)

    @property
    def newly_refused(self) -> tuple[NamedRefusal, ...]:
        """Give the refusals that managers have not been told of yet."""
        return tuple(one for one in self.refusals if not one.told_before)

    @property
    def worth_a_mail(self) -> bool:
        """Whether anything happened that managers should read of."""
        moved = not all(totals.nothing_done for totals in self.totals)
        return bool(moved or self.newly_refused or self.failed)
