"""Reservations as an audit adds them up: what stands of each, what postings and holds say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cofund.books.broken_laws import broken, unequal
from cofund.books.hold_tally import MISSING, HoldsTally, Place
from cofund.books.writing import integer
from cofund.items import Stored
from cofund.models.standing import Violation

RESERVATION_LAWS = {
    "I14": "no reservation is used above its amount, nor refilled above it",
    "I18": "a reservation is exactly what postings set aside, used, gave back and ended",
}


@dataclass(frozen=True)
class ReservationTally:
    """What stands of a reservation, in minor units."""

    fund: str
    status: str
    amount: int
    remaining: int
    uses: int
    version: int


@dataclass
class ReservationsTally:
    """All reservations by application, and what speaks of them."""

    standing: dict[str, ReservationTally] = field(default_factory=dict)
    set_aside: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What postings set aside, by application and fund."""
    left: Counter[str] = field(default_factory=Counter)
    """What the applications' own postings left of it, before claims used any."""
    versions: dict[str, int] = field(default_factory=dict)
    """Which version of an application changed its reservation last."""
    ended: set[str] = field(default_factory=set)
    noted: dict[str, set[Place]] = field(default_factory=lambda: defaultdict(set))
    """Which versions of claims are noted as having held money for an application."""

    def add(self, stored: Stored) -> ReservationTally | None:
        """Take a reservation in and give it, or take the note of a use in."""
        application, item = stored.key.pk.partition("#")[2], stored.attributes
        if stored.key.sk != "STATE":
            use = f"USE#{item['claim']}#{item['version']}"
            if stored.key.sk != use:
                raise ValueError("a use's key names its claim")
            self.noted[application].add((str(item["claim"]), integer(item["version"])))
            return None
        self.standing[application] = ReservationTally(
            fund=str(item["fund"]),
            status=str(item["status"]),
            amount=integer(item["amount"]),
            remaining=integer(item["remaining"]),
            uses=integer(item["uses"]),
            version=integer(item.get("version", 1)),
        )
        return self.standing[application]

    def add_posting(self, stored: Stored) -> None:
        """Take a fund's posting in, if it is an application's."""
        item: Any = stored.attributes
        if item["kind"] not in ("RESERVE", "CHANGE_RESERVATION", "UNRESERVE"):
            return
        application, reserved = str(item["subject"]), item["deltas"].get("reserved", 0)
        self.left[application] += reserved
        if item["kind"] == "UNRESERVE":
            self.ended.add(application)
            return
        self.set_aside[application, stored.key.pk] += reserved
        version = int(str(item["entry_id"]).removeprefix(f"{application}#RSV") or 1)
        self.versions[application] = max(version, self.versions.get(application, 1))

    def violations(self, holds: HoldsTally) -> Iterator[Violation]:
        """Give what breaks a law."""
        held_for: dict[str, set[Place]] = defaultdict(set)
        for place, hold in holds.standing.items():
            if hold.application is not None:
                held_for[hold.application].add(place)
        for application, standing in sorted(self.standing.items()):
            yield from self._sound(application, standing)
            entries = [holds.entries[one] for one in held_for[application] if one in holds.entries]
            left = self.left[application] + sum(one.reserved for one in entries)
            yield from unequal("I18", f"RSV#{application} remaining", left, standing.remaining)
            used = sum(one.holds for one in entries)
            if standing.uses > used:
                yield broken("I18", f"RSV#{application} uses", used, standing.uses)
        yield from self._set_aside()
        for application in sorted(self.noted.keys() | held_for.keys()):
            for claim, version in sorted(self.noted[application] ^ held_for[application]):
                subject = f"RSV#{application} {claim} version {version}"
                status = holds.standing.get((claim, version), MISSING).status
                yield broken("I18", subject, "a use noted of every hold, and of no other", status)

    def _set_aside(self) -> Iterator[Violation]:
        """A reservation stands in one fund; what it left in another one went free there."""
        amounts = {(app, one.fund): one.amount for app, one in self.standing.items()}
        for place in sorted(self.set_aside.keys() | amounts.keys()):
            subject = f"RSV#{place[0]} of {place[1]}"
            yield from unequal("I18", subject, self.set_aside[place], amounts.get(place, 0))

    def _sound(self, application: str, standing: ReservationTally) -> Iterator[Violation]:
        subject = f"RSV#{application}"
        if standing.remaining < 0:
            yield broken("I14", subject, 0, standing.remaining)
        if standing.remaining > standing.amount:
            yield broken("I14", subject, standing.amount, standing.remaining)
        ended = "RELEASED" if application in self.ended else "ACTIVE"
        yield from unequal("I18", f"{subject} status", ended, standing.status)
        version = self.versions.get(application, 1)
        yield from unequal("I18", f"{subject} version", version, standing.version)
