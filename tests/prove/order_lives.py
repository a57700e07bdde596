"""Souvenir orders of a year: offered by managers, placed by partners, shipped, brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from random import Random

from tests.prove.deliveries import Deliveries, Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.naive_orders import DEAREST, PROGRAMME, Line
from tests.prove.order_stage import OrderStage

SKUS = ("badge", "cup", "flask", "pen", "umbrella")
RESTOCKED = timedelta(days=12)
MOST_RETURNS = 3
FLEETING = frozenset(
    {
        "OrdersClosed",
        "StaleVersion",
        "NotAccepted",
        "NotFound",
        "InsufficientFund",
        "InsufficientPoints",
        "OutOfStock",
        "LimitReached",
    }
)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass
class Shelf:
    """The vendor's catalogue through the year."""

    stage: OrderStage
    naive: NaiveBooks
    deliveries: Deliveries
    chance: Random

    def begin(self, first: datetime, last: datetime) -> None:
        """Take everything in, and put new prices and pieces into the calendar."""
        for sku in SKUS:
            self._offer(sku)
        moment = first
        while moment < last:
            self.deliveries.at(moment, lambda: self._offer(self.chance.choice(SKUS)))
            moment += RESTOCKED * self.chance.uniform(0.2, 1.8)

    def _offer(self, sku: str) -> None:
        price = self.chance.choice((1, 99_99, 350_00, 1_200_50, DEAREST, DEAREST + 1))
        on_hand = self.chance.choice((0, 5, 400, 9_000, 9_000))
        offers = partial(self.stage.offer, sku, price, on_hand)
        tell = partial(self.naive.orders.offer, sku, price, on_hand)
        self.deliveries.at_once(Work(f"offer {sku}", None, offers, tell))


@dataclass
class OrderLife:
    """One order, from its form to its end."""

    order: str
    partner: str
    by_points: bool
    stage: OrderStage
    naive: NaiveBooks
    chance: Random

    def go(self) -> Life:
        """Give what happens to the order."""
        lines = self._lines()
        places = partial(self.stage.place, self.order, self.partner, lines, self.by_points)
        tell = partial(self._tell_place, lines)
        placed = self._work("place", places, tell, fleeting=FLEETING)
        if (yield HOUR, placed):
            return
        if self.chance.random() < 0.2:
            yield self._some_days(9), self._work("cancel", self._cancels(), self._cancelled)
            yield HOUR, self._work("ship", self._ships(), self._shipped)
            return
        yield self._some_days(40), self._work("ship", self._ships(), self._shipped)
        yield HOUR, self._work("cancel", self._cancels(), self._cancelled)
        for number in range(1, MOST_RETURNS + 1):
            if self.chance.random() < 0.5 or not self.naive.orders.kept(self.order):
                return
            late = yield from self._brought_back(number)
            if late:
                return

    def _brought_back(
        self, number: int
    ) -> Generator[tuple[timedelta, Work], str | None, str | None]:
        """Ask to give pieces back, and let a manager answer; give what ends it, if anything."""
        pieces = self._some_of(self.naive.orders.kept(self.order))
        wait = DAY * self.chance.choice((1, 3, 8, 14, 14, 15))
        asks = partial(self.stage.ask_return, self.stage.standing(self.order), pieces)
        tell = cache(self._too_late)  # when it was asked, though the answer came the next day
        note = partial(_ignored, tell)
        late = yield wait, self._work("ask", asks, tell, note=note, fleeting=FLEETING)
        if late:
            return late
        asked = self.stage.standing(self.order)
        if self.chance.random() < 0.2:
            yield self._some_days(9), self._work("refuse", partial(self.stage.refuse, asked))
            return "refused"
        takes = partial(self.stage.take_back, asked, pieces, number)
        tell = partial(self.naive.orders.take_back, self.order, pieces)
        yield self._some_days(9), self._work("take back", takes, tell)
        return None

    def _tell_place(self, lines: tuple[Line, ...]) -> str | None:
        return self.naive.orders.place(
            self.order, self.partner, lines, by_points=self.by_points, now=self._now()
        )

    def _cancels(self) -> Callable[[], object]:
        return partial(self.stage.cancel, self.order, self.partner)

    def _cancelled(self) -> str | None:
        return self.naive.orders.cancel(self.order)

    def _ships(self) -> Callable[[], object]:
        return partial(self.stage.ship, self.order, f"W-{self.order}")

    def _shipped(self) -> str | None:
        return self.naive.orders.ship(self.order, self._now())

    def _too_late(self) -> str | None:
        return "NotAccepted" if self.naive.orders.too_late(self.order, self._now()) else None

    def _lines(self) -> tuple[Line, ...]:
        """Draw what is wanted, at the prices of today or, seldom, at another."""
        stock = self.naive.orders.stock
        skus = self.chance.sample(SKUS, k=self.chance.choice((1, 1, 2, 3)))
        odd = self.chance.choice((0,) * 12 + (1,))
        return tuple(
            (sku, self.chance.choice((1, 2, 7, 20)), stock[sku].price + odd) for sku in skus
        )

    def _some_of(self, kept: Counter[str]) -> Counter[str]:
        pieces = Counter({sku: self.chance.randint(0, kept[sku]) for sku in sorted(kept)})
        return +pieces or +kept

    def _work(
        self,
        name: str,
        do: Callable[[], object],
        tell: Callable[[], str | None] = lambda: None,
        *,
        note: Callable[[], None] = lambda: None,
        fleeting: frozenset[str] = frozenset(),
    ) -> Work:
        about = self.naive.fund_now(self.partner, self._now())
        return Work(f"{name} {self.order}", about, do, tell, note, fleeting=fleeting)

    def _some_days(self, most: int) -> timedelta:
        return DAY * self.chance.randint(1, most)

    def _now(self) -> datetime:
        return self.stage.office.clock()


def _ignored(refusal: Callable[[], str | None]) -> None:
    """Look up what has to come when the order's state changes, whatever follows."""
    refusal()


def orders_of(facts_programme: str, chance: Random) -> int:
    """Give how many orders a partner tries to place in a year."""
    return chance.choice((2, 4, 6, 9, 12)) if facts_programme == PROGRAMME else 0
