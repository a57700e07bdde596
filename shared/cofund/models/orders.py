"""Souvenir orders: what is asked for, the movements that pay for it, and what stands of it.

An order takes pieces off the vendor's stock and money off a fund in one transaction; it is written
off when it ships. Prices are those that the partner confirmed, VAT included. An account's points
pay for an order as well, whole and at once: ``points_orders`` has those movements.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, Names, ShortText
from cofund.models.movements import Amount, AmountOrZero, Caused, FundKey, FundMovement
from cofund.models.points import AccountKey
from cofund.money import Money

MAX_LINES = 30
"""Different things in one order."""
MAX_PIECES = 10_000
"""Of one thing in one order."""
MAX_RETURNS = 99
"""Of one order."""

Pieces = Annotated[int, Field(strict=True, ge=1, le=MAX_PIECES)]
PiecesOrNone = Annotated[int, Field(strict=True, ge=0, le=MAX_PIECES)]

Waybill = Annotated[str, Field(min_length=1, max_length=100)]
"""Number of the paper that went with the pieces."""

StandingState = Literal["PLACED", "SHIPPED", "CANCELLED"]
"""Of an order's money and pieces: held, written off, or given back."""
OrderState = Literal["placed", "shipped", "return_asked", "returned", "cancelled"]
"""Of an order as people see it; *returned* is what came back whole."""


class StockKey(Model):
    """One thing in a programme's catalogue."""

    programme: Identifier
    sku: Identifier


class OrderLine(Model):
    """So many pieces of one thing at the confirmed price."""

    sku: Identifier
    quantity: Pieces
    price: Amount
    """Of one piece, VAT included."""

    @property
    def cost(self) -> Money:
        """Give what the pieces cost together."""
        return times(self.price, self.quantity)


class ByFund(Model):
    """A fund's money pays."""

    by: Literal["fund"] = "fund"
    fund: FundKey


class ByPoints(Model):
    """An account's points pay."""

    by: Literal["points"] = "points"
    account: AccountKey
    worth: Amount
    """Of one point."""

    def points(self, lines: tuple[OrderLine, ...]) -> int:
        """Give what lines cost in points."""
        return sum(points_for(line.price, self.worth) * line.quantity for line in lines)


Payer = Annotated[ByFund | ByPoints, Field(discriminator="by")]


class ReturnedLine(Model):
    """So many pieces of one thing that come back."""

    sku: Identifier
    quantity: Pieces


Lines = Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=MAX_LINES)]
Returned = Annotated[tuple[ReturnedLine, ...], Field(min_length=1, max_length=MAX_LINES)]


class OfOrder(Caused):
    """A movement of an order, whoever pays."""

    order: Identifier
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager does it."""


class PlaceOrder(OfOrder, FundMovement):
    """Hold a fund's money for pieces that are taken off the stock."""

    kind: Literal["ORDER"] = "ORDER"
    lines: Lines
    souvenir: AmountOrZero
    """What of it counts against the year's souvenir limit: all, or nothing where none bounds it."""

    @model_validator(mode="after")
    def _lines_fit_together(self) -> Self:
        each_once([line.sku for line in self.lines])
        if len({line.price.currency for line in self.lines} | {self.souvenir.currency}) > 1:
            raise ValueError("an order is in one currency")
        if self.souvenir not in (self.amount, Money.zero(self.amount.currency)):
            raise ValueError("an order counts against the souvenir limit whole or not at all")
        return self

    @property
    def amount(self) -> Money:
        """Give what the order costs."""
        return cost_of(self.lines)

    @property
    def partner(self) -> str:
        """Give to whom it is sent."""
        return self.fund.partner

    @property
    def paid_by(self) -> ByFund:
        """Give what pays."""
        return ByFund(fund=self.fund)

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#ORDER"


class ShipOrder(OfOrder, FundMovement):
    """Write an order off: its pieces have left."""

    kind: Literal["SHIP"] = "SHIP"
    waybill: Waybill

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#SHIP"


class CancelOrder(OfOrder, FundMovement):
    """Let an order go that has not left: money, limit and pieces come back."""

    kind: Literal["CANCEL_ORDER"] = "CANCEL_ORDER"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#CANCEL"


