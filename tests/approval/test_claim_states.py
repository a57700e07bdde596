"""The states of a claim: every pair, allowed or not."""

from __future__ import annotations

from itertools import product

import pytest

from cofund.claim_states import ALL_STATES, DECIDED, FORWARD, IN_WORK, is_past, may_follow
from cofund.models.claim import ClaimState

ALLOWED = {
    "draft": "submitted withdrawn",
    "submitted": "reading withdrawn needs_operator",
    "reading": "checked withdrawn needs_operator",
    "checked": "returned in_review withdrawn needs_operator",
    "returned": "draft withdrawn",
    "in_review": "approved returned rejected timed_out withdrawn information_requested "
    "needs_operator",
    "information_requested": "in_review timed_out withdrawn",
    "approved": "debited rejected needs_operator",
    "rejected": "",
    "timed_out": "",
    "withdrawn": "",
    "debited": "payout_sent needs_operator",
    "payout_sent": "paid clawed_back needs_operator",
    "paid": "clawed_back",
    "clawed_back": "",
    "needs_operator": "submitted reading checked in_review approved debited payout_sent",
}


PAIRS = list(product(ALL_STATES, ALL_STATES))


@pytest.mark.parametrize(("state", "next_state"), PAIRS)
def test_exactly_the_named_pairs_may_follow(state: ClaimState, next_state: ClaimState) -> None:
    assert may_follow(state, next_state) == (next_state in ALLOWED[state].split())


def test_no_money_moves_back_into_a_claim_that_ended() -> None:
    ended = {state for state in ALL_STATES if not ALLOWED[state]}
    assert ended == {"rejected", "timed_out", "withdrawn", "clawed_back"}


def test_only_a_person_or_the_time_decides() -> None:
    into_approved = {state for state in ALL_STATES if may_follow(state, "approved")}
    assert into_approved == {"in_review", "needs_operator"}


@pytest.mark.parametrize(("state", "milestone"), list(product(FORWARD, FORWARD)))
def test_on_the_straight_road_what_comes_later_is_past(
    state: ClaimState, milestone: ClaimState
) -> None:
    assert is_past(state, milestone) == (FORWARD.index(state) > FORWARD.index(milestone))


@pytest.mark.parametrize(("state", "milestone"), PAIRS)
def test_a_stopped_claim_is_past_nothing(state: ClaimState, milestone: ClaimState) -> None:
    if state in ("needs_operator", "information_requested") or milestone not in FORWARD:
        assert not is_past(state, milestone)


def test_a_claim_that_is_in_work_has_no_decision_that_stands() -> None:
    assert not IN_WORK & DECIDED
