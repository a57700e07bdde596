"""A reviewer asks, the partner answers or does not: at every moment, however often, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cofund.errors import AlreadyDecided, NotInThisState, TryAgain
from cofund.models.approval import MAX_QUESTIONS, InformationRequest
from cofund.pages.views.frame import FieldError
from cofund.steps.informing import answer_question, request_information
from cofund.steps.operating import needs_operator, resume
from cofund.steps.reviewing import read_decision, review_began
from cofund.steps.sweeping import sweep_decisions
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claims import ANNA, MARINA, RITA, an_office
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.faulty_items import Fault, FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound, in_roubles, mails_to, money
from tests.steps.test_at_one_moment import all_at_once
from tests.steps.test_faults import a_faulty_walk
from tests.steps.test_two_approvers import a_large_walk

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""

WORDS = "Вёл Семён Выдуманный, второй ведущий заболел."


def a_question(run: Run = once, *, office: FakeOffice | None = None) -> Walk:
    """Give a claim whose reviewer asked, and whose partner was told."""
    walk = a_walk(office or an_office(), run=run).to_review()
    assert isinstance(answer(walk.office, "ask", question="Кто вёл ужин?"), InformationRequest)
    assert walk.ask().outcome == "information_requested"
    return walk


def answered(walk: Walk, number: int = 1) -> InformationRequest:
    return answer_question(walk.claim, number, WORDS, ANNA, office=walk.office)


@RUNS
def test_a_question_is_answered_and_its_reviewer_decides(run: Run) -> None:
    walk = a_question(run)
    office = walk.office
    assert walk.claim.state == "information_requested"
    assert mails_to(office, ANNA.mail) == [
        f"Вопрос по запросу {walk.claim_id}: ответьте до 5 октября 2026"
    ]
    walk.run(lambda: answered(walk))
    assert walk.claim.state == "in_review"
    assert walk.ask().outcome == "undecided"
    assert len(mailed_links(office)) == 2
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert money(office) == in_roubles(available=850_000, reserved=28_000, debited=122_000)
    assert_sound(office)


@pytest.mark.parametrize("fault", ["killed_before", "killed_after", "conflict"])
@pytest.mark.parametrize("write", range(4))
def test_a_question_whose_every_step_is_killed_once_is_asked_and_answered_once(
    fault: Fault, write: int
) -> None:
    walk = a_faulty_walk(fault, write).to_review()
    answer(walk.office, "ask", question="Кто вёл ужин?")
    walk.ask()
    walk.run(lambda: answered(walk))
    assert walk.ask().outcome == "undecided"
    answer(walk.office, "approve")
    assert walk.end().state == "payout_sent"
    assert len(mails_to(walk.office, ANNA.mail)) == 2
    assert len(mailed_links(walk.office)) == 2
    states = [entry.to_state for entry in walk.office.claims.audit(walk.claim_id)]
    assert states.count("information_requested") == 1
    assert walk.office.approvals.waiting_to_wake(limit=10) == ()
    assert_sound(walk.office)


def test_the_answer_goes_to_whoever_asked() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    asker = asked(office).reviewer.login
    answer(office, "ask", question="Кто вёл ужин?")
    walk.ask()
    answered(walk)
    for login in ("aaron", "zoe"):
        office.directory.add_person(RITA.model_copy(update={"login": login}))
    walk.ask()
    assert asked(office).reviewer.login == asker


def test_who_asked_as_the_stand_in_gets_the_answer() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    office.clock.move(timedelta(days=5))
    walk.ask()
    assert asked(office).reviewer == MARINA
    answer(office, "ask", question="Кто вёл ужин?")
    walk.ask()
    answered(walk)
    walk.ask()
    assert asked(office).reviewer == MARINA


def test_the_clock_stands_still_for_exactly_the_time_of_the_question() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    began_at = review_began(walk.claim_id, office=office)
    office.clock.move(timedelta(days=1, hours=7))
    answer(office, "ask", question="Кто вёл ужин?")
    stood_still = timedelta(days=9, minutes=11, microseconds=13)
    office.clock.move(stood_still)
    answered(walk)
    assert review_began(walk.claim_id, office=office) == began_at + stood_still
    progress = read_decision(walk.claim_id, 1, office=office)
    assert progress.outcome == "undecided"
    assert progress.stage == "first"
    assert progress.wait_seconds == timedelta(hours=17).total_seconds()


@pytest.mark.parametrize(
    ("late", "outcome"),
    [(timedelta(seconds=-1), "information_requested"), (timedelta(0), "undecided")],
)
def test_the_last_day_counts_whole_and_then_a_person_decides(late: timedelta, outcome: str) -> None:
    walk = a_question()
    office = walk.office
    wait = read_decision(walk.claim_id, 1, office=office).wait_seconds
    last = office.information.of_version(walk.claim_id, 1)[0].answer_until
    office.clock.move(timedelta(seconds=wait) + late)
    assert walk.ask().outcome == outcome
    if outcome == "undecided":
        assert last == (office.clock() - timedelta(seconds=1)).date()
        assert walk.claim.state == "in_review"
        assert office.information.of_version(walk.claim_id, 1)[0].outcome == "unanswered"
        assert "не ответил" in office.mailer.sent[-1].text
        with pytest.raises(NotInThisState):
            answered(walk)
    assert_sound(office)


@RUNS
def test_nobody_answers_and_still_nobody_is_rejected(run: Run) -> None:
    walk = a_question(run)
    walk.office.clock.move(timedelta(days=11))
    assert walk.ask().outcome == "undecided"
    answer(walk.office, "approve")
    assert walk.end().state == "payout_sent"
    assert_sound(walk.office)


@RUNS
def test_a_claim_with_a_question_can_be_withdrawn(run: Run) -> None:
    walk = a_question(run)
    withdraw(walk.claim, ANNA, office=walk.office)
    assert walk.claim.state == "withdrawn"
    assert walk.end().state == "withdrawn"
    assert money(walk.office) == in_roubles(available=850_000, reserved=150_000)
    with pytest.raises(NotInThisState):
        answered(walk)
    assert_sound(walk.office)


def test_a_question_withdrawn_before_the_workflow_read_it_leaves_nothing_to_sweep() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "ask", question="Кто вёл ужин?")
    withdraw(walk.claim, ANNA, office=office)
    assert walk.end().state == "withdrawn"
    assert office.approvals.waiting_to_wake(limit=10) == ()
    assert_sound(office)


def test_a_question_needs_words() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    missing = (FieldError(field="question", problem="missing"),)
    assert answer(office, "ask", question=" \n ") == missing
    assert answer(office, "ask") == missing
    assert walk.claim.state == "in_review"


def test_a_version_brings_at_most_five_questions() -> None:
    walk = a_question()
    office = walk.office
    for number in range(1, MAX_QUESTIONS):
        answered(walk, number)
        walk.ask()
        answer(office, "ask", question=f"И ещё: {number}?")
        walk.ask()
    answered(walk, MAX_QUESTIONS)
    walk.ask()
    refused = (FieldError(field="choice", problem="no_more_questions"),)
    assert answer(office, "ask", question="И последнее?") == refused
    assert len(office.information.of_version(walk.claim_id, 1)) == MAX_QUESTIONS
    answer(office, "reject")
    assert walk.end().state == "rejected"
    assert_sound(office)


def test_a_question_sent_twice_is_asked_once() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    token = mailed_links(office)[-1]
    answer(office, "ask", question="Кто вёл ужин?", token=token)
    with pytest.raises(AlreadyDecided):
        answer(office, "ask", question="Кто вёл ужин?", token=token)
    assert len(office.information.of_claim(walk.claim_id)) == 1


def test_the_second_approver_may_ask_too() -> None:
    office, walk = a_large_walk(once)
    answer(office, "approve")
    walk.ask()
    answer(office, "ask", question="Кто вёл ужин?")
    walk.ask()
    answered(walk)
    assert walk.ask().stage == "second"
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    assert_sound(office)


def test_an_answer_that_the_workflow_never_heard_is_found_by_the_sweeper() -> None:
    walk = a_question()
    office = walk.office
    answered(walk)
    office.clock.move(timedelta(minutes=1))
    assert sweep_decisions(office=office) == 1
    assert walk.token not in office.workflow.waiting
    walk.ask()
    assert sweep_decisions(office=office) == 0


def test_an_answer_that_came_before_the_letter_needs_no_letter() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "ask", question="Кто вёл ужин?")
    assert read_decision(walk.claim_id, 1, office=office).outcome == "information_requested"
    answered(walk)
    request_information(walk.claim_id, 1, "late-wait", office=office)
    assert mails_to(office, ANNA.mail) == []
    assert office.links.task_token(walk.claim_id, 1) == "late-wait"
    office.workflow.wait("late-wait")
    office.clock.move(timedelta(minutes=1))
    assert sweep_decisions(office=office) == 1


def test_an_answer_stored_between_look_and_note_stays_on_the_sweepers_list() -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = a_walk(office).to_review()
    answer(office, "ask", question="Кто вёл ужин?")
    items.before_the_write(lambda: answered(walk))
    assert read_decision(walk.claim_id, 1, office=office).outcome == "information_requested"
    assert len(office.approvals.waiting_to_wake(limit=10)) == 1


def test_the_time_ran_out_just_when_the_partner_answered() -> None:
    items = FaultyItems(MemoryItems())
    walk = a_question(office=an_office(items))
    walk.office.clock.move(timedelta(days=11))
    items.before_the_write(lambda: answered(walk))
    with pytest.raises(TryAgain):
        read_decision(walk.claim_id, 1, office=walk.office)
    assert read_decision(walk.claim_id, 1, office=walk.office).outcome == "undecided"
    assert walk.office.information.of_version(walk.claim_id, 1)[0].outcome == "answered"
    assert_sound(walk.office)


def test_the_time_to_decide_ran_out_just_when_the_reviewer_asked() -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = a_walk(office).to_review()
    office.clock.move(timedelta(days=7) - timedelta(seconds=1))
    walk.ask()
    office.clock.move(timedelta(seconds=1))
    items.before_the_write(lambda: answer(office, "ask", question="Кто вёл ужин?"))
    with pytest.raises(TryAgain):
        read_decision(walk.claim_id, 1, office=office)
    assert read_decision(walk.claim_id, 1, office=office).outcome == "information_requested"
    assert_sound(office)


@pytest.mark.parametrize("_round", range(3))
def test_an_answer_a_withdrawal_and_the_end_of_time_are_one(_round: int) -> None:
    walk = a_question()
    office, claim = walk.office, walk.claim
    office.clock.move(timedelta(days=11))
    acts: list[Callable[[], Any]] = [
        lambda: answer_question(claim, 1, WORDS, ANNA, office=office).outcome,
        lambda: withdraw(claim, ANNA, office=office),
        lambda: read_decision(walk.claim_id, 1, office=office).outcome,
    ]
    all_at_once(acts * 2)
    question = office.information.of_version(walk.claim_id, 1)[0]
    decision = office.approvals.decision(walk.claim_id, 1)
    states = [entry.to_state for entry in office.claims.audit(walk.claim_id)]
    assert states.count("in_review") == 1 + (question.outcome != "open")
    assert (walk.claim.state == "withdrawn") == (decision is not None)
    assert_sound(office)


def test_of_many_answers_one_counts() -> None:
    walk = a_question()
    claim = walk.claim
    found = all_at_once(
        [
            lambda text=text: answer_question(claim, 1, text, ANNA, office=walk.office).answer
            for text in ("Один", "Два", "Три")
        ]
    )
    stands = walk.office.information.of_version(walk.claim_id, 1)[0].answer
    assert set(found) - {stands} <= {"NotInThisState", "TryAgain"}
    assert_sound(walk.office)


def test_an_error_of_ours_while_a_question_is_open_loses_neither() -> None:
    walk = a_question()
    office = walk.office
    needs_operator(walk.claim_id, 1, error="Surprise", office=office)
    with pytest.raises(NotInThisState):
        answered(walk)
    resume(walk.claim_id, by="oleg", office=office)
    assert walk.claim.state == "information_requested"
    walk.read()
    assert walk.check() == "review"
    assert walk.ask().outcome == "information_requested"
    answered(walk)
    assert walk.ask().outcome == "undecided"
    assert_sound(office)


def test_the_partner_answers_on_the_claims_page() -> None:
    walk = a_question()
    office = walk.office
    browser = Browser(office, "anna")
    path = f"/claims/{walk.claim_id}"
    assert "Кто вёл ужин?" in browser.get(path).body
    empty = browser.post(f"{path}/answer", {"version": "1", "number": "1", "answer": " "})
    assert empty.status == 400
    assert "Заполните это поле." in empty.body
    form = {"version": "1", "number": "1", "answer": WORDS}
    assert browser.post(f"{path}/answer", form | {"number": "2"}).status == 409
    assert browser.post(f"{path}/answer", form).location == f"{path}?notice=question_answered"
    assert browser.post(f"{path}/answer", form).status == 303
    assert browser.post(f"{path}/answer", form | {"answer": "Иначе"}).status == 409
    assert Browser(office, "boris").post(f"{path}/answer", form).status == 404
    assert WORDS in browser.get(path).body
    walk.ask()
    review = f"/review/{mailed_links(office)[-1]}"
    assert WORDS in Browser(office).get(review).body
    assert "На вопрос ответили" in browser.get(path).body


def test_a_question_needs_the_proof_that_a_return_needs() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    review = asked(office)
    form = {"csrf": review.link.form_key, "choice": "ask", "question": "Кто вёл ужин?"}
    link = f"/review/{mailed_links(office)[-1]}"
    assert Browser(office).post(link, form).status == 403
    assert walk.claim.state == "in_review"
    done = Browser(office, review.reviewer.login).post(link, form)
    assert done.status == 200
    assert "Вопрос отправлен партнёру" in done.body
    assert walk.claim.state == "information_requested"


def test_no_words_of_a_question_stand_in_the_log_or_the_state(
    caplog: pytest.LogCaptureFixture,
) -> None:
    walk = a_question()
    answered(walk)
    walk.ask()
    assert "Кто вёл" not in caplog.text
    audit = walk.office.claims.audit(walk.claim_id)
    assert not any("вёл" in entry.reason for entry in audit)
