"""Currencies as an audit reads them: a programme has one, and so has all its money."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from cofund.books.broken_laws import broken
from cofund.items import Stored
from cofund.models.standing import Violation

CURRENCY_LAWS = {"I21": "all money of a programme is in one currency"}

NAMED_BY_KEY = ("FUND", "SOUV", "BUDGET", "PTS")
"""Items whose partition key names the programme second; others name their fund or account."""
MOST_NAMED = 20
"""Of the items of one programme and one odd currency that are told."""


@dataclass
class CurrencyTally:
    """How many items of each programme are in which currency."""

    items: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    seen: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """The first items of a programme and a currency."""

    def add(self, stored: Stored) -> None:
        """Take an item in, if it has a currency and a programme."""
        currency = stored.attributes.get("currency")
        if currency is None or stored.key.table != "ledger":
            return
        kind, _, rest = stored.key.pk.partition("#")
        if kind not in NAMED_BY_KEY:
            books = stored.attributes.get("fund", stored.attributes.get("account"))
            if books is None:
                return  # an invoice: its key says its currency
            rest = str(books).partition("#")[2]
        programme = rest.partition("#")[0]
        self.items[programme][str(currency)] += 1
        named = self.seen[programme, str(currency)]
        if len(named) < MOST_NAMED:
            named.append(f"{stored.key.pk} {stored.key.sk}")

    def violations(self) -> Iterator[Violation]:
        """Give the items that are in another currency than most of their programme."""
        for programme, counted in sorted(self.items.items()):
            usual = max(counted, key=lambda one: (counted[one], one))
            for currency in sorted(counted.keys() - {usual}):
                for subject in sorted(self.seen[programme, currency]):
                    yield broken("I21", subject, usual, currency)
