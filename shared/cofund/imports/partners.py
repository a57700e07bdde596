"""Rows to partners: what a list says of each, and what that changes of those who are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cofund.imports.cells import (
    Wrong,
    amount_of,
    domains_of,
    inn_of,
    kpp_of,
    level_of,
    yes_or_no,
)
from cofund.imports.listing import Listing, NumberedRow
from cofund.models.claim import Partner
from cofund.models.imports import (
    ImportPlan,
    ListedPartner,
    ListRead,
    PartnerChange,
    PartnerColumn,
    RowProblem,
    RowProblemName,
)

LONGEST_TEXT = 200
NEEDED_OF_NEW: tuple[PartnerColumn, ...] = (
    "name",
    "level",
    "turnover",
    "deducts_vat",
    "erp_number",
)
"""What has to be known of a partner before claims can be judged and paid."""

FindPartner = Callable[[str], Partner | None]
"""Gives the partner that has an INN."""


def read_partners(listing: Listing, *, currency: str) -> ListRead:
    """Give what each row says of a partner, and every problem of every row."""
    listed, problems = [], []
    for row in listing.rows:
        found = _Row(row, currency)
        problems += found.problems
        if not found.problems:
            listed.append(ListedPartner.model_validate({"row": row.row, **found.facts}))
    problems += _listed_twice(listed)
    problems.sort(key=lambda problem: problem.row)
    return ListRead(columns=listing.columns, listed=tuple(listed), problems=tuple(problems))


def plan_import(
    read: ListRead,
    find: FindPartner,
    *,
    programme: str,
    new_id: Callable[[], str] | None,
) -> ImportPlan:
    """Give what taking the list in would change.

    ``new_id`` gives ids for partners that are not known yet; without it they are problems.
    """
    changes, unchanged, problems = [], 0, list(read.problems)
    for row in read.listed:
        old = find(row.inn)
        wrong = _problem(row, old, programme=programme, creates=new_id is not None)
        if wrong is not None:
            problems.append(wrong)
            continue
        new = _changed(old, row) if old else _new(row, programme, new_id)
        if new == old:
            unchanged += 1
        else:
            changes.append(PartnerChange(row=row.row, old=old, new=new))
    problems.sort(key=lambda problem: problem.row)
    return ImportPlan(
        columns=read.columns,
        changes=tuple(changes),
        unchanged=unchanged,
        problems=tuple(problems),
    )


class _Row:
    """One row as it is read: facts by column, and what is wrong with it."""

    def __init__(self, row: NumberedRow, currency: str) -> None:
        self._row = row
        self.facts: dict[str, Any] = {}
        self.problems: list[RowProblem] = []
        if not row.cells.get("inn"):
            self.problems.append(RowProblem(row=row.row, column="inn", problem="missing"))
            return
        self._take("inn", inn_of)
        inn = str(self.facts.get("inn", ""))
        self._take("kpp", lambda text: kpp_of(text, inn=inn))
        self._take("level", level_of)
        self._take("turnover", lambda text: amount_of(text, currency))
        self._take("deducts_vat", yes_or_no)
        self._take("email_domains", domains_of)
        self._take("name", _short)
        self._take("erp_number", _short)

    def _take(self, column: PartnerColumn, meaning: Callable[[str], object]) -> None:
        text = self._row.cells.get(column, "")
        if not text:
            return
        found = meaning(text)
        if isinstance(found, Wrong):
            wrong = RowProblem(
                row=self._row.row, column=column, problem=found.problem, text=text[:LONGEST_TEXT]
            )
            self.problems.append(wrong)
        else:
            self.facts[column] = found


def _short(text: str) -> str | Wrong:
    return text if len(text) <= LONGEST_TEXT else Wrong("too_long")


def _listed_twice(listed: Iterable[ListedPartner]) -> Iterator[RowProblem]:
    seen: set[str] = set()
    for row in listed:
        if row.inn in seen:
            yield RowProblem(row=row.row, column="inn", problem="listed_twice", text=row.inn)
        seen.add(row.inn)


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


def _facts(row: ListedPartner) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in ListedPartner.model_fields if name != "row"}
    return {name: value for name, value in said.items() if value is not None}


def _changed(old: Partner, row: ListedPartner) -> Partner:
    return old.model_copy(update=_facts(row))


def _new(row: ListedPartner, programme: str, new_id: Callable[[], str] | None) -> Partner:
    assert new_id is not None, "partners without an id are problems"
    return Partner.model_validate({"partner_id": new_id(), "programme": programme, **_facts(row)})
