"""Corrections of what was read: stored together with the link that they were made by.

======================  =============================  =============================================
pk                      sk                             attributes
======================  =============================  =============================================
``CLM#{claim}``         ``CORRECTION#{version}#{n}``   correction (JSON); on the last of a form
                                                       gsi1 ``WAITING#JUDGE`` until it is judged
======================  =============================  =============================================

Corrections change a claim's content hash, not its state: every other link is stale from then on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cofund.books.approval_book import ApprovalBook
from cofund.books.claim_moves import head_key, head_of, still
from cofund.books.link_book import move_link
from cofund.books.writing import settle, write_through
from cofund.errors import NotInThisState, StaleVersion, TooMany
from cofund.items import Condition, Item, Key, Put, Stored, Update, Value, Write
from cofund.models.approval import ApprovalRequest
from cofund.models.correction import MAX_CORRECTIONS, Correction
from cofund.ports import Items

JUDGE = "WAITING#JUDGE"


class CorrectionBook:
    """What reviewers set right, version by version."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._approvals = ApprovalBook(items)

    def of(self, claim_id: str, version: int) -> tuple[Correction, ...]:
        """Give the corrections of a version, in the order in which they apply."""
        return tuple(_correction(stored) for stored in self._stored(claim_id, version))

    def up_to(self, claim_id: str, version: int) -> tuple[Correction, ...]:
        """Give the corrections of a version and of those before it, the oldest first."""
        stored = self._items.query(
            "claims", f"CLM#{claim_id}", prefix="CORRECTION#", limit=5 * MAX_CORRECTIONS
        )
        found = (_correction(each) for each in stored)
        return tuple(each for each in found if each.version <= version)

    def store(self, corrections: Sequence[Correction], link: ApprovalRequest) -> ApprovalRequest:
        """Store the corrections of one form; give the link as it goes on from there.

        Raises:
            StaleVersion: the claim is not as the link shows it.
            AlreadyDecided: a decision stands, or the link was used.
            NotInThisState: somebody has approved what was shown.
            TooMany: the version has had all its corrections.
            TryAgain: others kept writing.
        """
        last = corrections[-1]
        if last.number > MAX_CORRECTIONS:
            raise TooMany("the version has had all its corrections")
        moved = _moved(link, corrections)

        def attempt() -> tuple[Write, ...]:
            head = self._approvals.open_head(last.claim_id, last.version, link)
            if "approved_once" in head:
                raise NotInThisState("somebody has approved what was shown")
            if len(self._stored(last.claim_id, last.version)) != corrections[0].number - 1:
                raise StaleVersion("others have corrected meanwhile")
            return (
                _edited(last.claim_id, head, moved.content_hash),
                move_link(moved),
                *(Put(_key(each), _attributes(each, waits=each is last)) for each in corrections),
            )

        settle(self._items, attempt)
        return moved

    def unjudged(self, claim_id: str, version: int) -> bool:
        """Say whether corrections were stored whose judgement or hold is not done yet."""
        stored = self._stored(claim_id, version)
        return any("gsi1pk" in each.attributes for each in stored)

    def judged(self, claim_id: str, version: int, *, number: int) -> None:
        """Take the corrections up to a number off the list of those to be judged."""
        for stored in self._stored(claim_id, version)[:number]:
            if "gsi1pk" in stored.attributes:
                write_through(self._items, (Update(stored.key, remove=("gsi1pk", "gsi1sk")),))

    def waiting_to_judge(self, *, limit: int) -> tuple[Stored, ...]:
        """Give the corrections that were not judged yet; the list may lag."""
        return self._items.query_index("gsi1", JUDGE, limit=limit)

    def _stored(self, claim_id: str, version: int) -> tuple[Stored, ...]:
        prefix = f"CORRECTION#{version:04d}#"
        return self._items.query("claims", f"CLM#{claim_id}", prefix=prefix, limit=MAX_CORRECTIONS)


def _edited(claim_id: str, head: Item, content_hash: str) -> Update:
    """Give the claim its new hash, while it stands as it was seen and nobody has approved it."""
    seen = (
        *still(head_of(claim_id, head)),
        Condition("content_hash", "=", head["content_hash"]),
        Condition("approved_once", "absent"),
    )
    return Update(head_key(claim_id), assign={"content_hash": content_hash}, conditions=seen)


def _moved(link: ApprovalRequest, corrections: Sequence[Correction]) -> ApprovalRequest:
    """Let the link go on: to the claim as corrected, by a form that was not shown before."""
    said = "\n".join(each.model_dump_json() for each in corrections)
    content_hash = hashlib.sha256(f"{link.content_hash}\n{said}".encode()).hexdigest()
    form_key = f"{link.form_key.partition('.')[0]}.{corrections[-1].number}"
    return link.model_copy(update={"content_hash": content_hash, "form_key": form_key})


def _correction(stored: Stored) -> Correction:
    return Correction.model_validate_json(str(stored.attributes["correction"]))


def _key(correction: Correction) -> Key:
    place = f"CORRECTION#{correction.version:04d}#{correction.number:03d}"
    return Key("claims", f"CLM#{correction.claim_id}", place)


def _attributes(correction: Correction, *, waits: bool) -> dict[str, Value]:
    waiting = {"gsi1pk": JUDGE, "gsi1sk": correction.at.isoformat()} if waits else {}
    return {"correction": correction.model_dump_json(), **waiting}
