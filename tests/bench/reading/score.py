"""An answer next to the truth of its document: what is right, what is wrong, what was accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from tests.bench.reading.facts import ACCEPTED, MONEY, Answer, Row, Said, Truth

PERSON = ("name", "company", "position", "email", "phone")
WRITTEN = ("description",)
COUNTED = ("quantity", "unit_price")


@dataclass(frozen=True, kw_only=True)
class Miss:
    """One field, line or row that was not read as it stands."""

    path: str
    field: str
    expected: str
    said: str
    status: str = ""

    @property
    def dangerous(self) -> bool:
        """Say whether a wrong amount would have passed without a person."""
        return self.status in ACCEPTED and self.field in (*MONEY, "line amount")


def same(name: str, value: str | None, truth: str) -> bool:
    """Say whether a value is the true one, whatever its spelling's spaces, quotes, letters."""
    if value is None:
        return False
    if name in MONEY or name in ("participant_count", "leads"):
        return number_of(value) == number_of(truth)
    return _letters(value) == _letters(truth)


def is_right(truth: Truth, name: str, said: Said) -> bool:
    """Say whether a field was said as it stands.

    Credit notes print their amounts with or without a sign, and their e-invoices the other way
    round: the size decides.
    """
    value, expected = said.value(name), truth.fields[name]
    if truth.kind == "credit_note" and name in MONEY and value is not None:
        value, expected = value.lstrip("-"), expected.lstrip("-")
    return same(name, value, expected)


def misses(truth: Truth, said: Said, names: Sequence[str]) -> Iterator[Miss]:
    """Give the named fields that are absent or wrong."""
    for name in names:
        if not is_right(truth, name, said):
            yield Miss(
                path=f"{truth.corpus}/{truth.path.name}",
                field=name,
                expected=truth.fields[name],
                said=said.value(name) or "",
                status=str(said.fields.get(name, {}).get("status", "")),
            )


def line_misses(truth: Truth, said: Said) -> Iterator[Miss]:
    """Give the lines that are not there exactly, each with the one in its place."""
    yield from _row_misses(truth, truth.lines, said.lines, "line")


def person_misses(truth: Truth, said: Said) -> Iterator[Miss]:
    """Give the participants that are not there exactly, each with the one in its place."""
    yield from _row_misses(truth, truth.participants, said.participants, "participant")


def wrong_line_amounts(truth: Truth, said: Said) -> Iterator[Miss]:
    """Give accepted line amounts that no line of the document has."""
    if not truth.lines:
        return
    true_amounts = {amount for row in truth.lines for amount in amounts_of(row)}
    for row in said.lines:
        amount, status = row.get("amount"), row.get("amount_status")
        if status in ACCEPTED and amount is not None and number_of(amount) not in true_amounts:
            yield _row_miss(truth, "line amount", {}, row, status=status or "")


def exact_rows(expected: Sequence[Row], found: Sequence[Row]) -> int:
    """Count the rows that were found exactly; a row is counted once."""
    left = list(found)
    count = 0
    for row in expected:
        match = next((one for one in left if same_row(row, one)), None)
        if match is not None:
            left.remove(match)
            count += 1
    return count


def same_row(expected: Row, found: Row) -> bool:
    """Say whether every column that the truth has was found as it stands."""
    if "description" in expected:
        return _same_line(expected, found)
    return all(
        _letters(found.get(name) or "") == _letters(expected[name] or "")
        for name in PERSON
        if name in expected
    )


def flagged(answer: Answer, name: str) -> bool:
    """Say whether the tool names a difference between the e-invoice and the page in a field."""
    return name in answer.whole.disagreements


def _same_line(expected: Row, found: Row) -> bool:
    written = all(_letters(found.get(n) or "") == _letters(expected[n] or "") for n in WRITTEN)
    counted = all(
        expected.get(name) is None or number_of(found.get(name)) == number_of(expected.get(name))
        for name in COUNTED
    )
    return written and counted and number_of(found.get("amount")) in amounts_of(expected)


def amounts_of(row: Row) -> set[Decimal | None]:
    """Give the amounts of a true line: some forms print it without tax and with it."""
    return {number_of(row[name]) for name in ("amount", "amount_gross") if row.get(name)}


def _row_misses(
    truth: Truth, expected: Sequence[Row], found: Sequence[Row], what: str
) -> Iterator[Miss]:
    left = [row for row in found if not any(same_row(one, row) for one in expected)]
    for row in expected:
        if not any(same_row(row, one) for one in found):
            yield _row_miss(truth, what, row, left.pop(0) if left else {})
    for row in left:
        yield _row_miss(truth, what, {}, row)


def _row_miss(truth: Truth, what: str, expected: Row, said: Row, *, status: str = "") -> Miss:
    return Miss(
        path=f"{truth.corpus}/{truth.path.name}",
        field=what,
        expected=_one_line(expected),
        said=_one_line(said),
        status=status,
    )


def _one_line(row: Row) -> str:
    return " | ".join(str(value) for value in row.values() if value is not None)


def number_of(value: str | None) -> Decimal | None:
    """Give a decimal string's number; None where it is none."""
    try:
        return None if value is None else Decimal(value)
    except InvalidOperation:
        return None


def _letters(value: str) -> str:
    """Give letters and digits alone: spaces, quotes, case and broken hyphens say nothing."""
    return re.sub(r"[\W_]+", "", value).casefold()
