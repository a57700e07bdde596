"""Links, codes, approvals and decisions; what stands here and nowhere else decides a claim.

======================  ======================  ====================================================
pk                      sk                      attributes
======================  ======================  ====================================================
``LINK#{jti}``          ``LINK``                request (JSON), state, posts, code_mac, code_tries …
``CLM#{claim}``         ``TASK#{version}``      task_token: the workflow's wait; never leaves here
``CLM#{claim}``         ``LINKED#{version}``    jti of the link that is open now
``CLM#{claim}``         ``APPROVAL#{version}#{n}``  approval (JSON); gsi1 ``WAITING#WAKE``
``CLM#{claim}``         ``DECISION#{version}``  see claim_moves; gsi1 ``WAITING#WAKE``
``PERSON#{login}``      ``DELEGATION#{to}``     delegation (JSON)
======================  ======================  ====================================================

Items under ``WAITING#WAKE`` are decided but the workflow has not read them yet: the sweeper's list.
"""

from __future__ import annotations

from datetime import datetime

from cofund.approval import CODE_LIFETIME, CODE_TRIES, MAX_POSTS
from cofund.books.claim_book import head_of, write_if_absent
from cofund.books.claim_moves import Change, decision_key, head_key, state_change
from cofund.errors import AlreadyDecided, NotFound, StaleVersion, TooMany, TryAgain
from cofund.items import (
    Condition,
    Item,
    Key,
    Put,
    Stored,
    Update,
    Value,
    Write,
    WriteConflict,
    WriteRefused,
)
from cofund.models.approval import Approval, ApprovalRequest, Decision, Delegation
from cofund.models.claim import ClaimState
from cofund.ports import Items

MAX_DELEGATIONS = 20
TRIES = 6

STATE_AFTER: dict[str, ClaimState] = {
    "approved": "approved",
    "returned": "returned",
    "rejected": "rejected",
    "timed_out": "timed_out",
    "withdrawn": "withdrawn",
}
"""Where each outcome takes a claim."""