class ReturnOrder(OfOrder, FundMovement):
    """Take pieces back that had left: their price, limit and stock come back."""

    kind: Literal["RETURN"] = "RETURN"
    number: Annotated[int, Field(strict=True, ge=1, le=MAX_RETURNS)]
    """The how-maniest return of this order."""
    pieces: Returned

    @model_validator(mode="after")
    def _each_thing_once(self) -> Self:
        each_once([line.sku for line in self.pieces])
        return self

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#RET{self.number}"


OrderMovement = PlaceOrder | ShipOrder | CancelOrder | ReturnOrder


class OrderedLine(OrderLine):
    """One thing of an order, and how much of it came back."""

    returned: PiecesOrNone = 0

    @property
    def kept(self) -> int:
        """Give how many pieces did not come back."""
        return self.quantity - self.returned


OrderedLines = Annotated[tuple[OrderedLine, ...], Field(min_length=1, max_length=MAX_LINES)]


class StandingOrder(Model):
    """What stands in the ledger of an order."""

    order: Identifier
    paid_by: Payer
    lines: OrderedLines
    souvenir: AmountOrZero
    """What counts against the souvenir limit now: a return lowers it; nothing where points pay."""
    state: StandingState
    reversible: AmountOrZero
    """What of the write-off did not come back; zero unless SHIPPED, and where points paid."""

    @property
    def amount(self) -> Money:
        """Give what the order cost when it was placed."""
        return cost_of(self.lines)


class Stock(Model):
    """How many pieces of one thing there are, and where."""

    key: StockKey
    taken_in: int = Field(ge=0)
    """Ever; the other three say where they are now, and sum up to it."""
    on_hand: int = Field(ge=0)
    ordered: int = Field(ge=0)
    shipped: int = Field(ge=0)


class Souvenir(Model):
    """One thing in the catalogue."""

    sku: Identifier
    names: Names
    price: Amount
    """Of one piece, VAT included."""


class Order(Model):
    """An order as people see it."""

    order_id: Identifier
    partner_id: Identifier
    programme: Identifier
    programme_version: ShortText
    paid_by: Payer
    state: OrderState
    revision: int = Field(ge=0)
    lines: OrderedLines
    placed_at: AwareDatetime
    placed_by: Identifier
    shipped_at: AwareDatetime | None = None
    waybill: ShortText = ""
    returns: int = Field(default=0, ge=0, le=MAX_RETURNS)
    """How many returns were taken in."""
    asked: tuple[ReturnedLine, ...] = Field(default=(), max_length=MAX_LINES)
    """What the partner wants to give back, while a manager has not answered."""
    asked_why: ShortText = ""

    @property
    def amount(self) -> Money:
        """Give what the order cost when it was placed."""
        return cost_of(self.lines)

    @property
    def came_back(self) -> Money:
        """Give what the pieces cost that came back."""
        back = (times(line.price, line.returned) for line in self.lines)
        return Money.total(back, self.lines[0].price.currency)

    @property
    def points(self) -> int | None:
        """Give what the order cost in points; None where money paid."""
        return self.paid_by.points(self.lines) if isinstance(self.paid_by, ByPoints) else None


class OrderDays(Model):
    """When a programme accepts orders, seen from one day; both days are in time."""

    state: Literal["all_year", "open", "closed"]
    first: date | None = None
    """Of the window that is open, or else of the next one; None all year."""
    last: date | None = None

    @property
    def accepts(self) -> bool:
        """Say whether orders are accepted on the day."""
        return self.state != "closed"


class OrderChange(Model):
    """One change of an order's state: an entry of its audit."""

    revision: int = Field(ge=1)
    from_state: OrderState | None
    """None where the order was placed."""
    to_state: OrderState
    at: AwareDatetime
    actor: Identifier
    reason: ShortText
    on_behalf_of: Identifier | None = None


def times(price: Money, pieces: int) -> Money:
    """Give what so many pieces cost."""
    return Money(amount_minor=price.amount_minor * pieces, currency=price.currency)


def points_for(price: Money, worth: Money) -> int:
    """Give how many points pay for one piece: points are whole, so a part of one is one."""
    return -(-price.amount_minor // worth.amount_minor)


def cost_of(lines: tuple[OrderLine, ...]) -> Money:
    """Give what at least one line costs."""
    return Money.total((line.cost for line in lines), lines[0].price.currency)


def each_once(skus: list[str]) -> None:
    """Stop an order that names a thing twice.

    Raises:
        ValueError: it does.
    """
    if len(set(skus)) != len(skus):
        raise ValueError("a thing stands once in an order")
