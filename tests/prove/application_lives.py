"""What becomes of an application: filed, consented to, changed, claimed, given up, or expired."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from random import Random

from cofund.models.activities import Asking
from cofund.models.approval import DecisionOutcome
from tests.prove.application_stage import ApplicationStage, Asked
from tests.prove.deliveries import Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.naive_orders import in_window
from tests.prove.standing import Agreed, NaiveFund
from tests.prove.terms import MOST_FOR_AN_ACTIVITY, last_day_to_apply, local, period_now

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUTCOMES: dict[DecisionOutcome, int] = {
    "approved": 90,
    "returned": 4,
    "rejected": 3,
    "timed_out": 3,
}
CHANGED, EXTENDED, CANCELLED = 0.3, 0.2, 0.1
MOST_VERSIONS = 4
LATE = frozenset({"TooLate", "NotAccepted", "NotInThisState"})
Answered = Generator[tuple[timedelta, Work], str | None, str]
"""Ends with what became of a version."""


@dataclass
class ApplicationLife:
    """One application, until its claims can come or nothing is left of it."""

    asked: Asked
    partner: str
    stage: ApplicationStage
    naive: NaiveBooks
    chance: Random
    version: int = 1
    application: str = ""
    applied_on: date | None = None

    def go(self) -> Life:
        """Give what happens to the application until it is settled."""
        self.application = self.stage.id_of(self.asked, self.partner)
        files = partial(self.stage.file, self.asked, self.partner)
        tell = partial(self._refused, self.asked)
        refused = yield HOUR, self._work("file", files, tell, note=self._filed)
        if refused:
            return
        outcome = yield from self._answered(self.asked)
        while outcome in ("returned", "timed_out", "short") and self._tries_again():
            self.asked = replace(self.asked, amount=max(1, self.asked.amount * 2 // 3))
            outcome = yield from self._again(self.asked, "first")
        for share, asking, ask in self._later_wishes:
            if outcome in ("reserved", "waits") and self.chance.random() < share:
                wish = ask()
                outcome = yield from self._again(wish, asking)
                self.asked = wish if outcome in ("reserved", "waits") else self.asked
        if outcome in ("reserved", "waits") and self.chance.random() < CANCELLED:
            cancels = partial(self.stage.cancel, self.application, self.partner)
            works = self._work("cancel", cancels, self._cancelled, note=self._given_up)
            yield HOUR, works

    def _again(self, asked: Asked, asking: Asking) -> Answered:
        """File another version and have it answered."""
        files = partial(
            self.stage.file_again, self.application, asked, self.partner, asking, self.version
        )
        tell = cache(partial(self._refused_again, asked, asking))  # as it was when it was filed
        note = partial(self._asks_again, tell)
        again = self._work("file again", files, tell, note=note)
        refused = yield DAY * self.chance.randint(1, 4), again
        if refused:
            return "refused"
        self.version += 1
        return (yield from self._answered(asked))

    def _answered(self, asked: Asked) -> Answered:
        """Ask an approver, take the answer, and reserve what was agreed to."""
        place = self.application, self.version
        (outcome,) = self.chance.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))
        amount = self.chance.choice((asked.amount, asked.amount, max(1, asked.amount * 3 // 4)))
        yield HOUR, self._work("ask", partial(self.stage.review, *place))
        decides = partial(self.stage.decide, *place, outcome, amount)
        fund = self.partner, period_now(self._programme, asked.last_day)
        agreed = Agreed(self.version, fund, amount, asked.last_day)
        answered = self._work("consent", decides, note=partial(self._answer, outcome, agreed))
        yield HOUR * self.chance.randint(1, 100), answered
        if outcome != "approved":
            return outcome
        reserves, tell = partial(self.stage.reserve, *place), partial(self._reserved, agreed)
        work = self._work("reserve", reserves, tell, note=tell)
        yield timedelta(seconds=9), replace(work, finishes=self._is_half_cancelled)
        standing = self.naive.applications[self.application]
        if standing.consented != agreed:
            return "short"
        return "waits" if standing.waits else "reserved"

    def _filed(self) -> None:
        if not self._refused(self.asked):
            self.applied_on = self._today
            self.naive.file(self.application, self.partner)

    def _asks_again(self, refused: Callable[[], str | None]) -> None:
        if not refused():
            standing = self.naive.applications[self.application]
            standing.is_open = standing.before_approver = True

    def _answer(self, outcome: str, agreed: Agreed) -> None:
        standing = self.naive.applications[self.application]
        standing.before_approver = False
        if outcome == "approved":
            self.naive.consent(self.application, agreed)
        elif outcome != "returned":
            standing.is_open = standing.consented is None

    def _reserved(self, agreed: Agreed) -> None:
        self.naive.reserve_agreed(self.application, agreed, self.stage.now)

    def _is_half_cancelled(self) -> bool:
        """Say whether it was given up by somebody who died before its money was free."""
        reservation = self.naive.reservations.get(self.application)
        cancelled = self.naive.applications[self.application].cancelled
        return cancelled and reservation is not None and not reservation.ended

    def _given_up(self) -> None:
        self.naive.applications[self.application].cancelled = True

    def _cancelled(self) -> None:
        self.naive.cancel(self.application, self.stage.now)

    def _refused(self, asked: Asked, *, still: date | None = None) -> str | None:
        """Give what stands against an application, if anything does.

        ``still`` is a day that must not have passed, if it is not the activity's first.
        """
        applied_on = self.applied_on or self._today
        souvenirs = asked.activity == "souvenirs"
        if not souvenirs and applied_on > last_day_to_apply(self._programme, asked.first_day):
            return "TooLate"
        if souvenirs and not in_window(applied_on):
            return "NotAccepted"
        book = self._fund_on(asked.last_day)
        other_year = asked.last_day.year != self._today.year
        past = (still or asked.first_day) < self._today
        if past or other_year or (book is not None and book.closed):
            return "NotAccepted"
        return "NotAccepted" if asked.amount > self._most else None

    def _refused_again(self, asked: Asked, asking: str) -> str | None:
        """Give what stands against another version; who comes no earlier applied at first."""
        standing = self.naive.applications[self.application]
        if asking == "first":
            return self._refused(asked)
        begun, over = self._today >= self.asked.first_day, self._today > self.asked.last_day
        settled = not standing.waits or self._fund_on(self.asked.last_day) is None
        if standing.is_open or not settled or (over if asking == "extension" else begun):
            return "NotInThisState"
        if asking == "extension" and asked.last_day == self.asked.last_day:
            return "NotAccepted"
        return self._refused(asked, still=asked.last_day if asking == "extension" else None)

    def _fund_on(self, day: date) -> NaiveFund | None:
        return self.naive.funds.get((self.partner, period_now(self._programme, day)))

    def _tries_again(self) -> bool:
        return self.version < MOST_VERSIONS and self.chance.random() < 0.6

    def _changed(self) -> Asked:
        """Draw another amount, or later days, or both."""
        asked, days = self.asked, DAY * self.chance.choice((0, 2, 9, 40, 90))
        share = self.chance.choice((50, 100, 100, 100, 130))
        amount = max(1, asked.amount * share // 100)
        amount = min(amount, self._most)
        if amount == asked.amount and not days:
            days = DAY
        return replace(
            asked,
            amount=amount,
            cost=max(asked.cost, 2 * amount),
            first_day=asked.first_day + days,
            last_day=asked.last_day + days,
        )

    def _extended(self) -> Asked:
        """Draw a later end, seldom none; everything else stays as it was agreed to."""
        days = DAY * self.chance.choice((0, 1, 3, 30, 80))
        return replace(self.asked, last_day=self.asked.last_day + days)

    @property
    def _later_wishes(self) -> tuple[tuple[float, Asking, Callable[[], Asked]], ...]:
        return ((CHANGED, "change", self._changed), (EXTENDED, "extension", self._extended))

    def _work(
        self,
        name: str,
        do: Callable[[], object],
        tell: Callable[[], str | None] = lambda: None,
        *,
        note: Callable[[], None] = lambda: None,
    ) -> Work:
        about = self.naive.fund_now(self.partner, self.stage.now)
        name = f"{name} application {self.application} v{self.version}"
        return Work(name, about, do, tell, note, fleeting=LATE)

    @property
    def _programme(self) -> str:
        return self.naive.partners[self.partner].programme

    @property
    def _today(self) -> date:
        return local(self._programme, self.stage.now)

    @property
    def _most(self) -> int:
        return MOST_FOR_AN_ACTIVITY[self._programme]


def an_asked(
    number: int, activity: str, *, around: int, most: int, today: date, chance: Random
) -> Asked:
    """Draw what a partner asks for: mostly in good time, seldom too late or too much."""
    first_day = today + chance.choice((3, 12, *range(16, 70, 4))) * DAY
    if chance.random() < 0.95:
        first_day = min(first_day, date(today.year, 12, 30))
    amount = max(1, around * chance.randint(50, 600) // 1000 + chance.randrange(7))
    amount = min(amount, most) if chance.random() < 0.95 else most + chance.choice((0, 1))
    return Asked(
        number=number,
        activity=activity,
        amount=amount,
        cost=2 * amount,
        first_day=first_day,
        last_day=first_day + chance.randrange(2) * DAY,
    )
