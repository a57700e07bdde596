"""The claims: heads, versions, what was read and judged of them, and the audit of their life.

======================  ================================  ==========================================
pk                      sk                                attributes
======================  ================================  ==========================================
``CLM#{claim}``         ``CLAIM``                         see claim_moves; uploads, tickets, edits;
                                                          gsi1 lists a partner's, the newest first
``CLM#{claim}``         ``V#{version}``                   claim (JSON) as submitted; never changes
``CLM#{claim}``         ``START#{version}``               gsi1 ``WAITING#START`` until it runs
``CLM#{claim}``         ``READ#{version}#{document}``     note (JSON): what became of a document
``CLM#{claim}``         ``ASSESSED#{version}``            key of the assessment
``SEEN#{hash}``         ``{claim}#{document}``            claim: who used this file or invoice
======================  ================================  ==========================================
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from cofund.books.claim_moves import (
    Change,
    ClaimHead,
    head_key,
    head_of,
    start_key,
    state_change,
    version_key,
)
from cofund.books.writing import (
    TRIES,
    integer,
    put_or_change,
    write_if_absent,
    write_through,
)
from cofund.claim_states import UNCLAIMED, is_past
from cofund.errors import NotFound, NotInThisState, StaleVersion, TryAgain
from cofund.items import (
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
from cofund.models.base import is_identifier
from cofund.models.claim import AuditEntry, Claim, ClaimState
from cofund.ports import Items

MAX_CHANGES = 1_000
MAX_CLAIMS_SHOWN = 200
MAX_EARLIER_USES = 50
END_OF_TIME = 10**13
"""Milliseconds since 1970, in the year 2286: what is left until then puts the newest first."""

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
            "tickets": 0,
            "edits": 0,
            "claim_id": claim.claim_id,
            "partner_id": claim.partner_id,
            "claim": claim.model_dump_json(),
            "gsi1pk": f"PARTNER#{claim.partner_id}",
            "gsi1sk": _newest_first(claim.opened_at),
        }
        write_if_absent(self._items, Put(head_key(claim.claim_id), attributes))

    def get(self, claim_id: str) -> Claim:
        """Give a claim as it stands.

        Raises:
            NotFound: there is no such claim.
        """
        return _claim_of(self._head(claim_id))

    def with_edits(self, claim_id: str) -> tuple[Claim, int]:
        """Give a claim as it stands, and how often its draft was edited up to now.

        Raises:
            NotFound: there is no such claim.
        """
        head = self._head(claim_id)
        return _claim_of(head), integer(head["edits"])

    def stood_at(self, claim_id: str) -> ClaimState | None:
        """Give where a claim stood before its dispute; None where it never was disputed.

        Raises:
            NotFound: there is no such claim.
        """
        return cast("ClaimState | None", self._head(claim_id).get("stood_at"))

    def of_partner(self, partner_id: str) -> list[Claim]:
        """Give a partner's claims, newest first; the list may lag a moment behind."""
        stored = self._items.query_index("gsi1", f"PARTNER#{partner_id}", limit=MAX_CLAIMS_SHOWN)
        return [_claim_of(item.attributes) for item in stored]

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

        For the workflow's steps, which run at least once. ``also`` gives further writes for the
        same transaction.

        Raises:
            StaleVersion: the claim has another version now.
            NotInThisState: the claim is elsewhere and has not been past this move.
            TryAgain: others kept writing in between.
        """
        try:
            return self.move(claim_id, version, from_state, change, also=also)
        except NotInThisState:
            standing = self.get(claim_id)
            if standing.version == version and (
                standing.state == change.to_state or is_past(standing.state, from_state)
            ):
                return standing
            raise

    def move(
        self,
        claim_id: str,
        version: int,
        from_state: ClaimState,
        change: Change,
        *,
        also: AlsoWrite = lambda _head: (),
    ) -> Claim:
        """Move a claim from exactly this state: for what people do, who are told if they can't.

        Raises:
            StaleVersion: the claim has another version now.
            NotInThisState: the claim is elsewhere.
            TryAgain: others kept writing in between, or the change's conditions do not hold.
        """
        for _ in range(TRIES):
            head = head_of(claim_id, self._head(claim_id))
            if head.version != version:
                raise StaleVersion("the claim has another version now")
            if head.state != from_state:
                raise NotInThisState(f"the claim is {head.state}, not {from_state}")
            try:
                self._items.write((*state_change(head, change), *also(head)))
            except (WriteRefused, WriteConflict):
                continue
            return self.get(claim_id)
        raise TryAgain("the claim is being changed by others")

    def waiting_to_start(self, *, limit: int) -> tuple[Stored, ...]:
        """Give submitted versions whose workflow has not begun; ``submitted_at`` orders them."""
        return self._items.query_index("gsi1", "WAITING#START", limit=limit)

    def started(self, claim_id: str, version: int) -> None:
        """Take a version off the list of those whose workflow has not begun."""
        key = start_key(claim_id, version)
        if "gsi1pk" in (self._items.get(key) or {}):
            write_through(self._items, (Update(key, remove=("gsi1pk", "gsi1sk")),))

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
        put_or_change(self._items, key, attributes)

    def _head(self, claim_id: str) -> Item:
        item = self._items.get(head_key(claim_id)) if is_identifier(claim_id) else None
        if item is None:
            raise NotFound("no such claim")
        return item


def _newest_first(opened_at: datetime) -> str:
    return f"{END_OF_TIME - int(opened_at.timestamp() * 1000):013d}"


def _claim_of(item: Item) -> Claim:
    claim = Claim.model_validate_json(str(item["claim"]))
    stands: dict[str, object] = {name: item[name] for name in ("state", "version", "revision")}
    stands |= {"content_hash": item.get("content_hash")}
    if "returned_at" in item:
        stands["returned_at"] = datetime.fromisoformat(str(item["returned_at"]))
    return claim.model_copy(update=stands)


def _audit_entry(claim_id: str, stored: Stored) -> AuditEntry:
    revision = int(stored.key.sk.removeprefix("AUDIT#"))
    at = datetime.fromisoformat(str(stored.attributes["at"]))
    return AuditEntry.model_validate(
        {"claim_id": claim_id, "revision": revision, **stored.attributes, "at": at}
    )
