"""A second set of books, kept as a careful clerk would: plain dicts of kopecks, nothing of cofund.

It is told what happens in words of the business and works out by itself what must come of it. What
it refuses, it names like the ledger does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from tests.prove.naive_ends import NaiveReservations
from tests.prove.naive_funds import year_of
from tests.prove.naive_orders import NaiveOrders
from tests.prove.naive_points import LEAST_CONVERTED, WORTH, Account, NaivePoints
from tests.prove.papers import Judged
from tests.prove.standing import After, Fund, Invoice, NaiveHold
from tests.prove.terms import MOST_FOR_AN_ACTIVITY, local


@dataclass
class NaiveBooks(NaiveReservations):
    """All funds, and what stands around them."""

    holds: dict[tuple[str, int], NaiveHold] = field(default_factory=dict)
    holders: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))
    """Which versions ever held money for an application."""
    paid_of: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """What was taken of each invoice."""
    messages: dict[str, int] = field(default_factory=dict)
    """What finance must have been told, by id: payouts above zero, clawbacks below."""
    points: NaivePoints = field(default_factory=NaivePoints)
    spent_on: dict[tuple[str, int], int] = field(default_factory=dict)
    """Points that were spent on each version."""

    def __post_init__(self) -> None:
        self.orders = NaiveOrders(self, self.points)

    def hold(
        self,
        place: tuple[str, int],
        application: str,
        fund: Fund,
        *,
        claimable: int,
        souvenirs: int,
        points: int,
        now: datetime,
    ) -> None:
        """Hold what is claimable as far as there is money, and room for souvenirs; and points."""
        part = min(souvenirs, self._souvenirs_left(fund))
        wanted = min(claimable - souvenirs + part, self._room(place[0], application, fund))
        amount = max(0, min(wanted, self._cover(application, fund)))
        account = self._account(fund, now)
        points = min(points, self.points.there(account))
        if amount or points:
            self.holds[place] = NaiveHold(fund, application, 0, 0, 0)
            self.holders[application].append(place)
            self._take(place, amount, min(part, amount), now)
            self._take_points(place, account, points)

    def hold_more(
        self,
        place: tuple[str, int],
        application: str,
        fund: Fund,
        *,
        claimable: int,
        souvenirs: int,
        points: int,
        now: datetime,
    ) -> None:
        """Hold what a correction made claimable beyond what is held."""
        hold = self.holds.get(place)
        if hold is None:
            self.hold(
                place,
                application,
                fund,
                claimable=claimable,
                souvenirs=souvenirs,
                points=points,
                now=now,
            )
            return
        more = min(max(souvenirs - hold.souvenirs, 0), self._souvenirs_left(fund))
        wanted = claimable - souvenirs + min(souvenirs, hold.souvenirs + more) - hold.amount
        spare = self._room(place[0], application, fund) - hold.amount
        amount = min(wanted, spare, self._cover(application, fund))
        if amount > 0:
            self._take(place, amount, min(more, amount), now)
        account = hold.account or self._account(fund, now)
        self._take_points(place, account, min(points - hold.points, self.points.there(account)))

    def held(self, place: tuple[str, int]) -> int:
        """Give what is held for a version."""
        hold = self.holds.get(place)
        return hold.amount if hold and hold.state == "held" else 0

    def debit(
        self,
        place: tuple[str, int],
        amount: int,
        *,
        points: int,
        souvenirs: int,
        invoices: tuple[Invoice, ...],
        after: After,
        now: datetime,
    ) -> str | None:
        """Pay of a hold what was approved; the rest goes free. No invoice is paid twice."""
        if any(self.paid_of[number] + part > gross for number, gross, part in invoices):
            return "InvoiceAlreadyPaid"
        hold = self.holds[place]
        book, kept = self.funds[hold.fund], min(hold.souvenirs, souvenirs, amount)
        self._free_souvenirs(hold, hold.souvenirs - kept)
        book.held -= hold.amount
        book.debited += amount
        self._let_go(hold, hold.amount - amount, after)
        self.note(hold.fund, now, f"{place} is paid {amount} of {hold.amount}")
        hold.state, hold.left, hold.invoices = "paid", amount, invoices
        self._free_points(hold, spent=points)
        hold.points_left = self.spent_on[place] = points
        for number, _, part in invoices:
            self.paid_of[number] += part
        self.messages[f"{place[0]}.v{place[1]}.payout"] = amount + points * WORTH
        return None

    def release(self, place: tuple[str, int], now: datetime, *, after: After) -> None:
        """Let a hold go that is not paid."""
        hold = self.holds.get(place)
        if hold is None:
            return
        self.funds[hold.fund].held -= hold.amount
        back = self._let_go(hold, hold.amount, after)
        self._free_souvenirs(hold, hold.souvenirs)
        self._free_points(hold, spent=0)
        hold.state = "gone"
        self.note(hold.fund, now, f"{place} lets {hold.amount} go, {back} of it to reserved")

    def claw_back(self, place: tuple[str, int], amount: int, now: datetime, *, points: int) -> None:
        """Take a payout back, whole or in part, with its part of the souvenir limit."""
        hold = self.holds[place]
        book, whole = self.funds[hold.fund], hold.left
        self._free_souvenirs(hold, amount * hold.souvenirs // (whole or 1))
        if points and hold.account is not None:
            hold.points_left -= points
            self.points.give_back(hold.account, points)
        hold.left -= amount
        hold.clawbacks += 1
        book.debited -= amount
        book.give_back(amount)
        if not hold.left and not hold.points_left:
            for number, _, part in hold.invoices:
                self.paid_of[number] -= part
            self._all_is_back(place[0], hold, now)
        self.messages[f"{place[0]}.v{place[1]}.clawback{hold.clawbacks}"] = -(
            amount + points * WORTH
        )
        self.note(hold.fund, now, f"{place} gives {amount} of {whole} back")

    def points_wanted(self, claim: str, judged: Judged, *, disputes: int | None) -> int:
        """Give how many points are asked for and of use, less what a disputed version spent."""
        disputed = self.holds.get((claim, disputes or 0))
        paid = disputed is not None and disputed.state == "paid"
        before = self.spent_on.get((claim, disputes or 0), 0) if paid else 0
        room = max(0, judged.eligible - judged.claimable) // WORTH
        return max(0, min(judged.points, room) - before)

    def keep(self, partner: str, now: datetime) -> None:
        """Do what is due for a partner's funds and points."""
        super().keep(partner, now)
        self.points.close(f"company.{partner}", local(self.partners[partner].programme, now).year)

    def convert(self, partner: str, points: int, now: datetime) -> str | None:
        """Turn points into available money of the fund of today."""
        fund = self.fund_now(partner, now)
        if points < LEAST_CONVERTED:
            return "LimitReached"
        if fund not in self.funds:
            return "NotFound"
        book = self.funds[fund]
        if book.closed:
            return "FundClosed"
        if refused := self.points.spend(self._account(fund, now), points):
            return refused
        book.accrued += points * WORTH
        book.give_back(points * WORTH)
        self.note(fund, now, f"{points} points become money")
        return None

    def _account(self, fund: Fund, now: datetime) -> Account:
        return f"company.{fund[0]}", local(self.partners[fund[0]].programme, now).year

    def _take_points(self, place: tuple[str, int], account: Account, points: int) -> None:
        if points <= 0:
            return
        hold, book = self.holds[place], self.points.accounts[account]
        hold.points, hold.account = hold.points + points, account
        book.available -= points
        book.held += points

    def _free_points(self, hold: NaiveHold, *, spent: int) -> None:
        """Spend so many of the points that a hold has, and let the others go."""
        if hold.account is None:
            return
        book = self.points.accounts[hold.account]
        book.held -= hold.points
        book.spent += spent
        book.give_back(hold.points - spent)

    def _all_is_back(self, claim: str, hold: NaiveHold, now: datetime) -> None:
        """End a claim of which nothing paid is left in any version."""
        versions = (one for place, one in self.holds.items() if place[0] == claim)
        if not any(one.left or one.points_left for one in versions):
            self.claim_is(claim, hold.application, "over", partner=hold.fund[0], now=now)

    def _cover(self, application: str, fund: Fund) -> int:
        book, reservation = self.funds[fund], self.reservations.get(application)
        return (reservation.remaining if reservation else 0) + book.available

    def _room(self, claim: str, application: str, fund: Fund) -> int:
        """Give what the activity's other claims left of what was approved for it."""
        most = MOST_FOR_AN_ACTIVITY[self.partners[fund[0]].programme]
        others = [self.holds[place] for place in self.holders[application] if place[0] != claim]
        taken = [one.amount if one.state == "held" else one.left for one in others]
        agreed = self.applications[application].in_force
        assert agreed is not None
        return max(0, min(agreed.amount, most) - sum(taken))

    def _let_go(self, hold: NaiveHold, amount: int, after: After) -> int:
        """Give an amount back to the reservation that it came from, or free; give the first."""
        book, reservation = self.funds[hold.fund], self.reservations.get(hold.application)
        stays = after == "comes_again" or (after == "may_dispute" and book.closed)
        back = 0
        if stays and reservation is not None and not reservation.ended:
            back = min(amount, hold.from_reservation)
            reservation.remaining += back
        book.reserved += back
        book.give_back(amount - back)
        return back

    def _free_souvenirs(self, hold: NaiveHold, part: int) -> None:
        if part:
            self.limits[year_of(hold.fund)].left += part
        hold.souvenirs -= part

    def _take(self, place: tuple[str, int], amount: int, souvenirs: int, now: datetime) -> None:
        hold = self.holds[place]
        book, reservation = self.funds[hold.fund], self.reservations.get(hold.application)
        reserved = min(amount, reservation.remaining) if reservation else 0
        if reservation is not None:
            reservation.remaining -= reserved
        book.reserved -= reserved
        book.available -= amount - reserved
        book.held += amount
        if souvenirs:
            self.limits[year_of(hold.fund)].left -= souvenirs
        hold.amount += amount
        hold.from_reservation += reserved
        hold.souvenirs += souvenirs
        self.note(hold.fund, now, f"{place} holds {amount}, {reserved} of it reserved")
