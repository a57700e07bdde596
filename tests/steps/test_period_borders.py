"""Claims at the borders of periods, years and days: which fund pays, and what expires."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from cofund.errors import FundClosed, InsufficientFund
from cofund.files.written import complete_application
from cofund.models.claim_folder import ApplicationWritten
from cofund.models.ledger import Accrue, FundKey
from cofund.models.standing import Balance
from cofund.programme import shipped_programmes
from cofund.steps.claiming import revise, submit
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.money import post_debit, release_hold
from tests.builders.answers import answer
from tests.builders.claim_files import (
    FUND,
    a_claim_file,
    an_activity,
    an_application,
    judged,
    moment,
    the_programme,
)
from tests.builders.claims import ANNA, a_draft, an_office, close_period, reserve
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.steps.soundness import assert_sound, in_roubles, money

NEW_YEAR = FundKey(programme="it-vendor", partner="integrator", period="2027Q1")
OLD_YEAR = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")


@pytest.fixture
def items() -> FaultyItems:
    return FaultyItems(MemoryItems())


@pytest.fixture
def office(items: FaultyItems) -> FakeOffice:
    return an_office(items)


def judged_walk(office: FakeOffice) -> Walk:
    walk = a_walk(office)
    walk.read()
    assert check_claim(walk.claim_id, 1, office=office) == "review"
    return walk


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        (date(2026, 9, 29), date(2026, 9, 30), "2026Q3"),
        (date(2026, 9, 29), date(2026, 10, 1), "2026Q4"),
        (date(2026, 9, 30), date(2026, 10, 2), "2026Q4"),
        (date(2026, 12, 30), date(2026, 12, 31), "2026Q4"),
        (date(2026, 12, 30), date(2027, 1, 2), "2027Q1"),
    ],
)
def test_an_activity_over_the_border_is_paid_by_the_period_of_its_last_day(
    first: date, last: date, period: str
) -> None:
    written = ApplicationWritten(
        application_id="over-the-border",
        activity=an_activity(first_day=first, last_day=last),
        submitted_at=moment(date(2026, 8, 20)),
        approved_at=moment(date(2026, 8, 24)),
        approved_amount=roubles(150_000),
    )
    application = complete_application(
        written, partner_id="integrator", programme="it-vendor", programmes=shipped_programmes()
    )
    assert application.fund.period == period


def approve_dinner(office: FakeOffice, fund: FundKey, *, first: date, last: date) -> None:
    """Approve another dinner, out of a fund of 500,000 roubles of its own."""
    activity = an_activity(first_day=first, last_day=last)
    application = an_application(application_id=fund.period, activity=activity, fund=fund)
    office.ledger.open_fund(fund, "RUB")
    office.ledger.post(
        Accrue(
            fund=fund,
            actor="seed",
            reason="turnover",
            at=office.clock(),
            programme_version="2026.1",
            source=f"turnover-{fund.period}",
            amount=roubles(500_000),
        )
    )
    reserve(application, office)


def test_a_claim_over_new_year_charges_the_new_year_and_leaves_the_old_one_alone(
    office: FakeOffice,
) -> None:
    approve_dinner(office, NEW_YEAR, first=date(2026, 12, 30), last=date(2027, 1, 2))
    close_period(office)
    before = office.ledger.balance(FUND)
    office.clock.move(timedelta(days=105))
    walk = a_walk(office, a_draft(office, application_id=NEW_YEAR.period))
    walk.read()
    check_claim(walk.claim_id, 1, office=office)
    hold = hold_fund(walk.claim_id, 1, office=office)
    assert hold is not None
    assert (hold.fund, hold.amount) == (NEW_YEAR, roubles(122_000))
    walk.ask()
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert office.ledger.balance(FUND) == before
    assert debited_and_left(office.ledger.balance(NEW_YEAR)) == (122_000, 350_000, 28_000)
    assert_sound(office)


def debited_and_left(balance: Balance) -> tuple[int, int, int]:
    amounts = (balance.debited, balance.available, balance.reserved)
    debited, available, reserved = (amount.amount_minor // 100 for amount in amounts)
    return debited, available, reserved


def test_in_a_closed_period_a_claim_is_held_by_its_reservation_and_by_nothing_else() -> None:
    office = an_office(approved=roubles(100_000))
    close_period(office)
    walk = judged_walk(office)
    hold = hold_fund(walk.claim_id, 1, office=office)
    assert hold is not None
    assert (hold.amount, hold.from_reservation) == (roubles(100_000), roubles(100_000))
    assert money(office) == in_roubles(held=100_000, expired=900_000)
    assert_sound(office)


def test_a_period_that_closes_between_look_and_hold_leaves_the_reservation(
    items: FaultyItems, office: FakeOffice
) -> None:
    first = judged_walk(office)
    items.before_the_write(lambda: close_period(office))
    hold = held_at_last(first, office)
    assert hold == roubles(122_000)
    assert money(office) == in_roubles(reserved=28_000, held=122_000, expired=850_000)
    assert_sound(office)


def held_at_last(walk: Walk, office: FakeOffice) -> object:
    """Hold, once more where the money was taken in between, as the workflow does."""
    for _ in range(3):
        try:
            hold = hold_fund(walk.claim_id, 1, office=office)
        except (InsufficientFund, FundClosed):
            continue
        return hold.amount if hold else None
    raise AssertionError("never held")


@pytest.mark.parametrize("closes", ["before", "meanwhile", "after"])
def test_a_decision_while_the_period_closes_pays_once_and_the_rest_can_be_disputed(
    closes: str, items: FaultyItems, office: FakeOffice
) -> None:
    walk = a_walk(office).to_review()
    answer(office, "approve_part", amount="100 000")
    if closes == "before":
        close_period(office)
    if closes == "meanwhile":
        items.before_the_write(lambda: close_period(office))
    post_debit(walk.claim_id, 1, office=office)
    if closes == "after":
        close_period(office)
    waits = 0 if closes == "after" else 22_000
    assert money(office) == in_roubles(
        reserved=28_000 + waits, debited=100_000, expired=872_000 - waits
    )
    assert walk.end().state == "payout_sent"
    assert_sound(office)


@pytest.mark.parametrize("closes", ["before", "meanwhile", "after"])
def test_a_rejection_while_the_period_closes_keeps_the_money_until_nobody_can_dispute_it(
    closes: str, items: FaultyItems, office: FakeOffice
) -> None:
    walk = a_walk(office).to_review()
    answer(office, "reject")
    if closes == "before":
        close_period(office)
    if closes == "meanwhile":
        items.before_the_write(lambda: close_period(office))
    release_hold(walk.claim_id, 1, office=office)
    if closes == "after":
        close_period(office)
    waits = 0 if closes == "after" else 122_000
    assert money(office) == in_roubles(reserved=28_000 + waits, expired=972_000 - waits)
    assert_sound(office)


def test_a_claim_returned_before_the_close_is_held_again_after_it(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    answer(office, "return")
    returned = walk.end()
    close_period(office)
    claim = submit(revise(returned, ANNA, office=office), ANNA, office=office)
    again = Walk(office, claim.claim_id, claim.version, walk.papers).to_review()
    assert money(office) == in_roubles(reserved=28_000, held=122_000, expired=850_000)
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert_sound(office)


@pytest.mark.parametrize(
    ("zone", "sent_at", "day"),
    [
        ("Europe/Moscow", datetime(2026, 12, 31, 20, 30, tzinfo=UTC), date(2026, 12, 31)),
        ("Europe/Moscow", datetime(2026, 12, 31, 21, 0, tzinfo=UTC), date(2027, 1, 1)),
        ("Asia/Kamchatka", datetime(2026, 12, 31, 11, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("Asia/Kamchatka", datetime(2026, 12, 31, 12, 0, tzinfo=UTC), date(2027, 1, 1)),
        ("America/Los_Angeles", datetime(2027, 1, 1, 7, 59, tzinfo=UTC), date(2026, 12, 31)),
        ("Pacific/Kiritimati", datetime(2026, 12, 31, 10, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_claim_comes_in_on_the_day_of_the_programmes_zone(
    zone: str, sent_at: datetime, day: date
) -> None:
    """The window is open until 31 December there; the next minute is the next year."""
    activity = an_activity(first_day=date(2026, 12, 1), last_day=date(2026, 12, 1))
    file = a_claim_file(
        programme=the_programme(zone=zone),
        application=an_application(activity=activity),
        claim={"submitted_at": sent_at, "first_submitted_at": sent_at},
        assessed_at=sent_at,
    )
    assert file.submitted_day == day
    in_time = [("pass", "in_time")] if day == date(2026, 12, 31) else [("fail", "late")]
    assert judged(file, "claim_window") == in_time


def test_a_claim_sent_half_an_hour_before_the_new_year_is_paid_by_the_old_years_fund(
    office: FakeOffice,
) -> None:
    """Which fund pays is a matter of the activity, not of when the claim came or was decided."""
    approve_dinner(office, OLD_YEAR, first=date(2026, 12, 18), last=date(2026, 12, 18))
    half_past_eleven = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)
    office.clock.set(half_past_eleven)
    draft = a_draft(office, application_id=OLD_YEAR.period)
    claim = draft.submitted(office)
    assert claim.submitted_at == half_past_eleven
    office.clock.move(timedelta(hours=1))
    close_period(office, OLD_YEAR)
    walk = Walk(office, claim.claim_id, 1, draft.papers)
    walk.read()
    check_claim(walk.claim_id, 1, office=office)
    hold = hold_fund(walk.claim_id, 1, office=office)
    assert hold is not None
    assert (hold.fund, hold.from_reservation) == (OLD_YEAR, roubles(122_000))
    assert office.ledger.balance(OLD_YEAR).expired == roubles(350_000)
    assert_sound(office)
