"""What an order asks for and what pays: pieces at the prices that the partner confirmed."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from cofund.models.base import Identifier, Model
from cofund.models.movements import Amount, FundKey
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


class OrderedLine(OrderLine):
    """One thing of an order, and how much of it came back."""

    returned: PiecesOrNone = 0

    @property
    def kept(self) -> int:
        """Give how many pieces did not come back."""
        return self.quantity - self.returned


OrderedLines = Annotated[tuple[OrderedLine, ...], Field(min_length=1, max_length=MAX_LINES)]


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


def at_paid_prices(
    lines: Iterable[OrderLine], pieces: Iterable[ReturnedLine]
) -> tuple[OrderLine, ...]:
    """Give pieces of an order at the prices that were paid; all stand in the order."""
    prices = {line.sku: line.price for line in lines}
    return tuple(
        OrderLine(sku=one.sku, quantity=one.quantity, price=prices[one.sku]) for one in pieces
    )