class ApprovalBook:
    """Who was asked, what they answered, and what was decided."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def issue(self, request: ApprovalRequest, *, task_token: str) -> None:
        """Open a link for a version and remember the wait behind it; the link before is revoked.

        Raises:
            TryAgain: another link was issued at the same moment.
        """
        linked, task = _linked_key(request), _task_key(request.claim_id, request.version)
        before = self._items.get(linked)
        writes: list[Write] = [Put(_link_key(request.jti), _link_attributes(request))]
        if before is None:
            writes.append(Put(linked, {"jti": request.jti}))
        else:
            standing = Condition("jti", "=", before["jti"])
            writes.append(Update(linked, assign={"jti": request.jti}, conditions=(standing,)))
            writes += self._revocation(str(before["jti"]))
        writes.append(Update(task, assign={"task_token": task_token}))
        try:
            self._items.write(tuple(writes))
        except (WriteRefused, WriteConflict) as other:
            raise TryAgain("another link was issued at this moment") from other

    def link(self, jti: str) -> tuple[ApprovalRequest, Item]:
        """Give a link as issued, with its state now, and its raw item.

        Raises:
            NotFound: never issued.
        """
        item = self._items.get(_link_key(jti))
        if item is None:
            raise NotFound("no such link")
        request = ApprovalRequest.model_validate_json(str(item["request"]))
        now = {"state": item["state"], "posts": item["posts"]}
        return request.model_copy(update=now), item

    def count_post(self, jti: str) -> None:
        """Count one POST on a link.

        Raises:
            TooMany: the link has had all its POSTs.
        """
        bound = Condition("posts", "<", MAX_POSTS)
        self._count(jti, "posts", bound)

    def count_code_try(self, jti: str) -> None:
        """Count one try at a link's code.

        Raises:
            TooMany: the code has had all its tries.
        """
        self._count(jti, "code_tries", Condition("code_tries", "<", CODE_TRIES))

    def set_code(self, jti: str, mac: str, *, now: datetime) -> datetime:
        """Give a link a new code, with new tries; the one before no longer works.

        Give until when the new one works.
        """
        expires_at = now + CODE_LIFETIME
        expires = int(expires_at.timestamp())
        assign: dict[str, Value] = {"code_mac": mac, "code_tries": 0, "code_expires": expires}
        self._items.write((Update(_link_key(jti), assign=assign),))
        return expires_at

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
        """
        key = approval_key(approval.claim_id, approval.version, approval.position)
        put = Put(key, {"approval": approval.model_dump_json(), **_wake(approval.at)})
        self._decide(link, (put,), None)

    def decide(
        self, decision: Decision, *, link: ApprovalRequest | None, also: tuple[Write, ...] = ()
    ) -> None:
        """Store the decision on a version that is in review, and move the claim there.

        Raises:
            AlreadyDecided: another decision stands, or the link was used.
            StaleVersion: the claim is not as it was shown.
        """
        put = Put(decision_key(decision.claim_id, decision.version), decision_item(decision))
        self._decide(link, (put, *also), decision)

    def withdraw_early(self, decision: Decision) -> None:
        """Store a withdrawal while the claim is still being read; the workflow acts on it.

        Raises:
            AlreadyDecided: another decision stands, or the claim has moved on.
        """
        key = decision_key(decision.claim_id, decision.version)
        still = (
            Condition("version", "=", decision.version),
            Condition("state", "in", ["submitted", "reading", "checked"]),
        )
        unread = Update(head_key(decision.claim_id), assign={"withdrawing": True}, conditions=still)
        try:
            self._items.write((Put(key, decision_item(decision)), unread))
        except (WriteRefused, WriteConflict) as refused:
            raise AlreadyDecided("the claim has moved on") from refused

    def decision(self, claim_id: str, version: int) -> Decision | None:
        """Give what was decided on a version, or None."""
        item = self._items.get(decision_key(claim_id, version))
        return Decision.model_validate_json(str(item["decision"])) if item else None

    def picked_up(self, claim_id: str, version: int) -> None:
        """Take a version's decision and approvals off the sweeper's list: they were read."""
        keys = [decision_key(claim_id, version)]
        keys += [approval_key(claim_id, version, position) for position in (1, 2)]
        for key in keys:
            item = self._items.get(key)
            if item is not None and "gsi1pk" in item:
                self._items.write((Update(key, remove=("gsi1pk", "gsi1sk")),))

    def waiting_to_wake(self, *, limit: int) -> tuple[Stored, ...]:
        """Give decisions and approvals that the workflow has not read; the list may lag."""
        return self._items.query_index("gsi1", "WAITING#WAKE", limit=limit)

    def task_token(self, claim_id: str, version: int) -> str | None:
        """Give the token of the wait that is open now, or was last."""
        item = self._items.get(_task_key(claim_id, version))
        return str(item["task_token"]) if item else None

    def delegate(self, delegation: Delegation) -> None:
        """Store a delegation."""
        key = Key("claims", f"PERSON#{delegation.from_login}", f"DELEGATION#{delegation.to_login}")
        text = {"delegation": delegation.model_dump_json()}
        if not write_if_absent(self._items, Put(key, text)):
            self._items.write((Update(key, assign=text),))

    def delegations(self, login: str) -> tuple[Delegation, ...]:
        """Give whom a person has delegated to, past and future."""
        stored = self._items.query(
            "claims", f"PERSON#{login}", prefix="DELEGATION#", limit=MAX_DELEGATIONS
        )
        return tuple(
            Delegation.model_validate_json(str(item.attributes["delegation"])) for item in stored
        )

    def _count(self, jti: str, attribute: str, bound: Condition) -> None:
        for _ in range(TRIES):
            try:
                self._items.write(
                    (Update(_link_key(jti), add={attribute: 1}, conditions=(bound,)),)
                )
            except WriteConflict:
                continue
            except WriteRefused as refused:
                raise TooMany("no tries are left") from refused
            return
        raise TryAgain("the link is being written by others")

    def _decide(
        self, link: ApprovalRequest | None, puts: tuple[Write, ...], decision: Decision | None
    ) -> None:
        claim_id, version = _subject(link, decision)
        for _ in range(TRIES):
            item = self._items.get(head_key(claim_id))
            if item is None:
                raise NotFound("no such claim")
            self._ensure_open(item, link, claim_id=claim_id, version=version)
            head = head_of(claim_id, item)
            if decision is None:
                moves: tuple[Write, ...] = (_head_still(item),)
            else:
                moves = state_change(head, _change(decision))
            try:
                self._items.write((*_use(link), *moves, *puts))
            except (WriteRefused, WriteConflict):
                continue
            return
        raise AlreadyDecided("others decided at this moment")

    def _ensure_open(
        self, item: Item, link: ApprovalRequest | None, *, claim_id: str, version: int
    ) -> None:
        if item["version"] != version:
            raise StaleVersion("the claim has another version now")
        if link is not None and item.get("content_hash") != link.content_hash:
            raise StaleVersion("the claim was edited since it was shown")
        if item["state"] != "in_review" or self.decision(claim_id, version) is not None:
            raise AlreadyDecided("the claim is not waiting for a decision")
        if link is not None and self.link(link.jti)[0].state != "OPEN":
            raise AlreadyDecided("the link was used")

    def _revocation(self, jti: str) -> list[Write]:
        item = self._items.get(_link_key(jti))
        if item is None or item["state"] != "OPEN":
            return []
        return [Update(_link_key(jti), assign={"state": "REVOKED"})]


