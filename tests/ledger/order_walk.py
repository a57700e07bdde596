"""Walks in which souvenirs are ordered, shipped and returned, under the same trouble as money."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

from cofund.books.ledger_book import LedgerBook
from cofund.books.order_book import OrderBook
from cofund.books.points_book import PointsBook
from cofund.errors import (
    AccountClosed,
    InsufficientPoints,
    LimitReached,
    NotAccepted,
    NotFound,
    NotInThisState,
    OutOfStock,
)
from cofund.models.ledger import FundKey, Movement
from cofund.models.order_lines import ByFund, OrderLine, ReturnedLine
from cofund.models.order_movements import OfOrder, PlaceOrder
from cofund.models.orders import StandingOrder, StockKey
from cofund.models.points_orders import SpendOnOrder
from cofund.ports import Items
from tests.builders.movements import NOON, a_close, a_hold, rub
from tests.builders.orders import (
    ACCOUNT,
    MUG,
    PEN,
    a_cancellation,
    a_return,
    a_shipment,
    a_souvenir,
    an_order,
    back_by_points,
    by_points,
    cancelled_by_points,
    left_by_points,
    with_stock,
)
from tests.builders.points import a_close_of_points, an_earning
from tests.ledger.duels import Duels
from tests.ledger.furniture import AT_ONCE
from tests.ledger.oracle import Objections, Oracle
from tests.ledger.proposals import FUNDS, Proposals
from tests.ledger.walk import Walker

ORDERS = tuple(f"O{number}" for number in range(1, 9))
SKUS = ("mug", "pen")


class Shop(LedgerBook):
    """Posts money, points and orders, each where it belongs."""

    def __init__(self, items: Items) -> None:
        super().__init__(items, backoff=AT_ONCE)
        self._points = PointsBook(items, backoff=AT_ONCE)
        self._orders = OrderBook(items, backoff=AT_ONCE)

    def post(self, movement: Any) -> Any:
        """Post a movement."""
        if hasattr(movement, "fund"):
            return super().post(movement)
        book = self._orders if isinstance(movement, OfOrder) else self._points
        return book.post(movement)


class OrderOracle(Oracle):
    """Judges movements of orders too."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._orders = OrderBook(items, backoff=AT_ONCE)
        self._points = PointsBook(items, backoff=AT_ONCE)

    def objections(self, movement: Any) -> Objections:
        """Give what speaks against a movement that was not posted yet."""
        if isinstance(movement, PlaceOrder | SpendOnOrder):
            return self._place_order(movement)
        return self._of_order(movement) if isinstance(movement, OfOrder) else self._other(movement)

    def _other(self, movement: Any) -> Objections:
        return super().objections(movement) if hasattr(movement, "fund") else set()

    def _place_order(self, movement: PlaceOrder | SpendOnOrder) -> Objections:
        found: Objections = set()
        if self._orders.standing(movement.order) is not None:
            found.add(NotInThisState)
        for line in movement.lines:
            stock = self._orders.stock(StockKey(programme="vendor", sku=line.sku))
            if stock is None or stock.on_hand < line.quantity:
                found.add(OutOfStock)
        if isinstance(movement, SpendOnOrder):
            return found | self._without_points(movement)
        limit = self._reader.limit(movement.fund.limit())
        assert limit is not None
        short: Objections = {LimitReached} if movement.souvenir > limit.available else set()
        return found | short | self._unless_so_much_available(movement, movement.amount)

    def _without_points(self, movement: SpendOnOrder) -> Objections:
        balance = self._points.balance(ACCOUNT)
        closed: Objections = {AccountClosed} if balance.status != "OPEN" else set()
        wanted = sum(
            -(-line.price.amount_minor // movement.worth.amount_minor) * line.quantity
            for line in movement.lines
        )
        return closed | ({InsufficientPoints} if balance.available < wanted else set())

    def _of_order(self, movement: Any) -> Objections:
        standing = self._orders.standing(movement.order)
        home = getattr(movement, "fund", None) or ACCOUNT
        if standing is None or _home(standing) != home:
            return {NotFound}
        pieces: tuple[ReturnedLine, ...] | None = getattr(movement, "pieces", None)
        if standing.state != ("PLACED" if pieces is None else "SHIPPED"):
            return {NotInThisState}
        kept = {line.sku: line.kept for line in standing.lines}
        too_many = any(one.quantity > kept.get(one.sku, 0) for one in pieces or ())
        return {NotAccepted} if too_many else set()


class OrderProposals(Proposals):
    """Draws movements of orders, and some of everything else."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self.orders = OrderBook(items, backoff=AT_ONCE)
        self.points = PointsBook(items, backoff=AT_ONCE)
        kinds: dict[Callable[[Random], Any], int] = {
            self._accrue: 2,
            self._hold: 3,
            self._release: 1,
            self._close: 1,
            self._order: 10,
            self._spend: 4,
            self._ship: 6,
            self._cancel: 4,
            self._return: 6,
        }
        self._kinds = kinds

    def standing(self, *states: str) -> list[StandingOrder]:
        """Give the orders in one of the states."""
        found = (self.orders.standing(order) for order in ORDERS)
        return [one for one in found if one is not None and one.state in states]

    def on_hand(self, sku: str) -> int:
        """Give how many pieces are on the shelf."""
        stock = self.orders.stock(StockKey(programme="vendor", sku=sku))
        assert stock is not None
        return stock.on_hand

    def unused(self) -> list[str]:
        """Give ids of orders that do not stand."""
        return [order for order in ORDERS if self.orders.standing(order) is None]

    def _lines(self, chance: Random) -> tuple[OrderLine, ...]:
        skus = chance.sample(SKUS, k=chance.choice((1, 1, 2)))
        return tuple(
            OrderLine(
                sku=sku,
                quantity=max(1, chance.choice((1, 1, 2, self.on_hand(sku), self.on_hand(sku) + 1))),
                price=rub(chance.choice((1, 3, 10))),
            )
            for sku in skus
        )

    def _order(self, chance: Random) -> Movement:
        fund, order = chance.choice(FUNDS), chance.choice(self.unused() or ORDERS)
        return an_order(*self._lines(chance), limited=chance.random() < 0.6, order=order, fund=fund)

    def _spend(self, chance: Random) -> Any:
        return by_points(*self._lines(chance), order=chance.choice(self.unused() or ORDERS))

    def _ship(self, chance: Random) -> Any:
        order = self._some_order(chance, "PLACED")
        return self._order(chance) if order is None else shipment(order, chance.choice("12"))

    def _cancel(self, chance: Random) -> Any:
        order = self._some_order(chance, "PLACED")
        return self._order(chance) if order is None else cancellation(order)

    def _return(self, chance: Random) -> Any:
        order = self._some_order(chance, "SHIPPED")
        if order is None:
            return self._ship(chance)
        lines = chance.sample(order.lines, k=chance.randint(1, len(order.lines)))
        pieces = tuple(
            ReturnedLine(
                sku=line.sku, quantity=max(1, chance.choice((1, line.kept, line.kept + 1)))
            )
            for line in lines
        )
        return taking_back(order, pieces, chance.randrange(1, 5))

    def _some_order(self, chance: Random, state: str) -> StandingOrder | None:
        usual, all_of_them = self.standing(state), self.standing("PLACED", "SHIPPED", "CANCELLED")
        found = usual if chance.random() < 0.9 else all_of_them
        return chance.choice(found) if found else None


class OrderDuels(Duels):
    """Draws duels about orders, and now and then one about other money."""

    def __init__(self, items: Items, proposals: OrderProposals) -> None:
        super().__init__(items, proposals)
        self._all = proposals
        self._kinds: tuple[Callable[[Random], Any], ...] = (
            self._last_pieces,
            self._last_limit,
            self._last_points,
            self._last_coins,
            self._same_order,
            self._same_placed,
            self._same_placed,
            self._same_shipped,
            self._end_of_period,
        )

    def draw(self, chance: Random) -> Any:
        """Give a duel, in either order."""
        if chance.random() < 0.9:
            for kind in chance.sample(self._kinds, k=len(self._kinds)):
                duel = kind(chance)
                if duel is not None:
                    return duel if chance.random() < 0.5 else (duel[1], duel[0])
        return super().draw(chance)

    def _two(self, chance: Random, line: OrderLine, *, limited: bool, fund: FundKey) -> Any:
        unused = self._all.unused()
        if len(unused) < 2:
            return None
        one, other = chance.sample(unused, k=2)
        return (
            an_order(line, limited=limited, order=one, fund=fund),
            an_order(line, limited=limited, order=other, fund=fund),
        )

    def _last_pieces(self, chance: Random) -> Any:
        """Both take all that is on the shelf."""
        sku, fund = chance.choice(SKUS), self._rich(chance, 2)
        pieces = self._all.on_hand(sku)
        if not pieces or fund is None or self._room.available(fund) < 2 * pieces:
            return None
        return self._two(chance, line(sku, pieces, 1), limited=False, fund=fund)

    def _last_limit(self, chance: Random) -> Any:
        """Both take all that is left of the year's limit, or one of them as a claim."""
        limit = self._reader.limit(FUNDS[0].limit())
        left = limit.available.amount_minor if limit else 0
        fund = self._rich(chance, 2 * left) if left else None
        if fund is None or self._all.on_hand("pen") < 2:
            return None
        orders = self._two(chance, line("pen", 1, left), limited=True, fund=fund)
        fresh = self._room.fresh_claims()
        if orders is None or not fresh or chance.random() < 0.6:
            return orders
        return orders[0], a_hold(left, souvenir=left, fund=fund, at=NOON, **fresh[0])

    def _last_coins(self, chance: Random) -> Any:
        """Both take all money that is available."""
        fund = self._rich(chance, 1)
        if fund is None or self._all.on_hand("pen") < 2:
            return None
        coins = self._room.available(fund)
        return self._two(chance, line("pen", 1, coins), limited=False, fund=fund)

    def _last_points(self, chance: Random) -> Any:
        """Both take all points that are available."""
        points, unused = self._all.points.balance(ACCOUNT).available, self._all.unused()
        if not points or len(unused) < 2 or self._all.on_hand("pen") < 2:
            return None
        one, other = chance.sample(unused, k=2)
        pen = line("pen", 1, 4 * points)
        return by_points(pen, order=one), by_points(pen, order=other)

    def _same_order(self, chance: Random) -> Any:
        """Two funds, or a fund and an account, pay for one order."""
        unused, fund = self._all.unused(), self._rich(chance, 1)
        if not unused or fund is None or chance.random() < 0.5:
            return None
        pen, others = line("pen", 1, 1), [one for one in FUNDS if one != fund]
        rival = by_points(pen, order=unused[0])
        if chance.random() < 0.5:
            rival = an_order(pen, limited=False, order=unused[0], fund=chance.choice(others))  # type: ignore[assignment]
        return an_order(pen, limited=False, order=unused[0], fund=fund), rival

    def _same_placed(self, chance: Random) -> Any:
        """One ships what the other cancels, or both ship it."""
        placed = self._all.standing("PLACED")
        if not placed:
            return None
        order = chance.choice(placed)
        other = shipment(order, "9") if chance.random() < 0.2 else cancellation(order)
        return shipment(order, "8"), other

    def _same_shipped(self, chance: Random) -> Any:
        """Both take the better part of one thing back."""
        for order in self._all.standing("SHIPPED"):
            kept = [one for one in order.lines if one.kept]
            if kept:
                sku, pieces = kept[0].sku, kept[0].kept // 2 + 1
                back = (ReturnedLine(sku=sku, quantity=pieces),)
                numbers = chance.sample(range(10, 99), k=2)
                one, other = (taking_back(order, back, number) for number in numbers)
                return one, other
        return None

    def _end_of_period(self, chance: Random) -> Any:
        """One ends the period or year into which the other gives back."""
        if chance.random() < 0.7:
            return None
        for order in self._all.standing("PLACED", "SHIPPED"):
            freeing = cancellation(order)
            if order.state == "SHIPPED":
                kept = [one for one in order.lines if one.kept]
                back = tuple(ReturnedLine(sku=one.sku, quantity=1) for one in kept[:1])
                if not back:
                    continue
                freeing = taking_back(order, back, chance.randrange(10, 99))
            if isinstance(order.paid_by, ByFund):
                if self._room.is_open(order.paid_by.fund):
                    return freeing, a_close(fund=order.paid_by.fund, at=NOON)
            elif self._all.points.balance(ACCOUNT).status == "OPEN":
                return freeing, a_close_of_points(account=ACCOUNT)
        return None

    def _rich(self, chance: Random, amount: int) -> FundKey | None:
        funds = [one for one in FUNDS if self._room.available(one) >= amount]
        funds = [one for one in funds if self._room.is_open(one)]
        return chance.choice(funds) if funds else None


class OrderWalker(Walker):
    """One ledger with a shop, and everybody who works in it."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._book, self._rival = Shop(self._faulty), Shop(items)
        self._shelf = with_stock(items, mugs=4, pens=12)
        proposals = OrderProposals(items)
        self._oracle, self._proposals = OrderOracle(items), proposals
        self._duels = OrderDuels(items, proposals)
        proposals.points.open_account(ACCOUNT)
        earned: Any = an_earning(20, award="start", account=ACCOUNT)
        self._commit(earned)

    def step(self, chance: Random) -> None:
        """Take one step and audit what it left behind."""
        if chance.random() < 0.1:
            self._count(chance)
        super().step(chance)

    def _count(self, chance: Random) -> None:
        """Count the shelf anew while somebody orders from it."""
        key, shelf = chance.choice((MUG, PEN)), OrderBook(self._faulty, backoff=AT_ONCE)
        self._faulty.before_the_write(partial(self._try, self._proposals.draw(chance)))
        shelf.offer("vendor", a_souvenir(key.sku), on_hand=chance.randrange(8))
        self._faulty.all_is_well()

    def _place(self, movement: Any) -> tuple[str, str]:
        home = movement.fund.period if hasattr(movement, "fund") else movement.account.year + "P"
        return home, movement.entry_id


def line(sku: str, quantity: int, price: int) -> OrderLine:
    """Give a line at any price: the ledger takes what was confirmed."""
    return OrderLine(sku=sku, quantity=quantity, price=rub(price))


def shipment(order: StandingOrder, waybill: str) -> Any:
    """Give the shipment of a standing order, whoever pays."""
    if isinstance(order.paid_by, ByFund):
        return a_shipment(order=order.order, waybill=waybill, fund=order.paid_by.fund)
    return left_by_points(order=order.order)


def cancellation(order: StandingOrder) -> Any:
    """Give the end of a standing order, whoever pays."""
    if isinstance(order.paid_by, ByFund):
        return a_cancellation(order=order.order, fund=order.paid_by.fund)
    return cancelled_by_points(order=order.order)


def taking_back(order: StandingOrder, pieces: tuple[ReturnedLine, ...], number: int) -> Any:
    """Give a return of a standing order's pieces, whoever paid."""
    common: dict[str, Any] = {"order": order.order, "number": number}
    if isinstance(order.paid_by, ByFund):
        return a_return(*pieces, fund=order.paid_by.fund, **common)
    return back_by_points(*pieces, **common)


def _home(order: StandingOrder) -> Any:
    return order.paid_by.fund if isinstance(order.paid_by, ByFund) else order.paid_by.account
