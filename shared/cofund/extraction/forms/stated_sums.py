"""Lines, net, VAT and gross of a form with numbered columns: each sum stands in its own column.

Every column's lines must make its total, and the totals must add up: votes, and vetoes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cofund.extraction.forms.graphs import Graphs
from cofund.extraction.forms.spelled import spelled_roubles
from cofund.extraction.forms.sums_of_cells import SUMS, Sum, by_rate, rate_in, sum_in
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.tables import Cell, Row
from cofund.extraction.line_columns import Column
from cofund.extraction.line_items import line_reads
from cofund.extraction.line_rows import Stated
from cofund.extraction.reads import ONE_READING, read, status_of
from cofund.extraction.scan_votes import independent
from cofund.extraction.totals import LINES_AGREE, NET_AND_TAX, RATE_AGREES, WORDS_AGREE
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_LINES, LineRead, TaxRead
from cofund.money import Money, round_half_up
from cofund.vat_law import rates_on, tax_on_top

STATED = "stands in its column"
ROW_ADDS_UP = "row: net + VAT = gross"
MOST_LINES_OF_TEXT = 1_000
MOST_RATES = 20
PLACES: Mapping[Column, int] = {
    "description": 0, "unit": 1, "quantity": 2, "unit_price": 3, "net": 4, "vat_rate": 5,
    "vat": 6, "gross": 7,
}  # fmt: skip
Answers = dict[str, bool | None]


def stated_sums(
    graphs: Graphs, laid: LaidOut, *, currency: str, dated: date | None
) -> dict[str, Any]:
    """Give lines and totals of a form, and the amount in words where the form has one.

    Nothing where the row of the total states no gross sum.
    """
    rows = [row for row in graphs.lines if any(sum_in(row, each, currency) for each in SUMS)]
    totals = _totals(graphs.total, currency)
    if "gross" not in totals:
        return {}
    words, said = (
        spelled_roubles(laid.lines[:MOST_LINES_OF_TEXT]) if currency == "RUB" else (None, None)
    )
    answers = _answers(totals, rows, currency)
    answers["gross"][WORDS_AGREE] = None if said is None else said == totals["gross"].amount
    answers["gross"][RATE_AGREES] = _rate_agrees(rows, totals, dated)
    alone = (STATED, LINES_AGREE) if len(rows) == 1 else (STATED,)
    reads = {column: _read(totals[column], answers[column], alone) for column in totals}
    items = _lines(rows[:MAX_LINES], currency)
    return {
        "lines": items,
        "net": reads.get("net"),
        "tax": reads.get("vat"),
        "gross": reads["gross"],
        "taxes": _taxes(rows, currency, reads.get("vat")),
        "vat_included": _vat_on_top(totals, items),
        "amount_in_words": _words_read(words, said, totals["gross"].amount),
    }


def _totals(total: Stated | None, currency: str) -> dict[Column, Sum]:
    found = {column: sum_in(total, column, currency) for column in SUMS if total is not None}
    return {column: each for column, each in found.items() if each is not None}


def _answers(
    totals: Mapping[Column, Sum], rows: Sequence[Stated], currency: str
) -> dict[Column, Answers]:
    """For each total, what each check says of it: agrees, contradicts, or cannot tell."""
    adds_up = _adds_up([totals.get(column) for column in SUMS])
    return {
        column: {
            LINES_AGREE: _lines_make(
                [sum_in(row, column, currency) for row in rows], totals.get(column)
            ),
            NET_AND_TAX: adds_up,
        }
        for column in SUMS
    }


def _adds_up(sums: Sequence[Sum | None]) -> bool | None:
    """Whether net and VAT make gross; None where one of them is not stated."""
    net, vat, gross = sums
    if net is None or vat is None or gross is None:
        return None
    return net.amount + vat.amount == gross.amount


def _lines_make(sums: Sequence[Sum | None], total: Sum | None) -> bool | None:
    known = [each.amount for each in sums if each is not None]
    if total is None or not known or len(known) != len(sums):
        return None
    return Money.total(known, total.amount.currency) == total.amount


def _rate_agrees(
    rows: Sequence[Stated], totals: Mapping[Column, Sum], dated: date | None
) -> bool | None:
    """With one rate the VAT follows from the net sum, but for a kopeck a line."""
    rates = {rate_in(row) for row in rows}
    rate = rates.pop() if len(rates) == 1 else None
    if rate is None or "net" not in totals or "vat" not in totals:
        return None
    expected = round_half_up(tax_on_top(totals["net"].amount.amount_minor, int(rate)))
    near = abs(expected - totals["vat"].amount.amount_minor) <= max(1, len(rows))
    return near and (dated is None or int(rate) in rates_on(dated))


def _read(stated: Sum, answers: Answers, repeated: Sequence[str]) -> Read[Money]:
    passed = [check for check, agrees in answers.items() if agrees]
    failed = [check for check, agrees in answers.items() if agrees is False]
    if stated.ambiguous:
        failed.append(ONE_READING)
    # A column alone is no evidence that its total was read right.
    stands = [STATED, *passed] if passed else []
    votes = independent(stated.passage, stands, repeated=repeated)
    return read(stated.amount, stated.passage, passed=votes, failed=failed)


def _lines(rows: Sequence[Stated], currency: str) -> tuple[LineRead, ...]:
    """The rows as lines; net, VAT and gross of one row hold each other."""
    lines = line_reads(PLACES, [_as_row(row) for row in rows], currency)
    if len(lines) != len(rows):
        return lines
    return tuple(
        _with_row_check(line, _adds_up([sum_in(row, column, currency) for column in SUMS]))
        for line, row in zip(lines, rows, strict=True)
    )


def _as_row(stated: Stated) -> Row:
    cells = (
        Cell(place, place + 1, passage)
        for column, place in PLACES.items()
        for passage in stated.get(column, ())[:1]
    )
    return Row(tuple(cells))


def _with_row_check(line: LineRead, adds_up: bool | None) -> LineRead:
    if adds_up is None:
        return line
    return line.model_copy(
        update={
            "amount": _checked_again(line.amount, adds_up),
            "vat": _checked_again(line.vat, adds_up),
        }
    )


def _checked_again(value: Read[Money] | None, agrees: bool) -> Read[Money] | None:
    if value is None:
        return None
    votes = (*value.passed, ROW_ADDS_UP) if agrees else value.passed
    vetoes = value.failed if agrees else (*value.failed, ROW_ADDS_UP)
    status = status_of(value.source, votes, vetoes)
    return value.model_copy(update={"passed": votes, "failed": vetoes, "status": status})


def _taxes(rows: Sequence[Stated], currency: str, tax: Read[Money] | None) -> tuple[TaxRead, ...]:
    """The VAT of each rate: the total's where there is one rate, else added up from the lines."""
    rates = by_rate(rows, currency)
    if len(rates) == 1 and tax is not None:
        return (TaxRead(rate=next(iter(rates)), tax=tax),)
    agreed = [LINES_AGREE] if tax is not None and LINES_AGREE in tax.passed else []
    return tuple(
        TaxRead(rate=rate, tax=read(_added(sums), cells, passed=agreed))
        for rate, sums in list(rates.items())[:MOST_RATES]
        if (cells := joined(each.passage for each in sums))
    )


def _added(sums: Sequence[Sum]) -> Money:
    return Money.total([each.amount for each in sums], sums[0].amount.currency)


def _vat_on_top(totals: Mapping[Column, Sum], lines: Sequence[LineRead]) -> Read[bool] | None:
    """The lines are without VAT where they make the net sum."""
    net = totals.get("net")
    amounts = [line.amount.value for line in lines if line.amount is not None]
    if net is None or "vat" not in totals or not amounts or len(amounts) != len(lines):
        return None
    if Money.total(amounts, net.amount.currency) != net.amount:
        return None
    return read(False, net.passage, passed=(LINES_AGREE,))


def _words_read(words: Passage | None, said: Money | None, gross: Money) -> Read[Money] | None:
    if words is None or said is None:
        return None
    if said == gross:
        return read(said, words, passed=(WORDS_AGREE,))
    return read(said, words, failed=(WORDS_AGREE,))
