"""What somebody typed into the forms of orders: quantities, what pays, what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from cofund.errors import (
    AccountClosed,
    FundClosed,
    InsufficientFund,
    InsufficientPoints,
    LimitReached,
    NotAccepted,
    NotFound,
    OrdersClosed,
    OutOfStock,
    Refusal,
    StaleVersion,
)
from cofund.models.assessment import CountValue, MoneyValue
from cofund.models.order_lines import MAX_LINES, MAX_PIECES, OrderedLine, OrderLine, ReturnedLine
from cofund.models.orders import Souvenir, StockKey
from cofund.money import Money
from cofund.pages.views.frame import FieldError, Problem
from cofund.steps.office import Office
from cofund.steps.orders.payers import PaidFrom
from cofund.steps.orders.views import QUANTITY, limit_line
from cofund.typed import typed_count

if TYPE_CHECKING:
    from cofund.models.programme import Programme

PRICE = "p-"
"""Before a thing's number: the price that was shown, in minor units."""
BACK = "b-"
"""Before a thing's number: how many pieces come back."""
WHOLE = "order"
"""Field of what is wrong with an order as a whole."""

PROBLEMS: tuple[tuple[type[Refusal], Problem], ...] = (
    (OrdersClosed, "orders_closed"),
    (StaleVersion, "price_changed"),
    (NotFound, "price_changed"),
    (InsufficientFund, "fund_short"),
    (FundClosed, "fund_short"),
    (InsufficientPoints, "points_short"),
    (AccountClosed, "points_short"),
    (NotAccepted, "too_dear"),
)
"""What a refused order's form says."""


def typed_payer(form: Mapping[str, str]) -> PaidFrom:
    """Give what pays; the fund where nothing, or nothing known, was chosen."""
    chosen = form.get("paid_from", "fund")
    known: tuple[PaidFrom, ...] = ("fund", "company", "person")
    return next((one for one in known if one == chosen), "fund")


def typed_lines(
    form: Mapping[str, str], catalogue: Iterable[Souvenir]
) -> tuple[tuple[OrderLine, ...], tuple[FieldError, ...]]:
    """Give what is wanted at the catalogue's prices, and every quantity that is none."""
    lines, errors = [], []
    for one in catalogue:
        field = f"{QUANTITY}{one.sku}"
        quantity = typed_count(form.get(field, ""), field=field, most=MAX_PIECES)
        if isinstance(quantity, FieldError):
            errors.append(quantity)
        elif quantity:
            lines.append(OrderLine(sku=one.sku, quantity=quantity, price=one.price))
    if not lines and not errors:
        errors.append(FieldError(field=WHOLE, problem="nothing_ordered"))
    if len(lines) > MAX_LINES:
        most: dict[str, CountValue] = {"most": CountValue(value=MAX_LINES)}
        errors.append(FieldError(field=WHOLE, problem="too_many_things", params={**most}))
    return tuple(lines), tuple(errors)


def confirmed_lines(
    form: Mapping[str, str], catalogue: Iterable[Souvenir]
) -> tuple[OrderLine, ...] | None:
    """Give what was confirmed at the prices that were shown; None where the form is not ours."""
    lines, errors = typed_lines(form, catalogue)
    shown = [form.get(f"{PRICE}{line.sku}", "") for line in lines]
    known = all(price.isascii() and price.isdigit() and len(price) < 16 for price in shown)
    if errors or not known or any(int(price) == 0 for price in shown):
        return None
    return tuple(
        line.model_copy(
            update={"price": Money(amount_minor=int(price), currency=line.price.currency)}
        )
        for line, price in zip(lines, shown, strict=True)
    )


def typed_pieces(
    form: Mapping[str, str], lines: Iterable[OrderedLine]
) -> tuple[tuple[ReturnedLine, ...], tuple[FieldError, ...]]:
    """Give which pieces come back, and every number that is none or too large."""
    pieces, errors = [], []
    for line in lines:
        field = f"{BACK}{line.sku}"
        quantity = typed_count(form.get(field, ""), field=field, most=line.kept)
        if isinstance(quantity, FieldError):
            too_many = quantity.problem == "too_large"
            errors.append(_more_than(line.kept, field) if too_many else quantity)
        elif quantity:
            pieces.append(ReturnedLine(sku=line.sku, quantity=quantity))
    if not pieces and not errors:
        errors.append(FieldError(field=WHOLE, problem="nothing_returned"))
    return tuple(pieces), tuple(errors)


def out_of_stock(
    lines: Iterable[OrderLine], programme: Programme, *, office: Office
) -> tuple[FieldError, ...]:
    """Give every line of which there are fewer pieces than are wanted."""
    found = []
    for line in lines:
        stock = office.orders.stock(StockKey(programme=programme.programme, sku=line.sku))
        if stock is None or stock.on_hand < line.quantity:
            found.append(_out_of_stock(line.sku, programme, office=office))
    return tuple(found)


def refused(
    refusal: Refusal, programme: Programme, partner_id: str, *, office: Office
) -> tuple[FieldError, ...]:
    """Give what a refused order's form says.

    Raises:
        Refusal: it says nothing of the order, and is shown as any other.
    """
    if isinstance(refusal, OutOfStock):
        return (_out_of_stock(refusal.sku, programme, office=office),)
    if isinstance(refusal, LimitReached):
        return (_limit_reached(programme, partner_id, office=office),)
    for kind, problem in PROBLEMS:
        if isinstance(refusal, kind):
            return (FieldError(field=WHOLE, problem=problem),)
    raise refusal


def _out_of_stock(sku: str, programme: Programme, *, office: Office) -> FieldError:
    stock = office.orders.stock(StockKey(programme=programme.programme, sku=sku))
    left = CountValue(value=stock.on_hand if stock else 0)
    return FieldError(field=f"{QUANTITY}{sku}", problem="out_of_stock", params={"left": left})


def _limit_reached(programme: Programme, partner_id: str, *, office: Office) -> FieldError:
    limit = limit_line(programme, partner_id, office=office)
    left = limit.left if limit else Money.zero(programme.currency)
    return FieldError(field=WHOLE, problem="limit_reached", params={"left": MoneyValue(value=left)})


def _more_than(kept: int, field: str) -> FieldError:
    most = CountValue(value=kept)
    return FieldError(field=field, problem="more_than_shipped", params={"most": most})
