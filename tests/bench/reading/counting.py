"""How many are right, of how many: one document and one tool's answer at a time."""

from __future__ import annotations

from collections.abc import Iterable

from tests.bench.reading.facts import CORE, Answer, Said, Truth
from tests.bench.reading.judged import silent_differences
from tests.bench.reading.score import exact_rows, is_right, wrong_line_amounts

Count = tuple[int, int]
"""How many are right, of how many."""


def fields(truth: Truth, said: Said, names: Iterable[str]) -> Count:
    """Count the named fields that were said as they stand."""
    wanted = [name for name in names if name in truth.fields]
    return sum(is_right(truth, name, said) for name in wanted), len(wanted)


def visible(truth: Truth, answer: Answer) -> Count:
    """Count the fields that the page shows."""
    return fields(truth, answer.page, truth.visible)


def core(truth: Truth, answer: Answer) -> Count:
    """Count total, date and number where the page shows them."""
    return fields(truth, answer.page, truth.core)


def all_core(truth: Truth, answer: Answer) -> Count:
    """Count a document that shows total, date and number once: right with all three."""
    right, total = core(truth, answer)
    return (int(right == total), 1) if total == len(CORE) else (0, 0)


def kind(truth: Truth, answer: Answer) -> Count:
    """Count a document once, right where it is known for what it is."""
    return int(answer.page.kind == truth.kind), 1


def told(truth: Truth, answer: Answer) -> Count:
    """Count the differences between page and e-invoice that were told."""
    silent = len(list(silent_differences(truth, answer)))
    told = len([name for name in answer.whole.disagreements if name in truth.fields])
    return told, told + silent


def lines(truth: Truth, answer: Answer) -> Count:
    """Count the lines that were read exactly."""
    return exact_rows(truth.lines, answer.page.lines), len(truth.lines)


def persons(truth: Truth, answer: Answer) -> Count:
    """Count the participants that were read exactly; rows that nobody wrote count as wrong."""
    rows = answer.page.participants
    return exact_rows(truth.participants, rows), max(len(truth.participants), len(rows))


def accepted(truth: Truth, answer: Answer) -> Count:
    """Count a document once, right where its true total needs no person."""
    return int(is_right(truth, "gross", answer.page) and answer.page.accepts("gross")), 1


def wrong_and_passed(truth: Truth, answer: Answer | None) -> bool:
    """Say whether a wrong amount would pass; a tool without statuses stands for all it says."""
    if answer is None:
        return False
    said = answer.page.fields.get("gross")
    if said is None:
        return False
    stands = answer.page.accepts("gross") or "status" not in said
    wrong = not is_right(truth, "gross", answer.page)
    return (stands and wrong) or any(wrong_line_amounts(truth, answer.page))
