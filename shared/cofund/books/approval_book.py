"""Approvals and decisions; what stands here and nowhere else decides a claim.

======================  ==========================  ================================================
pk                      sk                          attributes
======================  ==========================  ================================================
``CLM#{claim}``         ``APPROVAL#{version}#{n}``  approval (JSON); gsi1 ``WAITING#WAKE``
``CLM#{claim}``         ``DECISION#{version}``      see claim_moves; gsi1 ``WAITING#WAKE``
``PERSON#{login}``      ``DELEGATION#{to}``         delegation (JSON)
======================  ==========================  ================================================

Items under ``WAITING#WAKE`` are decided but the workflow has not read them yet: the sweeper's list.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from cofund.books.claim_moves import (
    Change,
    decision_key,
    head_key,
    head_of,
    state_change,
    still,
)
from cofund.books.link_book import LinkBook, use_link
from cofund.books.writing import put_or_change, settle, write_through
from cofund.claim_states import REVIEWED, decided_state
from cofund.errors import AlreadyDecided, NotFound, StaleVersion
from cofund.items import (
    Condition,
    Item,
    Key,
    Put,
    Stored,
    Update,
    Value,
    Write,
    WriteRefused,
)
from cofund.models.approval import Approval, ApprovalRequest, Decision, Delegation
from cofund.models.claim import ClaimState
from cofund.ports import Items

MAX_DELEGATIONS = 20
WITH_REVIEWER: frozenset[ClaimState] = frozenset({"in_review"})


class ApprovalBook:
    """What reviewers answered, and what was decided."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._links = LinkBook(items)

    def approvals(self, claim_id: str, version: int) -> tuple[Approval, ...]:
        """Give the approvals of a version so far, in order."""
        stored = self._items.query(
            "claims", f"CLM#{claim_id}", prefix=f"APPROVAL#{version:04d}#", limit=2
        )
        return tuple(
            Approval.model_validate_json(str(item.attributes["approval"])) for item in stored
        )

    def approve_first(self, link: ApprovalRequest, approval: Approval) -> None:
        """Store the first of two approvals.

        Raises:
            AlreadyDecided: the link was used, or somebody approved or decided at that moment.
            StaleVersion: the claim is not as it was shown.
            TryAgain: others kept writing.
        """
        attributes = {"approval": approval.model_dump_json(), **_wake(approval.at)}

        def attempt() -> tuple[Write, ...]:
            head = self.open_head(approval.claim_id, approval.version, link)
            if self.approvals(approval.claim_id, approval.version):
                raise AlreadyDecided("somebody has approved first")
            return (
                use_link(link),
                _touched(approval.claim_id, head),
                Put(_key(approval), attributes),
            )

        settle(self._items, attempt)

    def decide(self, decision: Decision, *, link: ApprovalRequest | None) -> None:
        """Store the decision on a version that is in review, and move the claim there.

        Raises:
            AlreadyDecided: another decision stands, or the link was used.
            StaleVersion: the claim is not as it was shown.
            TryAgain: others kept writing.
        """
        states = REVIEWED if decision.outcome == "withdrawn" else WITH_REVIEWER

        def attempt() -> tuple[Write, ...]:
            head = self.open_head(decision.claim_id, decision.version, link, states=states)
            moves = state_change(head_of(decision.claim_id, head), _change(decision, head))
            used = () if link is None else (use_link(link),)
            return (*used, *moves, Put(_key(decision), decision_item(decision)))

        settle(self._items, attempt)

    def withdraw_early(self, decision: Decision) -> None:
        """Store a withdrawal while the claim is still being read; the workflow acts on it.

        Raises:
            AlreadyDecided: another decision stands, or the claim has moved on.
        """
        reading = (
            Condition("version", "=", decision.version),
            Condition("state", "in", ["submitted", "reading", "checked"]),
        )
        noted = Update(
            head_key(decision.claim_id), assign={"withdrawing": True}, conditions=reading
        )
        try:
            write_through(self._items, (Put(_key(decision), decision_item(decision)), noted))
        except WriteRefused as refused:
            raise AlreadyDecided("the claim has moved on") from refused

    def decision(self, claim_id: str, version: int) -> Decision | None:
        """Give what was decided on a version, or None."""
        item = self._items.get(decision_key(claim_id, version))
        return Decision.model_validate_json(str(item["decision"])) if item else None

    def picked_up(self, *answers: Approval | Decision) -> None:
        """Take answers that the workflow has read off the sweeper's list: these and no others.

        One that was stored since stays on the list: nobody has read it.
        """
        for answer in answers:
            item = self._items.get(_key(answer))
            if item is not None and "gsi1pk" in item:
                write_through(self._items, (Update(_key(answer), remove=("gsi1pk", "gsi1sk")),))

    def waiting_to_wake(self, *, limit: int) -> tuple[Stored, ...]:
        """Give decisions and approvals that the workflow has not read; the list may lag."""
        return self._items.query_index("gsi1", "WAITING#WAKE", limit=limit)

    def delegate(self, delegation: Delegation) -> None:
        """Store a delegation; a later one to the same person replaces it."""
        key = Key("claims", f"PERSON#{delegation.from_login}", f"DELEGATION#{delegation.to_login}")
        put_or_change(self._items, key, {"delegation": delegation.model_dump_json()})

    def delegations(self, login: str) -> tuple[Delegation, ...]:
        """Give whom a person has delegated to, past and future."""
        stored = self._items.query(
            "claims", f"PERSON#{login}", prefix="DELEGATION#", limit=MAX_DELEGATIONS
        )
        return tuple(
            Delegation.model_validate_json(str(item.attributes["delegation"])) for item in stored
        )

    def open_head(
        self,
        claim_id: str,
        version: int,
        link: ApprovalRequest | None,
        *,
        states: frozenset[ClaimState] = WITH_REVIEWER,
    ) -> Item:
        """Give the head of a claim that waits for a decision, as it was shown by the link.

        Raises:
            NotFound: there is no such claim.
            StaleVersion: the claim is not as it was shown.
            AlreadyDecided: a decision stands, or the link was used.
        """
        head = self._items.get(head_key(claim_id))
        if head is None:
            raise NotFound("no such claim")
        if head["version"] != version:
            raise StaleVersion("the claim has another version now")
        if link is not None and head.get("content_hash") != link.content_hash:
            raise StaleVersion("the claim was edited since it was shown")
        if self.decision(claim_id, version) is not None:
            raise AlreadyDecided("a decision stands")
        if head["state"] not in states:
            raise AlreadyDecided("the claim is not waiting for a decision")
        if link is not None and self._links.find(link.jti)[0].state != "OPEN":
            raise AlreadyDecided("the link was used")
        return head


