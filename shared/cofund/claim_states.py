"""The life of a claim: which state may follow which. One table, tested pair by pair."""

from __future__ import annotations

from typing import get_args

from cofund.models.claim import ClaimState

FOLLOWERS: dict[ClaimState, frozenset[ClaimState]] = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"reading", "withdrawn", "needs_operator"}),
    "reading": frozenset({"checked", "withdrawn", "needs_operator"}),
    "checked": frozenset({"returned", "in_review", "withdrawn", "needs_operator"}),
    "returned": frozenset({"draft", "withdrawn"}),
    "in_review": frozenset(
        {
            "approved",
            "returned",
            "rejected",
            "timed_out",
            "withdrawn",
            "information_requested",
            "needs_operator",
        }
    ),
    "information_requested": frozenset({"in_review", "timed_out", "withdrawn"}),
    "approved": frozenset({"debited", "rejected", "needs_operator"}),
    "rejected": frozenset(),
    "timed_out": frozenset(),
    "withdrawn": frozenset(),
    "debited": frozenset({"payout_sent", "needs_operator"}),
    "payout_sent": frozenset({"paid", "clawed_back", "needs_operator"}),
    "paid": frozenset({"clawed_back"}),
    "clawed_back": frozenset(),
    "needs_operator": frozenset(
        {"submitted", "reading", "checked", "in_review", "approved", "debited", "payout_sent"}
    ),
}
"""Approved → rejected happens only where the ledger refuses: the invoice was paid meanwhile."""

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
"""States between submission and decision: the partner waits, and may withdraw."""

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

UNCLAIMED: frozenset[ClaimState] = frozenset(
    {"draft", "rejected", "timed_out", "withdrawn", "clawed_back"}
)
"""States in which a claim's invoices may be claimed again elsewhere."""

ALL_STATES: tuple[ClaimState, ...] = get_args(ClaimState)


def may_follow(state: ClaimState, next_state: ClaimState) -> bool:
    """Say whether a claim may go from one state to another."""
    return next_state in FOLLOWERS[state]


def is_past(state: ClaimState, milestone: ClaimState) -> bool:
    """Say whether a claim in ``state`` has left ``milestone`` of the straight road behind."""
    if milestone not in FORWARD or state in ("information_requested", "needs_operator"):
        return False
    if state not in FORWARD:
        return True
    return FORWARD.index(state) > FORWARD.index(milestone)
