"""The naive books' reservations: made for an application, ended when nothing can use them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.prove.naive_funds import NaiveFunds
from tests.prove.standing import Fund, NaiveClaim, NaiveReservation
from tests.prove.terms import DISPUTE, REPORT, RESUBMISSION, last_day_after, local


@dataclass
class NaiveReservations(NaiveFunds):
    """Money set aside for applications, and the claims that it waits for."""

    reservations: dict[str, NaiveReservation] = field(default_factory=dict)
    approved: dict[str, int] = field(default_factory=dict)
    """What each application was approved for, reserved or not."""
    reserved_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Applications that ever had a reservation, by partner."""
    claims: dict[str, NaiveClaim] = field(default_factory=dict)
    claims_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Claims by application."""

    def reserve(
        self, application: str, fund: Fund, amount: int, *, last_day: date, now: datetime
    ) -> str | None:
        """Set money aside for an application."""
        self.approved[application] = amount
        book = self.funds[fund]
        if book.closed:
            return "FundClosed"
        if book.available < amount:
            return "InsufficientFund"
        book.available -= amount
        book.reserved += amount
        self.reservations[application] = NaiveReservation(fund, amount, last_day)
        self.reserved_by[fund[0]].append(application)
        self._note(fund, now, f"{application} reserves {amount}")
        return None

    def end_reservation(self, application: str, now: datetime) -> str | None:
        """Give free what remains of a reservation, because somebody says so."""
        reservation = self.reservations[application]
        if reservation.ended:
            return "EntryConflict"
        if not reservation.remaining:
            return "NotInThisState"
        self._end_now(application, now)
        return None

    def end_what_is_over(self, partner: str, now: datetime) -> None:
        """Give free what no claim of its activity can use any more."""
        programme = self.partners[partner].programme
        for application in self.reserved_by[partner]:
            reservation = self.reservations[application]
            if reservation.ended or not reservation.remaining:
                continue
            today = local(programme, now)
            late = today > last_day_after(programme, reservation.last_day, REPORT)
            claims = (self.claims[claim] for claim in self.claims_of[application])
            if late and all(_is_done(claim, programme, today) for claim in claims):
                self._end_now(application, now)

    def claim_is(
        self, claim_id: str, application: str, stands: str, *, partner: str, now: datetime
    ) -> None:
        """Note where a claim stands, and since which day."""
        if claim_id not in self.claims:
            self.claims_of[application].append(claim_id)
        since = local(self.partners[partner].programme, now)
        self.claims[claim_id] = NaiveClaim(stands, since)

    def _end_now(self, application: str, now: datetime) -> None:
        reservation = self.reservations[application]
        book = self.funds[reservation.fund]
        book.reserved -= reservation.remaining
        book.give_back(reservation.remaining)
        self._note(reservation.fund, now, f"{application} ends with {reservation.remaining}")
        reservation.remaining, reservation.ended = 0, True


def _is_done(claim: NaiveClaim, programme: str, today: date) -> bool:
    """Say whether a claim can take no more money; the time for first claims is over."""
    if claim.stands == "returned":
        return today > last_day_after(programme, claim.since, RESUBMISSION)
    if claim.stands == "may be disputed":
        return today > last_day_after(programme, claim.since, DISPUTE)
    return claim.stands == "over"
