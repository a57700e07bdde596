"""Pre-checks of drafts: who let which draft be judged when, and whether the answer is there.

======================  ==================================  ========================================
pk                      sk                                  attributes
======================  ==================================  ========================================
``CLM#{claim}``         ``PRECHECK#{version}#{number}``     precheck (JSON), state
======================  ==================================  ========================================

What was read and judged lies in the personal area, never in the locked one; no state changes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from cofund.books.claim_moves import head_key
from cofund.books.writing import write_through
from cofund.errors import NotFound, NotInThisState, TooMany
from cofund.items import Check, Condition, Item, Key, Put, Update, WriteRefused
from cofund.models.claim import Claim
from cofund.models.precheck import Precheck
from cofund.models.tasks import MAX_PRECHECKS
from cofund.ports import Items


class PrecheckBook:
    """Pre-checks by claim, version and number; one at a time."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def begin(self, draft: Claim, *, by: str, now: datetime) -> Precheck:
        """Note a new pre-check of a draft; while one runs, give that one.

        Raises:
            TooMany: the version has had all the pre-checks it may have.
            NotInThisState: the claim is no draft of this version any more.
            TryAgain: others keep writing at this claim.
        """
        newest = self.newest(draft.claim_id, draft.version)
        if newest is not None and newest.state_at(now) == "running":
            return newest
        number = newest.number + 1 if newest else 1
        if number > MAX_PRECHECKS:
            raise TooMany("the version has had all the pre-checks it may have")
        begun = Precheck(number=number, claim=draft, begun_at=now, begun_by=by)
        try:
            write_through(self._items, (_put(begun), _still_draft(draft)))
        except WriteRefused as refused:
            standing = self.newest(draft.claim_id, draft.version)
            if standing is not None and standing.number == number:
                return standing
            raise NotInThisState("the claim is no draft any more") from refused
        return begun

    def newest(self, claim_id: str, version: int) -> Precheck | None:
        """Give the last pre-check of a version; None where there was none."""
        found = self._items.query_newest(
            "claims", f"CLM#{claim_id}", prefix=f"PRECHECK#{version:04d}#", limit=1
        )
        return _precheck_of(found[0].attributes) if found else None

    def get(self, claim_id: str, version: int, number: int) -> Precheck:
        """Give a pre-check.

        Raises:
            NotFound: there was no such pre-check.
        """
        item = self._items.get(_key(claim_id, version, number))
        if item is None:
            raise NotFound("no such pre-check")
        return _precheck_of(item)

    def end(
        self, claim_id: str, version: int, number: int, state: Literal["done", "failed"]
    ) -> None:
        """Note how a pre-check ended; the first end noted is the one that counts."""
        ended = Update(
            _key(claim_id, version, number),
            assign={"state": state},
            conditions=(Condition("state", "=", "running"),),
        )
        try:
            write_through(self._items, (ended,))
        except WriteRefused:
            self.get(claim_id, version, number)


def _key(claim_id: str, version: int, number: int) -> Key:
    return Key("claims", f"CLM#{claim_id}", f"PRECHECK#{version:04d}#{number:02d}")


def _put(precheck: Precheck) -> Put:
    claim = precheck.claim
    key = _key(claim.claim_id, claim.version, precheck.number)
    return Put(key, {"precheck": precheck.model_dump_json(), "state": precheck.state})


def _still_draft(draft: Claim) -> Check:
    same = (Condition("state", "=", "draft"), Condition("version", "=", draft.version))
    return Check(head_key(draft.claim_id), same)


def _precheck_of(item: Item) -> Precheck:
    noted = Precheck.model_validate_json(str(item["precheck"]))
    return Precheck.model_validate({**dict(noted), "state": item["state"]})
