"""The claims: heads, versions, what was read and judged of them, and the audit of their life.

======================  ================================  ==========================================
pk                      sk                                attributes
======================  ================================  ==========================================
``CLM#{claim}``         ``CLAIM``                         see claim_moves; gsi1 lists a partner's
``CLM#{claim}``         ``V#{version}``                   claim (JSON) as submitted; never changes
``CLM#{claim}``         ``START#{version}``               gsi1 ``WAITING#START`` until it runs
``CLM#{claim}``         ``READ#{version}#{document}``     area, key of the extraction; kept_at, …
``CLM#{claim}``         ``ASSESSED#{version}``            key of the assessment
``SEEN#{hash}``         ``{claim}#{version}#{document}``  claim: who used this file or invoice
======================  ================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from cofund.books.claim_moves import Change, ClaimHead, head_key, state_change
from cofund.claim_states import UNCLAIMED, is_past
from cofund.errors import NotFound, NotInThisState, StaleVersion, TryAgain
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
from cofund.models.claim import AuditEntry, Claim, ClaimState
from cofund.ports import Items

MAX_CHANGES = 1_000
MAX_CLAIMS_SHOWN = 200
MAX_EARLIER_USES = 50
TRIES = 6

AlsoWrite = Callable[[ClaimHead], tuple[Write, ...]]


class ClaimBook:
    """Claims by id, and their moves from state to state."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def open(self, claim: Claim) -> None:
        """Store a new draft; opening the same claim again changes nothing."""
        attributes: dict[str, Value] = {
            "state": claim.state,
            "version": claim.version,
            "revision": 0,
            "uploads": 0,
            "claim_id": claim.claim_id,
            "partner_id": claim.partner_id,
            "claim": claim.model_dump_json(),
            "gsi1pk": f"PARTNER#{claim.partner_id}",
            "gsi1sk": claim.opened_at.isoformat(),
        }
        write_if_absent(self._items, Put(head_key(claim.claim_id), attributes))

    def get(self, claim_id: str) -> Claim:
        """Give a claim as it stands.

        Raises:
            NotFound: there is no such claim.
        """
        return _claim_of(self._head(claim_id))

    def of_partner(self, partner_id: str) -> list[Claim]:
        """Give a partner's claims, newest first; the list may lag a moment behind."""
        stored = self._items.query_index("gsi1", f"PARTNER#{partner_id}", limit=MAX_CLAIMS_SHOWN)
        return [_claim_of(item.attributes) for item in reversed(stored)]

    def audit(self, claim_id: str) -> tuple[AuditEntry, ...]:
        """Give every change of a claim's state, oldest first."""
        stored = self._items.query("claims", f"CLM#{claim_id}", prefix="AUDIT#", limit=MAX_CHANGES)
        return tuple(_audit_entry(claim_id, item) for item in stored)

    def version(self, claim_id: str, version: int) -> Claim:
        """Give a version as it was submitted.

        Raises:
            NotFound: no such version was submitted.
        """
        item = self._items.get(version_key(claim_id, version))
        if item is None:
            raise NotFound("no such version")
        return Claim.model_validate_json(str(item["claim"]))

    def advance(
        self,
        claim_id: str,
        version: int,
        from_state: ClaimState,
        change: Change,
        *,
        also: AlsoWrite = lambda _head: (),
    ) -> Claim:
        """Move one version of a claim on, once; a claim that has moved past it already stays.

        ``also`` gives further writes for the same transaction.

        Raises:
            StaleVersion: the claim has another version now.
            NotInThisState: the claim is elsewhere and has not been past this move.
            TryAgain: others kept writing in between.
        """
        for _ in range(TRIES):
            item = self._head(claim_id)
            head = head_of(claim_id, item)
            if head.version != version:
                raise StaleVersion("the claim has another version now")
            if head.state == change.to_state or (
                head.state != from_state and is_past(head.state, from_state)
            ):
                return _claim_of(item)
            if head.state != from_state:
                raise NotInThisState(f"the claim is {head.state}, not {from_state}")
            try:
                self._items.write((*state_change(head, change), *also(head)))
            except (WriteRefused, WriteConflict):
                continue
            return self.get(claim_id)
        raise TryAgain("the claim is being changed by others")

    def edit(self, claim: Claim, *, by: str, conditions_on: Claim | None = None) -> Claim:
        """Store a draft's new contents.

        Raises:
            StaleVersion: the claim was changed since ``conditions_on`` (or ``claim``) was read.
        """
        seen = conditions_on or claim
        edited = claim.model_copy(update={"edited_by": by})
        change = Update(
            head_key(claim.claim_id),
            assign={"claim": edited.model_dump_json(), "version": edited.version},
            conditions=head_unchanged(seen),
        )
        try:
            self._items.write((change,))
        except (WriteRefused, WriteConflict) as refused:
            raise StaleVersion("the claim was changed meanwhile") from refused
        return edited

    def waiting_to_start(self, *, limit: int) -> tuple[Stored, ...]:
        """Give submitted versions whose workflow has not begun; ``submitted_at`` orders them."""
        return self._items.query_index("gsi1", "WAITING#START", limit=limit)

    def remember_use(self, fingerprint: str, claim: Claim, document_id: str) -> None:
        """Note that this claim uses a file or an invoice, known by its fingerprint."""
        key = Key("claims", f"SEEN#{fingerprint}", f"{claim.claim_id}#{document_id}")
        write_if_absent(self._items, Put(key, {"claim": claim.claim_id}))

    def other_users(self, fingerprint: str, claim_id: str) -> tuple[str, ...]:
        """Give the other claims, still claiming or paid, that use a file or an invoice."""
        stored = self._items.query("claims", f"SEEN#{fingerprint}", limit=MAX_EARLIER_USES)
        others = sorted({str(item.attributes["claim"]) for item in stored} - {claim_id})
        return tuple(other for other in others if self.get(other).state not in UNCLAIMED)

    def note(self, key: Key, attributes: dict[str, Value]) -> Item:
        """Store a fact once; give what stands there, whoever stored it first."""
        write_if_absent(self._items, Put(key, attributes))
        standing = self._items.get(key)
        if standing is None:
            raise TryAgain("the note was not stored")
        return standing

    def noted(self, key: Key) -> Item | None:
        """Give a fact stored by ``note``."""
        return self._items.get(key)

    def replace_note(self, key: Key, attributes: dict[str, Value]) -> None:
        """Store a fact anew, whatever stood there: for results that a retry makes again."""
        if not write_if_absent(self._items, Put(key, attributes)):
            self._items.write((Update(key, assign=attributes),))

    def _head(self, claim_id: str) -> Item:
        item = self._items.get(head_key(claim_id))
        if item is None:
            raise NotFound("no such claim")
        return item


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


