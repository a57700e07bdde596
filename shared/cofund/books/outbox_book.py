"""The outbox: messages to finance, which were written together with the money they speak of.

``PENDING`` → ``SENT`` → ``ACKED``. Each step of a payout moves its claim in the same transaction:
debited → payout_sent → paid. A claim that stands elsewhere by then (clawed back, waiting for an
operator) stays there while the message goes its way; noting the step again catches the claim up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from cofund.books.backoff import Backoff
from cofund.books.claim_moves import Change, ClaimHead, state_change
from cofund.books.ledger_sight import Reader
from cofund.errors import NotFound
from cofund.items import Condition, Key, Stored, Update, Write, WriteRefused
from cofund.ledger.shapes import clawback_key, moment, payout_key, read_message
from cofund.models.claim import ClaimState
from cofund.models.ledger import OutboxState
from cofund.models.standing import OutboxEntry
from cofund.ports import Items

EVENT_ID = re.compile(r"(?P<claim>.+)\.v(?P<version>\d{1,2})\.(payout|clawback(?P<number>\d{1,2}))")


@dataclass(frozen=True)
class Step:
    """One step of a message, and of the claim that it pays."""

    message: tuple[OutboxState, OutboxState]
    claim: tuple[ClaimState, ClaimState]


SENDING = Step(("PENDING", "SENT"), ("debited", "payout_sent"))
BOOKING = Step(("SENT", "ACKED"), ("payout_sent", "paid"))

ORDER: tuple[OutboxState, ...] = ("PENDING", "SENT", "ACKED")
"""Read in this order, a message that moves on meanwhile is met twice, and never missed."""


class OutboxBook:
    """Messages to finance and how far each has come."""

    def __init__(self, items: Items, *, backoff: Backoff) -> None:
        self._items = items
        self._reader = Reader(items)
        self._backoff = backoff

    def entry(self, event_id: str) -> OutboxEntry:
        """Give a message.

        Raises:
            NotFound: no such message.
        """
        item = self._items.get(_place(event_id))
        if item is None:
            raise NotFound("no such message")
        return read_message(item)

    def pending(self, limit: int) -> tuple[OutboxEntry, ...]:
        """Give up to ``limit`` messages that were not sent yet, oldest first."""
        found = self._items.query_index("outbox", "PENDING", limit=limit)
        return tuple(read_message(stored.attributes) for stored in found)

    def unacknowledged(self, limit: int) -> tuple[OutboxEntry, ...]:
        """Give up to ``limit`` messages that were sent and not booked yet, oldest first."""
        found = self._items.query_index("outbox", "SENT", limit=limit)
        return tuple(read_message(stored.attributes) for stored in found)

    def between(self, first: datetime, last: datetime, *, limit: int) -> tuple[OutboxEntry, ...]:
        """Give up to ``limit`` messages whose money moved from ``first`` to ``last``, by time.

        Both ends count. Fewer than ``limit`` messages are all there are.
        """
        found: dict[Key, Stored] = {}
        for state in ORDER:
            page = self._items.query_index(
                "outbox", state, limit=limit, first=moment(first), last=moment(last)
            )
            found |= {stored.key: stored for stored in page}
        entries = [read_message(stored.attributes) for stored in found.values()]
        return tuple(sorted(entries, key=lambda entry: (entry.at, entry.event_id))[:limit])

    def mark_sent(self, event_id: str, *, at: datetime, actor: str) -> OutboxEntry:
        """Note that a message is in finance's queue; noting it again changes nothing.

        Raises:
            NotFound: no such message.
            TryAgain: others came in between again and again.
        """
        return self._take(SENDING, event_id, at=at, actor=actor)

    def mark_acked(self, event_id: str, *, at: datetime, actor: str) -> OutboxEntry:
        """Note that finance has booked a message, which was therefore sent too.

        Raises:
            NotFound: no such message.
            TryAgain: others came in between again and again.
        """
        self.mark_sent(event_id, at=at, actor=actor)
        return self._take(BOOKING, event_id, at=at, actor=actor)

    def _take(self, step: Step, event_id: str, *, at: datetime, actor: str) -> OutboxEntry:
        change = Change(step.claim[1], at, actor, event_id)

        def attempt() -> OutboxEntry | None:
            entry = self.entry(event_id)
            head = self._reader.head(entry.claim)
            assert head is not None, "a message stands on a debited claim"
            writes = _message_step(step, entry) + _claim_step(step, entry, head, change)
            if not writes:
                return entry
            self._write_if_unchanged(writes)
            return None

        return self._backoff.until_settled(attempt)

    def _write_if_unchanged(self, writes: tuple[Write, ...]) -> None:
        """Write, unless somebody else just did: the next look will tell."""
        try:
            self._items.write(writes)
        except WriteRefused:
            return


def _message_step(step: Step, entry: OutboxEntry) -> tuple[Write, ...]:
    before, after = step.message
    if entry.state != before:
        return ()
    still = Condition("outbox_state", "=", before)
    moved = Update(_place(entry.event_id), assign={"outbox_state": after}, conditions=(still,))
    return (moved,)


def _claim_step(
    step: Step, entry: OutboxEntry, head: ClaimHead, change: Change
) -> tuple[Write, ...]:
    pays = entry.kind == "PAYOUT" and head.version == entry.version
    return state_change(head, change) if pays and head.state == step.claim[0] else ()


def _place(event_id: str) -> Key:
    """Give where a message stands: its id names the place.

    Raises:
        NotFound: no message has such an id.
    """
    parts = EVENT_ID.fullmatch(event_id)
    if parts is None:
        raise NotFound("no such message")
    version = int(parts["version"])
    if parts["number"] is None:
        return payout_key(parts["claim"], version)
    return clawback_key(parts["claim"], version, int(parts["number"]))
