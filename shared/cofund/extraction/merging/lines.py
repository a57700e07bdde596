"""Lines and taxes: the source's, with the rows of the page in which they are printed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from typing import Any

from cofund.extraction.merging.fields import Merging, same
from cofund.extraction.merging.typed import (
    Exact,
    money_of,
    number_of,
    price_of,
    text_of,
)
from cofund.models.evidence import Read
from cofund.models.exact import StatedLine, StatedTax
from cofund.models.extraction import LineRead, TaxRead

MOST_SOUGHT = 200
"""Lines beyond this many are not looked for on the page, only read off the source."""


def merged_lines(
    merging: Merging,
    stated: Sequence[StatedLine],
    page: Sequence[LineRead],
    currency: str | None,
) -> tuple[LineRead, ...]:
    """Give the source's lines; where it states none, the page's."""
    if not stated:
        return tuple(page)
    beside = _paired(stated, page, currency)
    return tuple(
        _line(merging, position, line, beside[position - 1], currency)
        for position, line in enumerate(stated, start=1)
    )


def _paired(
    stated: Sequence[StatedLine], page: Sequence[LineRead], currency: str | None
) -> list[LineRead | None]:
    """The page's line for each stated one: by their order, where there are as many of both."""
    if len(stated) == len(page):
        return list(page)
    left: defaultdict[Any, deque[LineRead]] = defaultdict(deque)
    for line in page:
        if line.amount is not None:
            left[line.amount.value].append(line)
    amounts = (money_of(line.amount, currency) for line in stated)
    queues = (left[amount.value] if amount is not None else None for amount in amounts)
    return [queue.popleft() if queue else None for queue in queues]


def _line(
    merging: Merging,
    position: int,
    stated: StatedLine,
    page: LineRead | None,
    currency: str | None,
) -> LineRead:
    values = {
        "quantity": number_of(stated.quantity),
        "unit": text_of(stated.unit),
        "unit_price": price_of(stated.unit_price, currency),
        "vat_rate": number_of(stated.vat_rate),
        "vat": money_of(stated.vat, currency),
    }
    described = Exact(stated.description.value, stated.description)
    amount = money_of(stated.amount, currency)
    if page is None:
        row = merging.printed.find(described.value) if position <= MOST_SOUGHT else None
        fields = {name: merging.beside(exact, row) for name, exact in values.items()}
        fields["amount"] = merging.beside(amount, row)
        description = merging.beside(described, row)
    else:
        fields = {
            name: _held(merging, exact, getattr(page, name)) for name, exact in values.items()
        }
        fields["amount"] = merging.merged(f"line {position} amount", amount, page.amount)
        description = _held(merging, described, page.description)
    return LineRead(position=position, description=description, **fields)


def _held(merging: Merging, exact: Exact | None, page: Read[Any] | None) -> Read[Any] | None:
    """A value with the evidence of the page's line; small differences there are no findings."""
    if exact is None:
        return None
    if page is not None and same(page.value, exact.value):
        return merging.merged("", exact, page)
    return merging.beside(exact, None)


def merged_taxes(
    merging: Merging, stated: Sequence[StatedTax], page: Sequence[TaxRead], currency: str | None
) -> tuple[TaxRead, ...]:
    """Give the source's taxes by rate; where it states none, the page's."""
    found = []
    for each in stated:
        tax, rate = money_of(each.tax, currency), number_of(each.rate)
        read = merging.merged("", tax, None)
        if read is not None:
            found.append(TaxRead(rate=None if rate is None else rate.value, tax=read))
    return tuple(found) or tuple(page)
