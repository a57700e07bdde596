"""How a company earns and spends points in a year: awards, conversions, publications."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache, partial
from random import Random

from cofund.models.approval import DecisionOutcome
from tests.prove.deliveries import Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.naive_points import EARNED_BY, PUBLICATIONS, Account
from tests.prove.points_stage import PointsStage
from tests.prove.stage import OF_POINTS
from tests.prove.terms import local

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OUTCOMES: dict[DecisionOutcome, int] = {
    "approved": 85,
    "rejected": 8,
    "timed_out": 4,
    "returned": 3,
}
FLEETING = frozenset(
    {"LimitReached", "InsufficientPoints", "NotFound", "FundClosed", "AccountClosed"}
)


@dataclass
class PointsLife:
    """One company's points."""

    partner: str
    stage: PointsStage
    naive: NaiveBooks
    chance: Random
    awards: dict[int, str] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)

    def earn(self, number: int) -> Life:
        """File for points, have it answered, and have them credited."""
        earned_by = self.chance.choice(list(EARNED_BY))
        name = f"{self.partner}-award{number}"
        owner = f"company.{self.partner}"
        months: list[str] = []
        on = self.stage.now.date()
        files = partial(self.stage.file, self.partner, number, earned_by, on, self.awards)

        def room() -> str | None:
            months.append(f"{local(OF_POINTS, self.stage.now):%Y-%m}")
            return self.naive.points.file(name, owner, months[0], earned_by)

        tell = cache(room)  # when it was filed
        work = self._work("file", files, tell, note=lambda: _ignored(tell()))
        if (yield HOUR, work):
            return
        award = self.awards[number]
        yield HOUR, self._work("ask", partial(self.stage.review, award))
        (outcome,) = self.chance.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))
        points = self.chance.choice((EARNED_BY[earned_by], EARNED_BY[earned_by] - 1))
        agreed = points if outcome == "approved" else 0
        decides = partial(self.stage.decide, award, outcome, points)

        def answered() -> None:
            if outcome != "returned":
                self.naive.points.answered(name, owner, months[0], agreed)

        work = self._work("answer", decides, note=answered)
        yield HOUR * self.chance.randint(1, 100), work
        if not agreed:
            return
        account = self._account
        earns = partial(self.naive.points.earn, account, agreed)
        yield HOUR, self._work("credit", partial(self.stage.credit, award), earns)

    def convert(self, number: int) -> Life:
        """Turn points into money, for good."""
        points = self.chance.choice((9_999, 10_000, 12_345, 30_001))
        form = f"{self.partner}-convert{number}"
        converts = partial(self.stage.convert, self.partner, form, points)
        tell = partial(self._converted, points)
        yield HOUR, self._work("convert", converts, tell)

    def publish(self, number: int) -> Life:
        """Pay a publication with points, and sometimes get them back."""
        form = f"{self.partner}-publish{number}"
        publication = self.chance.choice(list(PUBLICATIONS))
        points = PUBLICATIONS[publication]
        account = cache(lambda: self._account)  # of the year in which it was paid
        publishes = partial(self.stage.publish, self.partner, form, publication, self.orders)

        def pays() -> str | None:
            return self.naive.points.spend(account(), points)

        refused = yield HOUR, self._work("publish", publishes, pays)
        if not refused and self.chance.random() < 0.4:
            gives = partial(self.stage.give_back, self.orders[form])
            tell = partial(self.naive.points.give_back, account(), points)
            yield DAY * self.chance.randint(1, 60), self._work("give back", gives, tell)

    def _converted(self, points: int) -> str | None:
        return self.naive.convert(self.partner, points, self.stage.now)

    @property
    def _account(self) -> Account:
        return f"company.{self.partner}", local(OF_POINTS, self.stage.now).year

    def _work(
        self,
        name: str,
        do: Callable[[], object],
        tell: Callable[[], str | None] = lambda: None,
        *,
        note: Callable[[], None] = lambda: None,
    ) -> Work:
        about = self.naive.fund_now(self.partner, self.stage.now)
        return Work(f"{name} {self.partner}", about, do, tell, note, fleeting=FLEETING)


def _ignored(_refusal: str | None) -> None:
    """Let the room of a month be taken when the filing was stored, whatever follows."""
