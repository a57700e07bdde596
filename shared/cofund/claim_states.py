"""The life of a claim: which state may follow which, and who does it. One table, tested by pair.

docs/claim-states.md is made of it. Whoever moves a claim asks here; nobody else says what may
follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from cofund.models.approval import DecisionOutcome
from cofund.models.claim import ClaimState

STOPPED = "Cofund: an error of ours"
RESUMED = "operator: resumes it there"

FOLLOWERS: Mapping[ClaimState, Mapping[ClaimState, str]] = {
    "draft": {"submitted": "partner: submits it", "withdrawn": "partner"},
    "submitted": {
        "reading": "Cofund: the workflow begins",
        "withdrawn": "partner",
        "needs_operator": STOPPED,
    },
    "reading": {
        "checked": "Cofund: everything is read and judged",
        "withdrawn": "partner",
        "needs_operator": STOPPED,
    },
    "checked": {
        "returned": "Cofund: a rule returns it",
        "in_review": "Cofund: its money is held",
        "withdrawn": "partner",
        "needs_operator": STOPPED,
    },
    "returned": {"draft": "partner: opens the next version", "withdrawn": "partner"},
    "in_review": {
        "approved": "reviewer: approves all or a part",
        "returned": "reviewer",
        "rejected": "reviewer",
        "timed_out": "Cofund: nobody decided in time",
        "withdrawn": "partner",
        "information_requested": "reviewer: asks a question, the clock stops",
        "paid": "reviewer, partner or time: a dispute about a part brought nothing",
        "needs_operator": STOPPED,
    },
    "information_requested": {
        "in_review": "partner: answers; or Cofund: nobody answered in time",
        "withdrawn": "partner",
        "paid": "partner: withdraws a dispute about a part",
        "needs_operator": STOPPED,
    },
    "approved": {
        "debited": "Cofund: the money is moved",
        "rejected": "Cofund: an invoice was paid elsewhere meanwhile",
        "needs_operator": STOPPED,
    },
    "rejected": {"submitted": "partner: disputes it, once, as the next version"},
    "timed_out": {"submitted": "partner: disputes it, once, as the next version"},
    "withdrawn": {},
    "debited": {"payout_sent": "Cofund: finance gets the order", "needs_operator": STOPPED},
    "payout_sent": {
        "paid": "finance: has booked it",
        "clawed_back": "manager or finance: takes the money back",
        "needs_operator": STOPPED,
    },
    "paid": {
        "clawed_back": "manager or finance: takes the money back",
        "submitted": "partner: disputes the part not paid, once, as the next version",
    },
    "clawed_back": {},
    "needs_operator": {
        "submitted": RESUMED,
        "reading": RESUMED,
        "checked": RESUMED,
        "in_review": RESUMED,
        "information_requested": RESUMED,
        "approved": RESUMED,
        "debited": RESUMED,
        "payout_sent": RESUMED,
    },
}
"""Which state may follow which, and through whom."""

FORWARD: tuple[ClaimState, ...] = (
    "draft",
    "submitted",
    "reading",
    "checked",
    "in_review",
    "approved",
    "debited",
    "payout_sent",
    "paid",
)
"""The straight road from draft to paid."""

IN_WORK: frozenset[ClaimState] = frozenset(
    {"submitted", "reading", "checked", "in_review", "information_requested"}
)
"""States between submission and decision: the partner may withdraw."""

REVIEWED: frozenset[ClaimState] = frozenset({"in_review", "information_requested"})
"""States in which a person has the claim; its workflow waits."""

DECIDED: frozenset[ClaimState] = frozenset(
    {
        "approved",
        "rejected",
        "timed_out",
        "withdrawn",
        "debited",
        "payout_sent",
        "paid",
        "clawed_back",
    }
)
"""States behind a decision that stands."""

DISPUTABLE: frozenset[ClaimState] = frozenset({"rejected", "timed_out", "paid"})
"""States in which a partner may disagree: of *paid* those of which a part was approved."""

UNCLAIMED: frozenset[ClaimState] = frozenset(
    {"draft", "rejected", "timed_out", "withdrawn", "clawed_back"}
)
"""States in which a claim's invoices may be claimed again elsewhere."""

DRIVEN: frozenset[ClaimState] = IN_WORK | {"approved", "debited"}
"""States in which a workflow should be running."""

ALL_STATES: tuple[ClaimState, ...] = get_args(ClaimState)


def may_follow(state: ClaimState, next_state: ClaimState) -> bool:
    """Say whether a claim may go from one state to another."""
    return next_state in FOLLOWERS[state]


def decided_state(outcome: DecisionOutcome, *, stood: ClaimState | None) -> ClaimState:
    """Give where an outcome takes a claim.

    ``stood`` is where it stood before a dispute, if there was one: what was paid stays paid, so a
    dispute about the rest that brings nothing takes it back there.
    """
    return "paid" if stood == "paid" and outcome != "approved" else outcome


def is_past(state: ClaimState, milestone: ClaimState) -> bool:
    """Say whether a claim in ``state`` has left ``milestone`` of the straight road behind.

    A claim whose reviewer has a question stands beside the road, where its review is.
    """
    if milestone not in FORWARD or state == "needs_operator":
        return False
    place: ClaimState = "in_review" if state in REVIEWED else state
    if place not in FORWARD:
        return True
    return FORWARD.index(place) > FORWARD.index(milestone)
