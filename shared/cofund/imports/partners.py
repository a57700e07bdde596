"""Rows to partners: what a list says of each, and what that changes of those who are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cofund.imports.cells import LONGEST_WORDS
from cofund.imports.listing import Listing
from cofund.imports.rows import ListTerms, read_row, wrong_heads
from cofund.models.claim import Partner
from cofund.models.imports import (
    FACTS,
    ImportPlan,
    ListedPartner,
    ListRead,
    PartnerChange,
    PartnerColumn,
    RowProblem,
    RowProblemName,
    TurnoverChange,
)
from cofund.money import Money

NEEDED_OF_NEW: tuple[PartnerColumn, ...] = (
    "name",
    "level",
    "turnover",
    "deducts_vat",
    "erp_number",
)
"""What has to be known of a partner before claims can be judged and paid."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known already, as far as a list may change it."""

    programme: str
    partner_of_inn: Callable[[str], Partner | None]
    turnover: Callable[[str, str], Money]
    """Of a partner's id and a period; zero where nobody has said."""


def read_partners(listing: Listing, terms: ListTerms) -> ListRead:
    """Give what each row says of a partner, and every problem of every row."""
    problems = list(wrong_heads(listing, terms))
    if problems:
        return _read(listing, (), problems)
    together = _Together()
    for row in listing.rows:
        found = read_row(row, terms)
        problems += found.problems
        if not found.problems:
            together.add(ListedPartner.model_validate({"row": row.row, **found.facts}))
    problems = sorted(problems + together.problems, key=lambda problem: problem.row)
    return _read(listing, together.listed.values(), problems)


def _read(
    listing: Listing, listed: Iterable[ListedPartner], problems: Iterable[RowProblem]
) -> ListRead:
    return ListRead(
        columns=listing.columns,
        left_out=tuple(head[:LONGEST_WORDS] for head in listing.left_out),
        listed=tuple(listed),
        problems=tuple(problems),
    )


def plan_import(read: ListRead, known: Known, *, new_id: Callable[[str], str] | None) -> ImportPlan:
    """Give what taking the list in would change.

    ``new_id`` gives an id for the partner of an INN that is not known yet; without it such rows are
    problems.
    """
    changes, unchanged, problems = [], 0, list(read.problems)
    for row in read.listed:
        old = known.partner_of_inn(row.inn)
        wrong = _problem(row, old, programme=known.programme, creates=new_id is not None)
        if wrong is not None:
            problems.append(wrong)
            continue
        new = _changed(old, row) if old else _new(row, known.programme, new_id)
        turnovers = tuple(_turnovers(row, new.partner_id, known))
        if new == old and not turnovers:
            unchanged += 1
        else:
            changes.append(PartnerChange(row=row.row, old=old, new=new, turnovers=turnovers))
    problems.sort(key=lambda problem: problem.row)
    return ImportPlan(
        columns=read.columns,
        left_out=read.left_out,
        changes=tuple(changes),
        unchanged=unchanged,
        problems=tuple(problems),
    )


@dataclass
class _Together:
    """The rows by INN: one partner's periods may stand in rows of their own."""

    listed: dict[str, ListedPartner] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)

    def add(self, row: ListedPartner) -> None:
        """Take a row's facts to what the rows above said of the same partner."""
        first = self.listed.get(row.inn)
        if first is None:
            self.listed[row.inn] = row
            return
        wrong = _same_partner(first, row)
        if wrong is not None:
            self.problems.append(wrong)
            return
        facts = _facts(row) | {"turnovers": (*first.turnovers, *row.turnovers)}
        self.listed[row.inn] = first.model_copy(update=facts)


def _same_partner(first: ListedPartner, row: ListedPartner) -> RowProblem | None:
    """Say what speaks against taking two rows for one partner: other periods make them two."""
    said = {one.period for one in first.turnovers}
    if not row.turnovers or any(one.period in said for one in row.turnovers):
        return _wrong(row, "listed_twice")
    for name in FACTS:
        above, here = getattr(first, name), getattr(row, name)
        if here is not None and above is not None and here != above:
            return RowProblem.model_validate(
                {"row": row.row, "column": name, "problem": "said_differently"}
            )
    return None


def _problem(
    row: ListedPartner, old: Partner | None, *, programme: str, creates: bool
) -> RowProblem | None:
    if old is not None:
        other = old.programme != programme
        return _wrong(row, "other_programme") if other else None
    if not creates:
        return _wrong(row, "unknown_partner")
    lacking = [column for column in NEEDED_OF_NEW if getattr(row, column) is None]
    if lacking:
        return RowProblem(row=row.row, column=lacking[0], problem="new_partner_lacks")
    return None


def _wrong(row: ListedPartner, problem: RowProblemName) -> RowProblem:
    return RowProblem(row=row.row, column="inn", problem=problem, text=row.inn)


def _turnovers(row: ListedPartner, partner_id: str, known: Known) -> Iterator[TurnoverChange]:
    for said in row.turnovers:
        old = known.turnover(partner_id, said.period)
        if old != said.turnover:
            yield TurnoverChange(period=said.period, old=old, new=said.turnover)


def _facts(row: ListedPartner) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in FACTS}
    return {name: value for name, value in said.items() if value is not None}


def _changed(old: Partner, row: ListedPartner) -> Partner:
    return old.model_copy(update=_facts(row))


def _new(row: ListedPartner, programme: str, new_id: Callable[[str], str] | None) -> Partner:
    assert new_id is not None, "partners without an id are problems"
    said = {"partner_id": new_id(row.inn), "programme": programme, "inn": row.inn}
    return Partner.model_validate(said | _facts(row))
