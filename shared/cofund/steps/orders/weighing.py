"""What an order would take and leave, weighed before it is placed: nothing is held by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.errors import InsufficientPoints, LimitReached, OutOfStock
from cofund.models.order_lines import ByPoints, OrderLine, cost_of
from cofund.models.orders import StockKey
from cofund.money import Money
from cofund.steps.filing import Filer
from cofund.steps.office import Office
from cofund.steps.orders.ordering import ensure_orderable
from cofund.steps.orders.payers import PaidFrom, account_of, fund_for
from cofund.steps.orders.views import limit_line

if TYPE_CHECKING:
    from cofund.models.programme import Programme


@dataclass(frozen=True)
class After:
    """What is left once the order is placed."""

    payer: ByPoints | None
    """The account that pays; None where a fund does."""
    points: int | None
    left: Money | int
    """In the fund, or in the account."""
    limit: Money | None
    """Of the year's souvenir limit; None where it is not charged."""
    period: str = ""

    def points_for(self, line: OrderLine) -> int | None:
        """Give what a line costs in points; None where a fund pays."""
        return None if self.payer is None else self.payer.points((line,))


def ensure_bearable(
    programme: Programme,
    lines: tuple[OrderLine, ...],
    paid_from: PaidFrom,
    filer: Filer,
    *,
    office: Office,
) -> None:
    """Stop an order that would be refused as things stand now.

    Raises:
        Refusal: by the name that placing it would give.
    """
    ensure_orderable(programme, lines, office=office)
    for line in lines:
        stock = office.orders.stock(StockKey(programme=programme.programme, sku=line.sku))
        if stock is None or stock.on_hand < line.quantity:
            raise OutOfStock(line.sku)
    after_order(programme, lines, paid_from, filer, office=office)


def after_order(
    programme: Programme,
    lines: tuple[OrderLine, ...],
    paid_from: PaidFrom,
    filer: Filer,
    *,
    office: Office,
) -> After:
    """Give what an order would leave.

    Raises:
        InsufficientFund: no open fund bears it.
        LimitReached: less is left of the year's souvenir limit.
        InsufficientPoints: fewer points are available.
        NotAccepted: these points do not pay for souvenirs.
    """
    if paid_from != "fund":
        return _after_points(programme, lines, paid_from, filer, office=office)
    cost, partner_id = cost_of(lines), str(filer.partner_id)
    limit = limit_line(programme, partner_id, office=office)
    if limit is not None and limit.left < cost:
        raise LimitReached("less is left of the year's limit")
    fund = fund_for(programme, partner_id, cost, office=office)
    return After(
        payer=None,
        points=None,
        left=office.ledger.balance(fund).available - cost,
        limit=None if limit is None else limit.left - cost,
        period=fund.period,
    )


def _after_points(
    programme: Programme,
    lines: tuple[OrderLine, ...],
    paid_from: PaidFrom,
    filer: Filer,
    *,
    office: Office,
) -> After:
    payer = account_of(programme, paid_from, filer, office=office)
    standing = office.points.find(payer.account)
    available, points = standing.available if standing else 0, payer.points(lines)
    if available < points:
        raise InsufficientPoints("fewer points are available")
    return After(payer=payer, points=points, left=available - points, limit=None)
