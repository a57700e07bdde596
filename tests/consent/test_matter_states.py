"""The life of a matter, pair by pair."""

from __future__ import annotations

from typing import get_args

import pytest

from cofund.matter_states import (
    ALL_STATES,
    DRIVEN,
    FOLLOWERS,
    UNDECIDED,
    consented_state,
    may_follow,
)
from cofund.models.approval import DecisionOutcome
from cofund.models.consents import MatterKind, MatterState
from infra.states_page import MATTERS_PAGE, matters_page

KINDS: tuple[MatterKind, ...] = get_args(MatterKind)
FINAL: frozenset[MatterState] = frozenset({"rejected", "withdrawn", "cancelled", "expired"})


@pytest.mark.parametrize("kind", KINDS)
def test_every_state_is_in_the_table_and_leads_to_known_ones(kind: MatterKind) -> None:
    assert set(FOLLOWERS[kind]) == set(ALL_STATES)
    for followers in FOLLOWERS[kind].values():
        assert set(followers) <= set(ALL_STATES)
        assert all(who.split(":")[0] for who in followers.values())


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_over_stays_over(kind: MatterKind) -> None:
    assert all(not FOLLOWERS[kind][state] for state in FINAL)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", sorted(DRIVEN))
def test_an_error_of_ours_can_stop_whatever_a_workflow_drives_and_be_resumed(
    kind: MatterKind, state: MatterState
) -> None:
    assert may_follow(kind, state, "needs_operator")
    assert may_follow(kind, "needs_operator", state)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("outcome", get_args(DecisionOutcome))
@pytest.mark.parametrize("consented", [True, False])
def test_every_answer_leads_somewhere_from_where_it_is_waited_for(
    kind: MatterKind, outcome: DecisionOutcome, consented: bool
) -> None:
    states = UNDECIDED if outcome == "withdrawn" else {"in_review"}
    for state in states:
        assert may_follow(kind, state, consented_state(outcome, consented=consented))


@pytest.mark.parametrize("outcome", ["rejected", "timed_out", "withdrawn"])
def test_a_change_that_is_refused_leaves_the_consent_before_in_force(
    outcome: DecisionOutcome,
) -> None:
    assert consented_state(outcome, consented=True) == "approved"
    assert consented_state(outcome, consented=False) == outcome


def test_a_change_that_is_returned_waits_for_its_next_version() -> None:
    assert consented_state("returned", consented=True) == "returned"


def test_only_an_application_is_changed_after_consent() -> None:
    assert may_follow("application", "approved", "submitted")
    assert not may_follow("award", "approved", "submitted")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_approved_without_an_answer_but_by_giving_up_a_change(kind: MatterKind) -> None:
    before = {state for state in ALL_STATES if may_follow(kind, state, "approved")}
    assert before == {"submitted", "in_review", "returned", "needs_operator"}


def test_the_page_of_states_is_that_of_the_table() -> None:
    assert MATTERS_PAGE.read_text(encoding="utf-8") == matters_page()
