"""Invoices, acts and their kin: number, date, parties, lines, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.line_items import line_reads, lines_table
from cofund.extraction.parties import parties
from cofund.extraction.reads import LABEL, ONE_VALUE, read, with_vote
from cofund.extraction.totals import (
    LINES_AGREE,
    NET_AND_TAX,
    RATE_AGREES,
    WORDS_AGREE,
    Candidate,
    Place,
    Sums,
    candidates,
    sums_of,
    votes,
)
from cofund.extraction.values import numbers
from cofund.models.evidence import Read
from cofund.models.extraction import LineRead, PartyRead, TaxRead
from cofund.money import Money

ACCOUNT_CURRENCIES = {"810": "RUB", "643": "RUB", "840": "USD", "978": "EUR", "156": "CNY"}
"""The currency in the sixth to eighth digit of a Russian account."""
REFERENCE = re.compile(
    r"(?:основание|по\s+договору|по\s+сч[её]ту|purchase\s+order|order\s+(?:no|number)|contract)"
    r"\s*[:.]?\s*(?P<named>.{3,150})",
    re.IGNORECASE,
)
MOST_REFERENCES = 20
TOTALS: tuple[tuple[Place, ...], ...] = (("gross",), ("subtotal",), ("counted", "words"))
"""Where a total is looked for: what is labelled as one comes first."""


def commercial_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``CommercialDocument``; what is not printed is absent."""
    number, dated = number_and_date(laid)
    found = parties(laid)
    currency = _currency(laid, found["seller"])
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
    return {**fields, **_amounts(laid, currency.value, dated.value if dated else None)}


def _amounts(laid: LaidOut, currency: str, dated: date | None) -> dict[str, Any]:
    lines = line_reads(*lines_table(laid), currency)
    found = candidates(laid.lines, currency)
    sums = sums_of(found, [line.amount.value if line.amount else None for line in lines])
    gross = _gross(found, sums, dated)
    total = gross.value if gross else None
    checks = gross.passed if gross else ()
    return {
        "lines": tuple(_with_sum_check(line, checks) for line in lines),
        "gross": gross,
        "net": _net(found, total, checks),
        "tax": _tax(sums, checks, gross),
        "taxes": tuple(_taxes(sums, checks)),
        "vat_included": _vat_included(found, sums, gross),
        "amount_in_words": _at("words", found, total, WORDS_AGREE),
        "prepaid": _at("prepaid", found, None, LABEL),
        "due": None,
    }


def _gross(found: Sequence[Candidate], sums: Sums, dated: date | None) -> Read[Money] | None:
    """The candidate that most checks agree with and fewest contradict."""
    offered = [[each for each in found if each.place in places] for places in TOTALS]
    standing = next((group for group in offered if group), [])
    if not standing:
        return None
    everything = [each for group in offered for each in group]
    best = max(standing, key=lambda each: _standing(each, sums, dated))
    passed, failed = votes(best.amount, sums, dated)
    others = [each.passage.text for each in everything if each.amount != best.amount]
    return read(
        best.amount, best.passage, passed=passed, failed=failed, alternates=others if failed else ()
    )


def _standing(candidate: Candidate, sums: Sums, dated: date | None) -> int:
    passed, failed = votes(candidate.amount, sums, dated)
    return len(passed) - 2 * len(failed)


def _net(
    found: Sequence[Candidate], gross: Money | None, checks: Sequence[str]
) -> Read[Money] | None:
    """The sum without VAT, where it is printed: a subtotal that is less than the total."""
    for candidate in found:
        below = gross is not None and candidate.amount != gross
        if candidate.place == "net" or (candidate.place == "subtotal" and below):
            agreed = [check for check in (NET_AND_TAX, LINES_AGREE) if check in checks]
            return read(candidate.amount, candidate.passage, passed=agreed)
    return None


def _tax(sums: Sums, checks: Sequence[str], gross: Read[Money] | None) -> Read[Money] | None:
    if not sums.taxes or sums.tax is None:
        return None
    failed = [RATE_AGREES] if gross is not None and RATE_AGREES in gross.failed else []
    return read(
        sums.tax, sums.taxes[0].passage, passed=_tax_checks(sums.taxes[0], checks), failed=failed
    )


def _taxes(sums: Sums, checks: Sequence[str]) -> Iterator[TaxRead]:
    for each in sums.taxes[:20]:
        tax = read(each.amount, each.passage, passed=_tax_checks(each, checks))
        yield TaxRead(rate=each.rate, tax=tax)


def _tax_checks(tax: Candidate, checks: Sequence[str]) -> list[str]:
    """A printed "без НДС" needs no arithmetic."""
    if tax.place == "no_tax":
        return [LABEL]
    return [check for check in (RATE_AGREES, NET_AND_TAX) if check in checks]


def _vat_included(
    found: Sequence[Candidate], sums: Sums, gross: Read[Money] | None
) -> Read[bool] | None:
    """Whether the lines hold the VAT: by the words at the tax, and by the sum of the lines."""
    tax = next((each for each in found if each.place == "tax"), None)
    if tax is None or gross is None:
        return None
    if LINES_AGREE not in gross.passed:
        return read(True, tax.passage, passed=(LABEL,)) if tax.included else None
    by_sum = sums.lines == gross.value
    agrees = (LABEL,) if tax.included and by_sum else ()
    contradicts = (LABEL,) if tax.included and not by_sum else ()
    return read(by_sum, tax.passage, passed=(LINES_AGREE, *agrees), failed=contradicts)


def _at(
    place: Place, found: Sequence[Candidate], agreed: Money | None, check: str
) -> Read[Money] | None:
    """The first amount of a place; where it should agree with the total, it is held against it."""
    candidate = next((each for each in found if each.place == place), None)
    if candidate is None:
        return None
    if agreed is not None and candidate.amount != agreed:
        return read(candidate.amount, candidate.passage, failed=(check,))
    return read(candidate.amount, candidate.passage, passed=(check,))


def _with_sum_check(line: LineRead, checks: Sequence[str]) -> LineRead:
    """A line's amount gains a vote when all lines together make the total."""
    if line.amount is None or line.amount.failed or LINES_AGREE not in checks:
        return line
    return line.model_copy(update={"amount": with_vote(line.amount, LINES_AGREE)})


def _currency(laid: LaidOut, seller: PartyRead) -> Read[str] | None:
    """The currency that the totals name, else the one of the seller's account."""
    named = [(line, code) for line in laid.lines if (code := numbers.currency_of(line.text))]
    codes = list(dict.fromkeys(code for _, code in named))
    if codes:
        failed = (ONE_VALUE,) if len(codes) > 1 else ()
        return read(codes[0], named[0][0], passed=(LABEL,), failed=failed, alternates=codes[1:])
    account = seller.account
    code = ACCOUNT_CURRENCIES.get(account.value[5:8]) if account else None
    return account.model_copy(update={"value": code}) if account and code else None


def _references(laid: LaidOut) -> Iterator[Read[str]]:
    found = (line.find(REFERENCE, "named") for line in laid.lines)
    named = [passage.stripped() for passage in found if passage is not None]
    for passage in named[:MOST_REFERENCES]:
        yield read(passage.text, passage, passed=(LABEL,))
