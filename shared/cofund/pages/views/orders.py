"""What the pages and mails of souvenir orders show."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.order_lines import MAX_LINES
from cofund.models.orders import OrderDays, OrderState
from cofund.money import Money
from cofund.pages.views.frame import Errors, Frame, Typed
from cofund.pages.views.mails import Link

MAX_OFFERS = 200
MAX_ORDERS = 200

PaidFrom = Literal["fund", "company", "person"]
OrderEvent = Literal["placed", "shipped", "cancelled", "returned", "return_refused"]
"""What a partner's people are told."""
ManagerOrderEvent = Literal["to_ship", "called_off", "to_take_back"]
"""What managers are told: pieces are to be sent, not to be sent any more, or wished back."""


class OfferLine(Model):
    """One thing in the catalogue."""

    sku: Identifier
    name: ShortText
    price: Money
    points: int | None = None
    """The price in points; None where points do not pay."""
    on_hand: int
    too_dear: bool
    """Whether one piece costs more than the programme allows."""
    typed: Typed = ""
    """The quantity as typed."""


class LimitLine(Model):
    """The year's souvenir limit."""

    cap: Money
    ordered: Money
    left: Money


class PurseLine(Model):
    """What may pay beside or instead of the fund."""

    paid_from: PaidFrom
    available: int


class FundOffer(Model):
    """A fund that may pay."""

    period: ShortText
    available: Money
    expires_on: date


class OrderLineView(Model):
    """One thing of an order."""

    sku: Identifier
    name: ShortText
    quantity: int
    price: Money
    cost: Money
    points: int | None = None
    returned: int = 0

    @property
    def kept(self) -> int:
        """Give how many pieces did not come back."""
        return self.quantity - self.returned


class OrderListed(Model):
    """One order in a list."""

    order_id: Identifier
    state: OrderState
    partner: ShortText = ""
    """Whose it is, where several partners' are listed."""
    amount: Money
    points: int | None = None
    placed_at: AwareDatetime
    pieces: int


class OrdersView(Model):
    """The partner's page: limit, window, catalogue with quantities, own orders."""

    frame: Frame
    days: OrderDays | None
    """None where the programme has no souvenirs."""
    limit: LimitLine | None = None
    funds: tuple[FundOffer, ...] = Field(default=(), max_length=24)
    purses: tuple[PurseLine, ...] = Field(default=(), max_length=2)
    dearest: Money | None = None
    offers: tuple[OfferLine, ...] = Field(default=(), max_length=MAX_OFFERS)
    paid_from: PaidFrom = "fund"
    orders: tuple[OrderListed, ...] = Field(default=(), max_length=MAX_ORDERS)
    errors: Errors = ()


class ConfirmView(Model):
    """What is about to be ordered, with its totals."""

    frame: Frame
    order_key: Identifier
    lines: tuple[OrderLineView, ...] = Field(min_length=1, max_length=MAX_LINES)
    total: Money
    points: int | None
    """The total in points where points pay."""
    paid_from: PaidFrom
    limit_after: Money | None
    """What is left of the year's limit afterwards; None where it is not charged."""
    left_after: Annotated[int, Field(ge=0)] | Money
    """What the fund or account has left."""
    period: ShortText = ""
    """Of the fund that pays."""


OrderHappening = Literal[OrderState, "part_returned", "return_refused"]
"""What an order's history tells: where it came to, or what left it where it was."""
OrderAct = Literal["cancel", "ask_return", "ship", "take_back", "refuse"]


class OrderMoment(Model):
    """One change of an order's state."""

    happened: OrderHappening
    at: AwareDatetime
    who: Literal["partner", "manager"]
    why: ShortText = ""
    """Of a refused return."""


class OrderView(Model):
    """One order: the partner's page or the manager's."""

    frame: Frame
    order_id: Identifier
    state: OrderState
    revision: int
    partner: ShortText = ""
    lines: tuple[OrderLineView, ...] = Field(min_length=1, max_length=MAX_LINES)
    total: Money
    points: int | None
    came_back: Money
    period: ShortText = ""
    """Of the fund that pays."""
    waybill: ShortText
    return_until: date | None
    asked: tuple[OrderLineView, ...] = Field(default=(), max_length=MAX_LINES)
    asked_why: ShortText = ""
    expires: bool = False
    """Whether the money or points that it frees expire at once: their time is over."""
    number: int
    """Of the next return."""
    timeline: tuple[OrderMoment, ...] = Field(max_length=300)
    acts: tuple[OrderAct, ...] = ()
    managing: bool = False
    typed: dict[str, Typed] = Field(default_factory=dict)
    errors: Errors = ()


class ManagedOrdersView(Model):
    """The manager's list: what waits for them, and what is done."""

    frame: Frame
    open: tuple[OrderListed, ...] = Field(max_length=MAX_ORDERS)
    done: tuple[OrderListed, ...] = Field(max_length=MAX_ORDERS)


class OrderMail(Model):
    """A mail about an order, to the partner's people or to a manager."""

    to_name: ShortText
    event: OrderEvent | ManagerOrderEvent
    order_id: Identifier
    partner: ShortText = ""
    """Whose order it is, where a manager is told."""
    lines: tuple[OrderLineView, ...] = Field(min_length=1, max_length=MAX_LINES)
    total: Money
    points: int | None
    waybill: ShortText = ""
    return_until: date | None = None
    why: ShortText = ""
    link: Link
