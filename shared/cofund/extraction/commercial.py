"""Invoices, acts and their kin: number, date, parties, lines, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cofund.extraction.currency import currency_of
from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.line_items import line_reads, lines_table
from cofund.extraction.parties import parties
from cofund.extraction.reads import LABEL, read, with_vote
from cofund.extraction.totals import LINES_AGREE, solve_totals, total_fields
from cofund.extraction.values.writing import writing_of
from cofund.models.evidence import Read
from cofund.models.extraction import LineRead

REFERENCE = re.compile(
    r"(?:основание|по\s+договору|по\s+сч[её]ту|purchase\s+order|order\s+(?:no|number)|contract)"
    r"\s*[:.]?\s*(?P<named>.{3,150})",
    re.IGNORECASE,
)
MOST_REFERENCES = 20


def commercial_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``CommercialDocument``; what is not printed is absent."""
    writing = writing_of(line.text for line in laid.lines)
    number, dated = number_and_date(laid, writing)
    found = parties(laid)
    currency = currency_of(laid, found["seller"])
    fields: dict[str, Any] = {
        "number": number,
        "issue_date": dated,
        "seller": found["seller"],
        "buyer": found["buyer"],
        "currency": currency,
        "references": tuple(_references(laid)),
    }
    if currency is None:
        return fields
    lines = line_reads(*lines_table(laid), currency.value)
    amounts = [line.amount.value if line.amount else None for line in lines]
    solved = solve_totals(
        laid,
        amounts,
        currency=currency.value,
        dated=dated.value if dated else None,
        writing=writing,
    )
    checked = tuple(_with_sum_check(line, solved.passed) for line in lines)
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
