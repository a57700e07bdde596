"""Consent where steps are killed at any write and run again, and where many act at one moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest

from cofund.errors import AlreadyDecided, StaleVersion
from cofund.models.consents import Consent
from cofund.steps.consents.asking import read_consent
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.sweeping import sweep_decisions
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, an_office
from tests.builders.matters import (
    ASKED,
    ConsentWalk,
    assert_matter_sound,
    consent_links,
    consented,
    filed,
    letters_to,
)
from tests.builders.reads import roubles
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.steps.test_at_one_moment import all_at_once
from tests.steps.test_faults import FAULTS, killed_at

MOST_WRITES = 5
"""A step writes less often than this."""
FREE = roubles(850_000)
EVERYWHERE = pytest.mark.parametrize(
    ("fault", "write"), [(fault, write) for fault in FAULTS for write in range(MOST_WRITES)]
)
ROUNDS = range(5)


def a_faulty_walk(fault: Fault, write: int) -> ConsentWalk:
    items = FaultyItems(MemoryItems())
    return filed(an_office(items), run=killed_at(items, fault, write))


@EVERYWHERE
def test_an_application_whose_every_step_is_killed_once_is_reserved_once(
    fault: Fault, write: int
) -> None:
    walk = a_faulty_walk(fault, write)
    walk.ask()
    consented(walk.office, "approve")
    assert walk.end().state == "approved"
    assert walk.office.ledger.balance(FUND).available == FREE - ASKED
    assert len(consent_links(walk.office)) == 1
    assert len(letters_to(walk.office, ANNA)) == 1
    assert_matter_sound(walk)


@EVERYWHERE
def test_a_timeout_whose_every_step_is_killed_once_is_told_once(fault: Fault, write: int) -> None:
    walk = a_faulty_walk(fault, write)
    walk.ask()
    walk.office.clock.move(timedelta(days=7))
    assert walk.read().outcome == "timed_out"
    assert walk.end().state == "timed_out"
    assert len(letters_to(walk.office, ANNA)) == 1
    assert_matter_sound(walk)


@pytest.mark.parametrize("fault", FAULTS)
def test_an_answer_whose_process_dies_is_stored_once_or_not_at_all(fault: Fault) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = filed(office)
    walk.ask()
    run = killed_at(items, fault, 1)  # the first write counts the form
    with suppress(AlreadyDecided):  # where it was stored and nobody heard
        run(lambda: consented(office, "approve"))
    assert walk.end().state == "approved"
    assert_matter_sound(walk)


def test_an_answer_nobody_woke_for_is_found_by_the_sweep() -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = filed(office)
    walk.ask()
    office.consent_workflow.time_out(walk.token)
    consented(office, "reject")
    office.consent_workflow.wait(walk.token)
    office.clock.move(timedelta(minutes=2))
    sweep_decisions(office=office)
    assert office.consent_workflow.waiting == frozenset()
    assert walk.end().state == "rejected"


def test_who_withdraws_between_the_look_and_the_answer_wins() -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = filed(office)
    walk.ask()
    head = walk.head

    def meanwhile() -> None:
        withdraw_matter(head, ANNA, office=office)

    items.after_reads(8, meanwhile)
    with pytest.raises((AlreadyDecided, StaleVersion)):
        consented(office, "approve")
    assert walk.end().state == "withdrawn"
    assert_matter_sound(walk)


@pytest.fixture
def _threads_that_change_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("_threads_that_change_often")
@pytest.mark.parametrize("_round", ROUNDS)
def test_answers_and_a_withdrawal_at_one_moment_are_one(_round: int) -> None:
    office = an_office()
    walk = filed(office)
    walk.ask()
    head = walk.head
    found = all_at_once(
        [
            *[lambda: consented(office, "approve")] * 3,
            *[lambda: consented(office, "reject")] * 3,
            lambda: withdraw_matter(head, ANNA, office=office),
        ]
    )
    stored = office.matters.consent(walk.matter)
    assert stored is not None
    won = [one for one in found if isinstance(one, Consent)]
    assert won == ([] if stored.outcome == "withdrawn" else [stored])
    assert walk.end().state == stored.outcome
    assert_matter_sound(walk)


@pytest.mark.usefixtures("_threads_that_change_often")
@pytest.mark.parametrize("_round", ROUNDS)
def test_an_answer_and_the_timeout_at_one_moment_are_one(_round: int) -> None:
    office = an_office()
    walk = filed(office)
    walk.ask()
    office.clock.move(timedelta(days=7) - timedelta(seconds=1))
    walk.ask()
    office.clock.move(timedelta(seconds=1))
    found = all_at_once(
        [
            *[lambda: consented(office, "approve")] * 3,
            *[lambda: read_consent(walk.matter, office=office).outcome] * 3,
        ]
    )
    stored = office.matters.consent(walk.matter)
    assert stored is not None
    assert {one for one in found if isinstance(one, str)} <= {
        stored.outcome,
        "undecided",
        "AlreadyDecided",
        "NotFound",
        "StaleVersion",
        "TryAgain",
    }
    assert walk.end().state == stored.outcome
    assert_matter_sound(walk)


@pytest.mark.usefixtures("_threads_that_change_often")
@pytest.mark.parametrize("_round", ROUNDS)
def test_one_application_filed_by_two_clicks_is_one(_round: int) -> None:
    office = an_office()
    walks = all_at_once([lambda: filed(office)] * 4)
    assert {walk.matter for walk in walks} == {walks[0].matter}
    assert len(office.matters.audit("application", "app-1")) == 1
    assert len(office.consent_workflow.started) == 1
