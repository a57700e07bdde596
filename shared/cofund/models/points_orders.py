"""Movements of souvenir orders that points pay for: the account's postings beside the pieces.

Points are spent when the order is placed; what is cancelled or comes back gives them back, after
the year's end they expire.
"""

from typing import Literal, Self

from pydantic import model_validator

from cofund.models.base import Identifier
from cofund.models.movements import Amount
from cofund.models.order_lines import ByPoints, Lines, each_once
from cofund.models.order_movements import OfOrder, OfReturn, Waybill
from cofund.models.points import AccountKey


class _ByPoints(OfOrder):
    account: AccountKey


class SpendOnOrder(_ByPoints):
    """Pay for an order with an account's points and take its pieces off the stock."""

    kind: Literal["SPEND"] = "SPEND"
    partner: Identifier
    """To whom it is sent."""
    lines: Lines
    worth: Amount
    """Of one point."""

    @model_validator(mode="after")
    def _lines_fit_together(self) -> Self:
        each_once([line.sku for line in self.lines])
        if {line.price.currency for line in self.lines} != {self.worth.currency}:
            raise ValueError("an order is in one currency")
        return self

    @property
    def paid_by(self) -> ByPoints:
        """Give what pays."""
        return ByPoints(account=self.account, worth=self.worth)

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#SPEND"


class ShipPaidByPoints(_ByPoints):
    """Note that the pieces have left; the points are spent already, so none moves."""

    kind: Literal["SHIP"] = "SHIP"
    waybill: Waybill

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#SHIP"


class CancelPaidByPoints(_ByPoints):
    """Let an order go that has not left: points and pieces come back."""

    kind: Literal["GIVE_BACK"] = "GIVE_BACK"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#CANCEL"


class ReturnPaidByPoints(_ByPoints, OfReturn):
    """Take pieces back that had left: the points that paid for them come back."""

    kind: Literal["GIVE_BACK"] = "GIVE_BACK"

    @property
    def entry_id(self) -> str:
        """Give the id of the posting."""
        return f"{self.order}#BACK{self.number}"


PointsOrderMovement = SpendOnOrder | ShipPaidByPoints | CancelPaidByPoints | ReturnPaidByPoints
