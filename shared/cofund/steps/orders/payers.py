"""What may pay for a souvenir order: the fund that ends first and bears it, or points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cofund.calendar import local_day
from cofund.errors import InsufficientFund, NotAccepted, NotFound
from cofund.models.claim import Person
from cofund.models.movements import FundKey
from cofund.models.order_lines import ByPoints
from cofund.models.orders import Order, StockKey
from cofund.models.points import AccountKey, company, person
from cofund.models.standing import Balance, SouvenirLimit
from cofund.money import Money
from cofund.steps.filing import Filer
from cofund.steps.office import Office

if TYPE_CHECKING:
    from cofund.models.activity_terms import SouvenirTerms
    from cofund.models.programme import Programme

PaidFrom = Literal["fund", "company", "person"]
"""The partner's fund, the company's points, or the own points of who orders."""


@dataclass(frozen=True)
class PointsPurse:
    """An account that may pay, and what is available in it."""

    paid_from: PaidFrom
    payer: ByPoints
    available: int


def souvenir_terms(programme: Programme) -> SouvenirTerms:
    """Give a programme's terms of souvenirs.

    Raises:
        NotFound: it has none.
    """
    if programme.souvenirs is None:
        raise NotFound("the programme has no souvenirs")
    return programme.souvenirs


def open_funds(programme: Programme, partner_id: str, *, office: Office) -> tuple[Balance, ...]:
    """Give a partner's open funds, the one that ends first before the others."""
    # Imported here, as programmes' models come with them: who only ships needs none.
    from cofund.funds.calendar import fund_keys
    from cofund.terms.entitlement import expires_on

    today = local_day(office.clock(), programme.zone)
    found = []
    for key in fund_keys(programme, partner_id, year=today.year):
        balance = _balance(key, office=office)
        if balance is not None and expires_on(programme, key.period) >= today:
            found.append(balance)
    return tuple(
        sorted(found, key=lambda one: (expires_on(programme, one.fund.period), one.fund.period))
    )


def fund_for(programme: Programme, partner_id: str, cost: Money, *, office: Office) -> FundKey:
    """Give the fund that pays: of those that bear the cost the one that ends first.

    Raises:
        InsufficientFund: none bears it alone.
    """
    for balance in open_funds(programme, partner_id, office=office):
        if balance.available >= cost:
            return balance.fund
    raise InsufficientFund("no open fund bears the order")


def limit_of(programme: Programme, partner_id: str, *, office: Office) -> SouvenirLimit | None:
    """Give this year's souvenir limit of a partner; None where nothing bounds it."""
    year = f"{local_day(office.clock(), programme.zone):%Y}"
    key = FundKey(programme=programme.programme, partner=partner_id, period=year).limit()
    return office.ledger.souvenir_limit(key)


def bears_an_order(balance: Balance, programme: Programme, *, office: Office) -> bool:
    """Say whether a fund and the year's limit bear one piece of something that is in stock."""
    from cofund.terms.ordering import too_dear

    terms = programme.souvenirs
    if terms is None:
        return False
    bearable = balance.available
    if terms.limits:
        limit = limit_of(programme, balance.fund.partner, office=office)
        bearable = min(bearable, limit.available) if limit else Money.zero(bearable.currency)
    return any(
        one.price <= bearable
        and not too_dear(terms, one.price)
        and _in_stock(programme, one.sku, office=office)
        for one in office.orders.catalogue(programme.programme)
    )


def purses(programme: Programme, filer: Filer, *, office: Office) -> tuple[PointsPurse, ...]:
    """Give the accounts of points that may pay for the filer's order, those with something in."""
    found = []
    for paid_from in ("company", "person"):
        payer = _payer(programme, paid_from, filer, office=office)
        standing = None if payer is None else office.points.find(payer.account)
        if payer is not None and standing is not None and standing.status == "OPEN":
            found.append(PointsPurse(paid_from, payer, standing.available))
    return tuple(purse for purse in found if purse.available)


def sees(filer: Filer, order: Order) -> bool:
    """Say whether somebody of the partner's sees an order: their of own points, one person."""
    payer = order.paid_by
    if not isinstance(payer, ByPoints) or payer.account.owner.startswith("company."):
        return True
    return isinstance(filer, Person) and payer.account.owner == person(filer.login)


def account_of(
    programme: Programme, paid_from: PaidFrom, filer: Filer, *, office: Office
) -> ByPoints:
    """Give the account of points that pays.

    Raises:
        NotAccepted: souvenirs are not paid from it under this programme.
    """
    payer = _payer(programme, paid_from, filer, office=office)
    if payer is None:
        raise NotAccepted("these points do not pay for souvenirs")
    return payer


def _in_stock(programme: Programme, sku: str, *, office: Office) -> bool:
    stock = office.orders.stock(StockKey(programme=programme.programme, sku=sku))
    return stock is not None and stock.on_hand > 0


def _payer(
    programme: Programme, paid_from: str, filer: Filer, *, office: Office
) -> ByPoints | None:
    terms = programme.points
    if terms is None or "souvenirs" not in terms.spent_on or filer.partner_id is None:
        return None
    if paid_from not in terms.accounts.value:
        return None
    if paid_from == "person" and not isinstance(filer, Person):
        return None
    owner = company(filer.partner_id) if paid_from == "company" else person(filer.login)
    year = f"{local_day(office.clock(), programme.zone):%Y}"
    account = AccountKey(programme=programme.programme, owner=owner, year=year)
    return ByPoints(account=account, worth=terms.worth)


def _balance(fund: FundKey, *, office: Office) -> Balance | None:
    try:
        balance = office.ledger.balance(fund)
    except NotFound:
        return None
    return balance if balance.status == "OPEN" else None
