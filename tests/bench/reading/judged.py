"""One document judged: everything that a tool missed in it, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.reading.facts import Answer, Truth
from tests.bench.reading.score import (
    Miss,
    is_right,
    line_misses,
    misses,
    person_misses,
    wrong_line_amounts,
)


def page_misses(truth: Truth, answer: Answer) -> Iterator[Miss]:
    """Give what was missed of what the page shows: kind, fields, lines, participants."""
    if answer.failure:
        yield _miss(truth, "document", "read", answer.failure)
        return
    if truth.kind and answer.page.kind and answer.page.kind != truth.kind:
        yield _miss(truth, "kind", truth.kind, answer.page.kind)
    yield from misses(truth, answer.page, sorted(truth.visible & truth.fields.keys()))
    yield from wrong_line_amounts(truth, answer.page)
    if truth.lines:
        yield from line_misses(truth, answer.page)
    if truth.participants:
        yield from person_misses(truth, answer.page)


def whole_misses(truth: Truth, answer: Answer) -> Iterator[Miss]:
    """Give what was missed although an e-invoice inside the file states it."""
    if answer.failure:
        yield _miss(truth, "document", "read", answer.failure)
        return
    yield from misses(truth, answer.whole, sorted(truth.fields))


def silent_differences(truth: Truth, answer: Answer) -> Iterator[Miss]:
    """Give the fields where page and e-invoice differ and nobody is told."""
    for name, value in truth.fields.items():
        printed = answer.page.value(name)
        if name in truth.visible or printed is None or is_right(truth, name, answer.page):
            continue
        if name not in answer.whole.disagreements:
            yield _miss(truth, name, value, printed)


def _miss(truth: Truth, field: str, expected: str, said: str) -> Miss:
    return Miss(path=f"{truth.corpus}/{truth.path.name}", field=field, expected=expected, said=said)
