"""Links to matters, and who is asked: forged and borrowed tokens, turns, roles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.approval import link_token, read_link
from cofund.consenting import choose_approver, consent_token, may_answer, read_consent_token
from cofund.errors import Misconfigured, NotFound
from cofund.models.approval import ApprovalRequest
from cofund.models.claim import Person, Role
from cofund.models.consents import ConsentRequest, Matter, MatterHead
from cofund.models.stages import ReviewStage
from tests.builders.claims import ANNA, FEDOR, MARINA, RITA, ROMAN
from tests.fakes.clock import NOON
from tests.fakes.macs import MemoryMacs

MACS = MemoryMacs()
MATTER = Matter(kind="application", matter_id="app-1", version=2)
EXPIRES = NOON + timedelta(days=7)
ROLES: tuple[Role, ...] = ("reviewer", "manager")
COMMON = {
    "jti": "jti-1",
    "reviewer": "rita",
    "stage": "first",
    "content_hash": "0" * 64,
    "form_key": "key-1",
    "issued_at": NOON,
    "expires_at": EXPIRES,
}


def a_token(macs: MemoryMacs = MACS) -> str:
    return consent_token(ConsentRequest.model_validate({**COMMON, "matter": MATTER}), macs)


def a_head(**changes: object) -> MatterHead:
    plain = MatterHead(
        matter=MATTER,
        partner_id="integrator",
        programme="it-vendor",
        programme_version="2026.1",
        opened_at=NOON,
        opened_by="anna",
        submitted_at=NOON,
        edited_by="anna",
        content_hash="0" * 64,
    )
    return plain.model_copy(update=changes)


def test_a_link_says_which_version_of_what_it_is_for() -> None:
    said = read_consent_token(a_token(), MACS, now=NOON)
    assert (said.matter, said.reviewer, said.jti) == (MATTER, "rita", "jti-1")


def test_a_link_ends_with_its_last_second() -> None:
    read_consent_token(a_token(), MACS, now=EXPIRES - timedelta(seconds=1))
    with pytest.raises(NotFound):
        read_consent_token(a_token(), MACS, now=EXPIRES)


def test_a_link_signed_by_another_key_is_none() -> None:
    with pytest.raises(NotFound):
        read_consent_token(a_token(MemoryMacs(b"their own")), MACS, now=NOON)


def test_a_link_to_a_claim_is_nothing_for_a_matter_nor_the_other_way_round() -> None:
    request = ApprovalRequest.model_validate({**COMMON, "claim_id": "app-1", "version": 2})
    with pytest.raises(NotFound):
        read_consent_token(link_token(request, MACS), MACS, now=NOON)
    with pytest.raises(NotFound):
        read_link(a_token(), MACS, now=NOON)


@pytest.mark.parametrize("person", [ANNA, FEDOR])
def test_only_reviewers_and_managers_answer(person: Person) -> None:
    assert not may_answer(a_head(opened_by="x", edited_by="x"), person, ROLES)


@pytest.mark.parametrize(
    "filed", [{"opened_by": "marina"}, {"edited_by": "marina"}, {"stand_ins": ("marina",)}]
)
def test_who_filed_a_matter_never_answers_it(filed: dict[str, object]) -> None:
    assert may_answer(a_head(), MARINA, ROLES)
    assert not may_answer(a_head(**filed), MARINA, ROLES)


def test_approvers_take_matters_in_turn_and_each_matter_stays_with_one() -> None:
    people = (RITA, ROMAN, MARINA)
    heads = [
        a_head(matter=MATTER.model_copy(update={"matter_id": f"app-{number}"}))
        for number in range(20)
    ]
    asked = [choose_approver(head, "first", people, ROLES).login for head in heads]
    assert set(asked) == {"rita", "roman"}
    again = [choose_approver(head, "reminder", people[::-1], ROLES).login for head in heads]
    assert asked == again


@pytest.mark.parametrize("stage", ["first", "reminder"])
def test_a_kind_can_ask_managers_first(stage: ReviewStage) -> None:
    people = (RITA, ROMAN, MARINA)
    assert choose_approver(a_head(), stage, people, ("manager", "reviewer")) == MARINA


def test_the_escalation_goes_to_another_person_a_manager_where_there_is_one() -> None:
    assert choose_approver(a_head(), "escalation", (RITA, ROMAN, MARINA), ROLES) == MARINA
    first = choose_approver(a_head(), "first", (RITA, ROMAN), ROLES)
    assert choose_approver(a_head(), "escalation", (RITA, ROMAN), ROLES) != first
    assert choose_approver(a_head(), "escalation", (RITA,), ROLES) == RITA


def test_where_nobody_may_answer_the_installation_lacks_somebody() -> None:
    with pytest.raises(Misconfigured):
        choose_approver(a_head(stand_ins=("marina",)), "first", (MARINA, FEDOR), ROLES)