def decision_item(decision: Decision) -> dict[str, Value]:
    """Give the attributes of a decision: what the ledger checks, and the whole of it."""
    attributes: dict[str, Value] = {
        "outcome": decision.outcome,
        "decision": decision.model_dump_json(),
        **_wake(decision.decided_at),
    }
    if decision.amount is not None:
        attributes["amount_minor"] = decision.amount.amount_minor
        attributes["currency"] = decision.amount.currency
    if decision.points:
        attributes["points"] = decision.points
    return attributes


def _key(answer: Approval | Decision) -> Key:
    if isinstance(answer, Decision):
        return decision_key(answer.claim_id, answer.version)
    place = f"APPROVAL#{answer.version:04d}#{answer.position}"
    return Key("claims", f"CLM#{answer.claim_id}", place)


def _wake(at: datetime) -> dict[str, Value]:
    return {"gsi1pk": "WAITING#WAKE", "gsi1sk": at.isoformat()}


def _touched(claim_id: str, item: Item) -> Write:
    """Touch the head, so that an approval and a withdrawal at one moment cannot both pass."""
    seen = (*still(head_of(claim_id, item)), _as_shown(item))
    return Update(head_key(claim_id), assign={"approved_once": True}, conditions=seen)


def _as_shown(head: Item) -> Condition:
    """Let an answer count only while nobody corrects what it answers."""
    if "content_hash" not in head:
        return Condition("content_hash", "absent")
    return Condition("content_hash", "=", head["content_hash"])


def _change(decision: Decision, head: Item) -> Change:
    stood = cast("ClaimState | None", head.get("stood_at"))
    return Change(
        to_state=decided_state(decision.outcome, stood=stood),
        at=decision.decided_at,
        actor=decision.decided_by[-1],
        reason=decision.outcome,
        on_behalf_of=decision.on_behalf_of,
        assign=_returned(decision),
        conditions=(_as_shown(head),),
    )


def _returned(decision: Decision) -> dict[str, Value]:
    """Note when a claim was returned: the resubmission window runs from there."""
    if decision.outcome != "returned":
        return {}
    return {"returned_at": decision.decided_at.isoformat()}
