"""A partner's funds through the year: granted, corrected and ended, each thing once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.errors import NotFound
from cofund.models.fund_reports import FundsKept
from cofund.models.ledger import Accrue, CorrectAccrual, FundKey, PlaceHold, Release, Reserve
from cofund.models.standing import Balance
from cofund.steps.funds import keeping_funds
from cofund.steps.funds.keeping_funds import keep_funds
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice

PARTNER = "integrator"
NEW_YEAR = datetime(2025, 12, 31, 21, 0, tzinfo=UTC)
"""Midnight in Moscow: the year 2026 begins there."""


@pytest.fixture
def office() -> FakeOffice:
    """An office on New Year's, with one gold partner: 3 % of 18 million, 135 000 a quarter."""
    made = FakeOffice(clock=FakeClock(NEW_YEAR))
    made.directory.add_partner(a_partner())
    return made


def fund(period: str) -> FundKey:
    return FundKey(programme="it-vendor", partner=PARTNER, period=period)


def balance(office: FakeOffice, period: str) -> Balance:
    return office.ledger.balance(fund(period))


def buckets(office: FakeOffice, period: str) -> tuple[int, int, int, int]:
    """Give accrued, available, reserved and expired in roubles."""
    standing = balance(office, period)
    amounts = (standing.accrued, standing.available, standing.reserved, standing.expired)
    accrued, available, reserved, expired = (amount.amount_minor // 100 for amount in amounts)
    return accrued, available, reserved, expired


def kept(office: FakeOffice) -> FundsKept:
    """Keep the funds, again and again: only the first time does anything."""
    first = keep_funds(PARTNER, office=office)
    again = keep_funds(PARTNER, office=office)
    assert again.nothing_done or again.refused == first.refused
    assert (again.granted.amount_minor, again.taken_back.amount_minor) == (0, 0)
    assert audit_ledger(office.items).sound
    return first


def with_turnover(office: FakeOffice, millions: int) -> None:
    office.directory.add_partner(a_partner(turnover=roubles(millions * 1_000_000)))


def test_the_first_quarter_is_granted_when_the_year_begins_in_the_programmes_zone(
    office: FakeOffice,
) -> None:
    office.clock.set(NEW_YEAR - timedelta(seconds=1))
    with pytest.raises(NotFound):  # the programme of 2026 is not in force yet
        keep_funds(PARTNER, office=office)
    office.clock.set(NEW_YEAR)
    report = kept(office)
    assert report.granted == roubles(135_000)
    assert buckets(office, "2026Q1") == (135_000, 135_000, 0, 0)
    limit = office.ledger.souvenir_limit(fund("2026").limit())
    assert limit is not None
    assert limit.cap == roubles(108_000)


def test_a_quarters_end_expires_what_is_left_and_begins_the_next(office: FakeOffice) -> None:
    kept(office)
    office.clock.set(datetime(2026, 3, 31, 20, 59, tzinfo=UTC))
    assert kept(office).nothing_done
    office.clock.set(datetime(2026, 3, 31, 21, 0, tzinfo=UTC))
    report = kept(office)
    assert [closed.period for closed in report.closed] == ["2026Q1"]
    assert report.expired == roubles(135_000)
    assert buckets(office, "2026Q1") == (135_000, 0, 0, 135_000)
    assert buckets(office, "2026Q2") == (135_000, 135_000, 0, 0)


def test_what_is_reserved_or_held_survives_the_end_and_expires_when_let_go(
    office: FakeOffice,
) -> None:
    kept(office)
    about = {"actor": "x", "at": office.clock(), "programme_version": "2026.1", "reason": "test"}
    reserve = {**about, "fund": fund("2026Q1"), "application": "A1", "amount": roubles(40_000)}
    office.ledger.post(Reserve.model_validate(reserve))
    hold = {**about, "fund": fund("2026Q1"), "claim": "C1", "version": 1, "application": None}
    office.ledger.post(
        PlaceHold.model_validate({**hold, "amount": roubles(30_000), "souvenir": roubles(0)})
    )
    office.clock.set(datetime(2026, 4, 1, tzinfo=UTC))
    assert kept(office).expired == roubles(65_000)
    assert buckets(office, "2026Q1") == (135_000, 0, 40_000, 65_000)
    released = {**about, "fund": fund("2026Q1"), "claim": "C1", "version": 1}
    office.ledger.post(Release.model_validate(released))
    assert buckets(office, "2026Q1") == (135_000, 0, 40_000, 95_000)


def test_more_turnover_in_mid_year_lifts_open_funds_only(office: FakeOffice) -> None:
    kept(office)
    office.clock.set(datetime(2026, 5, 1, tzinfo=UTC))
    kept(office)
    with_turnover(office, 26)
    report = kept(office)
    assert report.granted == roubles(260_000 - 135_000)
    assert buckets(office, "2026Q1") == (135_000, 0, 0, 135_000)
    assert buckets(office, "2026Q2") == (260_000, 260_000, 0, 0)


def test_less_turnover_takes_back_what_is_still_there(office: FakeOffice) -> None:
    kept(office)
    with_turnover(office, 10)
    assert kept(office).taken_back == roubles(135_000 - 50_000)
    assert buckets(office, "2026Q1") == (50_000, 50_000, 0, 0)
    with_turnover(office, 18)
    assert kept(office).granted == roubles(85_000)
    assert buckets(office, "2026Q1") == (135_000, 135_000, 0, 0)


def test_what_is_spent_already_is_not_taken_back_but_named(office: FakeOffice) -> None:
    kept(office)
    reserve = Reserve(
        fund=fund("2026Q1"),
        actor="x",
        reason="test",
        at=office.clock(),
        programme_version="2026.1",
        application="A1",
        amount=roubles(100_000),
    )
    office.ledger.post(reserve)
    with_turnover(office, 10)
    (refused,) = kept(office).refused
    assert (refused.fund.period, refused.refusal, refused.short) == (
        "2026Q1",
        "InsufficientFund",
        roubles(85_000),
    )
    assert buckets(office, "2026Q1") == (135_000, 35_000, 100_000, 0)


def test_money_that_a_person_granted_stays_beside_what_the_terms_grant(office: FakeOffice) -> None:
    kept(office)
    bonus = Accrue(
        fund=fund("2026Q1"),
        actor="maria",
        reason="jubilee",
        at=office.clock(),
        programme_version="2026.1",
        source="order-7",
        amount=roubles(5_000),
    )
    office.ledger.post(bonus)
    assert kept(office).nothing_done
    assert buckets(office, "2026Q1")[0] == 140_000


def test_a_partner_below_the_first_band_has_an_empty_fund(office: FakeOffice) -> None:
    with_turnover(office, 4)
    assert kept(office).granted == roubles(0)
    assert buckets(office, "2026Q1") == (0, 0, 0, 0)


def test_a_year_is_granted_to_the_kopeck_and_all_of_it_expires(office: FakeOffice) -> None:
    whole = roubles("18000000.50")
    office.directory.add_partner(a_partner(turnover=whole))
    day = NEW_YEAR
    while day < datetime(2027, 1, 2, tzinfo=UTC):
        office.clock.set(day)
        keep_funds(PARTNER, office=office)
        day += timedelta(days=7)
    office.clock.set(datetime(2027, 1, 2, tzinfo=UTC))
    kept(office)
    granted = sum(balance(office, f"2026Q{n}").accrued.amount_minor for n in range(1, 5))
    expired = sum(balance(office, f"2026Q{n}").expired.amount_minor for n in range(1, 5))
    assert granted == expired == 54_000_002  # 3 %, half a kopeck up
    assert balance(office, "2027Q1").status == "OPEN"


def test_two_runs_at_one_moment_grant_once(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    other_ran = []
    found = keeping_funds.granted_by_terms

    def meanwhile(*arguments: object, **named: object) -> object:
        seen = found(*arguments, **named)  # type: ignore[arg-type]
        if not other_ran:
            other_ran.append(True)
            keep_funds(PARTNER, office=office)
        return seen

    monkeypatch.setattr(keeping_funds, "granted_by_terms", meanwhile)
    keep_funds(PARTNER, office=office)
    assert buckets(office, "2026Q1") == (135_000, 135_000, 0, 0)


def test_a_run_by_older_facts_beside_one_by_newer_ends_with_the_newer(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = keeping_funds.granted_by_terms
    other_ran = []

    def meanwhile(*arguments: object, **named: object) -> object:
        seen = found(*arguments, **named)  # type: ignore[arg-type]
        if not other_ran:
            other_ran.append(True)
            with_turnover(office, 26)
            keep_funds(PARTNER, office=office)
        return seen

    monkeypatch.setattr(keeping_funds, "granted_by_terms", meanwhile)
    keep_funds(PARTNER, office=office)
    monkeypatch.undo()
    kept(office)
    assert buckets(office, "2026Q1") == (260_000, 260_000, 0, 0)


def test_every_movement_names_who_and_by_which_version(office: FakeOffice) -> None:
    kept(office)
    with_turnover(office, 10)
    kept(office)
    kinds = {p.kind: (p.actor, p.programme_version) for p in office.ledger.postings(fund("2026Q1"))}
    assert kinds == {
        Accrue.model_fields["kind"].default: ("keep_funds", "2026.1"),
        CorrectAccrual.model_fields["kind"].default: ("keep_funds", "2026.1"),
    }
