"""Two years of nights for three programmes, against sums that are worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cofund.books.ledger_audit import audit_ledger
from cofund.models.claim import Level
from cofund.models.ledger import FundKey
from cofund.models.standing import Balance
from cofund.money import Money
from cofund.steps.funds.keeping_partner import keep_partner
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice

FIRST, AFTER = date(2026, 1, 1), date(2028, 1, 1)
MOSCOW = ZoneInfo("Europe/Moscow")
PARTNERS = {
    "it-vendor": "7700000016",
    "distributor-bonus": "0200000015",
    "shared-advertising": "5000000010",
}
TURNOVER_GREW = date(2026, 8, 15)
PLATINUM_SINCE = {"distributor-bonus": date(2027, 3, 10), "shared-advertising": date(2026, 5, 20)}
TURNOVER_KNOWN_ON = 5
"""The day of the next month on which a month's turnover is entered."""

Sums = dict[str, int]
"""Kopecks by period."""


def nights() -> Iterator[date]:
    day = FIRST
    while day < AFTER:
        yield day
        day += timedelta(days=1)


def turnover_of(year: int, month: int) -> int:
    """Give a month's turnover in kopecks: two per cent of it is never a whole number of them."""
    return 100_000_000 + year * 100_003 + month * 1_007 + 49


def test_every_night_of_two_years_leaves_what_hand_made_sums_say() -> None:
    office = FakeOffice(clock=FakeClock(datetime(2026, 1, 1, tzinfo=MOSCOW)))
    for day in nights():
        office.clock.set(datetime(day.year, day.month, day.day, 0, 30, tzinfo=MOSCOW))
        live(office, day)
        for programme in PARTNERS:
            keep_partner(programme, office=office)
        if (day + timedelta(days=1)).day == 1:
            assert granted(office) == by_hand(day), day
            assert audit_ledger(office.items).violations == ()
    everything = [balance for programme in PARTNERS for balance in balances(office, programme)]
    assert [one.fund.period for one in everything if one.status == "OPEN"] == [
        "2027Q4",
        "2027",
        "2027Q4",
    ]
    assert all(one.expired == one.accrued for one in everything if one.status == "CLOSED")


def live(office: FakeOffice, day: date) -> None:
    """Let happen what happens to the partners on a day."""
    if day in (FIRST, TURNOVER_GREW, *PLATINUM_SINCE.values()):
        for programme, inn in PARTNERS.items():
            office.directory.add_partner(
                a_partner(
                    partner_id=programme,
                    programme=programme,
                    inn=inn,
                    level=level(programme, day),
                    turnover=roubles("18000000.50" if day < TURNOVER_GREW else "26000000"),
                )
            )
    if day.day == TURNOVER_KNOWN_ON:
        month = day - timedelta(days=TURNOVER_KNOWN_ON)
        amount = Money(amount_minor=turnover_of(month.year, month.month), currency="RUB")
        period = f"{month.year}M{month.month:02d}"
        office.directory.set_turnover("distributor-bonus", period, amount)


def level(programme: str, day: date) -> Level:
    return "platinum" if day >= PLATINUM_SINCE.get(programme, AFTER) else "gold"


def balances(office: FakeOffice, programme: str) -> list[Balance]:
    """Give the partner's funds that were ever opened, the earliest first."""
    periods = [
        period
        for year in ("2026", "2027")
        for period in (year, *(f"{year}Q{quarter}" for quarter in range(1, 5)))
    ]
    keys = (FundKey(programme=programme, partner=programme, period=one) for one in periods)
    opened = {stored.key.pk for stored in office.items.scan("ledger") if stored.key.sk == "BAL"}
    return [
        office.ledger.balance(key)
        for key in keys
        if f"FUND#{programme}#{programme}#{key.period}" in opened
    ]


def granted(office: FakeOffice) -> dict[str, Sums]:
    return {
        programme: {
            one.fund.period: one.accrued.amount_minor for one in balances(office, programme)
        }
        for programme in PARTNERS
    }


def by_hand(day: date) -> dict[str, Sums]:
    """Give what each fund has been granted by the end of a month, without any of the product."""
    return {
        "it-vendor": {period: a_quarter_of_it(period, day) for period in quarters(day)},
        "distributor-bonus": {str(year): bonus(year, day) for year in range(2026, day.year + 1)},
        "shared-advertising": {
            period: 25_000_000 if period == "2026Q1" else 60_000_000 for period in quarters(day)
        }
        if day >= PLATINUM_SINCE["shared-advertising"]
        else dict.fromkeys(quarters(day), 25_000_000),
    }


def quarters(day: date) -> list[str]:
    """Give the quarters of the two years that have begun."""
    return [
        f"{year}Q{quarter}"
        for year in (2026, 2027)
        for quarter in range(1, 5)
        if date(year, 3 * quarter - 2, 1) <= day
    ]


def a_quarter_of_it(period: str, day: date) -> int:
    """Three per cent of 18 000 000.50 is 540 000.02: two quarters have the odd kopecks."""
    if period == "2026Q3" and day < TURNOVER_GREW:
        return 13_500_000
    return {"2026Q1": 13_500_001, "2026Q2": 13_500_001}.get(period, 26_000_000)


def bonus(year: int, day: date) -> int:
    """Two per cent of each month's turnover, cut; five since the partner is platinum."""
    per_cent = 5 if year == 2027 and day >= PLATINUM_SINCE["distributor-bonus"] else 2
    months = [(year - 1, 12), *((year, month) for month in range(1, 12))]
    known = (turnover_of(*month) for month in months if known_on(*month) <= day)
    return sum(turnover * per_cent // 100 for turnover in known)


def known_on(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, TURNOVER_KNOWN_ON)
