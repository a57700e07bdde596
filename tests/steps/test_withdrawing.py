"""A partner withdraws, at every moment there is."""

from __future__ import annotations

import pytest

from cofund.errors import AlreadyDecided
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.withdrawing import withdraw
from tests.builders.answers import answer
from tests.builders.claim_files import dinner_papers
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.steps.soundness import assert_sound, in_roubles, money

RUNS = pytest.mark.parametrize("run", [once, twice])
"""Every step may be delivered twice."""


@RUNS
@pytest.mark.parametrize("state", ["draft", "submitted", "reading", "checked", "in_review"])
def test_a_claim_is_withdrawn_in_any_state_before_a_decision(state: str, run: Run) -> None:
    office = an_office()
    draft = a_draft(office)
    if state == "draft":
        withdraw(draft.claim, ANNA, office=office)
        withdraw(draft.claim, ANNA, office=office)
        assert office.claims.get(draft.claim.claim_id).state == "withdrawn"
        assert_sound(office)
        return
    walk = a_walk(office, draft, run=run)
    withdrawn_in(state, walk)
    assert walk.claim.state == "withdrawn"
    assert money(office) == in_roubles(available=850_000, reserved=150_000)
    assert office.feed.messages == ()
    assert_sound(office)


def withdrawn_in(state: str, walk: Walk) -> None:
    """Withdraw in a state, and let the workflow go on to its end."""
    if state == "submitted":
        withdraw(walk.claim, ANNA, office=walk.office)
    walk.read()
    if state == "reading":
        withdraw(walk.claim, ANNA, office=walk.office)
    walk.run(lambda: check_claim(walk.claim_id, 1, office=walk.office))
    if state == "checked":
        withdraw(walk.claim, ANNA, office=walk.office)
    walk.run(lambda: hold_fund(walk.claim_id, 1, office=walk.office))
    if state == "in_review":
        walk.ask()
        withdraw(walk.claim, ANNA, office=walk.office)
    withdraw(walk.claim, ANNA, office=walk.office)
    walk.end()


@RUNS
def test_a_returned_claim_can_be_withdrawn(run: Run) -> None:
    office = an_office()
    walk = a_walk(office, run=run).to_review()
    answer(office, "return")
    walk.end()
    withdraw(walk.claim, ANNA, office=office)
    assert walk.claim.state == "withdrawn"
    assert_sound(office)


@RUNS
def test_a_claim_withdrawn_while_the_rules_would_return_it_is_withdrawn(run: Run) -> None:
    office = an_office()
    papers = tuple(paper for paper in dinner_papers() if paper.kind != "event_report")
    walk = a_walk(office, a_draft(office, papers=papers), run=run)
    walk.read()
    withdraw(walk.claim, ANNA, office=office)
    assert walk.check() == "return"
    assert walk.claim.state == "withdrawn"
    assert office.approvals.waiting_to_wake(limit=10) == ()
    assert_sound(office)


@pytest.mark.parametrize("choice", ["approve", "reject"])
def test_after_a_decision_nothing_is_withdrawn(choice: str) -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, choice)
    with pytest.raises(AlreadyDecided):
        withdraw(walk.claim, ANNA, office=office)
    walk.end()
    with pytest.raises(AlreadyDecided):
        withdraw(walk.claim, ANNA, office=office)
    assert_sound(office)
