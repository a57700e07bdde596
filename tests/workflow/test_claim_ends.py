"""Every way a claim can end, on the real state machine with the real functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from cofund.models.claim import Claim, ClaimState
from cofund.models.ledger import payout_event_id
from cofund.models.payout import Acknowledgement
from cofund.steps import deciding
from cofund.steps.claiming import ask_person, revise, submit
from cofund.steps.disputing import dispute
from cofund.steps.operating import resume
from cofund.steps.withdrawing import withdraw
from infra.local.faults import Fault, FaultPlan, Planned
from tests.workflow.real_claims import House, a_house


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with pytest.MonkeyPatch.context() as patch, a_house(patch) as put_up:
        yield put_up


def states(house: House, claim_id: str) -> list[ClaimState]:
    return [entry.to_state for entry in house.office.claims.audit(claim_id)]


def in_review(house: House, *, points: int = 0) -> Claim:
    """Bring the clean sample before its reviewer."""
    house.begin()
    if points:
        house.earn(points)
    claim = house.submit("clean", points=points)
    house.drain()
    return house.claim(claim.claim_id)


@contextmanager
def an_unheard_answer() -> Iterator[None]:
    """Let the workflow not hear of decisions: the process dies right after storing them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deciding, "wake", lambda *_ids, **_office: None)
        yield


def test_an_approved_claim_is_paid_once_and_the_partner_is_told(house: House) -> None:
    claim = in_review(house)
    house.answer("approve")
    house.drain()
    event_id = payout_event_id(claim.claim_id, 1)
    assert house.feed() == (event_id,)
    house.acknowledge(event_id)
    assert states(house, claim.claim_id) == [
        "submitted",
        "reading",
        "checked",
        "in_review",
        "approved",
        "debited",
        "payout_sent",
        "paid",
    ]
    assert house.stack.mail()[-1].to == (house.person("irina").mail,)
    house.ensure_sound()


def test_a_claim_that_breaks_a_rule_is_returned_with_one_letter(house: House) -> None:
    house.begin()
    before = len(house.stack.mail())
    claim = house.submit("no-participant-list")
    house.drain()
    assert house.claim(claim.claim_id).state == "returned"
    letters = house.stack.mail()[before:]
    assert len(letters) == 1
    assert "список участников" in letters[0].text.lower()
    assert house.feed() == ()
    house.ensure_sound()


def test_a_person_looks_at_a_returned_claim_when_the_partner_asks(house: House) -> None:
    house.begin()
    claim = house.submit("late-report")
    house.drain()
    ask_person(house.claim(claim.claim_id), house.person(claim.opened_by), office=house.office)
    house.drain()
    assert house.claim(claim.claim_id).state == "in_review"
    house.answer("approve")
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    assert house.feed() == (payout_event_id(claim.claim_id, 2),)
    house.ensure_sound()


def test_a_claim_returned_by_its_reviewer_comes_again_and_is_paid(house: House) -> None:
    claim = in_review(house)
    house.answer("return")
    house.drain()
    assert house.claim(claim.claim_id).state == "returned"
    person = house.person(claim.opened_by)
    draft = revise(house.claim(claim.claim_id), person, office=house.office)
    submit(draft, person, office=house.office)
    house.drain()
    house.answer("approve")
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    assert house.feed() == (payout_event_id(claim.claim_id, 2),)
    house.ensure_sound()


def test_a_part_approval_gives_the_rest_back_of_money_and_of_points(house: House) -> None:
    claim = in_review(house, points=5_000)
    house.answer("approve_part", amount="10 000", points="3 000")
    house.drain()
    hold = house.office.ledger.hold(claim.claim_id, 1)
    assert hold is not None
    assert hold.points is not None
    assert (hold.posted.decimal_text(), hold.points.posted) == ("10000.00", 3_000)
    assert house.office.ledger.balance(hold.fund).held.amount_minor == 0
    account = house.office.points.balance(hold.points.account)
    assert (account.available, account.held, account.spent) == (2_000, 0, 3_000)
    house.ensure_sound()


def test_a_rejected_claim_moves_no_money(house: House) -> None:
    claim = in_review(house)
    house.answer("reject")
    house.drain()
    assert house.claim(claim.claim_id).state == "rejected"
    assert house.feed() == ()
    house.ensure_sound()


def test_nobody_answering_reminds_escalates_and_at_last_rejects(house: House) -> None:
    before = len(house.stack.mail())
    claim = in_review(house)
    for _ in range(4):
        assert house.clock.time_out_waits() == 1
        house.drain()
    assert house.claim(claim.claim_id).state == "timed_out"
    asked = [mail.to for mail in house.stack.mail()[before:-1]]
    assert len(asked) == 4
    assert asked[0] == asked[1] == asked[2] != asked[3]
    assert house.feed() == ()
    house.ensure_sound()


