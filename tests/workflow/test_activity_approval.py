"""Applications on the real state machine with the real functions: agreed, sent back, timed out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from cofund.consenting import read_consent_token
from cofund.models.consents import Consent, Matter, MatterHead, MatterState
from cofund.steps.consent_deciding import decide_consent
from cofund.steps.consent_filing import file_matter
from cofund.steps.consent_links import open_asked
from cofund.steps.consent_stopping import resume_matter
from infra.local.faults import Fault, Planned
from tests.builders.claim_files import an_activity, the_programme
from tests.builders.matters import a_content
from tests.builders.reads import roubles
from tests.workflow.real_claims import House, a_house

LINK = re.compile(r"/consent/(\S+)")
DAY = date(2026, 12, 14)
ASKED = roubles(5_000)
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
    activity = an_activity(first_day=DAY, last_day=DAY, name="Зимний ужин")
    head = file_matter(
        "application",
        f"dinner-{house.office.ids()[:8]}",
        a_content(activity=activity, asked=ASKED),
        house.person("irina"),
        programme=the_programme(),
        office=house.office,
    )
    house.drain()
    return head.matter


def answered(house: House, choice: str, **fields: str) -> Consent:
    """Let the approver of the newest link answer, signed in."""
    token = next(
        found[1] for mail in reversed(house.stack.mail()) if (found := LINK.search(mail.text))
    )
    reviewer = read_consent_token(token, house.office.macs, now=house.office.clock()).reviewer
    asked = open_asked(token, reviewer, office=house.office)
    form = {"csrf": asked.link.form_key, "choice": choice, "remark": "Because.", **fields}
    consent = decide_consent(asked, form, reviewer, office=house.office)
    assert isinstance(consent, Consent)
    house.drain()
    return consent


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
