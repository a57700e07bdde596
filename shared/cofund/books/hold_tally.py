"""Holds as an audit adds them up: what stands of each, and what its postings say had to stand.

A hold can be changed behind the ledger's back so that every sum still adds up: another claim's
money, another amount of a hold that has ended. Its postings are sealed, so they tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cofund.books.broken_laws import broken, unequal
from cofund.books.points_tally import NO_POINTS, PaidByPoints
from cofund.books.writing import integer
from cofund.items import Item, Stored
from cofund.models.standing import Violation

HOLD_LAWS = {
    "I11": "no more is reversed than was debited",
    "I19": "a hold is exactly what its postings held, debited, let go and took back",
}

Place = tuple[str, int]
"""Claim and version."""

STATES = {"HOLD": "HELD", "DEBIT": "POSTED", "RELEASE": "RELEASED"}
"""What a hold is after the movement; the others leave it as it is."""
HOLDING = ("HOLD", "RAISE_HOLD")
ENTRY_KINDS = (*STATES, "RAISE_HOLD", "REVERSE")
PLAIN = ("amount", "from_reservation", "posted", "reversible")
NAMES = ("status", "fund", "points_account", "points_worth")
OF_POINTS = ("points", "points_posted", "points_reversible")


@dataclass(frozen=True)
class HoldTally:
    """What of a hold other items must agree with."""

    status: str
    posted: int
    reversible: int
    by_points: PaidByPoints = NO_POINTS
    application: str | None = None
    stands: Mapping[str, object] = field(default_factory=dict)
    """What its postings must say, too."""

    @property
    def left(self) -> int:
        """What of the payout was not clawed back: of the fund and of points together."""
        return self.reversible + self.by_points.reversible


MISSING = HoldTally("MISSING", 0, 0)


@dataclass
class EntriesTally:
    """What the postings of one claim's version add up to."""

    status: str = "MISSING"
    books: dict[str, str] = field(default_factory=dict)
    """The fund's and the account's partition keys."""
    sums: Counter[str] = field(default_factory=Counter)
    reserved: int = 0
    """What they added to what is reserved: less than zero where they used a reservation."""
    holds: int = 0
    """How often money was held."""
    worth: int | None = None
    """Of a point, in minor units; postings of earlier releases do not say it."""

    @property
    def stands(self) -> Mapping[str, object]:
        """What the hold must say."""
        plain: dict[str, object] = {name: self.sums[name] for name in PLAIN}
        if "points_account" in self.books:
            plain |= {name: self.sums[name] for name in OF_POINTS}
        if self.worth is not None:
            plain["points_worth"] = self.worth
        return {"status": self.status, **self.books, **plain}


@dataclass
class HoldsTally:
    """All holds, and the postings of claims."""

    standing: dict[Place, HoldTally] = field(default_factory=dict)
    entries: dict[Place, EntriesTally] = field(default_factory=lambda: defaultdict(EntriesTally))

    def add(self, stored: Stored, by_points: PaidByPoints) -> HoldTally:
        """Take a hold in, and give it."""
        item = stored.attributes
        names = [*PLAIN, *(OF_POINTS if "points_account" in item else ())]
        stands: dict[str, object] = {name: integer(item[name]) for name in names}
        stands |= {name: item[name] for name in NAMES if name in item}
        application = item["application"]
        hold = HoldTally(
            status=str(item["status"]),
            posted=integer(item["posted"]),
            reversible=integer(item["reversible"]),
            by_points=by_points,
            application=None if application is None else str(application),
            stands=stands,
        )
        claim, version = stored.key.pk.partition("#")[2], stored.key.sk.removeprefix("HOLD#")
        self.standing[claim, int(version)] = hold
        return hold

    def add_posting(self, stored: Stored) -> None:
        """Take a posting of a fund or an account in, if it is a claim's."""
        item = stored.attributes
        if item["kind"] not in ENTRY_KINDS:
            return
        entries = self.entries[place_of(item)]
        deltas: Any = item["deltas"]
        if stored.key.pk.startswith("PTS#"):
            entries.books["points_account"] = stored.key.pk
            _add_points(entries.sums, str(item["kind"]), deltas)
            return
        entries.books["fund"] = stored.key.pk
        if "points_worth" in item:
            entries.worth = integer(item["points_worth"])
        _add_money(entries, str(item["kind"]), deltas)

    def violations(self) -> Iterator[Violation]:
        """Give what breaks a law."""
        for place in sorted(self.standing.keys() | self.entries.keys()):
            hold, subject = self.standing.get(place, MISSING), f"{place[0]} version {place[1]}"
            for left in (hold.reversible, hold.by_points.reversible):
                if left < 0:
                    yield broken("I11", subject, 0, left)
            told = self.entries[place].stands if place in self.entries else {}
            known = told.keys() | hold.stands.keys()
            if "points_worth" not in told:
                known -= {"points_worth"}
            for name in sorted(known):
                expected, found = told.get(name, "MISSING"), hold.stands.get(name, "MISSING")
                yield from unequal("I19", f"{subject} {name}", expected, found)


def place_of(posting: Item) -> Place:
    """Give the claim and version that a posting's id names: "{claim}#{version}#DEBIT"."""
    claim = str(posting["subject"])
    return claim, int(str(posting["entry_id"]).removeprefix(f"{claim}#").partition("#")[0])


def _add_money(entries: EntriesTally, kind: str, deltas: Mapping[str, int]) -> None:
    reserved = deltas.get("reserved", 0)
    entries.reserved += reserved
    entries.status = _later(entries.status, STATES.get(kind, "MISSING"))
    if kind in HOLDING:
        entries.holds += 1
        entries.sums.update(amount=deltas.get("held", 0), from_reservation=-reserved)
    elif kind == "DEBIT":
        entries.sums.update(posted=deltas.get("debited", 0))
    if kind in ("DEBIT", "REVERSE"):
        entries.sums.update(reversible=deltas.get("debited", 0))


def _add_points(sums: Counter[str], kind: str, deltas: Mapping[str, int]) -> None:
    if kind in HOLDING:
        sums.update(points=deltas.get("held", 0))
    elif kind == "DEBIT":
        sums.update(points_posted=deltas.get("spent", 0))
    if kind in ("DEBIT", "REVERSE"):
        sums.update(points_reversible=deltas.get("spent", 0))


def _later(one: str, other: str) -> str:
    """Give the later of two states, for postings come in any order."""
    order = ("MISSING", *STATES.values())
    return max(one, other, key=order.index)
