"""The money: funds, what stands in them, and the movements that change them.

A movement is named by its own fields: the same movement sent twice has the same entry id, so it
moves money once. Amounts are positive; the kind says which way they go. One fund has one currency.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.money import Money

Bucket = Literal["accrued", "available", "reserved", "held", "debited", "expired"]
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)
"""Accrued is what ever came in; the other five say where it is now, and sum up to it."""

FundStatus = Literal["OPEN", "CLOSED"]
HoldState = Literal["HELD", "POSTED", "RELEASED"]
ReservationState = Literal["ACTIVE", "RELEASED"]
OutboxState = Literal["PENDING", "SENT", "ACKED"]

MAX_INVOICES = 40
"""Bound of the invoices that one claim stands on."""

Period = Annotated[str, Field(pattern=r"^\d{4}(Q[1-4]|M(0[1-9]|1[0-2]))?$")]
"""A quarter "2026Q4", a month "2026M11" or a year "2026"."""
Version = Annotated[int, Field(strict=True, ge=1, le=50)]
EntryId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.#-]{1,100}$")]


def _above_zero(amount: Money) -> Money:
    if amount.amount_minor <= 0:
        raise ValueError("the amount must be above zero")
    return amount


def _not_negative(amount: Money) -> Money:
    if amount.amount_minor < 0:
        raise ValueError("the amount cannot be negative")
    return amount


Amount = Annotated[Money, AfterValidator(_above_zero)]
AmountOrZero = Annotated[Money, AfterValidator(_not_negative)]


class LimitKey(Model):
    """One partner's souvenir limit for one year."""

    programme: Identifier
    partner: Identifier
    year: Annotated[str, Field(pattern=r"^\d{4}$")]


class FundKey(Model):
    """One partner's money for one period."""

    programme: Identifier
    partner: Identifier
    period: Period

    def limit(self) -> LimitKey:
        """Give the key of the yearly souvenir limit beside this fund."""
        return LimitKey(programme=self.programme, partner=self.partner, year=self.period[:4])


class InvoiceShare(Model):
    """What one claim takes of one seller's invoice, in the invoice's currency."""

    seller: Identifier
    """Tax number; for a sole trader, whose number is personal, a keyed hash of it."""
    number: Annotated[str, Field(min_length=1, max_length=100)]
    """As printed."""
    date: date
    gross: Amount
    """The invoice's whole sum, VAT included."""
    share: Amount
    """What is claimed of it. All claims together never take more than ``gross``."""

    @model_validator(mode="after")
    def _share_fits(self) -> Self:
        if self.share > self.gross:
            raise ValueError("a share is at most the invoice's sum")
        return self

    def identity(self) -> tuple[str, str, str, int, str]:
        """Give what makes it the same paper; case and spaces of the number do not matter."""
        number = re.sub(r"\s+", "", self.number).upper()
        gross = self.gross
        return self.seller, number, self.date.isoformat(), gross.amount_minor, gross.currency


Invoices = Annotated[tuple[InvoiceShare, ...], Field(max_length=MAX_INVOICES)]


class _Movement(Model):
    """What every movement carries. ``at`` and ``trace_id`` don't make it another movement."""

    fund: FundKey
    actor: Identifier
    """Opaque id of the person or step behind it: never a name or mail address."""
    reason: ShortText
    at: AwareDatetime
    programme_version: ShortText
    trace_id: ShortText | None = None


class Accrue(_Movement):
    """Put money into an open fund."""

    kind: Literal["ACCRUE"] = "ACCRUE"
    source: Identifier
    """The document that grants it: one per fund and accrual."""
    amount: Amount

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.source}#ACC"


class CorrectAccrual(_Movement):
    """Take wrongly accrued money back out of an open fund; more money is another accrual."""

    kind: Literal["CORRECT_ACCRUAL"] = "CORRECT_ACCRUAL"
    source: Identifier
    """The document that corrects."""
    amount: Amount

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.source}#COR"


class Reserve(_Movement):
    """Set available money aside for a pre-approved activity."""

    kind: Literal["RESERVE"] = "RESERVE"
    application: Identifier
    amount: Amount

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.application}#RSV"


class Unreserve(_Movement):
    """End a reservation: what remains of it becomes available, in a closed period it expires."""

    kind: Literal["UNRESERVE"] = "UNRESERVE"
    application: Identifier

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.application}#UNRSV"


