"""Applications on the real state machine with the real functions: agreed, sent back, timed out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cofund.models.consents import Matter, MatterHead, MatterState
from cofund.steps.consents.stopping import resume_matter
from infra.local.faults import Fault, Planned
from tests.workflow.applications import ASKED, answer_newest, file_dinner
from tests.workflow.real_claims import House, a_house

TASKS = ("ReadConsent", "ReserveFund", "NotifyApplicant")
WAITS = 5
"""Reminders, escalation and the last wait are fewer."""


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        yield put_up


def filed(house: House, *planned: Planned) -> Matter:
    """File an application and let its machine run until it waits."""
    house.begin(*planned)
    matter = file_dinner(house)
    house.drain()
    return matter


def answered(house: House, choice: str) -> None:
    """Answer by the newest link and let the machine run on."""
    answer_newest(house, choice)
    house.drain()


def head_of(house: House, matter: Matter) -> MatterHead:
    return house.office.matters.get(matter.kind, matter.matter_id)


def states(house: House, matter: Matter) -> list[MatterState]:
    entries = house.office.matters.audit(matter.kind, matter.matter_id)
    return [entry.to_state for entry in entries]


def last_letter(house: House) -> str:
    mail = house.stack.mail()[-1]
    assert mail.to == (house.person("irina").mail,)
    return mail.subject


@pytest.mark.parametrize("fault", [Fault.AFTER, Fault.DUPLICATE])
def test_what_is_agreed_to_is_reserved_once_whatever_strikes(house: House, fault: Fault) -> None:
    matter = filed(house, *(Planned(task, 1, fault) for task in (*TASKS, "RequestConsent")))
    mails = len(house.stack.mail())
    assert states(house, matter) == ["submitted", "in_review"]
    answered(house, "approve")
    assert states(house, matter) == ["submitted", "in_review", "approved"]
    reservation = house.office.ledger.reservation(matter.matter_id)
    assert reservation is not None
    assert reservation.amount == ASKED
    assert house.office.directory.application(matter.matter_id).approved_amount == ASKED
    assert last_letter(house).startswith("Согласовано")
    assert len(house.stack.mail()) == mails + 1
    house.ensure_sound()


def test_who_is_never_answered_learns_it_after_two_reminders_and_an_escalation(
    house: House,
) -> None:
    matter = filed(house)
    before = len(house.stack.mail())
    for _ in range(WAITS):
        if house.clock.time_out_waits():
            house.drain()
    assert states(house, matter) == ["submitted", "in_review", "timed_out"]
    assert last_letter(house).startswith("Ответа не было")
    assert len(house.stack.mail()) == before + 4


def test_an_error_of_ours_waits_for_the_operator_who_lets_it_go_on(house: House) -> None:
    broken = (Planned("ReserveFund", attempt, Fault.BEFORE) for attempt in (1, 2, 3))
    matter = filed(house, *broken)
    answered(house, "approve")
    assert head_of(house, matter).state == "needs_operator"
    assert house.office.ledger.reservation(matter.matter_id) is None
    resume_matter(matter.kind, matter.matter_id, by="oleg", office=house.office)
    house.drain()
    assert head_of(house, matter).state == "approved"
    assert house.office.ledger.reservation(matter.matter_id) is not None
    house.ensure_sound()