def approval_key(claim_id: str, version: int, position: int) -> Key:
    """Give where one person's approval stands."""
    return Key("claims", f"CLM#{claim_id}", f"APPROVAL#{version:04d}#{position}")


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
    return attributes


def _wake(at: datetime) -> dict[str, Value]:
    return {"gsi1pk": "WAITING#WAKE", "gsi1sk": at.isoformat()}


def _link_key(jti: str) -> Key:
    return Key("claims", f"LINK#{jti}", "LINK")


def _linked_key(request: ApprovalRequest) -> Key:
    return Key("claims", f"CLM#{request.claim_id}", f"LINKED#{request.version:04d}")


def _task_key(claim_id: str, version: int) -> Key:
    return Key("claims", f"CLM#{claim_id}", f"TASK#{version:04d}")


def _link_attributes(request: ApprovalRequest) -> dict[str, Value]:
    return {
        "request": request.model_dump_json(),
        "state": "OPEN",
        "posts": 0,
        "code_tries": 0,
        "expires_at": int(request.expires_at.timestamp()) + 90 * 24 * 3600,
    }


def _use(link: ApprovalRequest | None) -> tuple[Write, ...]:
    if link is None:
        return ()
    still_open = Condition("state", "=", "OPEN")
    return (Update(_link_key(link.jti), assign={"state": "USED"}, conditions=(still_open,)),)


def _head_still(item: Item) -> Write:
    """Touch the head, so that an approval and a withdrawal at one moment cannot both pass."""
    claim_id = str(item["claim_id"])
    seen = tuple(Condition(name, "=", item[name]) for name in ("version", "state", "revision"))
    return Update(head_key(claim_id), assign={"approved_once": True}, conditions=seen)


def _change(decision: Decision) -> Change:
    return Change(
        to_state=STATE_AFTER[decision.outcome],
        at=decision.decided_at,
        actor=decision.decided_by[-1],
        reason=decision.outcome,
        assign=_returned(decision),
    )


def _returned(decision: Decision) -> dict[str, Value]:
    """Note when a claim was returned: the resubmission window runs from there."""
    if decision.outcome != "returned":
        return {}
    return {"returned_at": decision.decided_at.isoformat()}


def _subject(link: ApprovalRequest | None, decision: Decision | None) -> tuple[str, int]:
    known = decision or link
    if known is None:
        raise ValueError("an answer belongs to a link or is a decision")
    return known.claim_id, known.version
