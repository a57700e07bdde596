"""Messages to finance as an audit reads them: each beside the posting of the money it speaks of.

The posting says the message's hash, and is sealed: so nobody changes unseen whom a message that
waits to be sent lets pay, or how much.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from cofund.books.broken_laws import broken, unequal
from cofund.books.hold_tally import MISSING, HoldsTally, Place, place_of
from cofund.books.writing import integer
from cofund.items import Item, Stored
from cofund.models.ledger import clawback_event_id, payout_event_id
from cofund.models.standing import Violation

MESSAGE_LAWS = {
    "I12": "each debit has one payout message, each clawback its own, and no message has none",
    "I13": "messages speak of exactly the money that moved, and of points at their worth",
    "I20": "a message to finance is letter by letter the one that was written with its money",
}

STATES = ("PENDING", "SENT", "ACKED")
PAYOUT = "PAYOUT"
CLAWBACK = "CLAWBACK"
HASH = "message_sha256"
"""What the posting says of its message; postings of earlier releases say nothing."""


@dataclass
class MessagesTally:
    """All messages, and the postings that were written with them."""

    event_ids: set[str] = field(default_factory=set)
    payouts: dict[Place, int] = field(default_factory=dict)
    clawbacks: Counter[Place] = field(default_factory=Counter)
    states: dict[Place, str] = field(default_factory=dict)
    """How far each payout's message has come."""
    written: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """Fund, time and hash that postings say, by entry id."""
    found: dict[str, tuple[object, ...]] = field(default_factory=dict)
    """The same, as the messages have it."""
    misplaced: list[str] = field(default_factory=list)
    """Messages whose attributes say something else than their place."""

    def add(self, stored: Stored) -> None:
        """Take a message in."""
        item, claim, sk = stored.attributes, stored.key.pk.partition("#")[2], stored.key.sk
        kind, entry_id, place = _place_of(claim, sk)
        self.event_ids.add(str(item["event_id"]))
        names = ("event_id", "kind", "claim", "version")
        says = tuple(item[name] for name in names)
        if says != (_event_id(place, sk), kind, *place) or item["outbox_state"] not in STATES:
            self.misplaced.append(f"{stored.key.pk} {sk}")
        payload = hashlib.sha256(str(item["payload"]).encode()).hexdigest()
        self.found[entry_id] = (item["fund"], item["outbox_at"], payload)
        if kind == PAYOUT:
            self.payouts[place] = integer(item["amount"])
            self.states[place] = str(item["outbox_state"])
        else:
            self.clawbacks[place] += integer(item["amount"])

    def add_posting(self, stored: Stored) -> None:
        """Take a fund's posting in, if a message was written with it."""
        item: Item = stored.attributes
        if item["kind"] in ("DEBIT", "REVERSE"):
            place_of(item)
            told = (stored.key.pk, item["at"], item.get(HASH))
            self.written[str(item["entry_id"])] = told

    def violations(self, holds: HoldsTally) -> Iterator[Violation]:
        """Give what breaks a law."""
        places = holds.standing.keys() | self.payouts.keys() | self.clawbacks.keys()
        for place in sorted(places):
            hold, subject = holds.standing.get(place, MISSING), f"{place[0]} version {place[1]}"
            announced = place in self.payouts
            if (hold.status == "POSTED") != announced:
                yield broken("I12", subject, hold.status, f"payout message: {announced}")
            paid = hold.posted + hold.by_points.posted
            yield from unequal("I13", subject, paid, self.payouts.get(place, 0))
            returned = paid - hold.left
            yield from unequal("I13", f"{subject} clawed back", returned, self.clawbacks[place])
        yield from self._as_written()

    def _as_written(self) -> Iterator[Violation]:
        for misplaced in sorted(self.misplaced):
            yield broken("I20", misplaced, "as its place says", "otherwise")
        for entry_id in sorted(self.written.keys() ^ self.found.keys()):
            yield broken("I12", entry_id, entry_id in self.written, entry_id in self.found)
        for entry_id in sorted(self.written.keys() & self.found.keys()):
            names = ("fund", "at", HASH)
            both = zip(names, self.written[entry_id], self.found[entry_id], strict=True)
            for name, said, found in both:
                if said is not None:
                    yield from unequal("I20", f"{entry_id} {name}", said, found)


def _place_of(claim: str, sk: str) -> tuple[str, str, Place]:
    """Give what a message's sort key says: kind, the posting's id, claim and version."""
    version, _, rest = sk.partition("#")
    place = claim, int(version)
    if rest == PAYOUT:
        return PAYOUT, f"{claim}#{version}#DEBIT", place
    return CLAWBACK, f"{claim}#{version}#REV{int(rest.removeprefix(CLAWBACK))}", place


def _event_id(place: Place, sk: str) -> str:
    kind = sk.partition("#")[2]
    if kind == PAYOUT:
        return payout_event_id(*place)
    return clawback_event_id(*place, int(kind.removeprefix(CLAWBACK)))
