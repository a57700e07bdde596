"""Nights on which no run came, came twice, or broke off: the money is that of an orderly year.

The sums are worked out by hand. Three per cent of 18 000 000.50 is 540 000.02 (half a kopeck up):
two quarters have the odd kopecks.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.errors import TryAgain
from cofund.models.ledger import FundKey
from cofund.models.money_terms import Band, TurnoverBands
from cofund.money import Money
from cofund.ports import Items
from cofund.steps.funds.keeping_partner import keep_partner
from tests.builders.claim_files import a_partner, the_programme
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.funds.offices import OfficeOf, at_night, days, funds_of
from tests.steps.test_faults import FAULTS

NEXT_YEAR = date(2027, 1, 1)
VERSIONS = (
    the_programme(),
    the_programme(version="2027.1", in_force_from=NEXT_YEAR),
)
QUARTERS = {"2026Q1": 135_000_01, "2026Q2": 135_000_01, "2026Q3": 135_000_00, "2026Q4": 135_000_00}
MOST_WRITES = 8

Stood = dict[str, tuple[str, int, int, int]]
"""Status, accrued, available and expired kopecks of each fund."""


def an_office(turnover: str = "18000000.50", items: Items | None = None) -> OfficeOf:
    office = OfficeOf(items=items or MemoryItems(), installed=VERSIONS)
    office.directory.add_partner(a_partner(turnover=roubles(turnover)))
    return office


def keep_on(office: FakeOffice, day: date) -> None:
    at_night(office, day)
    keep_partner("integrator", office=office)


def stood(office: FakeOffice, today: date) -> Stood:
    """Give what stands in each fund; the books must be sound."""
    assert audit_ledger(office.items).violations == ()
    return {
        period: (
            one.status,
            one.accrued.amount_minor,
            one.available.amount_minor,
            one.expired.amount_minor,
        )
        for period, one in sorted(funds_of(office, "integrator", today=today).items())
    }


def told(office: OfficeOf, period: str) -> list[tuple[str, str, date, str]]:
    """Give a fund's life as the audit has it: what, who, on which day, by which version."""
    fund = FundKey(programme="it-vendor", partner="integrator", period=period)
    postings = sorted(office.ledger.postings(fund), key=lambda one: (one.at, one.kind))
    return [(p.kind, p.actor, p.at.date(), p.programme_version) for p in postings]


@pytest.mark.parametrize("left_out", [1, 3, 40])
@pytest.mark.parametrize(
    ("ended", "begun"), [("2026Q1", "2026Q2"), ("2026Q3", "2026Q4"), ("2026Q4", "2027Q1")]
)
def test_a_run_that_comes_days_late_leaves_what_one_in_time_would(
    ended: str, begun: str, left_out: int
) -> None:
    office = an_office()
    first = {"2026Q2": date(2026, 4, 1), "2026Q4": date(2026, 10, 1), "2027Q1": NEXT_YEAR}[begun]
    keep_on(office, first - timedelta(days=1))
    late = first + timedelta(days=left_out)
    keep_on(office, late)
    keep_on(office, late)
    granted, next_one = QUARTERS[ended], QUARTERS.get(begun, QUARTERS["2026Q1"])
    found = stood(office, late)
    assert found[ended] == ("CLOSED", granted, 0, granted)
    assert found[begun] == ("OPEN", next_one, next_one, 0)
    by = "2027.1" if begun == "2027Q1" else "2026.1"
    night = late - timedelta(days=1)  # half past midnight in Moscow, by the clock of Greenwich
    assert told(office, ended)[-1] == ("CLOSE", "keep_funds", night, by)
    assert told(office, begun) == [("ACCRUE", "keep_funds", night, by)]


def test_a_quarter_in_which_no_run_came_at_all_was_never_granted() -> None:
    """Nobody could use it: a fund that nobody saw is not made to expire at once."""
    office = an_office()
    keep_on(office, date(2026, 3, 31))
    keep_on(office, date(2026, 7, 2))
    assert stood(office, date(2026, 7, 2)) == {
        "2026Q1": ("CLOSED", 135_000_01, 0, 135_000_01),
        "2026Q3": ("OPEN", 135_000_00, 135_000_00, 0),
    }


@pytest.mark.parametrize(
    ("turnover", "quarters"),
    [
        ("4999999.99", (0, 0, 0, 0)),  # below the first band: quarters of nothing
        ("0", (0, 0, 0, 0)),
        ("18000000.50", (135_000_01, 135_000_01, 135_000_00, 135_000_00)),
        ("18000001.00", (135_000_01, 135_000_01, 135_000_01, 135_000_00)),
        ("5000000", (25_000_00, 25_000_00, 25_000_00, 25_000_00)),
    ],
)
def test_a_year_of_nights_grants_and_expires_each_quarter_to_the_kopeck(
    turnover: str, quarters: tuple[int, ...]
) -> None:
    office = an_office(turnover)
    for day in days(date(2026, 1, 1), date(2027, 1, 2)):
        if day.day in (1, 2, 15):
            keep_on(office, day)
    found = stood(office, NEXT_YEAR)
    assert [found[f"2026Q{number}"] for number in (1, 2, 3, 4)] == [
        ("CLOSED", amount, 0, amount) for amount in quarters
    ]


