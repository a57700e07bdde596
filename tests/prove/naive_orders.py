"""The naive books' souvenir orders: pieces in and out of the house, and what pays for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.prove.naive_funds import NaiveFunds, year_of
from tests.prove.naive_points import WORTH, Account, NaivePoints
from tests.prove.standing import Fund
from tests.prove.terms import local

WINDOWS = (((2, 1), (3, 31)), ((8, 1), (9, 30)))
RETURN_DAYS = 14
DEAREST = 1_500_00
PROGRAMME = "it-vendor"

Line = tuple[str, int, int]
"""What, how many, and the price of one."""


@dataclass
class NaiveStock:
    """Where one thing's pieces are."""

    price: int
    taken_in: int = 0
    on_hand: int = 0
    ordered: int = 0
    shipped: int = 0


@dataclass
class NaiveOrder:
    """What was ordered, what paid, and what came back."""

    lines: tuple[Line, ...]
    fund: Fund
    account: Account
    by_points: bool
    """Whether the account pays, and not the fund."""
    state: str = "placed"
    shipped_on: date | None = None
    came_back: Counter[str] = field(default_factory=Counter)
    limited: int = 0
    """What of it counts against the souvenir limit now."""

    @property
    def cost(self) -> int:
        """The price of all that was ordered."""
        return sum(pieces * price for _, pieces, price in self.lines)

    def points(self, pieces: Counter[str]) -> int:
        """Give what pieces cost in points: a part of a point is a whole one."""
        return sum(-(-price // WORTH) * pieces[sku] for sku, _, price in self.lines)

    def price(self, pieces: Counter[str]) -> int:
        """Give what pieces cost in money."""
        return sum(price * pieces[sku] for sku, _, price in self.lines)


@dataclass
class NaiveOrders:
    """The catalogue, its stock, and all orders."""

    funds: NaiveFunds
    points: NaivePoints
    stock: dict[str, NaiveStock] = field(default_factory=dict)
    orders: dict[str, NaiveOrder] = field(default_factory=dict)

    def offer(self, sku: str, price: int, on_hand: int) -> None:
        """Offer a thing, with so many pieces free to be ordered."""
        stock = self.stock.setdefault(sku, NaiveStock(price))
        stock.price = price
        stock.taken_in += on_hand - stock.on_hand
        stock.on_hand = on_hand

    def place(
        self, order: str, partner: str, lines: tuple[Line, ...], *, by_points: bool, now: datetime
    ) -> str | None:
        """Place an order, if the day, prices, payer, stock and limit allow it."""
        today = local(PROGRAMME, now)
        if not in_window(today):
            return "OrdersClosed"
        for sku, _, price in lines:  # the first thing that is wrong is told
            if self.stock[sku].price != price:
                return "StaleVersion"
            if price > DEAREST:
                return "NotAccepted"
        fund = self.funds.fund_now(partner, now)
        account = f"company.{partner}", today.year
        placed = NaiveOrder(lines, fund, account, by_points)
        refused = self._refused(placed)
        if refused is None:
            self._take(placed)
            self.orders[order] = placed
            if not by_points:
                self.funds.note(fund, now, f"{order} holds {placed.cost}")
        return refused

    def ship(self, order: str, now: datetime) -> str | None:
        """Write an order off: its pieces have left."""
        standing = self.orders[order]
        if standing.state != "placed":
            return "NotInThisState"
        standing.state, standing.shipped_on = "shipped", local(PROGRAMME, now)
        for sku, pieces, _ in standing.lines:
            self.stock[sku].ordered -= pieces
            self.stock[sku].shipped += pieces
        if not standing.by_points:
            book = self.funds.funds[standing.fund]
            book.held -= standing.cost
            book.debited += standing.cost
        return None

    def cancel(self, order: str) -> str | None:
        """Let an order go that has not left."""
        standing = self.orders[order]
        if standing.state != "placed":
            return "NotInThisState"
        standing.state = "cancelled"
        for sku, pieces, _ in standing.lines:
            self.stock[sku].ordered -= pieces
            self.stock[sku].on_hand += pieces
        if standing.by_points:
            self.points.give_back(standing.account, standing.points(_pieces(standing)))
            return None
        book = self.funds.funds[standing.fund]
        book.held -= standing.cost
        book.give_back(standing.cost)
        self._limit_back(standing, standing.cost)
        return None

    def too_late(self, order: str, now: datetime) -> bool:
        """Say whether the days for a return are over."""
        shipped = self.orders[order].shipped_on
        assert shipped is not None
        return local(PROGRAMME, now) > shipped + timedelta(days=RETURN_DAYS)

    def take_back(self, order: str, pieces: Counter[str]) -> None:
        """Take pieces back that had left, with what they cost."""
        standing = self.orders[order]
        standing.came_back.update(pieces)
        for sku, number in pieces.items():
            self.stock[sku].shipped -= number
            self.stock[sku].on_hand += number
        if standing.by_points:
            self.points.give_back(standing.account, standing.points(pieces))
            return
        book, back = self.funds.funds[standing.fund], standing.price(pieces)
        book.debited -= back
        book.give_back(back)
        self._limit_back(standing, back)

    def kept(self, order: str) -> Counter[str]:
        """Give what did not come back."""
        return _pieces(self.orders[order]) - self.orders[order].came_back

    def _refused(self, placed: NaiveOrder) -> str | None:
        short = any(self.stock[sku].on_hand < pieces for sku, pieces, _ in placed.lines)
        if placed.by_points:
            refused = self.points.refuses(placed.account, placed.points(_pieces(placed)))
            return "OutOfStock" if short and refused != "NotFound" else refused
        book = self.funds.funds.get(placed.fund)
        if book is None or book.closed or book.available < placed.cost:
            return "InsufficientFund"
        if short:
            return "OutOfStock"
        limit = self.funds.limits.get(year_of(placed.fund))
        return "LimitReached" if limit is None or limit.left < placed.cost else None

    def _take(self, placed: NaiveOrder) -> None:
        for sku, pieces, _ in placed.lines:
            self.stock[sku].on_hand -= pieces
            self.stock[sku].ordered += pieces
        if placed.by_points:
            self.points.spend(placed.account, placed.points(_pieces(placed)))
            return
        book = self.funds.funds[placed.fund]
        book.available -= placed.cost
        book.held += placed.cost
        placed.limited = placed.cost
        self.funds.limits[year_of(placed.fund)].left -= placed.cost

    def _limit_back(self, standing: NaiveOrder, back: int) -> None:
        self.funds.limits[year_of(standing.fund)].left += min(standing.limited, back)
        standing.limited -= min(standing.limited, back)


def in_window(day: date) -> bool:
    """Say whether orders are accepted on a day."""
    return any(first <= (day.month, day.day) <= last for first, last in WINDOWS)


def _pieces(order: NaiveOrder) -> Counter[str]:
    return Counter({sku: pieces for sku, pieces, _ in order.lines})
