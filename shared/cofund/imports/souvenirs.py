"""A list of souvenirs: rows under the headings that Cofund knows, and what each says.

The heads stand in one of the first rows, as in lists of partners. Rows of totals are left out, and
what stands below one without article and price: signatures, the date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from cofund.errors import NotAccepted
from cofund.extraction import read_document
from cofund.imports.cells import Wrong, amount_of
from cofund.imports.listing import MOST_ROWS_ABOVE, TOTAL
from cofund.models.base import is_identifier
from cofund.models.content import DocumentContent, TableContent
from cofund.models.orders import Souvenir
from cofund.models.souvenir_lists import (
    MAX_SOUVENIRS,
    MOST_ON_HAND,
    ListedSouvenir,
    SouvenirColumn,
    SouvenirListRead,
    SouvenirProblem,
    SouvenirProblemName,
)
from cofund.models.terms import Names
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.typed import typed_count

LONGEST_NAME = 200
WHOLE: tuple[SouvenirColumn, ...] = ("sku", "name_ru", "price")
"""What a souvenir's row has and a total's has not: a souvenir may be called "Total"."""
SAYS: tuple[SouvenirColumn, ...] = ("price", "on_hand")
"""What tells a souvenir's row below a total from a signature."""
NEEDED: tuple[SouvenirColumn, ...] = ("sku", "name_ru", "price", "on_hand")

WORDS: tuple[tuple[SouvenirColumn, str], ...] = (
    ("sku", r"артикул|\bsku\b|^код\b|item (?:no|number|code)"),
    ("price", r"цена|\bprice\b"),
    ("on_hand", r"остат|наличи|^кол|количеств|свободно|stock|on hand|quantity|\bqty\b"),
    ("name_en", r"англ|english|\ben\b|name.*\ben\b"),
    ("name_ru", r"наименован|назван|^сувенир|товар|^name|\bru\b"),
)
"""What columns are called, the telling words first: "Название (англ.)" is no Russian name."""
HEADS = tuple((column, re.compile(words, re.IGNORECASE)) for column, words in WORDS)


@dataclass(frozen=True)
class _Row:
    row: int
    cells: dict[SouvenirColumn, str]


class _CellWrong(Exception):
    """A cell that means nothing that it may mean."""

    def __init__(self, problem: SouvenirProblemName) -> None:
        super().__init__(problem)
        self.problem = problem


def read_souvenirs(path: Path, *, currency: str) -> SouvenirListRead:
    """Read a CSV, XLSX, XLS or ODS file's list: what each row says, and every problem of it.

    Raises:
        NotAccepted: the file cannot be read, or has no table with article and price.
    """
    content = read_document(path, document_id="list")
    if not isinstance(content, DocumentContent):
        raise NotAccepted(f"the file cannot be read: {content.reason}")
    for table in content.tables:
        found = _heads(table)
        if found is not None:
            return _read(table, *found, currency=currency)
    raise NotAccepted('no table of the file has the columns "Артикул" (SKU) and "Цена" (price)')


def _heads(table: TableContent) -> tuple[int, dict[SouvenirColumn, int]] | None:
    for at, row in enumerate(table.rows[:MOST_ROWS_ABOVE]):
        named = [(_column(head), position) for position, head in enumerate(row)]
        columns = {column: position for column, position in named if column is not None}
        if {"sku", "price"} <= columns.keys():
            if len(columns) < sum(column is not None for column, _ in named):
                raise NotAccepted("two columns have the same head: leave only the one that counts")
            return at, columns
    return None


def _column(head: str) -> SouvenirColumn | None:
    return next((name for name, words in HEADS if words.search(head.strip())), None)


def _read(
    table: TableContent, at: int, columns: dict[SouvenirColumn, int], *, currency: str
) -> SouvenirListRead:
    listed: list[ListedSouvenir] = []
    problems: list[SouvenirProblem] = []
    for row in _rows(table, at, columns):
        found = tuple(_problems(row, currency))
        problems += found
        if not found:
            listed.append(_listed(row, currency))
    problems += _listed_twice(listed)
    if len(listed) > MAX_SOUVENIRS:
        past = listed[MAX_SOUVENIRS]
        problems.append(
            SouvenirProblem(
                row=past.row, column="sku", problem="catalogue_full", text=past.souvenir.sku
            )
        )
    return SouvenirListRead(
        columns=tuple(columns),
        listed=tuple(listed),
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
    )


def _rows(table: TableContent, at: int, columns: dict[SouvenirColumn, int]) -> Iterator[_Row]:
    below_total = False
    for number, row in enumerate(table.rows[at + 1 :], start=at + 2):
        cells = {name: row[place].strip() for name, place in columns.items() if place < len(row)}
        whole = all(cells.get(name) for name in WHOLE)
        if not whole and any(TOTAL.match(cell) for cell in row):
            below_total = True
        elif any(cells.get(name) for name in (SAYS if below_total else cells)):
            yield _Row(number, cells)


def _problems(row: _Row, currency: str) -> Iterator[SouvenirProblem]:
    for column, meaning in _meanings(currency).items():
        text = row.cells.get(column, "")
        if not text:
            if column in NEEDED:
                yield SouvenirProblem(row=row.row, column=column, problem="missing")
            continue
        try:
            meaning(text)
        except _CellWrong as wrong:
            yield SouvenirProblem(
                row=row.row, column=column, problem=wrong.problem, text=text[:LONGEST_NAME]
            )


def _listed(row: _Row, currency: str) -> ListedSouvenir:
    """Give a row that has no problem."""
    meanings = _meanings(currency)
    facts = {column: meanings[column](text) for column, text in row.cells.items() if text}
    names = Names(ru=facts["name_ru"], en=facts.get("name_en", facts["name_ru"]))
    souvenir = Souvenir(sku=facts["sku"], names=names, price=facts["price"])
    return ListedSouvenir(row=row.row, souvenir=souvenir, on_hand=facts["on_hand"])


def _meanings(currency: str) -> dict[SouvenirColumn, Callable[[str], Any]]:
    return {
        "sku": _sku,
        "name_ru": _name,
        "name_en": _name,
        "price": lambda text: _price(text, currency),
        "on_hand": _count,
    }


def _sku(text: str) -> str:
    written = text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text
    if not is_identifier(written):
        raise _CellWrong("not_a_sku")
    return written


def _name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise _CellWrong("too_long")
    return text


def _price(text: str, currency: str) -> Money:
    price = amount_of(text, currency)
    if isinstance(price, Wrong):
        known = get_args(SouvenirProblemName)
        name = price.problem if price.problem in known else "not_an_amount"
        raise _CellWrong(cast("SouvenirProblemName", name))
    if not price:
        raise _CellWrong("not_above_zero")
    return price


def _count(text: str) -> int:
    count = typed_count(text.removesuffix(".0"), field="on_hand", most=MOST_ON_HAND)
    if isinstance(count, FieldError) or count is None:
        too_large = isinstance(count, FieldError) and count.problem == "too_large"
        raise _CellWrong("too_large" if too_large else "not_a_count")
    return count


def _listed_twice(listed: list[ListedSouvenir]) -> Iterator[SouvenirProblem]:
    seen: set[str] = set()
    for one in listed:
        sku = one.souvenir.sku
        if sku in seen:
            yield SouvenirProblem(row=one.row, column="sku", problem="listed_twice", text=sku)
        seen.add(sku)
