"""What stands in the naive books: funds, reservations, holds and limits, in kopecks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Fund = tuple[str, str]
"""Partner and period."""
Invoice = tuple[str, int, int]
"""Number, the whole sum, and the part that is claimed."""
After = Literal["comes_again", "may_dispute", "is_over"]
"""What the partner can still do when a version is decided. Who comes again finds the reservation
as it was; who may only dispute does so where an ended fund would let the money expire."""


@dataclass
class NaiveFund:
    """Where one fund's money is."""

    accrued: int = 0
    available: int = 0
    reserved: int = 0
    held: int = 0
    debited: int = 0
    expired: int = 0
    closed: bool = False
    by_terms: int = 0
    """How much of what was accrued the programme's terms granted."""

    def take(self, amount: int) -> None:
        """Take available money."""
        self.available -= amount

    def give_back(self, amount: int) -> None:
        """Let money go free: an ended fund gives nothing out any more."""
        if self.closed:
            self.expired += amount
        else:
            self.available += amount


@dataclass
class NaiveReservation:
    """Money set aside for an application."""

    fund: Fund
    amount: int
    remaining: int
    ended: bool = False


@dataclass(frozen=True)
class Agreed:
    """What somebody consented to: which version, and what it says."""

    version: int
    fund: Fund
    amount: int
    last_day: date
    """Of the activity."""


@dataclass
class NaiveApplication:
    """An application, and what of it is in force."""

    partner: str
    consents: list[Agreed] = field(default_factory=list)
    """What was agreed to and not given up for want of money: the last counts."""
    in_force: Agreed | None = None
    """What money was set aside for: until then what was consented to waits for its period."""
    is_open: bool = True
    """Whether another version is before the approver, or came back."""
    before_approver: bool = True
    cancelled: bool = False

    @property
    def consented(self) -> Agreed | None:
        """What is agreed to now."""
        return self.consents[-1] if self.consents else None

    @property
    def waits(self) -> bool:
        """Whether something was consented to for which no money was set aside yet."""
        return self.consented != self.in_force


@dataclass
class NaiveClaim:
    """Where a claim stands, as far as a reservation waits for it."""

    stands: str
    """"open", "returned", "may be disputed" or "over"."""
    since: date


@dataclass
class NaiveHold:
    """Money that waits for a decision, or was paid."""

    fund: Fund
    application: str
    amount: int
    from_reservation: int
    souvenirs: int
    state: str = "held"
    left: int = 0
    """What of a payout was not taken back."""
    invoices: tuple[Invoice, ...] = ()
    clawbacks: int = 0
    points: int = 0
    """Held beside the money, of one account."""
    account: tuple[str, int] | None = None
    points_left: int = 0
    """What of the points spent was not taken back."""


@dataclass
class NaiveLimit:
    """What may be spent on souvenirs in a year."""

    cap: int
    left: int
