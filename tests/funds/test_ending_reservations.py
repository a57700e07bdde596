"""Reserved money goes back, or expires, once no claim of its activity can come any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.cli import funds
from cofund.steps.claiming import revise, submit
from cofund.steps.funds.ending_reservations import end_reservations
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer
from tests.builders.claim_files import an_application
from tests.builders.claims import ANNA, an_office, close_period
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice
from tests.steps.soundness import assert_sound, in_roubles, money

APPLICATION = an_application().application_id
UNTIL_NO_FIRST_CLAIM = timedelta(days=21)
"""From 25 September, ten days after the activity, to the day after its last day for a claim."""


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def ended(office: FakeOffice) -> tuple[str, ...]:
    """End what is over, twice: the second time nothing is left to end."""
    first = end_reservations("integrator", office=office)
    assert end_reservations("integrator", office=office) == ()
    assert_sound(office)
    return first


def test_an_activity_that_nobody_claims_gives_its_money_back(office: FakeOffice) -> None:
    office.clock.move(UNTIL_NO_FIRST_CLAIM - timedelta(days=1))
    assert ended(office) == ()
    office.clock.move(timedelta(days=1))
    assert ended(office) == (APPLICATION,)
    assert money(office) == in_roubles(available=1_000_000)


def test_in_a_closed_period_it_expires(office: FakeOffice) -> None:
    close_period(office)
    office.clock.move(UNTIL_NO_FIRST_CLAIM)
    assert ended(office) == (APPLICATION,)
    assert money(office) == in_roubles(expired=1_000_000)


def test_a_rejected_claims_money_waits_until_it_can_no_longer_be_disputed(
    office: FakeOffice,
) -> None:
    walk = a_walk(office).to_review()
    close_period(office)
    answer(office, "reject")
    assert walk.end().state == "rejected"
    assert money(office) == in_roubles(reserved=150_000, expired=850_000)
    office.clock.move(UNTIL_NO_FIRST_CLAIM)
    assert ended(office) == (APPLICATION,)
    assert money(office) == in_roubles(expired=1_000_000)


def test_of_a_late_rejection_it_waits_for_the_last_day_of_a_dispute(office: FakeOffice) -> None:
    office.clock.move(UNTIL_NO_FIRST_CLAIM - timedelta(days=1))
    walk = a_walk(office).to_review()
    answer(office, "reject")
    walk.end()
    office.clock.move(timedelta(days=10))
    assert ended(office) == ()
    office.clock.move(timedelta(days=1))
    assert ended(office) == (APPLICATION,)
    assert money(office) == in_roubles(available=1_000_000)


def test_a_claim_that_is_looked_at_keeps_its_reservation(office: FakeOffice) -> None:
    office.clock.move(UNTIL_NO_FIRST_CLAIM - timedelta(days=1))
    walk = a_walk(office).to_review()
    office.clock.move(timedelta(days=2))
    assert ended(office) == ()
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert ended(office) == ()


def test_a_returned_claim_may_come_again_for_its_days(office: FakeOffice) -> None:
    office.clock.move(UNTIL_NO_FIRST_CLAIM - timedelta(days=1))
    walk = a_walk(office).to_review()
    answer(office, "return")
    returned = walk.end()
    office.clock.move(timedelta(days=1))
    assert ended(office) == ()
    revise(returned, ANNA, office=office)
    office.clock.move(timedelta(days=14))
    assert ended(office) == ()
    office.clock.move(timedelta(days=1))
    assert ended(office) == (APPLICATION,)


def test_a_claim_sent_again_in_time_is_looked_at(office: FakeOffice) -> None:
    office.clock.move(UNTIL_NO_FIRST_CLAIM - timedelta(days=1))
    walk = a_walk(office).to_review()
    answer(office, "return")
    claim = submit(revise(walk.end(), ANNA, office=office), ANNA, office=office)
    office.clock.move(timedelta(days=30))
    assert ended(office) == ()
    Walk(office, claim.claim_id, claim.version, walk.papers).to_review()
    assert_sound(office)


def test_a_withdrawn_claim_keeps_nothing(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    withdraw(walk.claim, ANNA, office=office)
    walk.end()
    office.clock.move(UNTIL_NO_FIRST_CLAIM)
    assert ended(office) == (APPLICATION,)


def test_a_reservation_that_was_used_up_has_nothing_to_end() -> None:
    office = an_office(approved=roubles(122_000))
    walk = a_walk(office).to_review()
    answer(office, "approve")
    walk.end()
    assert walk.acknowledge().state == "paid"
    reservation = office.ledger.reservation(APPLICATION)
    assert reservation is not None
    assert (reservation.state, reservation.remaining.amount_minor) == ("ACTIVE", 0)
    office.clock.move(UNTIL_NO_FIRST_CLAIM + timedelta(days=30))
    assert ended(office) == ()


def test_the_command_ends_them_with_the_rest(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(funds, "find_office", lambda: office)
    office.clock.move(UNTIL_NO_FIRST_CLAIM)
    (row,) = cofund("funds", "keep", "--partner", "integrator", "--json").rows
    assert row["ended"] == [APPLICATION]