BackTo = Literal["fund", "reservation", "where_it_lasts"]
"""Where money goes that a hold frees. *reservation*: what was taken from a reservation that still
stands goes back to it, so that a corrected version can be held even after the period's close.
*where_it_lasts*: so only once the period is closed, for there the fund would let it expire."""


class _ClaimMovement(_Movement):
    claim: Identifier
    version: Version


class _Holding(_ClaimMovement):
    amount: Amount
    souvenir: AmountOrZero
    """The part of the amount that counts against the year's souvenir limit."""

    uses_seen: Annotated[int, Field(strict=True, ge=0)] | None = None
    """How many holds the application's reservation had when it was decided how much to hold: with
    others since then the movement is refused. Does not make it another movement."""

    @model_validator(mode="after")
    def _souvenirs_are_a_part(self) -> Self:
        _part_of(self.souvenir, self.amount)
        return self


class PlaceHold(_Holding):
    """Hold money for one version of a claim: reserved money first, then available money."""

    kind: Literal["HOLD"] = "HOLD"
    application: Identifier | None
    """Whose reservation is used; one that has ended counts as empty."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.claim}#{self.version}#HOLD"


class RaiseHold(_Holding):
    """Hold so much more for a version that is held, by the same order."""

    kind: Literal["RAISE_HOLD"] = "RAISE_HOLD"
    number: Annotated[int, Field(strict=True, ge=1, le=999)]
    """After so many corrections of the version: at most one raise for each judgement."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.claim}#{self.version}#HOLD{self.number}"


class _Settlement(_ClaimMovement):
    amount: Amount
    souvenir: AmountOrZero
    """The part of the amount that the souvenir limit is charged with, or given back."""
    invoices: Invoices
    """What is taken of each invoice, or given back; a total reversal gives back all."""
    payload: Annotated[str, Field(min_length=1, max_length=100_000)]
    """The message to finance as JSON text, with ``event_id`` as its id."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        _part_of(self.souvenir, self.amount)
        if len({invoice.identity() for invoice in self.invoices}) != len(self.invoices):
            raise ValueError("an invoice stands once in a movement")
        return self


class Debit(_Settlement):
    """Turn a hold, or a part of it, into a debit with its payout; the rest goes back."""

    kind: Literal["DEBIT"] = "DEBIT"
    back_to: BackTo = "fund"
    """Where the rest goes."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.claim}#{self.version}#DEBIT"

    @property
    def event_id(self) -> str:
        """Give the id of the payout message."""
        return payout_event_id(self.claim, self.version)


class Release(_ClaimMovement):
    """Let a hold go: its money becomes available, in a closed period it expires."""

    kind: Literal["RELEASE"] = "RELEASE"
    back_to: BackTo = "fund"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.claim}#{self.version}#RELEASE"


class Reverse(_Settlement):
    """Claw a debit back, whole or in part, with its message to finance."""

    kind: Literal["REVERSE"] = "REVERSE"
    number: Annotated[int, Field(strict=True, ge=1, le=99)]
    """The how-maniest clawback of this version."""
    told: ShortText = ""
    """What the partner is told; it stands beside the claim, never in the ledger."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.claim}#{self.version}#REV{self.number}"

    @property
    def event_id(self) -> str:
        """Give the id of the clawback message."""
        return clawback_event_id(self.claim, self.version, self.number)


class ClosePeriod(_Movement):
    """End a fund's period: what is available expires; holds and reservations live on."""

    kind: Literal["CLOSE"] = "CLOSE"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return "CLOSE"


Movement = Annotated[
    Accrue
    | CorrectAccrual
    | Reserve
    | Unreserve
    | PlaceHold
    | RaiseHold
    | Debit
    | Release
    | Reverse
    | ClosePeriod,
    Field(discriminator="kind"),
]


def payout_event_id(claim: str, version: int) -> str:
    """Give the id of a payout message: the same in the ledger and in finance's queue."""
    return f"{claim}.v{version}.payout"


def clawback_event_id(claim: str, version: int, number: int) -> str:
    """Give the id of a clawback message: the same in the ledger and in finance's queue."""
    return f"{claim}.v{version}.clawback{number}"


def _part_of(part: Money, whole: Money) -> None:
    if part > whole:
        raise ValueError("a souvenir part is at most the amount")
