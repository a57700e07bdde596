"""Sums over accounts of points, item by item, and the laws that they must agree with.

Items are taken as they stand, for what somebody tampered with may fit no model.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cofund.books.broken_laws import broken, unequal
from cofund.books.writing import integer
from cofund.items import Item, Stored
from cofund.models.points import POINTS_BUCKETS
from cofund.models.standing import Violation

POINTS_LAWS = {
    "P1": "no bucket of points is below zero",
    "P2": "earned = available + held + spent + expired",
    "P3": "each posting of points balances",
    "P4": "the postings of points add up to the account",
    "P5": "held points = the sum of what claims' holds have",
    "P6": "spent points = the sum of what claims, orders, publications and conversions still have",
    "P7": "after the year's end no point is available",
    "P9": "an account is closed exactly where its close was posted",
    "P8": "a conversion brought its fund exactly what its points are worth",
}

CONVERTED = "#CONVERT"
"""How the entry ids of conversions end, in the fund and in the account."""


@dataclass(frozen=True)
class PaidByPoints:
    """What points paid of a claim, and what of it was not clawed back; in minor units."""

    posted: int
    reversible: int


NO_POINTS = PaidByPoints(0, 0)


@dataclass
class AccountTally:
    """One account's balance, and what the items around it add up to."""

    status: str = "MISSING"
    closed: bool = False
    """Whether its close was posted."""
    buckets: Counter[str] = field(default_factory=Counter)
    moved: Counter[str] = field(default_factory=Counter)
    """Sum of the postings' deltas by bucket."""
    unbalanced: list[str] = field(default_factory=list)
    held: int = 0
    spent: int = 0


@dataclass
class PointsTally:
    """All accounts, and what claims and conversions say of their points."""

    accounts: dict[str, AccountTally] = field(default_factory=lambda: defaultdict(AccountTally))
    converted: Counter[str] = field(default_factory=Counter)
    """What the points of conversions are worth, in minor units, by entry id."""
    gained: Counter[str] = field(default_factory=Counter)
    """What conversions brought to funds, in minor units, by entry id."""
    postings: int = 0

    def add(self, stored: Stored) -> None:
        """Take an item of an account into the sums."""
        account, item, sk = self.accounts[stored.key.pk], stored.attributes, stored.key.sk
        if sk == "BAL":
            account.status = str(item["status"])
            account.buckets.update({b: integer(item[b]) for b in POINTS_BUCKETS})
        elif sk.startswith("SPENT#"):
            account.spent += integer(item["left"])
            if item["purpose"] == "conversion":
                value = integer(item["points"]) * integer(item["worth"])
                self.converted[sk.removeprefix("SPENT#") + CONVERTED] += value
        else:
            self._add_entry(account, sk, item)

    def add_posting(self, stored: Stored) -> None:
        """Take a fund's posting into the sums, if it is a conversion's."""
        if stored.attributes["kind"] == "CONVERT":
            deltas: Any = stored.attributes["deltas"]
            self.gained[stored.key.sk.removeprefix("P#")] += deltas.get("accrued", 0)

    def add_hold(self, item: Item) -> PaidByPoints:
        """Take the points of a claim's hold into the sums; give what they are worth in money."""
        if "points_account" not in item:
            return NO_POINTS
        account, worth = self.accounts[str(item["points_account"])], integer(item["points_worth"])
        posted, left = integer(item["points_posted"]), integer(item["points_reversible"])
        account.held += integer(item["points"]) if item["status"] == "HELD" else 0
        account.spent += left
        return PaidByPoints(posted * worth, left * worth)

    def violations(self) -> Iterator[Violation]:
        """Give what breaks a law."""
        for subject, account in self.accounts.items():
            yield from _sound_buckets(subject, account)
            yield from _sound_sums(subject, account)
        for entry in sorted(self.converted.keys() | self.gained.keys()):
            yield from unequal("P8", entry, self.converted[entry], self.gained[entry])

    def _add_entry(self, account: AccountTally, sk: str, item: Item) -> None:
        deltas: Any = item["deltas"]
        self.postings += 1
        account.moved.update(deltas)
        account.closed = account.closed or item["kind"] == "CLOSE"
        if 2 * deltas.get("earned", 0) != sum(deltas.values()):
            account.unbalanced.append(sk)


def _sound_buckets(subject: str, account: AccountTally) -> Iterator[Violation]:
    buckets = account.buckets
    for bucket, points in buckets.items():
        if points < 0:
            yield broken("P1", f"{subject} {bucket}", 0, points)
    yield from unequal("P2", subject, buckets["earned"], buckets.total() - buckets["earned"])
    yield from unequal("P9", subject, "CLOSED" if account.closed else "OPEN", account.status)
    if account.status == "CLOSED":
        yield from unequal("P7", subject, 0, buckets["available"])


def _sound_sums(subject: str, account: AccountTally) -> Iterator[Violation]:
    for entry in account.unbalanced:
        yield broken("P3", f"{subject} {entry}", 0, "unbalanced")
    for bucket in sorted(account.buckets.keys() | account.moved.keys()):
        moved, stands = account.moved[bucket], account.buckets[bucket]
        yield from unequal("P4", f"{subject} {bucket}", moved, stands)
    yield from unequal("P5", subject, account.held, account.buckets["held"])
    yield from unequal("P6", subject, account.spent, account.buckets["spent"])
