"""Somebody else acts at the worst moment of a step: between its look and its write."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.errors import NotInThisState, TooMany, TryAgain
from cofund.models.approval import Decision
from cofund.models.payout import Acknowledgement
from cofund.steps.claiming import MAX_VERSIONS, revise, submit
from cofund.steps.finance import acknowledge_payout
from cofund.steps.judging import check_claim
from cofund.steps.opening import open_claim, open_claim_once
from cofund.steps.returning import return_to_partner
from cofund.steps.reviewing import read_decision, request_approval
from cofund.steps.sweeping import sweep_decisions
from cofund.steps.uploading import remove_document, sent_files
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import a_request, dinner_papers
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.walks import Walk, a_walk
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound, mails_to


@pytest.fixture
def items() -> FaultyItems:
    return FaultyItems(MemoryItems())


@pytest.fixture
def office(items: FaultyItems) -> FakeOffice:
    return an_office(items)


def test_a_decision_that_comes_while_none_is_read_is_not_lost(
    items: FaultyItems, office: FakeOffice
) -> None:
    """However late within the step it comes, the sweeper still has it."""
    for reads in range(1, 12):
        walk = a_walk(office, a_draft(office)).to_review()
        office.workflow.time_out(walk.token)
        token = mailed_links(office)[-1]
        items.after_reads(reads, lambda token=token: answer(office, "reject", token=token))
        progress = read_decision(walk.claim_id, 1, office=office)
        items.all_is_well()
        if progress.outcome == "undecided" and office.approvals.decision(walk.claim_id, 1):
            office.clock.move(timedelta(minutes=2))
            assert sweep_decisions(office=office) == 1
        if office.approvals.decision(walk.claim_id, 1):
            walk.end()


def test_a_first_approval_that_comes_while_none_is_read_is_not_lost(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    approvals = office.approvals.approvals(walk.claim_id, 1)
    answer(office, "approve")
    office.approvals.picked_up(*approvals)
    assert len(office.approvals.waiting_to_wake(limit=10)) == 1


def test_a_withdrawal_while_the_rules_return_a_claim_wins(
    items: FaultyItems, office: FakeOffice
) -> None:
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    walk = a_walk(office, a_draft(office, papers=papers))
    walk.read()
    assert check_claim(walk.claim_id, 1, office=office) == "return"
    claim = walk.claim
    items.before_the_write(lambda: withdraw(claim, ANNA, office=office))
    with pytest.raises(TryAgain):
        return_to_partner(walk.claim_id, 1, office=office)
    return_to_partner(walk.claim_id, 1, office=office)
    assert walk.claim.state == "withdrawn"
    assert mails_to(office, ANNA.mail) == []
    assert_sound(office)


def test_a_draft_that_is_submitted_while_it_is_withdrawn_is_withdrawn_all_the_same(
    items: FaultyItems, office: FakeOffice
) -> None:
    draft = a_draft(office)
    items.before_the_write(lambda: draft.submitted(office))
    withdraw(draft.claim, ANNA, office=office)
    walk = Walk(office, draft.claim.claim_id, 1, draft.papers)
    walk.to_the_end()
    assert walk.claim.state == "withdrawn"
    assert_sound(office)


def test_a_returned_claim_that_is_revised_while_it_is_withdrawn_is_withdrawn(
    items: FaultyItems, office: FakeOffice
) -> None:
    walk = a_walk(office).to_review()
    answer(office, "return")
    claim = walk.end()
    items.before_the_write(lambda: revise(claim, ANNA, office=office))
    withdraw(claim, ANNA, office=office)
    assert (walk.claim.state, walk.claim.version) == ("withdrawn", 2)
    assert_sound(office)


def test_a_claim_withdrawn_meanwhile_is_not_revised(items: FaultyItems, office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    answer(office, "return")
    claim = walk.end()
    items.before_the_write(lambda: withdraw(claim, ANNA, office=office))
    with pytest.raises(NotInThisState):
        revise(claim, ANNA, office=office)
    assert walk.claim.state == "withdrawn"


def test_a_claim_that_is_not_in_work_is_not_started_again(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    submit(walk.claim, ANNA, office=office)
    started = office.workflow.started
    answer(office, "return")
    returned = walk.end()
    with pytest.raises(NotInThisState):
        submit(returned, ANNA, office=office)
    assert Browser(office, "anna").post(f"/claims/{walk.claim_id}/submit").status == 409
    assert office.workflow.started == started


def test_two_tabs_that_each_remove_a_document_remove_both(
    items: FaultyItems, office: FakeOffice
) -> None:
    walk = a_walk(office).to_review()
    answer(office, "return")
    draft = revise(walk.end(), ANNA, office=office)
    one, other = (document.document_id for document in draft.documents[:2])
    items.before_the_write(lambda: remove_document(draft, other, by="anna", office=office))
    remove_document(draft, one, by="anna", office=office)
    kept = {
        file.document_id for file in sent_files(office.claims.get(draft.claim_id), office=office)
    }
    assert kept == {document.document_id for document in draft.documents} - {one, other}
    assert office.claims.get(draft.claim_id).edited_by == "anna"


def test_a_document_removed_while_the_claim_is_submitted_is_not_submitted(
    items: FaultyItems, office: FakeOffice
) -> None:
    draft = a_draft(office)
    gone = next(iter(draft.papers))
    claim = office.claims.get(draft.claim.claim_id)
    items.before_the_write(lambda: remove_document(claim, gone, by="anna", office=office))
    with pytest.raises(TryAgain):
        submit(claim, ANNA, office=office)
    submitted = submit(claim, ANNA, office=office)
    assert gone not in {document.document_id for document in submitted.documents}


def test_a_claim_decided_before_the_mail_is_not_asked_about(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    withdraw(walk.claim, ANNA, office=office)
    office.clock.move(timedelta(days=2))
    request_approval(walk.claim_id, 1, "reminder", "later", office=office)
    assert len(mailed_links(office)) == 1
    assert office.links.task_token(walk.claim_id, 1) == "later"


def test_a_retried_question_is_the_same_link_and_one_mail(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    link = asked(office).link
    request_approval(walk.claim_id, 1, "first", "another-wait", office=office)
    assert len(mailed_links(office)) == 1
    assert asked(office).link == link
    assert office.links.task_token(walk.claim_id, 1) == "another-wait"
    office.clock.move(timedelta(days=2))
    walk.ask()
    assert len(mailed_links(office)) == 2


def test_a_claim_has_fifty_versions_and_stays_readable(office: FakeOffice) -> None:
    walk = a_walk(office, a_draft(office)).to_review()
    answer(office, "return")
    claim = walk.end()
    for _ in range(MAX_VERSIONS - 1):
        claim = submit(revise(claim, ANNA, office=office), ANNA, office=office)
        walk = Walk(office, claim.claim_id, claim.version, walk.papers).to_review()
        answer(office, "return")
        claim = walk.end()
    with pytest.raises(TooMany):
        revise(claim, ANNA, office=office)
    assert office.claims.get(claim.claim_id).version == MAX_VERSIONS
    page = Browser(office, "anna").get(f"/claims/{claim.claim_id}")
    assert page.status == 200


def test_the_newest_of_many_claims_are_shown(office: FakeOffice) -> None:
    for _ in range(205):
        office.clock.move(timedelta(seconds=1))
        last = open_claim(a_request(), ANNA, office=office)
    shown = office.claims.of_partner("integrator")
    assert len(shown) == 200
    assert shown[0].claim_id == last.claim_id
    assert [one.opened_at for one in shown] == sorted(
        (one.opened_at for one in shown), reverse=True
    )


def test_a_second_click_opens_no_second_claim(office: FakeOffice) -> None:
    browser = Browser(office, "anna")
    form = {"application_id": "dinner-2026", "claimed": "100"}
    first, second = browser.post("/claims", form), browser.post("/claims", form)
    assert first.location == second.location
    other = browser.post("/claims", form | {"claimed": "101"})
    office.clock.move(timedelta(seconds=59))
    again = browser.post("/claims", form)
    assert again.location == first.location
    office.clock.move(timedelta(seconds=1))
    later, twice = browser.post("/claims", form), browser.post("/claims", form)
    assert later.location == twice.location
    assert len({first.location, other.location, later.location}) == 3


def test_another_session_opens_a_claim_of_its_own(office: FakeOffice) -> None:
    one = open_claim_once(a_request(), ANNA, form_key="one", office=office)
    other = open_claim_once(a_request(), ANNA, form_key="other", office=office)
    assert one.claim_id != other.claim_id


def test_keys_of_what_was_done_hold_no_personal_data(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    answer(office, "approve")
    walk.end()
    walk.acknowledge()
    open_claim_once(a_request(), ANNA, form_key="a secret", office=office)
    keys = " ".join(office.once.keys)
    assert len(office.once.keys) == 4
    for personal in (ANNA.mail, ANNA.name, "@", "a secret", "integrator"):
        assert personal not in keys


def test_finance_may_answer_again_after_days_without_another_letter(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()
    answer(office, "approve")
    walk.end()
    for days in (0, 0, 3):
        office.clock.move(timedelta(days=days))
        if days:
            office.once.forget()
        said = Acknowledgement(id=f"{walk.claim_id}.v1.payout", booked_at=office.clock())
        acknowledge_payout(said, office=office)
    assert walk.claim.state == "paid"
    assert len(mails_to(office, ANNA.mail)) == 2
    assert_sound(office)


def test_the_decision_stands_when_the_workflow_cannot_be_reached(office: FakeOffice) -> None:
    walk = a_walk(office).to_review()

    def out_of_reach(_token: str) -> bool:
        raise TryAgain("out of reach")

    office.workflow.answer = out_of_reach  # type: ignore[method-assign]
    assert isinstance(answer(office, "approve"), Decision)
    assert office.metrics.total("WakeLater") == 1
    assert walk.claim.state == "approved"
