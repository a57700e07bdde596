"""The sums of a receipt at their labels, and how they hold each other: total, payments, VAT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, ONE_READING, read
from cofund.extraction.totals import LINES_AGREE, RATE_AGREES
from cofund.extraction.values import numbers
from cofund.models.evidence import Read
from cofund.models.extraction import LineRead, TaxRead
from cofund.money import Money, round_half_up
from cofund.vat_law import inside, rates_on

CURRENCY = "RUB"
PAID_AGREES = "payments = total"
MOST_PAYMENTS = 10
TOTAL = re.compile(
    r"^\W*(?:итого?|всего|к\s+оплате|сумма\s+(?:чека|расч[её]та)|total)\b(?!\s*(?:скидк|товар|ндс))",
    re.IGNORECASE,
)
PAID = re.compile(
    r"^\W*(?:безналичн\w+|наличн\w+|электронн\w+|(?:банковской\s+)?карт\w+|предоплат\w+|аванс\w*|"
    r"зач[её]т\s+аванса|эквайринг)\b",
    re.IGNORECASE,
)
TAX = re.compile(
    r"^\W*(?:сумма\s+|в\s+т\.?\s*ч\.?\s+|в\s+том\s+числе\s+)?ндс\W*(?:по\s+ставке\W*)?"
    r"(?P<rate>\d{1,2})\s*(?:%|/\s*1\d\d)",
    re.IGNORECASE,
)
NO_TAX = re.compile(
    r"^\W*(?:сумма\s+)?(?:расч[её]та\s+)?(?:без\s+ндс|ндс\s+не\s+облагается)", re.IGNORECASE
)


@dataclass(frozen=True)
class Sum:
    """An amount at its label."""

    amount: Money
    passage: Passage
    ambiguous: bool
    rate: int | None = None


def sums_at(lines: Sequence[Passage], label: re.Pattern[str]) -> Iterator[Sum]:
    """Every amount at a label; it may stand on the next line."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        match = label.match(line.text)
        if match is None:
            continue
        behind = line.part(match.end(), len(line.text))
        printed = list(behind.find_all(numbers.NUMBER, "number"))
        if not printed and following is not None and numbers.NUMBER.fullmatch(following.text):
            printed = [following]
        amounts = numbers.amounts(printed[-1].text, CURRENCY) if printed else ()
        if amounts:
            rate = match.groupdict().get("rate")
            yield Sum(amounts[0], printed[-1], len(amounts) > 1, int(rate) if rate else None)


def without_tax(lines: Sequence[Passage]) -> Iterator[Sum]:
    """Give a VAT of zero wherever the receipt says that there is none."""
    for line in lines:
        if NO_TAX.match(line.text):
            yield Sum(Money.zero(CURRENCY), line, ambiguous=False, rate=0)


def has_one_rate(lines: Sequence[Passage]) -> bool:
    """Whether one rate is all the VAT; the lines' own come before the total."""
    return len({each.rate for each in [*sums_at(lines, TAX), *without_tax(lines)]}) == 1


def gross_read(
    lines: Sequence[Passage], total: Sum, items: Sequence[LineRead], dated: Read[date] | None
) -> Read[Money]:
    """Give the total; lines, payments and the VAT vote for it, or veto it."""
    answers = {
        LINES_AGREE: _lines_make(items, total.amount),
        PAID_AGREES: _payments_make(lines, total),
        RATE_AGREES: _rate_agrees(lines, total.amount, dated),
    }
    passed = [check for check, agrees in answers.items() if agrees]
    failed = [check for check, agrees in answers.items() if agrees is False]
    if total.ambiguous:
        failed.append(ONE_READING)
    return read(total.amount, total.passage, passed=passed, failed=failed)


def _lines_make(items: Sequence[LineRead], total: Money) -> bool | None:
    amounts = [item.amount.value for item in items if item.amount is not None]
    if not amounts or len(amounts) != len(items):
        return None
    return Money.total(amounts, CURRENCY) == total


def _payments_make(lines: Sequence[Passage], total: Sum) -> bool | None:
    """Cash may be given in excess: then nothing is said."""
    paid = [each.amount for each in sums_at(lines, PAID)][:MOST_PAYMENTS]
    if not paid:
        return None
    return Money.total(paid, CURRENCY) == total.amount or None


def _rate_agrees(lines: Sequence[Passage], total: Money, dated: Read[date] | None) -> bool | None:
    taxes = list(sums_at(lines, TAX))
    if not taxes or not has_one_rate(lines):
        return None
    rate = taxes[-1].rate or 0
    expected = round_half_up(inside(total.amount_minor, rate))
    near = abs(expected - taxes[-1].amount.amount_minor) <= len(lines)
    return near and (dated is None or rate in rates_on(dated.value))


def tax_read(taxes: Sequence[Sum], total: Money) -> Read[Money] | None:
    """Give the VAT, where the receipt has one rate."""
    if not taxes:
        return None
    return read(taxes[0].amount, taxes[0].passage, passed=_tax_votes(taxes[0], total))


def _tax_votes(tax: Sum, total: Money) -> list[str]:
    if not tax.rate:
        return [LABEL]
    expected = round_half_up(inside(total.amount_minor, tax.rate))
    return [RATE_AGREES] if abs(expected - tax.amount.amount_minor) <= 1 else []


def taxes_read(lines: Sequence[Passage], total: Money) -> Iterator[TaxRead]:
    """Give the VAT of each rate; the totals come after the lines' own, so the last counts."""
    found = {each.rate: each for each in [*sums_at(lines, TAX), *without_tax(lines)]}
    for rate, each in found.items():
        votes = _tax_votes(each, total) if len(found) == 1 else [LABEL]
        yield TaxRead(
            rate=Decimal(rate) if rate else None,
            tax=read(each.amount, each.passage, passed=votes),
        )
