"""Errors of ours: the claim waits with its money held, and goes on from where it stood."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.errors import NotInThisState
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.money import post_debit
from cofund.steps.operating import needs_operator, resume
from cofund.steps.reading import start_review
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer
from tests.builders.claims import ANNA, OLEG, an_office
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.steps.soundness import assert_sound, mails_to, money

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""


@RUNS
@pytest.mark.parametrize("state", ["reading", "checked", "in_review", "approved", "debited"])
def test_an_error_of_ours_holds_the_money_until_an_operator_resumes(state: str, run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run)
    stopped_in(state, walk)
    held = money(office)
    run(lambda: needs_operator(walk.claim_id, 1, error="KeyError", office=office))
    assert walk.claim.state == "needs_operator"
    assert money(office) == held
    assert office.metrics.total("ClaimNeedsOperator") >= 1
    assert len(mails_to(office, OLEG.mail)) == 1
    office.clock.move(timedelta(days=30))
    office.once.forget()
    name = resume(walk.claim_id, by="oleg", office=office)
    assert resume(walk.claim_id, by="oleg", office=office) == name
    assert walk.claim.state == state
    assert name in office.workflow.started
    finished(walk, decided=state in ("approved", "debited"))
    assert walk.claim.state == "payout_sent"
    assert len(office.feed.messages) == 1
    assert money(office)["debited"] == 122_000
    assert_sound(office)


def stopped_in(state: str, walk: Walk) -> None:
    """Let the workflow come to a state, and no further."""
    which = (walk.claim_id, 1)
    if state == "reading":
        start_review(*which, office=walk.office)
        return
    walk.read()
    check_claim(*which, office=walk.office)
    if state == "checked":
        return
    hold_fund(*which, office=walk.office)
    walk.ask()
    if state == "in_review":
        return
    answer(walk.office, "approve")
    if state == "debited":
        post_debit(*which, office=walk.office)


def finished(walk: Walk, *, decided: bool) -> None:
    """Run the workflow from its start, as a new execution does."""
    walk.read()
    assert walk.check() == "review"
    if not decided:
        assert walk.ask().outcome == "undecided"
        answer(walk.office, "approve")
    walk.end()


def test_only_a_stopped_claim_is_resumed() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    with pytest.raises(NotInThisState):
        resume(walk.claim_id, by="oleg", office=office)
    needs_operator(walk.claim_id, 1, error="KeyError", office=office)
    resume(walk.claim_id, by="oleg", office=office)
    answer(office, "approve")
    with pytest.raises(NotInThisState):
        resume(walk.claim_id, by="oleg", office=office)


def test_a_stopped_claim_is_neither_decided_nor_withdrawn() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    needs_operator(walk.claim_id, 1, error="KeyError", office=office)
    with pytest.raises(NotInThisState):
        withdraw(walk.claim, ANNA, office=office)
    assert walk.claim.state == "needs_operator"
    assert office.approvals.decision(walk.claim_id, 1) is None


def test_an_error_after_the_end_rings_and_moves_nothing() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "reject")
    walk.end()
    needs_operator(walk.claim_id, 1, error="KeyError", office=office)
    assert walk.claim.state == "rejected"
    assert office.metrics.total("ClaimNeedsOperator") == 1
