"""Many at one moment, by threads: exactly one of them has an effect, the others are told so."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from cofund.aws import step_log
from cofund.errors import CofundError
from cofund.models.approval import Decision
from cofund.models.claim import MAX_DOCUMENTS
from cofund.steps.claiming import revise, submit
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.money import post_debit
from cofund.steps.opening import open_claim_once
from cofund.steps.reviewing import read_decision
from cofund.steps.uploading import TicketRequest, remove_document, sent_files, upload_ticket
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer, asked, mailed_links
from tests.builders.claim_files import FUND, a_request
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.reads import roubles
from tests.builders.walks import a_walk
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound

ROUNDS = range(5)


@pytest.fixture(autouse=True)
def _threads_that_change_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def all_at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Give what each act gave, or the name of its refusal; all begin at the same moment."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            return act()
        except CofundError as refused:
            return type(refused).__name__

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_twenty_answers_exactly_one_decides() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    choices = ["approve", "reject", "return", "approve_part"] * 5
    found = all_at_once(
        [lambda choice=choice: answer(office, choice, amount="1") for choice in choices]
    )
    decisions = [one for one in found if isinstance(one, Decision)]
    assert len(decisions) == 1
    assert set(map(str, found)) - {str(decisions[0])} <= {
        "AlreadyDecided",
        "NotFound",
        "StaleVersion",
        "TryAgain",
    }
    assert office.approvals.decision(walk.claim_id, 1) == decisions[0]
    walk.end()
    assert_sound(office)


def test_of_twenty_posts_exactly_one_is_thanked() -> None:
    step_log.refused("warm-up", 200, "none")  # a logger is not made by twenty at once
    office = an_office()
    walk = a_walk(office).to_review()
    token = mailed_links(office)[-1]
    review = asked(office)
    browsers = [Browser(office, review.reviewer.login) for _ in range(20)]
    form = {"csrf": review.link.form_key, "choice": "approve"}
    statuses = Counter(
        all_at_once([lambda one=one: one.post(f"/review/{token}", form).status for one in browsers])
    )
    assert statuses[200] == 1
    assert set(statuses) <= {200, 409, 503}
    assert walk.end().state == "payout_sent"
    assert_sound(office)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_decision_and_the_timeout_are_one(_round: int) -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    office.clock.move(timedelta(days=7) - timedelta(seconds=1))
    walk.ask()
    office.clock.move(timedelta(seconds=1))
    found = all_at_once(
        [
            *[lambda: answer(office, "approve")] * 3,
            *[lambda: read_decision(walk.claim_id, 1, office=office).outcome] * 3,
        ]
    )
    decision = office.approvals.decision(walk.claim_id, 1)
    assert decision is not None
    assert decision.outcome in ("approved", "timed_out")
    thanked = [one for one in found if isinstance(one, Decision)]
    assert len(thanked) == (decision.outcome == "approved")
    assert set(found[3:]) == {decision.outcome}
    walk.end()
    assert_sound(office)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_decision_and_a_withdrawal_are_one(_round: int) -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    claim = walk.claim
    found = all_at_once(
        [
            *[lambda: answer(office, "approve")] * 3,
            *[lambda: withdraw(claim, ANNA, office=office)] * 3,
        ]
    )
    decision = office.approvals.decision(walk.claim_id, 1)
    assert decision is not None
    withdrawn = [one for one in found[3:] if one is None]
    approved = [one for one in found[:3] if isinstance(one, Decision)]
    assert bool(withdrawn) != bool(approved)
    assert decision.outcome == ("withdrawn" if withdrawn else "approved")
    walk.end()
    assert_sound(office)


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_submission_and_a_withdrawal_end_in_one_state(_round: int) -> None:
    office = an_office()
    draft = a_draft(office)
    all_at_once(
        [
            lambda: draft.submitted(office),
            lambda: withdraw(draft.claim, ANNA, office=office),
        ]
    )
    claim = office.claims.get(draft.claim.claim_id)
    decision = office.approvals.decision(claim.claim_id, 1)
    assert claim.state == "withdrawn" or (decision is not None and claim.state == "submitted")
    assert_sound(office)


def test_of_many_submissions_one_counts() -> None:
    office = an_office()
    draft = a_draft(office)
    found = all_at_once([lambda: draft.submitted(office)] * 8)
    assert {str(one) for one in found} <= {str(office.claims.get(draft.claim.claim_id)), "TryAgain"}
    assert len(office.workflow.started) == 1
    assert len(office.claims.audit(draft.claim.claim_id)) == 1
    assert_sound(office)


def test_a_storm_of_tickets_stops_at_twenty_documents() -> None:
    office = an_office()
    draft = a_draft(office)
    photo = TicketRequest.model_validate(
        {"kind": "photo", "content_type": "image/png", "file_name": "a.png"}
    )
    found = all_at_once(
        [lambda: upload_ticket(draft.claim, photo, redirect_to=None, office=office)] * 40
    )
    tickets = [one for one in found if not isinstance(one, str)]
    assert len(tickets) == MAX_DOCUMENTS - len(draft.papers)
    assert {one for one in found if isinstance(one, str)} <= {"TooMany", "TryAgain"}
    assert len(sent_files(draft.claim, office=office)) == MAX_DOCUMENTS


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_document_that_goes_while_the_claim_is_submitted_is_in_or_out(_round: int) -> None:
    office = an_office()
    draft = a_draft(office)
    gone = next(iter(draft.papers))
    removed, _submitted = all_at_once(
        [
            lambda: remove_document(draft.claim, gone, by="anna", office=office),
            lambda: submit(draft.claim, ANNA, office=office),
        ]
    )
    claim = office.claims.get(draft.claim.claim_id)
    if claim.state == "submitted":
        kept = {document.document_id for document in claim.documents}
        assert (gone in kept) == (removed is not None)


def test_of_many_double_clicks_one_claim_is_opened() -> None:
    office = an_office()
    found = all_at_once(
        [lambda: open_claim_once(a_request(), ANNA, form_key="key", office=office)] * 8
    )
    assert len(office.claims.of_partner("integrator")) == 1
    opened = {one.claim_id for one in found if not isinstance(one, str)}
    assert opened == {office.claims.of_partner("integrator")[0].claim_id}


def test_of_many_revisions_one_is_the_next_version() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "return")
    claim = walk.end()
    all_at_once([lambda: revise(claim, ANNA, office=office)] * 8)
    assert walk.claim.version == 2
    assert_sound(office)


def test_twin_workflows_hold_and_debit_once() -> None:
    office = an_office()
    walk = a_walk(office)
    walk.read()
    check_claim(walk.claim_id, 1, office=office)
    all_at_once([lambda: hold_fund(walk.claim_id, 1, office=office)] * 4)
    assert office.ledger.balance(FUND).held == roubles(122_000)
    walk.ask()
    answer(office, "approve")
    posted = all_at_once([lambda: post_debit(walk.claim_id, 1, office=office)] * 4)
    assert sorted(one.replayed for one in posted) == [False, True, True, True]
    assert office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(office)


def test_two_claims_never_take_more_than_the_fund_has() -> None:
    office = an_office(accrued=roubles(150_000))
    walks = [a_walk(office) for _ in range(3)]
    for walk in walks:
        walk.read()
        check_claim(walk.claim_id, 1, office=office)
    all_at_once([lambda walk=walk: hold_fund(walk.claim_id, 1, office=office) for walk in walks])
    for walk in walks:
        hold_fund(walk.claim_id, 1, office=office)
    assert office.ledger.balance(FUND).held == roubles(150_000)
    assert all(walk.claim.state == "in_review" for walk in walks)
    assert_sound(office)
