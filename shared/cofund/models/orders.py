"""Souvenir orders: what is asked for, the movements that pay for it, and what stands of it.

An order takes pieces off the vendor's stock and money off a fund in one transaction; it is written
off when it ships. Prices are those that the partner confirmed, VAT included.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.movements import Amount, AmountOrZero, FundKey, FundMovement
from cofund.models.terms import Names
from cofund.money import Money

MAX_LINES = 30
"""Different things in one order."""
MAX_PIECES = 10_000
"""Of one thing in one order."""
MAX_RETURNS = 99
"""Of one order."""

Pieces = Annotated[int, Field(strict=True, ge=1, le=MAX_PIECES)]
PiecesOrNone = Annotated[int, Field(strict=True, ge=0, le=MAX_PIECES)]

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


class ReturnedLine(Model):
    """So many pieces of one thing that come back."""

    sku: Identifier
    quantity: Pieces


Lines = Annotated[tuple[OrderLine, ...], Field(min_length=1, max_length=MAX_LINES)]
Returned = Annotated[tuple[ReturnedLine, ...], Field(min_length=1, max_length=MAX_LINES)]


class _OrderMovement(FundMovement):
    order: Identifier
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager does it."""


class PlaceOrder(_OrderMovement):
    """Hold a fund's money for pieces that are taken off the stock."""

    kind: Literal["ORDER"] = "ORDER"
    lines: Lines
    souvenir: AmountOrZero
    """What of it counts against the year's souvenir limit: all, or nothing where none bounds it."""

    @model_validator(mode="after")
    def _lines_fit_together(self) -> Self:
        _each_once([line.sku for line in self.lines])
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
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#ORDER"


class ShipOrder(_OrderMovement):
    """Write an order off: its pieces have left."""

    kind: Literal["SHIP"] = "SHIP"
    waybill: Annotated[str, Field(min_length=1, max_length=100)]
    """Number of the paper that went with the pieces."""

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#SHIP"


class CancelOrder(_OrderMovement):
    """Let an order go that has not left: money, limit and pieces come back."""

    kind: Literal["CANCEL_ORDER"] = "CANCEL_ORDER"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#CANCEL"


class ReturnOrder(_OrderMovement):
    """Take pieces back that had left: their price, limit and stock come back."""

    kind: Literal["RETURN"] = "RETURN"
    number: Annotated[int, Field(strict=True, ge=1, le=MAX_RETURNS)]
    """The how-maniest return of this order."""
    pieces: Returned

    @model_validator(mode="after")
    def _each_thing_once(self) -> Self:
        _each_once([line.sku for line in self.pieces])
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
    fund: FundKey
    lines: OrderedLines
    souvenir: AmountOrZero
    """What counts against the souvenir limit now: a return lowers it."""
    state: StandingState
    reversible: AmountOrZero
    """What of the write-off did not come back; zero unless SHIPPED."""

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
    fund: FundKey
    programme_version: ShortText
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


def cost_of(lines: tuple[OrderLine, ...]) -> Money:
    """Give what at least one line costs."""
    return Money.total((line.cost for line in lines), lines[0].price.currency)


def _each_once(skus: list[str]) -> None:
    if len(set(skus)) != len(skus):
        raise ValueError("a thing stands once in an order")
