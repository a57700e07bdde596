"""One row of a list as facts of a partner, or the problems that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cofund.calendar import PeriodLength
from cofund.imports.cells import (
    Wrong,
    amount_of,
    domains_of,
    inn_of,
    kpp_of,
    level_of,
    region_of,
    staff_of,
    yes_or_no,
)
from cofund.imports.listing import Listing, NumberedRow, period_head
from cofund.imports.periods import period_length, period_named
from cofund.models.imports import PartnerColumn, RowProblem

LONGEST_TEXT = 200


@dataclass(frozen=True, kw_only=True)
class ListTerms:
    """What the programme and the day say of a list's numbers."""

    currency: str
    each: PeriodLength | None
    """How long the periods are whose turnover the programme grants shares of; None: of none."""
    last_year: str
    """The last financial year, whose turnover stands with the partner."""


@dataclass(frozen=True)
class RowRead:
    """What one row says, by column, and what is wrong with it."""

    facts: dict[str, Any]
    problems: list[RowProblem]


def wrong_heads(listing: Listing, terms: ListTerms) -> Iterator[RowProblem]:
    """Give the heads over turnover whose period is unclear, or none that the programme counts."""
    for head in listing.period_heads:
        found = _counted(period_head(head) or head, terms)
        if isinstance(found, Wrong):
            yield RowProblem(
                row=listing.head_row,
                column="turnover",
                problem=found.problem,
                text=head[:LONGEST_TEXT],
            )


def read_row(row: NumberedRow, terms: ListTerms) -> RowRead:
    """Give what a row says; of a row without an INN nothing but that."""
    reading = _Row(row, terms)
    if not row.cells.get("inn"):
        reading.problems.append(RowProblem(row=row.row, column="inn", problem="missing"))
        return RowRead({}, reading.problems)
    reading.take_facts()
    reading.take_turnovers()
    return RowRead(reading.facts, reading.problems)


def _counted(text: str, terms: ListTerms) -> str | Wrong:
    """Give the period that a text names, once it is one that counts for something."""
    period = period_named(text, terms.each)
    if isinstance(period, Wrong) or period == terms.last_year:
        return period
    return period if period_length(period) == terms.each else Wrong("period_not_counted")


class _Row:
    """One row while it is read."""

    def __init__(self, row: NumberedRow, terms: ListTerms) -> None:
        self._row = row
        self._terms = terms
        self.facts: dict[str, Any] = {}
        self.problems: list[RowProblem] = []

    def take_facts(self) -> None:
        """Take what the row says of the partner itself."""
        self._take("inn", inn_of)
        inn = str(self.facts.get("inn", ""))
        self._take("kpp", lambda text: kpp_of(text, inn=inn))
        self._take("level", level_of)
        self._take("staff", staff_of)
        self._take("region", region_of)
        self._take("deducts_vat", yes_or_no)
        self._take("email_domains", domains_of)
        self._take("name", _short)
        self._take("erp_number", _short)

    def take_turnovers(self) -> None:
        """Take the turnover of the row's period, and of each head's; last year's stands apart."""
        for head, text in self._row.turnovers.items():
            self._take_of(_counted(period_head(head) or head, self._terms), text)
        text = self._row.cells.get("turnover", "")
        if "period" not in self._row.cells:
            self._take_of(self._terms.last_year, text)
        elif text:
            self._take_of(self._period(), text)

    def _period(self) -> str | Wrong:
        written = self._row.cells["period"]
        return _counted(written, self._terms) if written else Wrong("period_missing")

    def _take_of(self, period: str | Wrong, text: str) -> None:
        if not text:
            return
        if isinstance(period, Wrong):
            self._note("period", period, self._row.cells.get("period", ""))
            return
        amount = amount_of(text, self._terms.currency)
        if isinstance(amount, Wrong):
            self._note("turnover", amount, text)
            return
        if period == self._terms.last_year:
            self.facts["turnover"] = amount
        if period_length(period) == self._terms.each:
            said = {"period": period, "turnover": amount}
            self.facts["turnovers"] = (*self.facts.get("turnovers", ()), said)

    def _take(self, column: PartnerColumn, meaning: Callable[[str], object]) -> None:
        text = self._row.cells.get(column, "")
        if not text:
            return
        found = meaning(text)
        if isinstance(found, Wrong):
            self._note(column, found, text)
        else:
            self.facts[column] = found

    def _note(self, column: PartnerColumn, wrong: Wrong, text: str) -> None:
        self.problems.append(
            RowProblem(
                row=self._row.row, column=column, problem=wrong.problem, text=text[:LONGEST_TEXT]
            )
        )


def _short(text: str) -> str | Wrong:
    return text if len(text) <= LONGEST_TEXT else Wrong("too_long")
