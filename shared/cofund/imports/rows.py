"""One row of a list as facts of a partner, or the problems that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from cofund.calendar import PeriodLength
from cofund.imports.cells import (
    LONGEST_WORDS,
    Wrong,
    amount_of,
    domains_of,
    inn_and_kpp,
    inn_of,
    kpp_of,
    level_of,
    region_of,
    staff_of,
    words_of,
    wrong_unit,
    yes_or_no,
)
from cofund.imports.heads import period_head
from cofund.imports.listing import Listing, NumberedRow
from cofund.imports.periods import period_length, period_named
from cofund.models.imports import PartnerColumn, RowProblem
from cofund.money import Money


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
    """Give the heads over turnover that are not of whole units, or whose period is unclear.

    Or it is none that the programme counts, or one that stands over another column already.
    """
    if listing.scaled is not None:
        row, text = listing.scaled
        yield RowProblem(
            row=row, column="turnover", problem="not_in_units", text=text[:LONGEST_WORDS]
        )
    said: set[str] = set()
    for head in listing.turnover_heads:
        wrong = wrong_unit(head, terms.currency) or _wrong_period(head, listing, terms, said)
        if wrong is not None:
            yield RowProblem(
                row=listing.head_row,
                column="turnover",
                problem=wrong.problem,
                text=head[:LONGEST_WORDS],
            )


def _wrong_period(head: str, listing: Listing, terms: ListTerms, said: set[str]) -> Wrong | None:
    if head in listing.period_heads:
        period = _counted(period_head(head) or head, terms)
    elif "period" in listing.columns:
        return None  # its rows name theirs
    else:
        period = terms.last_year
    if isinstance(period, Wrong):
        return period
    twice = period in said
    said.add(period)
    return Wrong("period_twice") if twice else None


def read_row(row: NumberedRow, terms: ListTerms) -> RowRead:
    """Give what a row says; of a row that is not whole, or without an INN, nothing but that."""
    reading = _Row(row, terms)
    torn = _torn(row)
    if torn is not None:
        return RowRead({}, [torn])
    reading.take_facts()
    reading.take_turnovers()
    return RowRead(reading.facts, reading.problems)


def _torn(row: NumberedRow) -> RowProblem | None:
    """Say what is wrong with a row that is not one row, or nobody's."""
    if row.swallowed:
        text = row.swallowed[:LONGEST_WORDS]
        return RowProblem(row=row.row, column=None, problem="rows_run_together", text=text)
    if row.beyond:
        text = row.beyond[:LONGEST_WORDS]
        return RowProblem(row=row.row, column=None, problem="cut_in_two", text=text)
    if not row.cells["inn"]:
        return RowProblem(row=row.row, column="inn", problem="missing")
    return None


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
        self._said: set[str] = set()
        """Periods whose turnover the row has named."""

    def take_facts(self) -> None:
        """Take what the row says of the partner itself."""
        inn_written, kpp_beside = inn_and_kpp(self._row.cells["inn"])
        self._take("inn", inn_of, written=inn_written)
        inn = str(self.facts.get("inn", ""))
        kpp_written = self._row.cells.get("kpp") or kpp_beside
        self._take("kpp", lambda text: kpp_of(text, inn=inn), written=kpp_written)
        self._take("level", level_of)
        self._take("staff", staff_of)
        self._take("region", region_of)
        self._take("deducts_vat", yes_or_no)
        self._take("email_domains", domains_of)
        self._take("name", words_of)
        self._take("erp_number", words_of)

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
        if isinstance(amount, Wrong) or period in self._said:
            self._note("turnover", _or_twice(amount), text)
            return
        self._said.add(period)
        if period == self._terms.last_year:
            self.facts["turnover"] = amount
        if period_length(period) == self._terms.each:
            said = {"period": period, "turnover": amount}
            self.facts["turnovers"] = (*self.facts.get("turnovers", ()), said)

    def _take(
        self,
        column: PartnerColumn,
        meaning: Callable[[str], object],
        *,
        written: str | None = None,
    ) -> None:
        text = self._row.cells.get(column, "") if written is None else written
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
                row=self._row.row, column=column, problem=wrong.problem, text=text[:LONGEST_WORDS]
            )
        )


def _or_twice(amount: Money | Wrong) -> Wrong:
    return amount if isinstance(amount, Wrong) else Wrong("period_twice")
