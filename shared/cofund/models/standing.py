"""What stands in the ledger: postings, balances, holds, reservations, limits and the outbox."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, Sha256, ShortText
from cofund.models.budgets import MAX_SCOPES, ScopeDelta
from cofund.models.ledger import (
    Amount,
    AmountOrZero,
    Bucket,
    EntryId,
    FundKey,
    FundStatus,
    HoldState,
    Invoices,
    LimitKey,
    OutboxState,
    ReservationState,
    Version,
)
from cofund.models.points import HeldPoints
from cofund.money import Money


class Delta(Model):
    """What a posting adds to one bucket; negative takes away."""

    bucket: Bucket
    amount: Money


class Posted(Model):
    """A posting as it was stored; it never changes."""

    fund: FundKey
    entry_id: EntryId
    kind: ShortText
    deltas: tuple[Delta, ...] = Field(max_length=6)
    digest: Sha256
    """Over the movement's contents without its time and trace."""
    subject: Identifier | None
    """The claim, application or source document; None for a close."""
    actor: Identifier
    reason: ShortText
    at: AwareDatetime
    programme_version: ShortText
    trace_id: ShortText | None
    scopes: tuple[ScopeDelta, ...] = Field(default=(), max_length=MAX_SCOPES)
    """Of an accrual or its correction: what it is to the year's budgets, where those exist."""
    replayed: bool = False
    """Whether the posting stood there before this call."""


class Balance(Model):
    """Where a fund's money is."""

    fund: FundKey
    status: FundStatus
    accrued: Money
    available: Money
    reserved: Money
    held: Money
    debited: Money
    expired: Money

    @property
    def currency(self) -> str:
        """Give the fund's one currency."""
        return self.accrued.currency


class Reservation(Model):
    """Money set aside for a pre-approved activity."""

    application: Identifier
    fund: FundKey
    amount: Amount
    """What was reserved, after the last change."""
    remaining: AmountOrZero
    uses: int = Field(default=0, ge=0)
    """How often claims have held money for the activity, be it this reservation's or the fund's."""
    version: int = Field(default=1, ge=1)
    """The application's version that changed it last."""
    state: ReservationState

    @property
    def used(self) -> Money:
        """Give what claims have taken of it and not given back to it."""
        return self.amount - self.remaining


class Hold(Model):
    """Money held for one version of a claim, and what became of it."""

    claim: Identifier
    version: Version
    fund: FundKey
    amount: AmountOrZero
    """Of the fund; zero where points alone pay."""
    points: HeldPoints | None = None
    """What the company's points pay beside it."""
    application: Identifier | None
    from_reservation: AmountOrZero
    """The part of the amount that was taken from the application's reservation."""
    souvenir: AmountOrZero
    """What counts against the souvenir limit now: a debit or reversal can lower it."""
    state: HoldState
    posted: AmountOrZero
    """What was debited; zero unless POSTED."""
    reversible: AmountOrZero
    """What of the debit was not clawed back yet."""
    invoices: Invoices
    """The shares of invoices that the debit took and no reversal gave back."""

    @property
    def points_reversible(self) -> int:
        """Give how many of the points spent were not clawed back yet."""
        return 0 if self.points is None else self.points.reversible

    @property
    def left(self) -> Money:
        """Give what of the payout was not clawed back yet, points at their worth."""
        if self.points is None:
            return self.reversible
        return self.reversible + self.points.value(self.points.reversible)


class SouvenirLimit(Model):
    """How much a partner may spend on souvenirs in a year, and how much of it is left."""

    key: LimitKey
    cap: AmountOrZero
    available: AmountOrZero


class OutboxEntry(Model):
    """A message to finance, written together with the money that it speaks of."""

    event_id: ShortText
    kind: Literal["PAYOUT", "CLAWBACK"]
    claim: Identifier
    version: Version
    fund: FundKey
    amount: Amount
    """Positive, also for a clawback."""
    payload: str
    state: OutboxState
    at: AwareDatetime
    """When the money moved."""


class Violation(Model):
    """A law of the ledger that does not hold."""

    law: Annotated[str, Field(pattern=r"^[A-Z]\d{1,2}$")]
    """"I1" … "I15", "A1", "C1", "F1": see ``cofund.books.ledger_audit``."""
    subject: str
    """The fund, claim, reservation, invoice or message that breaks it."""
    expected: str
    found: str


class AuditReport(Model):
    """What an audit of the ledger looked at, and what it found."""

    funds: int
    accounts: int = 0
    """Of points."""
    postings: int
    holds: int
    messages: int
    violations: tuple[Violation, ...]

    @property
    def sound(self) -> bool:
        """Whether every law holds."""
        return not self.violations
