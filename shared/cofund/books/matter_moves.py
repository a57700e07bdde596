"""A matter's change of state, as writes: the head moves and an audit entry says who, when, why.

``revision`` counts the changes, the filing included: the audit entries of a matter are
``AUDIT#000001`` to ``AUDIT#{revision}`` without a gap.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cofund.books.writing import integer
from cofund.errors import NotInThisState
from cofund.items import Condition, Item, Key, Put, Stored, Update, Value, Write
from cofund.matter_states import consented_state, may_follow
from cofund.models.base import Model
from cofund.models.consents import (
    Consent,
    Matter,
    MatterAudit,
    MatterHead,
    MatterKind,
    MatterState,
)

PREFIXES: Mapping[MatterKind, str] = {"application": "APP#", "award": "AWD#"}


@dataclass(frozen=True)
class MatterChange:
    """A change of state that is wanted: to where, by whom, when and why."""

    to_state: MatterState
    at: datetime
    actor: str
    reason: str = ""
    on_behalf_of: str | None = None
    """The partner for whom a manager does it."""
    in_place_of: str | None = None
    """The approver whose place the actor takes by delegation."""
    assign: Mapping[str, Value] = field(default_factory=dict)
    """Further attributes of the head to set with it."""


def matter_pk(kind: MatterKind, matter_id: str) -> str:
    """Give the partition of a matter."""
    return f"{PREFIXES[kind]}{matter_id}"


def matter_of_key(key: Key) -> Matter | None:
    """Give the version that an item of a matter is about; None for what is no matter's."""
    for kind, prefix in PREFIXES.items():
        if key.pk.startswith(prefix):
            version = int(key.sk.split("#")[1])
            return Matter(kind=kind, matter_id=key.pk.removeprefix(prefix), version=version)
    return None


def matter_key(matter: Matter, sort: str) -> Key:
    """Give where an item of one version stands: its content, consent, start or wait."""
    return Key("claims", matter_pk(matter.kind, matter.matter_id), f"{sort}#{matter.version:04d}")


def head_key(kind: MatterKind, matter_id: str) -> Key:
    """Give where a matter's head stands."""
    return Key("claims", matter_pk(kind, matter_id), "HEAD")


def content_hash(content: Model) -> str:
    """Give the hash of a matter's content: what is shown and consented to is exactly this."""
    return hashlib.sha256(content.model_dump_json().encode()).hexdigest()


def head_item(head: MatterHead) -> dict[str, Value]:
    """Give the attributes of a matter's head."""
    newest_first = 10**13 - int(head.opened_at.timestamp() * 1000)
    return {
        "head": head.model_dump_json(),
        "state": head.state,
        "version": head.matter.version,
        "revision": head.revision,
        "content_hash": head.content_hash,
        "gsi1pk": listed_under(head.matter.kind, head.partner_id),
        "gsi1sk": f"{newest_first:013d}",
    }


def listed_under(kind: MatterKind, partner_id: str) -> str:
    """Give the index partition that lists a partner's matters of a kind, the newest first."""
    return f"MATTERS#{kind}#{partner_id}"


def head_of(item: Item) -> MatterHead:
    """Give where a matter stands, from its head's attributes."""
    head = MatterHead.model_validate_json(str(item["head"]))
    stands: dict[str, object] = {"state": item["state"], "revision": item["revision"]}
    if "review_began_at" in item:
        stands["review_began_at"] = datetime.fromisoformat(str(item["review_began_at"]))
    if "consented" in item:  # None where a consent was taken back after the version was filed
        given = item["consented"]
        stands["consented"] = None if given is None else integer(given)
    return head.model_copy(update=stands)


