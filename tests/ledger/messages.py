"""Messages to finance on their way: sent and booked under trouble, and never going back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from random import Random

from cofund.books.outbox_book import OutboxBook
from cofund.errors import TryAgain
from cofund.models.standing import OutboxEntry
from tests.builders.movements import NOON
from tests.fakes.faulty_items import FAULTS, FaultyItems, Killed
from tests.ledger.furniture import AT_ONCE

MOST_DELIVERIES = 6
PROGRESS = ("PENDING", "SENT", "ACKED")
FIRST_DAY, LAST_DAY = NOON - timedelta(days=30), NOON + timedelta(days=30)


class Messengers:
    """A sender that is killed and overtaken, and finance, which books whatever it got."""

    def __init__(self, faulty: FaultyItems) -> None:
        self._faulty = faulty
        self._outbox = OutboxBook(faulty, backoff=AT_ONCE)
        self._booking = OutboxBook(faulty.items, backoff=AT_ONCE)
        self._reached: dict[str, int] = {}
        """How far each message is known to have come."""

    def carry(self, chance: Random) -> None:
        """Send or book messages, like a sender that is killed, overtaken, and starts again."""
        for entry in self._outbox.between(FIRST_DAY, LAST_DAY, limit=50):
            if chance.random() < 0.5:
                self._mark(entry.event_id, chance)

    def _mark(self, event_id: str, chance: Random) -> None:
        sent = partial(self._outbox.mark_sent, event_id, at=NOON, actor="sender")
        booked = partial(self._outbox.mark_acked, event_id, at=NOON, actor="finance")
        self._faulty.faults.extend(chance.choices(FAULTS, k=2))
        if chance.random() < 0.3:
            self._faulty.before_the_write(partial(self._book_it, event_id))
        self._has_come_to(self._in_spite_of_all(sent if chance.random() < 0.6 else booked))
        self._faulty.all_is_well()
        self._has_come_to(self._outbox.entry(event_id))

    def _book_it(self, event_id: str) -> None:
        self._has_come_to(self._booking.mark_acked(event_id, at=NOON, actor="finance"))

    def _has_come_to(self, entry: OutboxEntry) -> None:
        """Note how far a message has come: it never goes back."""
        progress = PROGRESS.index(entry.state)
        assert progress >= self._reached.get(entry.event_id, 1), entry
        self._reached[entry.event_id] = progress

    def _in_spite_of_all(self, mark: Callable[[], OutboxEntry]) -> OutboxEntry:
        for _ in range(MOST_DELIVERIES):
            try:
                return mark()
            except (Killed, TryAgain):
                continue
        raise AssertionError("a message could not be marked")
