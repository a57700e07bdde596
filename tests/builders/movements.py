"""Movements of an invented partner's money; name only what matters to the test."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from cofund.models.ledger import (
    Accrue,
    BackTo,
    ClosePeriod,
    CorrectAccrual,
    Debit,
    FundKey,
    InvoiceShare,
    PlaceHold,
    RaiseHold,
    Release,
    Reserve,
    Reverse,
    Unreserve,
)
from cofund.models.points import AccountKey, ConvertPoints, PointsPart, company
from cofund.models.reservations import ChangeReservation
from cofund.money import Money

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FUND = FundKey(programme="vendor", partner="romashka", period="2026Q4")
EARLIER_FUND = FundKey(programme="vendor", partner="romashka", period="2026Q3")
YEAR = FUND.limit()


def rub(amount_minor: int) -> Money:
    """Give an amount of kopecks."""
    return Money(amount_minor=amount_minor, currency="RUB")


def invoice(number: str = "17", *, gross: int = 100, share: int = 100) -> InvoiceShare:
    """Give a share of an invented seller's invoice."""
    return InvoiceShare(
        seller="7700000016",
        number=number,
        date=date(2026, 11, 1),
        gross=rub(gross),
        share=rub(share),
    )


def an_accrual(amount: int = 1000, *, source: str = "turnover-1", **more: Any) -> Accrue:
    """Give an accrual."""
    return Accrue(**_common(more), source=source, amount=rub(amount))


def a_correction(amount: int, *, source: str = "correction-1", **more: Any) -> CorrectAccrual:
    """Give a correction of an accrual."""
    return CorrectAccrual(**_common(more), source=source, amount=rub(amount))


def a_reservation(amount: int = 100, *, application: str = "A1", **more: Any) -> Reserve:
    """Give a reservation."""
    return Reserve(**_common(more), application=application, amount=rub(amount))


def a_changed_reservation(
    amount: int, *, number: int = 2, application: str = "A1", **more: Any
) -> ChangeReservation:
    """Give a change of a reservation; ``from_fund`` moves it."""
    return ChangeReservation(
        **_common(more), application=application, number=number, amount=rub(amount)
    )


def an_unreserve(*, application: str = "A1", **more: Any) -> Unreserve:
    """Give the end of a reservation."""
    return Unreserve(**_common(more), application=application)


def a_hold(
    amount: int = 100,
    *,
    souvenir: int = 0,
    application: str | None = None,
    points: PointsPart | None = None,
    **more: Any,
) -> PlaceHold:
    """Give a hold."""
    parts = {"souvenir": rub(souvenir), "application": application, "points": points}
    return PlaceHold(**_claim(more), amount=rub(amount), **parts)


def a_raise(
    amount: int = 10,
    *,
    number: int = 1,
    souvenir: int = 0,
    points: PointsPart | None = None,
    **more: Any,
) -> RaiseHold:
    """Give the raise of a hold."""
    parts = {"souvenir": rub(souvenir), "points": points}
    return RaiseHold(**_claim(more), number=number, amount=rub(amount), **parts)


def a_debit(
    amount: int = 100,
    *,
    souvenir: int = 0,
    invoices: tuple[InvoiceShare, ...] = (),
    back_to: BackTo = "fund",
    points: PointsPart | None = None,
    **more: Any,
) -> Debit:
    """Give a debit."""
    parts = {
        "points": points,
        "souvenir": rub(souvenir),
        "invoices": invoices,
        "payload": "{}",
        "back_to": back_to,
    }
    return Debit(**_claim(more), amount=rub(amount), **parts)


def a_release(*, back_to: BackTo = "fund", **more: Any) -> Release:
    """Give the release of a hold."""
    return Release(**_claim(more), back_to=back_to)


def a_reversal(
    amount: int = 100,
    *,
    number: int = 1,
    souvenir: int = 0,
    invoices: tuple[InvoiceShare, ...] = (),
    points: PointsPart | None = None,
    **more: Any,
) -> Reverse:
    """Give a clawback."""
    parts = {
        "points": points,
        "souvenir": rub(souvenir),
        "invoices": invoices,
        "payload": "{}",
    }
    return Reverse(**_claim(more), number=number, amount=rub(amount), **parts)


def a_conversion(
    points: int = 10, *, conversion: str = "V1", worth: int = 1, **more: Any
) -> ConvertPoints:
    """Give points of the company that become money; one is worth so many kopecks."""
    account = AccountKey(
        programme=FUND.programme, owner=company(FUND.partner), year=FUND.period[:4]
    )
    part = PointsPart(account=account, points=points, worth=rub(worth))
    return ConvertPoints(**_common(more), conversion=conversion, points=part)


def a_close(**more: Any) -> ClosePeriod:
    """Give the end of a period."""
    return ClosePeriod(**_common(more))


def _common(more: dict[str, Any]) -> dict[str, Any]:
    usual = {"fund": FUND, "actor": "step", "reason": "", "at": NOON, "programme_version": "1"}
    return usual | more


def _claim(more: dict[str, Any]) -> dict[str, Any]:
    return _common({"claim": "C1", "version": 1} | more)
