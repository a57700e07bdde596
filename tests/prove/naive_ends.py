"""The naive books' applications: agreed to, reserved when their fund is there, ended when over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.prove.naive_funds import NaiveFunds
from tests.prove.standing import Agreed, NaiveApplication, NaiveClaim, NaiveReservation
from tests.prove.terms import DISPUTE, REPORT, RESUBMISSION, last_day_after, local


@dataclass
class NaiveReservations(NaiveFunds):
    """What was agreed to, the money set aside for it, and the claims that it waits for."""

    applications: dict[str, NaiveApplication] = field(default_factory=dict)
    applied_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Applications by partner, in the order of their filing."""
    reservations: dict[str, NaiveReservation] = field(default_factory=dict)
    claims: dict[str, NaiveClaim] = field(default_factory=dict)
    claims_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Claims by application."""

    def file(self, application: str, partner: str) -> None:
        """Take an application in."""
        if application not in self.applications:
            self.applications[application] = NaiveApplication(partner)
            self.applied_by[partner].append(application)

    def consent(self, application: str, agreed: Agreed) -> None:
        """Note what was agreed to."""
        standing = self.applications[application]
        standing.consents.append(agreed)
        standing.is_open = standing.before_approver = False

    def reserve_agreed(self, application: str, agreed: Agreed, now: datetime) -> None:
        """Set aside what was agreed to, once; where its period has not begun it waits."""
        if self.applications[application].consented == agreed:
            self._settle(application, now)

    def _settle(self, application: str, now: datetime) -> None:
        """Set aside what waits for money; where there is too little it goes back.

        While a version is before the approver nothing goes back: its answer may settle it.
        """
        standing = self.applications[application]
        agreed = standing.consented
        if agreed is None or not standing.waits or agreed.fund not in self.funds:
            return
        if self._set_aside(application, agreed, now):
            standing.in_force = agreed
        elif not standing.before_approver:
            standing.consents.pop()
            standing.is_open = True

    def cancel(self, application: str, now: datetime) -> None:
        """Give an activity up, and its money free."""
        self.applications[application].cancelled = True
        self._free(application, now)

    def keep(self, partner: str, now: datetime) -> None:
        """End what is over, bring the funds to what is due, and reserve what waited for them."""
        self._end_what_is_over(partner, now)
        super().keep(partner, now)
        for application in reversed(self.applied_by[partner]):
            standing = self.applications[application]
            for _ in range(0 if standing.cancelled else len(standing.consents)):
                self._settle(application, now)
        self._end_what_is_over(partner, now)

    def is_claimable(self, application: str, now: datetime) -> bool:
        """Say whether a first claim of an activity can come."""
        standing = self.applications[application]
        if standing.in_force is None or standing.cancelled:
            return False
        programme = self.partners[standing.partner].programme
        last_day = standing.in_force.last_day
        today = local(programme, now)
        return last_day < today <= last_day_after(programme, last_day, REPORT)

    def claim_is(
        self, claim_id: str, application: str, stands: str, *, partner: str, now: datetime
    ) -> None:
        """Note where a claim stands, and since which day."""
        if claim_id not in self.claims:
            self.claims_of[application].append(claim_id)
        since = local(self.partners[partner].programme, now)
        self.claims[claim_id] = NaiveClaim(stands, since)

    def _set_aside(self, application: str, agreed: Agreed, now: datetime) -> bool:
        """Reserve, or change what is reserved; say whether the fund had it."""
        standing = self.reservations.get(application)
        if standing is None:
            standing = NaiveReservation(agreed.fund, 0, 0)
        before, book = self.funds[standing.fund], self.funds[agreed.fund]
        moves = standing.fund != agreed.fund
        more = agreed.amount if moves else agreed.amount - standing.amount
        if more > 0 and (book.closed or book.available < more):
            return False
        if moves:
            before.reserved -= standing.remaining
            before.give_back(standing.remaining)
            standing.remaining = 0
        book.reserved += more
        book.give_back(-more) if more < 0 else book.take(more)
        standing.fund, standing.amount = agreed.fund, agreed.amount
        standing.remaining += more
        self.reservations[application] = standing
        self.note(agreed.fund, now, f"{application} v{agreed.version} reserves {agreed.amount}")
        return True

    def _end_what_is_over(self, partner: str, now: datetime) -> None:
        """Give free what no claim of its activity can use any more, or what was given up."""
        programme = self.partners[partner].programme
        today = local(programme, now)
        for application in self.applied_by[partner]:
            standing = self.applications[application]
            if standing.cancelled:
                self._free(application, now)
            elif standing.in_force is not None and not self._is_to_change(standing):
                last_day = standing.in_force.last_day
                claims = (self.claims[claim] for claim in self.claims_of[application])
                late = today > last_day_after(programme, last_day, REPORT)
                if late and all(_is_done(claim, programme, today) for claim in claims):
                    self._free(application, now)

    def _is_to_change(self, standing: NaiveApplication) -> bool:
        """Say whether a later version still wants the reservation."""
        return standing.before_approver or standing.waits

    def _free(self, application: str, now: datetime) -> None:
        reservation = self.reservations.get(application)
        if reservation is None or reservation.ended or not reservation.remaining:
            return
        book = self.funds[reservation.fund]
        book.reserved -= reservation.remaining
        book.give_back(reservation.remaining)
        self.note(reservation.fund, now, f"{application} ends with {reservation.remaining}")
        reservation.remaining, reservation.ended = 0, True


def _is_done(claim: NaiveClaim, programme: str, today: date) -> bool:
    """Say whether a claim can take no more money; the time for first claims is over."""
    if claim.stands == "returned":
        return today > last_day_after(programme, claim.since, RESUBMISSION)
    if claim.stands == "may be disputed":
        return today > last_day_after(programme, claim.since, DISPUTE)
    return claim.stands == "over"
