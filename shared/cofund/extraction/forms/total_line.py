"""The row of a form's total where its table could not be told: net, VAT and gross side by side.

The label belongs to three sums at once, so it says of none which it is. What adds up does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from cofund.extraction.forms.sums_of_cells import Sum
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read, status_of
from cofund.extraction.totals import LINES_AGREE, NET_AND_TAX
from cofund.extraction.values import numbers
from cofund.models.evidence import Read
from cofund.models.extraction import LineRead, TaxRead
from cofund.money import Money

WHOLE = re.compile(
    r"(?<!\S)всего\s+(?:к\s+оплате|по\s+(?:накладной|документу))\b\W*(?:\(\d\)|\[\d\])?",
    re.IGNORECASE,
)
SEVERAL_SUMS = "one sum in the total's row"
MOST_LINES = 1_000
MOST_SUMS = 20


def with_total_line(fields: dict[str, Any], laid: LaidOut) -> dict[str, Any]:
    """Give a form's fields with net, VAT and gross from the total's row, where it has several sums.

    A sum of that row that nothing tells apart from the others is unsure.
    """
    currency, lines = fields.get("currency"), fields.get("lines", ())
    if currency is None:
        return fields
    for line in laid.lines[:MOST_LINES]:
        label = WHOLE.search(line.text)
        behind = line.part(label.end(), len(line.text)) if label else None
        sums = _sums(behind, currency.value) if behind is not None else []
        if len(sums) > 1:
            told = _three(sums, lines) or _two(sums, lines) or _unsure(fields.get("gross"), sums)
            return {**fields, **told}
    return fields


def _sums(behind: Passage, currency: str) -> list[Sum]:
    found = []
    for printed in behind.find_all(numbers.NUMBER, "number"):
        amounts = numbers.amounts(printed.text, currency)
        if len(amounts) == 1:
            found.append(Sum(amounts[0], printed))
    return found[:MOST_SUMS]


def _three(sums: Sequence[Sum], lines: Sequence[LineRead]) -> dict[str, Any]:
    """The last sum with two before it that make it, the larger of them the net one."""
    gross = sums[-1]
    for at, net in enumerate(sums[:-1]):
        for vat in sums[at + 1 : -1]:
            adds_up = net.amount + vat.amount == gross.amount and vat.amount.amount_minor > 0
            if adds_up and vat.amount.amount_minor < net.amount.amount_minor:
                return _reads(net, vat, gross, lines)
    return {}


def _two(sums: Sequence[Sum], lines: Sequence[LineRead]) -> dict[str, Any]:
    """Without VAT net and gross are the same sum."""
    net, gross = sums[-2:]
    if len(sums) != 2 or net.amount != gross.amount:
        return {}
    agreed = _agreed(lines, (gross.amount,))
    return {"net": None, "gross": read(gross.amount, gross.passage, passed=(LABEL, *agreed))}


def _reads(net: Sum, vat: Sum, gross: Sum, lines: Sequence[LineRead]) -> dict[str, Any]:
    agreed = _agreed(lines, (net.amount, gross.amount))
    votes = (NET_AND_TAX, *agreed)
    rates = {line.vat_rate.value for line in lines if line.vat_rate is not None}
    tax = read(vat.amount, vat.passage, passed=(NET_AND_TAX,))
    return {
        "net": read(net.amount, net.passage, passed=votes),
        "tax": tax,
        "taxes": (TaxRead(rate=rates.pop() if len(rates) == 1 else None, tax=tax),),
        "gross": read(gross.amount, gross.passage, passed=votes),
        "vat_included": None,
        "due": None,
    }


def _agreed(lines: Sequence[LineRead], totals: Sequence[Money]) -> tuple[str, ...]:
    amounts = [line.amount.value for line in lines if line.amount is not None]
    if not amounts or len(amounts) != len(lines):
        return ()
    return (LINES_AGREE,) if Money.total(amounts, amounts[0].currency) in totals else ()


def _unsure(gross: Read[Money] | None, sums: Sequence[Sum]) -> dict[str, Any]:
    """A total taken from the row by its label alone goes to a person, and so does what it shows."""
    if gross is None:
        return {}
    failed = (*gross.failed, SEVERAL_SUMS)
    others = tuple(each.passage.text for each in sums)[:10]
    status = status_of(gross.source, gross.passed, failed)
    unsure = gross.model_copy(update={"failed": failed, "status": status, "alternates": others})
    return {"gross": unsure}
