"""Awards on the real state machine with the real functions; only the internet is in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cofund.models.consents import Matter, MatterState
from infra.local.faults import Fault, Planned
from tests.fakes.internet import FakeInternet, answer
from tests.workflow.applications import answer_newest
from tests.workflow.awards import COMPANY, LINK, an_internet, file_article
from tests.workflow.real_claims import House, a_house

STRUCK = ("ReadAward", "CheckProofLink", "NoteProof", "ReadConsent", "CreditPoints")


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        yield put_up


def filed(house: House, *planned: Planned) -> Matter:
    """File an award and let its machine run until it waits or ends."""
    house.begin(*planned)
    matter = file_article(house)
    house.drain()
    return matter


def states(house: House, matter: Matter) -> list[MatterState]:
    entries = house.office.matters.audit(matter.kind, matter.matter_id)
    return [entry.to_state for entry in entries]


def test_an_award_whose_link_is_alive_is_agreed_to_and_credited_once_whatever_strikes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    internet = an_internet(monkeypatch)
    matter = filed(house, *(Planned(task, 1, Fault.AFTER) for task in STRUCK))
    assert states(house, matter) == ["submitted", "in_review"]
    assert {line[0] for line in internet.asked} == {"habr.com"}
    answer_newest(house, "approve_part", points="25 000")
    house.drain()
    assert states(house, matter) == ["submitted", "in_review", "approved"]
    assert house.office.points.balance(COMPANY).available == 25_000
    letter = house.stack.mail()[-1]
    assert letter.to == (house.person("irina").mail,)
    assert "31 декабря 2026" in letter.text.replace("\xa0", " ")
    house.ensure_sound()


def test_a_dead_link_comes_back_to_whoever_filed_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_internet(monkeypatch, answer(404))
    matter = filed(house)
    assert states(house, matter) == ["submitted", "returned"]
    letter = house.stack.mail()[-1]
    assert letter.to == (house.person("irina").mail,)
    assert LINK in letter.text


def test_a_site_that_never_answers_lets_a_person_look(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    internet: FakeInternet = an_internet(monkeypatch, ConnectionResetError())
    matter = filed(house)
    assert len(internet.asked) == 5
    assert states(house, matter) == ["submitted", "in_review"]
    asked = house.stack.mail()[-1].text
    assert "не ответил на проверку" in asked or "did not answer our check" in asked
