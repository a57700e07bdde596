"""Souvenirs and what is ordered of them: the catalogue, its stock, and what stands of an order.

An order stands in the ledger, with its money and pieces, and as people see it. ``order_lines`` says
what it asks for, ``order_movements`` and ``points_orders`` what moves it.
"""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, Names, ShortText
from cofund.models.movements import Amount, AmountOrZero
from cofund.models.order_lines import (
    MAX_LINES,
    MAX_RETURNS,
    ByPoints,
    OrderedLines,
    Payer,
    ReturnedLine,
    cost_of,
    times,
)
from cofund.money import Money

StandingState = Literal["PLACED", "SHIPPED", "CANCELLED"]
"""Of an order's money and pieces: held, written off, or given back."""
OrderState = Literal["placed", "shipped", "return_asked", "returned", "cancelled"]
"""Of an order as people see it; *returned* is what came back whole."""


class StockKey(Model):
    """One thing in a programme's catalogue."""

    programme: Identifier
    sku: Identifier


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
