"""Movements of souvenir orders that a fund pays for; an order is written off when it ships.

An order takes pieces off the vendor's stock and money off a fund in one transaction. An account's
points pay for an order as well, whole and at once: ``points_orders`` has those movements.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Identifier
from cofund.models.movements import AmountOrZero, Caused, FundMovement
from cofund.models.order_lines import MAX_RETURNS, ByFund, Lines, Returned, cost_of, each_once
from cofund.money import Money

Waybill = Annotated[str, Field(min_length=1, max_length=100)]
"""Number of the paper that went with the pieces."""


class OfOrder(Caused):
    """A movement of an order, whoever pays."""

    order: Identifier
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager does it."""


class OfReturn(OfOrder):
    """A return of an order's pieces, whoever paid for them."""

    number: Annotated[int, Field(strict=True, ge=1, le=MAX_RETURNS)]
    """The how-maniest return of this order."""
    pieces: Returned

    @model_validator(mode="after")
    def _each_thing_once(self) -> Self:
        each_once([line.sku for line in self.pieces])
        return self


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


class ReturnOrder(OfReturn, FundMovement):
    """Take pieces back that had left: their price, limit and stock come back."""

    kind: Literal["RETURN"] = "RETURN"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#RET{self.number}"


OrderMovement = PlaceOrder | ShipOrder | CancelOrder | ReturnOrder
