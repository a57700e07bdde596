"""The states of a claim: every pair, allowed or not."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest

from cofund.claim_states import (
    ALL_STATES,
    DECIDED,
    DISPUTABLE,
    DRIVEN,
    FOLLOWERS,
    FORWARD,
    IN_WORK,
    REVIEWED,
    UNCLAIMED,
    decided_state,
    is_past,
    may_follow,
)
from cofund.models.approval import DecisionOutcome
from cofund.models.claim import ClaimState
from infra.states_page import PAGE, states_page

ALLOWED = {
    "draft": "submitted withdrawn",
    "submitted": "reading withdrawn needs_operator",
    "reading": "checked withdrawn needs_operator",
    "checked": "returned in_review withdrawn needs_operator",
    "returned": "draft withdrawn",
    "in_review": "approved returned rejected timed_out withdrawn information_requested paid "
    "needs_operator",
    "information_requested": "in_review withdrawn paid needs_operator",
    "approved": "debited rejected needs_operator",
    "rejected": "submitted",
    "timed_out": "submitted",
    "withdrawn": "",
    "debited": "payout_sent needs_operator",
    "payout_sent": "paid clawed_back needs_operator",
    "paid": "clawed_back submitted",
    "clawed_back": "",
    "needs_operator": "submitted reading checked in_review information_requested approved debited "
    "payout_sent",
}


PAIRS = list(product(ALL_STATES, ALL_STATES))


@pytest.mark.parametrize(("state", "next_state"), PAIRS)
def test_exactly_the_named_pairs_may_follow(state: ClaimState, next_state: ClaimState) -> None:
    assert may_follow(state, next_state) == (next_state in ALLOWED[state].split())


def test_every_way_on_says_who_takes_it() -> None:
    assert all(who for ways in FOLLOWERS.values() for who in ways.values())


def test_the_page_of_states_is_that_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == states_page()


def test_nothing_comes_after_the_two_ends_that_cannot_be_disputed() -> None:
    ended = {state for state in ALL_STATES if not ALLOWED[state]}
    assert ended == {"withdrawn", "clawed_back"}


def test_only_what_was_decided_is_disputed_and_only_as_a_new_submission() -> None:
    assert DISPUTABLE <= DECIDED
    again = {state for state in DECIDED if may_follow(state, "submitted")}
    assert again == DISPUTABLE


def test_only_a_person_or_the_time_decides() -> None:
    into_approved = {state for state in ALL_STATES if may_follow(state, "approved")}
    assert into_approved == {"in_review", "needs_operator"}


def test_a_question_that_nobody_answers_never_decides() -> None:
    assert not may_follow("information_requested", "timed_out")
    assert not may_follow("information_requested", "rejected")


@pytest.mark.parametrize("outcome", get_args(DecisionOutcome))
def test_an_outcome_has_the_name_of_its_state(outcome: DecisionOutcome) -> None:
    assert decided_state(outcome, stood=None) == outcome
    assert decided_state(outcome, stood="rejected") == outcome


@pytest.mark.parametrize("outcome", get_args(DecisionOutcome))
def test_what_was_paid_stays_paid_unless_more_is_approved(outcome: DecisionOutcome) -> None:
    expected = "approved" if outcome == "approved" else "paid"
    assert decided_state(outcome, stood="paid") == expected


@pytest.mark.parametrize(("state", "milestone"), list(product(FORWARD, FORWARD)))
def test_on_the_straight_road_what_comes_later_is_past(
    state: ClaimState, milestone: ClaimState
) -> None:
    assert is_past(state, milestone) == (FORWARD.index(state) > FORWARD.index(milestone))


@pytest.mark.parametrize("milestone", ALL_STATES)
def test_a_stopped_claim_is_past_nothing(milestone: ClaimState) -> None:
    assert not is_past("needs_operator", milestone)


@pytest.mark.parametrize("milestone", ALL_STATES)
def test_a_claim_with_a_question_stands_where_its_review_is(milestone: ClaimState) -> None:
    assert is_past("information_requested", milestone) == is_past("in_review", milestone)


def test_a_claim_that_is_in_work_has_no_decision_that_stands() -> None:
    assert not IN_WORK & DECIDED
    assert REVIEWED <= IN_WORK <= DRIVEN
    assert not UNCLAIMED & DRIVEN
