"""A claim's change of state, as writes: the head moves and an audit entry says who, when, why.

``revision`` counts the changes, so the audit entries of a claim are ``AUDIT#000001`` to
``AUDIT#{revision}`` without a gap: one for each change, whoever made it.

======================  =====================  =====================================================
pk                      sk                     attributes
======================  =====================  =====================================================
``CLM#{claim}``         ``CLAIM``              state, version, revision, partner_id, claim (JSON),
                                               stood_at (before a dispute), …
``CLM#{claim}``         ``AUDIT#{revision}``   from_state, to_state, version, at, actor, reason,
                                               on_behalf_of (where a manager stood in)
``CLM#{claim}``         ``DECISION#{version}`` outcome, amount_minor, currency, decision (JSON);
                                               points (where some were approved)
======================  =====================  =====================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from cofund.books.writing import integer
from cofund.claim_states import may_follow
from cofund.errors import NotInThisState
from cofund.items import Condition, Item, Key, Put, Update, Value, Write
from cofund.models.claim import ClaimState


@dataclass(frozen=True)
class ClaimHead:
    """Where a claim stands: the part of its head that a change of state looks at."""

    claim_id: str
    version: int
    state: ClaimState
    revision: int


@dataclass(frozen=True)
class Change:
    """A change of state that is wanted: to where, by whom, when and why."""

    to_state: ClaimState
    at: datetime
    actor: str
    reason: str = ""
    on_behalf_of: str | None = None
    """The partner for whom a manager does it."""
    assign: Mapping[str, Value] = field(default_factory=dict)
    """Further attributes of the head to set with it."""
    remove: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    """Further conditions on the head."""


def head_key(claim_id: str) -> Key:
    """Give where a claim's head stands."""
    return Key("claims", f"CLM#{claim_id}", "CLAIM")


def head_of(claim_id: str, item: Item) -> ClaimHead:
    """Give where a claim stands, from its head's attributes."""
    return ClaimHead(
        claim_id=claim_id,
        version=integer(item["version"]),
        state=cast("ClaimState", item["state"]),
        revision=integer(item["revision"]),
    )


def still(head: ClaimHead) -> tuple[Condition, ...]:
    """Give the conditions under which a claim has not moved since it was looked at."""
    return (
        Condition("version", "=", head.version),
        Condition("state", "=", head.state),
        Condition("revision", "=", head.revision),
    )


def decision_key(claim_id: str, version: int) -> Key:
    """Give where the decision on a claim's version stands."""
    return Key("claims", f"CLM#{claim_id}", f"DECISION#{version:04d}")


def version_key(claim_id: str, version: int) -> Key:
    """Give where a submitted version stands."""
    return Key("claims", f"CLM#{claim_id}", f"V#{version:04d}")


def start_key(claim_id: str, version: int) -> Key:
    """Give where the guard of a version's start stands."""
    return Key("claims", f"CLM#{claim_id}", f"START#{version:04d}")


def read_key(claim_id: str, version: int, document_id: str) -> Key:
    """Give where it is noted what became of one document."""
    return Key("claims", f"CLM#{claim_id}", f"READ#{version:04d}#{document_id}")


def assessed_key(claim_id: str, version: int) -> Key:
    """Give where it is noted that a version was judged."""
    return Key("claims", f"CLM#{claim_id}", f"ASSESSED#{version:04d}")


def audit_key(claim_id: str, revision: int) -> Key:
    """Give where the audit entry of one change stands."""
    return Key("claims", f"CLM#{claim_id}", f"AUDIT#{revision:06d}")


def state_change(head: ClaimHead, change: Change) -> tuple[Write, Write]:
    """Give the two writes that move a claim: its head, and the audit entry.

    Raises:
        NotInThisState: the claim may not go there from where it stands.
    """
    if not may_follow(head.state, change.to_state):
        raise NotInThisState(f"a claim never goes from {head.state} to {change.to_state}")
    revision = head.revision + 1
    moved = Update(
        head_key(head.claim_id),
        assign={"state": change.to_state, "revision": revision, **change.assign},
        remove=change.remove,
        conditions=(*still(head), *change.conditions),
    )
    entry = {
        "from_state": head.state,
        "to_state": change.to_state,
        "version": head.version,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "reason": change.reason,
        **({"on_behalf_of": change.on_behalf_of} if change.on_behalf_of else {}),
    }
    return moved, Put(audit_key(head.claim_id, revision), entry)
