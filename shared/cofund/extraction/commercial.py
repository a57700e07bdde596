"""Invoices, acts and their kin: number, date, parties, lines, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cofund.extraction.currency import currency_of
from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.line_items import line_reads, lines_table
from cofund.extraction.parties import parties
from cofund.extraction.party_blocks import Role
from cofund.extraction.reads import LABEL, read, with_vote
from cofund.extraction.totals import LINES_AGREE, Solved, solve_totals, total_fields
from cofund.extraction.values.writing import Writing, writing_of
from cofund.models.evidence import Read
from cofund.models.extraction import LineRead, PartyRead

REFERENCE = re.compile(
    r"(?:основание|по\s+договору|по\s+сч[её]ту|purchase\s+order|order\s+(?:no|number)|contract)"
    r"\s*[:.]?\s*(?P<named>.{3,150})",
    re.IGNORECASE,
)
MOST_REFERENCES = 20


@dataclass(frozen=True)
class Considered:
    """What the fields of a commercial document are chosen from."""

    writing: Writing
    number: Read[str] | None
    dated: Read[date] | None
    parties: Mapping[Role, PartyRead]
    currency: Read[str] | None
    lines: tuple[LineRead, ...] = ()
    solved: Solved | None = None
    """The totals; None where no currency is known."""


def considered(laid: LaidOut) -> Considered:
    """Give what a document's fields are chosen from."""
    writing = writing_of(line.text for line in laid.lines)
    number, dated = number_and_date(laid, writing)
    found = parties(laid)
    currency = currency_of(laid, found["seller"])
    known = Considered(writing, number, dated, found, currency)
    if currency is None:
        return known
    lines = line_reads(*lines_table(laid), currency.value)
    solved = solve_totals(
        laid,
        [line.amount.value if line.amount else None for line in lines],
        currency=currency.value,
        dated=dated.value if dated else None,
        writing=writing,
    )
    return replace(known, lines=lines, solved=solved)


def commercial_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``CommercialDocument``; what is not printed is absent."""
    known = considered(laid)
    fields: dict[str, Any] = {
        "number": known.number,
        "issue_date": known.dated,
        "seller": known.parties["seller"],
        "buyer": known.parties["buyer"],
        "currency": known.currency,
        "references": tuple(_references(laid)),
    }
    solved = known.solved
    if solved is None:
        return fields
    checked = tuple(_with_sum_check(line, solved.passed) for line in known.lines)
    return {**fields, "lines": checked, **total_fields(solved, laid)}


def _with_sum_check(line: LineRead, checks: Sequence[str]) -> LineRead:
    """A line's amount gains a vote when all lines together make the total."""
    if line.amount is None or line.amount.failed or LINES_AGREE not in checks:
        return line
    return line.model_copy(update={"amount": with_vote(line.amount, LINES_AGREE)})


def _references(laid: LaidOut) -> Iterator[Read[str]]:
    found = (line.find(REFERENCE, "named") for line in laid.lines)
    named = [passage.stripped() for passage in found if passage is not None]
    for passage in named[:MOST_REFERENCES]:
        yield read(passage.text, passage, passed=(LABEL,))