def test_an_approval_stored_while_the_wait_ran_out_counts(house: House) -> None:
    claim = in_review(house)
    with an_unheard_answer():
        house.answer("approve")
    assert house.clock.time_out_waits() == 1
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    house.ensure_sound()


def test_the_sweep_wakes_a_workflow_whose_decision_went_unheard(house: House) -> None:
    claim = in_review(house)
    with an_unheard_answer():
        house.answer("approve")
    house.clock.pass_by(timedelta(minutes=5).total_seconds())
    house.stack.invoke("SweepDecisions", {})
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    house.ensure_sound()


def test_a_question_is_answered_and_then_the_claim_is_paid(house: House) -> None:
    claim = in_review(house)
    before = len(house.stack.mail())
    house.answer("ask", question="Кто вёл ужин?")
    house.drain()
    assert house.claim(claim.claim_id).state == "information_requested"
    house.reply(claim.claim_id, "Семён Выдуманный.")
    house.sweep()
    assert house.claim(claim.claim_id).state == "in_review"
    told = [mail.to for mail in house.stack.mail()[before:]]
    assert told[0] == (house.person("irina").mail,)
    house.answer("approve")
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    assert house.feed() == (payout_event_id(claim.claim_id, 1),)
    house.ensure_sound()


def test_a_part_is_paid_and_after_a_dispute_the_rest(house: House) -> None:
    claim = in_review(house)
    whole = claim.request.claimed
    house.answer("approve_part", amount="10 000")
    house.drain()
    house.acknowledge(payout_event_id(claim.claim_id, 1))
    paid = house.claim(claim.claim_id)
    dispute(paid, "Всё было.", house.person(claim.opened_by), office=house.office)
    house.drain()
    house.answer("approve")
    house.drain()
    assert house.feed() == tuple(payout_event_id(claim.claim_id, number) for number in (1, 2))
    house.acknowledge(payout_event_id(claim.claim_id, 2))
    assert house.claim(claim.claim_id).state == "paid"
    holds = [house.office.ledger.hold(claim.claim_id, number) for number in (1, 2)]
    assert sum(hold.posted.amount_minor for hold in holds if hold) == whole.amount_minor
    house.ensure_sound()


@pytest.mark.parametrize("sample", ["clean", "late-report"])
def test_a_claim_withdrawn_at_once_ends_withdrawn_with_its_money_free(
    house: House, sample: str
) -> None:
    house.begin()
    claim = house.submit(sample)
    withdraw(house.claim(claim.claim_id), house.person(claim.opened_by), office=house.office)
    house.drain()
    house.clock.time_out_waits()
    house.drain()
    assert house.claim(claim.claim_id).state == "withdrawn"
    hold = house.office.ledger.hold(claim.claim_id, 1)
    assert hold is None or hold.state == "RELEASED"
    house.ensure_sound()


def test_of_two_claims_for_one_invoice_only_one_is_paid(house: House) -> None:
    house.begin()
    first = house.submit("clean")
    house.drain()
    first_link = house.newest_link()
    second = house.submit("same-invoice-twice")
    house.drain()
    second_link = house.newest_link()
    house.answer_by(first_link, "approve")
    house.answer_by(second_link, "approve")
    house.drain()
    ends = sorted(house.claim(claim.claim_id).state for claim in (first, second))
    assert ends == ["payout_sent", "rejected"]
    assert len(house.feed()) == 1
    house.ensure_sound()


def test_an_error_of_ours_holds_the_money_until_an_operator_resumes(house: House) -> None:
    house.begin(*(Planned("PostDebit", attempt, Fault.BEFORE) for attempt in range(1, 5)))
    claim = house.submit("clean")
    house.drain()
    house.answer("approve")
    house.drain()
    assert house.claim(claim.claim_id).state == "needs_operator"
    hold = house.office.ledger.hold(claim.claim_id, 1)
    assert hold is not None
    assert hold.state == "HELD"
    house.stack.faults = FaultPlan()
    resume(claim.claim_id, by="oleg", office=house.office)
    house.drain()
    assert house.claim(claim.claim_id).state == "payout_sent"
    assert house.feed() == (payout_event_id(claim.claim_id, 1),)
    house.ensure_sound()


def test_an_acknowledgement_delivered_twice_pays_once(house: House) -> None:
    claim = in_review(house)
    house.answer("approve")
    house.drain()
    event_id = payout_event_id(claim.claim_id, 1)
    house.acknowledge(event_id)
    letters = len(house.stack.mail())
    house.acknowledge(event_id)
    assert len(house.stack.mail()) == letters
    assert states(house, claim.claim_id).count("paid") == 1
    house.ensure_sound()


def test_an_acknowledgement_of_nothing_comes_again_until_the_dead_letters(house: House) -> None:
    house.begin()
    body = Acknowledgement(id="no-such.v1.payout", booked_at=house.clock.now()).model_dump_json()
    answer = house.stack.invoke(
        "AcknowledgePayout", {"Records": [{"messageId": "m-1", "body": body}]}
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