@pytest.mark.parametrize(
    ("kopecks", "quarters"), [(1, (1, 0, 0, 0)), (3, (1, 1, 1, 0)), (5, (2, 1, 1, 1))]
)
def test_a_years_fund_of_a_few_kopecks_goes_to_the_first_quarters(
    kopecks: int, quarters: tuple[int, ...]
) -> None:
    whole = Band(turnover_from=roubles(0), share=Decimal(100))
    accrual = TurnoverBands(by="turnover_bands", bands=(whole,))
    fund = the_programme().fund.model_copy(update={"accrual": accrual})
    office = OfficeOf(installed=(the_programme(fund=fund),))
    turnover = Money(amount_minor=kopecks, currency="RUB")
    office.directory.add_partner(a_partner(turnover=turnover))
    for month in (1, 4, 7, 10):
        keep_on(office, date(2026, month, 1))
    found = stood(office, date(2026, 12, 1))
    assert tuple(found[f"2026Q{number}"][1] for number in (1, 2, 3, 4)) == quarters
    keep_on(office, NEXT_YEAR)
    assert sum(one[3] for one in stood(office, NEXT_YEAR).values()) == kopecks


def test_who_joins_in_mid_quarter_gets_that_quarter_and_none_that_ended() -> None:
    office = an_office()
    keep_on(office, date(2026, 5, 20))
    assert stood(office, date(2026, 5, 20)) == {"2026Q2": ("OPEN", 135_000_01, 135_000_01, 0)}


def test_new_facts_of_mid_quarter_change_the_open_quarter_and_move_no_history() -> None:
    office = an_office()
    keep_on(office, date(2026, 3, 31))
    keep_on(office, date(2026, 5, 20))
    office.directory.add_partner(
        a_partner(turnover=roubles("26000000"), level="platinum", region="north")
    )
    keep_on(office, date(2026, 5, 21))
    assert stood(office, date(2026, 5, 21)) == {
        "2026Q1": ("CLOSED", 135_000_01, 0, 135_000_01),
        "2026Q2": ("OPEN", 260_000_00, 260_000_00, 0),
    }
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q2")
    scopes = [
        [(part.scope, part.amount.amount_minor) for part in posting.scopes]
        for posting in office.ledger.postings(fund)
    ]
    assert scopes == [
        [("all", 135_000_01), ("level.gold", 135_000_01)],
        [("all", 124_999_99), ("level.platinum", 124_999_99), ("region.north", 124_999_99)],
    ]


@pytest.mark.parametrize("turnover", ["26000000", "4000000"])
def test_facts_that_come_after_a_quarters_end_leave_what_expired_as_it_was(turnover: str) -> None:
    office = an_office()
    keep_on(office, date(2026, 12, 31))
    keep_on(office, NEXT_YEAR)
    office.directory.add_partner(a_partner(turnover=roubles(turnover)))
    keep_on(office, date(2027, 1, 20))
    found = stood(office, date(2027, 1, 20))
    assert found["2026Q4"] == ("CLOSED", 135_000_00, 0, 135_000_00)
    now = {"26000000": 260_000_00, "4000000": 0}[turnover]
    assert found["2027Q1"] == ("OPEN", now, now, 0)


def test_turnover_that_is_corrected_after_years_end_feeds_the_year_that_it_belongs_to() -> None:
    """December's feeds the new year; November's year has ended, and nothing of it moves."""
    office = FakeOffice(clock=FakeClock(), programme_name="distributor-bonus")
    office.directory.add_partner(a_partner(programme="distributor-bonus"))
    set_turnover(office, november="100000.99", december="50000.49")
    keep_on(office, date(2026, 12, 1))
    keep_on(office, NEXT_YEAR)
    before = stood(office, NEXT_YEAR)
    assert before == {
        "2026": ("CLOSED", 2_000_01, 0, 2_000_01),  # two per cent, cut
        "2027": ("OPEN", 1_000_00, 1_000_00, 0),
    }
    set_turnover(office, november="200000", december="40000.49")
    keep_on(office, date(2027, 2, 10))
    after = stood(office, date(2027, 2, 10))
    assert after == {**before, "2027": ("OPEN", 800_00, 800_00, 0)}


def set_turnover(office: FakeOffice, *, november: str, december: str) -> None:
    office.directory.set_turnover("integrator", "2026M11", roubles(november))
    office.directory.set_turnover("integrator", "2026M12", roubles(december))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_night_that_is_killed_at_any_write_is_made_up_by_the_next_run(fault: Fault) -> None:
    orderly = an_office()
    keep_on(orderly, date(2026, 3, 31))
    keep_on(orderly, date(2026, 4, 1))
    expected = stood(orderly, date(2026, 4, 1))
    lives = {period: told(orderly, period) for period in ("2026Q1", "2026Q2")}
    came = []
    for write in range(MOST_WRITES):
        items = FaultyItems(MemoryItems())
        office = an_office(items=items)
        keep_on(office, date(2026, 3, 31))
        items.faults.extend([*["none"] * write, fault])
        with suppress(Killed, TryAgain):
            keep_on(office, date(2026, 4, 1))
        came.append(not items.faults)
        items.all_is_well()
        keep_on(office, date(2026, 4, 1))
        assert stood(office, date(2026, 4, 1)) == expected, write
        assert {period: told(office, period) for period in lives} == lives, write
    assert came[0]
    assert not came[-1], "a night writes more often than this"
