"""The life of a matter: which state may follow which, and who does it. One table for each kind.

Whoever moves a matter asks here; nobody else says what may follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from cofund.models.approval import DecisionOutcome
from cofund.models.consents import MatterAudit, MatterKind, MatterState, Undone

STOPPED = "Cofund: an error of ours"
RESUMED = "operator: resumes it there"

Followers = Mapping[MatterState, Mapping[MatterState, str]]

_ASKED: dict[MatterState, str] = {
    "approved": "approver: all or a part; or a change was not agreed to and the consent stands",
    "returned": "approver: asks for another version",
    "rejected": "approver",
    "timed_out": "Cofund: nobody answered in time",
    "withdrawn": "partner",
    "needs_operator": STOPPED,
}

_FOLLOWERS: Followers = {
    "submitted": {
        "in_review": "Cofund: the workflow asks an approver",
        "approved": "partner: withdraws a change, the consent stands",
        "withdrawn": "partner",
        "needs_operator": STOPPED,
    },
    "in_review": _ASKED,
    "approved": {
        "cancelled": "partner or manager: gives it up",
        "needs_operator": STOPPED,
    },
    "returned": {
        "submitted": "partner: files the next version",
        "approved": "partner: gives a change up, the consent stands",
        "withdrawn": "partner",
    },
    "rejected": {},
    "timed_out": {"submitted": "partner: asks again, as the next version"},
    "withdrawn": {},
    "cancelled": {},
    "expired": {},
    "needs_operator": {"submitted": RESUMED, "in_review": RESUMED, "approved": RESUMED},
}

FOLLOWERS: Mapping[MatterKind, Followers] = {
    "application": {
        **_FOLLOWERS,
        "approved": {
            "submitted": "partner: asks for a change, as the next version",
            "returned": "Cofund: the fund no longer has what was agreed to",
            "cancelled": "partner or manager: gives it up",
            "expired": "Cofund: nobody claimed it in time",
            "needs_operator": STOPPED,
        },
        "returned": {
            **_FOLLOWERS["returned"],
            "returned": "Cofund: the fund no longer has what was agreed to before the change",
            "expired": "Cofund: the change was not mended, and nobody claimed it in time",
        },
    },
    "award": {
        **_FOLLOWERS,
        "submitted": {
            **_FOLLOWERS["submitted"],
            "returned": "Cofund: the link proves nothing, or another award stands on it",
        },
    },
}
"""Which state of which kind may follow which, and through whom."""

ALL_STATES: tuple[MatterState, ...] = get_args(MatterState)

UNDECIDED: frozenset[MatterState] = frozenset({"submitted", "in_review"})
"""States in which a version waits for its consent: the partner may withdraw it."""

UNDONE: frozenset[str] = frozenset(get_args(Undone))

DRIVEN: frozenset[MatterState] = UNDECIDED | {"approved"}
"""States in which a workflow may be running."""


def may_follow(kind: MatterKind, state: MatterState, next_state: MatterState) -> bool:
    """Say whether a matter of a kind may go from one state to another."""
    return next_state in FOLLOWERS[kind][state]


def consented_state(outcome: DecisionOutcome, *, consented: bool) -> MatterState:
    """Give where an outcome takes a matter.

    Where consent was ``consented`` to an earlier version, that one stays in force: a change that
    is refused or withdrawn takes the matter back to it.
    """
    if consented and outcome in ("rejected", "timed_out", "withdrawn"):
        return "approved"
    return outcome


@dataclass(frozen=True)
class ConsentsGiven:
    """Which versions of a matter have consent by now, and which had it."""

    standing: tuple[int, ...]
    """Oldest first: the last is the one that counts, and where it fails, the one before it."""
    undone: dict[int, Undone]
    """Those for which nothing could be reserved, and why; the newest at the end."""


def consents_given(audit: Iterable[MatterAudit]) -> ConsentsGiven:
    """Give what became of every consent, from all changes of a matter, oldest first."""
    standing: list[int] = []
    undone: dict[int, Undone] = {}
    for entry in audit:
        if entry.to_state == entry.reason == "approved":
            standing.append(entry.matter.version)
        elif was_undone(entry) and standing:
            undone[standing.pop()] = cast("Undone", entry.reason)
    return ConsentsGiven(tuple(standing), undone)


def was_undone(entry: MatterAudit) -> bool:
    """Say whether a change took a consent back, because nothing could be reserved for it."""
    return entry.to_state == "returned" and entry.reason in UNDONE
