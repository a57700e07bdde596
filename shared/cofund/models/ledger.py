"""The money: funds, what stands in them, and the movements that change them.

A movement is named by its own fields: the same movement sent twice has the same entry id, so it
moves money once. Amounts are positive; the kind says which way they go. One fund has one currency.
"""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.budgets import CountedMovement
from cofund.models.movements import BUCKETS as BUCKETS
from cofund.models.movements import Amount as Amount
from cofund.models.movements import AmountOrZero as AmountOrZero
from cofund.models.movements import Bucket as Bucket
from cofund.models.movements import EntryId as EntryId
from cofund.models.movements import FundKey as FundKey
from cofund.models.movements import FundMovement as FundMovement
from cofund.models.movements import LimitKey as LimitKey
from cofund.models.movements import Period as Period
from cofund.models.movements import ensure_part
from cofund.models.order_movements import CancelOrder, PlaceOrder, ReturnOrder, ShipOrder
from cofund.models.points import ConvertPoints, PointsPart, ensure_paid_by
from cofund.models.reservations import ChangeReservation
from cofund.money import Money

FundStatus = Literal["OPEN", "CLOSED"]
HoldState = Literal["HELD", "POSTED", "RELEASED"]
ReservationState = Literal["ACTIVE", "RELEASED"]
OutboxState = Literal["PENDING", "SENT", "ACKED"]

MAX_INVOICES = 40
"""Bound of the invoices that one claim stands on."""

Version = Annotated[int, Field(strict=True, ge=1, le=50)]


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


class Accrue(CountedMovement):
    """Put money into an open fund."""

    kind: Literal["ACCRUE"] = "ACCRUE"
    source: Identifier
    """The document that grants it: one per fund and accrual."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.source}#ACC"


class CorrectAccrual(CountedMovement):
    """Take wrongly accrued money back out of an open fund; more money is another accrual."""

    kind: Literal["CORRECT_ACCRUAL"] = "CORRECT_ACCRUAL"
    source: Identifier
    """The document that corrects."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.source}#COR"


class Reserve(FundMovement):
    """Set available money aside for a pre-approved activity."""

    kind: Literal["RESERVE"] = "RESERVE"
    application: Identifier
    amount: Amount

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.application}#RSV"


class Unreserve(FundMovement):
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


class _ClaimMovement(FundMovement):
    claim: Identifier
    version: Version


class _Holding(_ClaimMovement):
    amount: AmountOrZero
    """Of the fund; zero where points alone pay."""
    points: PointsPart | None = None
    """What the company's points pay beside it."""
    souvenir: AmountOrZero
    """The part of the amount that counts against the year's souvenir limit."""

    uses_seen: Annotated[int, Field(strict=True, ge=0)] | None = None
    """How many holds the application's reservation had when it was decided how much to hold: with
    others since then the movement is refused. Does not make it another movement."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        ensure_part(self.souvenir, self.amount)
        ensure_paid_by(self.fund, self.amount, self.points)
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
    amount: AmountOrZero
    """Of the fund; zero where points alone pay, or come back."""
    points: PointsPart | None = None
    """What the company's points pay beside it, or what comes back to them."""
    souvenir: AmountOrZero
    """The part of the amount that the souvenir limit is charged with, or given back."""
    invoices: Invoices
    """What is taken of each invoice, or given back; a total reversal gives back all."""
    payload: Annotated[str, Field(min_length=1, max_length=100_000)]
    """The message to finance as JSON text, with ``event_id`` as its id."""

    @property
    def paid(self) -> Money:
        """Give what finance pays or takes back: of the fund and of points together."""
        return self.amount if self.points is None else self.amount + self.points.value

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        ensure_part(self.souvenir, self.amount)
        ensure_paid_by(self.fund, self.amount, self.points)
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


class ClosePeriod(FundMovement):
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
    | ChangeReservation
    | ConvertPoints
    | PlaceHold
    | RaiseHold
    | Debit
    | Release
    | Reverse
    | ClosePeriod
    | PlaceOrder
    | ShipOrder
    | CancelOrder
    | ReturnOrder,
    Field(discriminator="kind"),
]


def payout_event_id(claim: str, version: int) -> str:
    """Give the id of a payout message: the same in the ledger and in finance's queue."""
    return f"{claim}.v{version}.payout"


def clawback_event_id(claim: str, version: int, number: int) -> str:
    """Give the id of a clawback message: the same in the ledger and in finance's queue."""
    return f"{claim}.v{version}.clawback{number}"