def head_of(claim_id: str, item: Item) -> ClaimHead:
    """Give where a claim stands, from its head's attributes."""
    return ClaimHead(
        claim_id=claim_id,
        version=integer(item["version"]),
        state=cast("ClaimState", item["state"]),
        revision=integer(item["revision"]),
    )


def head_unchanged(claim: Claim) -> tuple[Condition, ...]:
    """Give the conditions under which a claim's head is still as it was read."""
    return (
        Condition("version", "=", claim.version),
        Condition("state", "=", claim.state),
        Condition("revision", "=", claim.revision),
    )


def integer(value: Value) -> int:
    """Give an attribute that is known to be an integer."""
    if not isinstance(value, int):
        raise TypeError(f"expected an integer, found {type(value).__name__}")
    return value


def write_if_absent(items: Items, put: Put) -> bool:
    """Write a new item unless one stands there; say whether this call wrote it."""
    try:
        items.write((put,))
    except WriteRefused:
        return False
    except WriteConflict as conflict:
        raise TryAgain("another writer was there") from conflict
    return True


def _claim_of(item: Item) -> Claim:
    claim = Claim.model_validate_json(str(item["claim"]))
    stands: dict[str, object] = {name: item[name] for name in ("state", "version", "revision")}
    if "returned_at" in item:
        stands["returned_at"] = datetime.fromisoformat(str(item["returned_at"]))
    return claim.model_copy(update=stands)


def _audit_entry(claim_id: str, stored: Stored) -> AuditEntry:
    revision = int(stored.key.sk.removeprefix("AUDIT#"))
    return AuditEntry.model_validate(
        {"claim_id": claim_id, "revision": revision, **stored.attributes, "at": _at(stored)}
    )


def _at(stored: Stored) -> datetime:
    return datetime.fromisoformat(str(stored.attributes["at"]))