def matter_change(
    head: MatterHead, change: MatterChange, *, filed: MatterHead | None = None
) -> tuple[Write, Write]:
    """Give the two writes that move a matter: its head, and the audit entry.

    ``filed`` is the head with a version that is filed by this change.

    Raises:
        NotInThisState: the matter may not go there from where it stands.
    """
    matter = (filed or head).matter
    if not may_follow(matter.kind, head.state, change.to_state):
        raise NotInThisState(f"no {matter.kind} goes from {head.state} to {change.to_state}")
    revision = head.revision + 1
    moved = Update(
        head_key(matter.kind, matter.matter_id),
        assign={
            **(head_item(filed) if filed else {}),
            **change.assign,
            "state": change.to_state,
            "revision": revision,
        },
        remove=("review_began_at",) if filed else (),
        conditions=_still(head),
    )
    return moved, audit_entry(matter, change, from_state=head.state, revision=revision)


def audit_entry(
    matter: Matter, change: MatterChange, *, from_state: MatterState | None, revision: int
) -> Put:
    """Give the audit entry of one change; the first comes from no state."""
    entry: dict[str, Value] = {
        "to_state": change.to_state,
        "version": matter.version,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "reason": change.reason,
        **({"from_state": from_state} if from_state else {}),
        **({"on_behalf_of": change.on_behalf_of} if change.on_behalf_of else {}),
        **({"in_place_of": change.in_place_of} if change.in_place_of else {}),
    }
    place = f"AUDIT#{revision:06d}"
    return Put(Key("claims", matter_pk(matter.kind, matter.matter_id), place), entry)


def filing(head: MatterHead) -> MatterChange:
    """Give the change that files a version."""
    stands_in = head.edited_by in head.stand_ins
    return MatterChange(
        to_state="submitted",
        at=head.submitted_at,
        actor=head.edited_by,
        reason="filed" if head.matter.version == 1 else "filed_anew",
        on_behalf_of=head.partner_id if stands_in else None,
    )


def version_writes(head: MatterHead, content: Model) -> tuple[Write, Write]:
    """Give the writes that go with a filing: the content, and that its workflow must begin."""
    waiting = _listed("WAITING#START", head.submitted_at)
    return (
        Put(matter_key(head.matter, "V"), {"content": content.model_dump_json()}),
        Put(matter_key(head.matter, "START"), {"kind": head.matter.kind, **waiting}),
    )


def answered(head: MatterHead, consent: Consent) -> MatterChange:
    """Give the change that an answer makes."""
    given: dict[str, Value] = {}
    if consent.outcome == "approved":
        given = {"consented": consent.matter.version}
    return MatterChange(
        to_state=consented_state(consent.outcome, consented=head.consented is not None),
        at=consent.decided_at,
        actor=consent.decided_by,
        reason=consent.outcome,
        on_behalf_of=consent.on_behalf_of,
        in_place_of=consent.in_place_of,
        assign=given,
    )


def consent_item(consent: Consent) -> dict[str, Value]:
    """Give the attributes of a consent, on the sweeper's list until the workflow has read it."""
    return {
        "outcome": consent.outcome,
        "consent": consent.model_dump_json(),
        **_listed("WAITING#WAKE", consent.decided_at),
    }


def audited(kind: MatterKind, matter_id: str, stored: Stored) -> MatterAudit:
    """Give an audit entry as it was stored."""
    facts = dict(stored.attributes)
    version = facts.pop("version")
    return MatterAudit.model_validate(
        {
            "from_state": None,
            **facts,
            "matter": {"kind": kind, "matter_id": matter_id, "version": version},
            "revision": int(stored.key.sk.removeprefix("AUDIT#")),
            "at": datetime.fromisoformat(str(facts["at"])),
        }
    )


def _listed(under: str, at: datetime) -> dict[str, Value]:
    return {"gsi1pk": under, "gsi1sk": at.isoformat()}


def _still(head: MatterHead) -> tuple[Condition, ...]:
    """Give the conditions under which a matter has not moved since it was looked at."""
    return (
        Condition("version", "=", head.matter.version),
        Condition("state", "=", head.state),
        Condition("revision", "=", head.revision),
        Condition("content_hash", "=", head.content_hash),
    )
