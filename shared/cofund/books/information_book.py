"""Reviewers' questions to partners, and partners' disputes: words that go with a claim's moves.

======================  ==========================  ================================================
pk                      sk                          attributes
======================  ==========================  ================================================
``CLM#{claim}``         ``INFO#{version}#{n}``      request (JSON), outcome; gsi1 ``WAITING#WAKE``
``CLM#{claim}``         ``DISPUTE#{version}``       dispute (JSON)
======================  ==========================  ================================================

A question and its end are each written in the transaction that moves the claim. An item stays
under ``WAITING#WAKE`` until the workflow has read what it says now.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from cofund.books.approval_book import ApprovalBook
from cofund.books.claim_moves import Change, head_key, head_of, state_change
from cofund.books.link_book import use_link
from cofund.books.writing import settle, write_through
from cofund.errors import NotFound, NotInThisState, TooMany
from cofund.items import Condition, Item, Key, Put, Stored, Update, Value, Write, WriteRefused
from cofund.models.approval import (
    MAX_QUESTIONS,
    ApprovalRequest,
    Dispute,
    InformationRequest,
)
from cofund.models.claim import Claim
from cofund.ports import Items

MAX_SHOWN = 50
"""Questions of all versions of one claim."""


class InformationBook:
    """What reviewers asked, what partners answered, and why they disagree."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._approvals = ApprovalBook(items)

    def ask(self, request: InformationRequest, *, link: ApprovalRequest) -> None:
        """Store a question and let the claim wait for its answer; the link is used up.

        Raises:
            AlreadyDecided: a decision stands, or the link was used.
            StaleVersion: the claim is not as it was shown.
            TooMany: the version has had all its questions.
            TryAgain: others kept writing.
        """
        asked = Change(
            to_state="information_requested", at=request.asked_at, actor=request.asked_by
        )

        def attempt() -> tuple[Write, ...]:
            head = self._approvals.open_head(request.claim_id, request.version, link)
            if len(self.of_version(request.claim_id, request.version)) >= MAX_QUESTIONS:
                raise TooMany("the version has had all its questions")
            moves = state_change(head_of(request.claim_id, head), asked)
            return (use_link(link), *moves, Put(_key(request), _attributes(request)))

        settle(self._items, attempt)

    def close(self, closed: InformationRequest, change: Change) -> None:
        """Store how a question ended and give the claim back to its reviewer.

        The reviewer's time goes on from where it stood when the question was asked.

        Raises:
            NotFound: there is no such claim.
            NotInThisState: the question is not open (any more).
            TryAgain: others kept writing.
        """

        def attempt() -> tuple[Write, ...]:
            head = self._items.get(head_key(closed.claim_id))
            if head is None:
                raise NotFound("no such claim")
            if not self._waits_for(closed, head):
                raise NotInThisState("the question is not open")
            moved = Change(
                to_state="in_review",
                at=change.at,
                actor=change.actor,
                reason=closed.outcome,
                on_behalf_of=change.on_behalf_of,
                assign={
                    "review_began_at": _moved_on(head, change.at - closed.asked_at),
                    **_stood_in(head, change),
                },
            )
            still_open = (Condition("outcome", "=", "open"),)
            noted = Update(_key(closed), assign=_attributes(closed), conditions=still_open)
            return (*state_change(head_of(closed.claim_id, head), moved), noted)

        settle(self._items, attempt)

    def of_version(self, claim_id: str, version: int) -> tuple[InformationRequest, ...]:
        """Give the questions to one version, in order."""
        return self._read(claim_id, f"INFO#{version:04d}#", limit=MAX_QUESTIONS)

    def of_claim(self, claim_id: str) -> tuple[InformationRequest, ...]:
        """Give the questions to all versions of a claim, in order."""
        return self._read(claim_id, "INFO#", limit=MAX_SHOWN)

    def picked_up(self, request: InformationRequest) -> None:
        """Take a question that the workflow has read off the sweeper's list.

        One that was answered since stays on the list: nobody has read that.
        """
        item = self._items.get(_key(request))
        if item is None or "gsi1pk" not in item:
            return
        as_read = (Condition("outcome", "=", request.outcome),)
        taken = Update(_key(request), remove=("gsi1pk", "gsi1sk"), conditions=as_read)
        try:
            write_through(self._items, (taken,))
        except WriteRefused:
            return

    def dispute(self, claim_id: str, version: int) -> Dispute | None:
        """Give the dispute that opened a version, or None."""
        item = self._items.get(_dispute_key(claim_id, version))
        return Dispute.model_validate_json(str(item["dispute"])) if item else None

    def _waits_for(self, request: InformationRequest, head: Item) -> bool:
        """Say whether a claim waits for the answer to just this question."""
        asked = self.of_version(request.claim_id, request.version)
        waits = head["state"] == "information_requested" and head["version"] == request.version
        return waits and asked[-1].number == request.number and asked[-1].outcome == "open"

    def _read(self, claim_id: str, prefix: str, *, limit: int) -> tuple[InformationRequest, ...]:
        stored = self._items.query("claims", f"CLM#{claim_id}", prefix=prefix, limit=limit)
        return tuple(map(_request_of, stored))


def put_dispute(dispute: Dispute) -> Put:
    """Give the write that stores why a partner disagrees, for the transaction of the dispute."""
    return Put(
        _dispute_key(dispute.claim_id, dispute.version), {"dispute": dispute.model_dump_json()}
    )


def _key(request: InformationRequest) -> Key:
    place = f"INFO#{request.version:04d}#{request.number}"
    return Key("claims", f"CLM#{request.claim_id}", place)


def _dispute_key(claim_id: str, version: int) -> Key:
    return Key("claims", f"CLM#{claim_id}", f"DISPUTE#{version:04d}")


def _attributes(request: InformationRequest) -> dict[str, Value]:
    said_at = request.closed_at or request.asked_at
    return {
        "outcome": request.outcome,
        "request": request.model_dump_json(),
        "gsi1pk": "WAITING#WAKE",
        "gsi1sk": said_at.isoformat(),
    }


def _request_of(stored: Stored) -> InformationRequest:
    return InformationRequest.model_validate_json(str(stored.attributes["request"]))


def _stood_in(head: Item, change: Change) -> dict[str, Value]:
    """Keep in the claim that a manager answered for the partner: they do not decide on it."""
    if change.on_behalf_of is None:
        return {}
    claim = Claim.model_validate_json(str(head["claim"]))
    stand_ins = tuple(dict.fromkeys((*claim.stand_ins, change.actor)))
    return {"claim": claim.model_copy(update={"stand_ins": stand_ins}).model_dump_json()}


def _moved_on(head: Item, stood_still: timedelta) -> str:
    began_at = datetime.fromisoformat(str(head["review_began_at"]))
    return (began_at + stood_still).isoformat()
