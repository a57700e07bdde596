"""Which VAT rates an amount stands on, as far as the invoices say so for sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from cofund.claimable.apportion import apportion
from cofund.models.assessment import InvoiceFacts
from cofund.models.extraction import CommercialDocument, Extraction
from cofund.models.payout import VatSplit
from cofund.money import Money, round_half_up
from cofund.vat_law import rates_on, tax_in

NO_VAT = "none"
UNKNOWN_RATE = "unknown"

Weights = Mapping[str, int]
"""How much of a document stands on each rate; only the proportions count."""

UNCLEAR: Weights = {UNKNOWN_RATE: 1}


def vat_split(
    amount: Money, invoices: Sequence[InvoiceFacts], extractions: Mapping[str, Extraction]
) -> tuple[VatSplit, ...]:
    """Give how much of an amount stands on which rate: by invoice shares, then by their rates.

    The parts sum up to the amount exactly. What no invoice answers for sure stands on "unknown".
    """
    shares = [invoice.share.amount_minor for invoice in invoices]
    if not any(shares):
        return (VatSplit(rate_percent=UNKNOWN_RATE, amount=amount),)
    parts: Counter[str] = Counter()
    for invoice, part in zip(invoices, apportion(amount.amount_minor, shares), strict=True):
        weights = rate_weights(extractions.get(invoice.document_id), day=invoice.issue_date)
        for rate, piece in zip(weights, apportion(part, list(weights.values())), strict=True):
            parts[rate] += piece
    return tuple(
        VatSplit(
            rate_percent=rate, amount=Money(amount_minor=parts[rate], currency=amount.currency)
        )
        for rate in sorted(parts)
        if parts[rate]
    )


def rate_weights(document: Extraction | None, *, day: date) -> Weights:
    """Give the proportions of a document's rates: by printed taxes, or by lines.

    Where a paper in roubles prints its tax but no rate, the law's rates on that ``day`` are tried.
    """
    if not isinstance(document, CommercialDocument) or document.gross is None:
        return UNCLEAR
    gross = document.gross.value.amount_minor
    if gross <= 0:
        return UNCLEAR
    if document.taxes and all(tax.rate is not None for tax in document.taxes):
        return _by_taxes(document, gross)
    tax = _whole_tax(document)
    if tax is None:
        return _by_lines(document)
    if tax == 0:
        return {NO_VAT: 1}
    fitting = _rates_that_give(tax, document, day=day)
    return {str(fitting[0]): 1} if len(fitting) == 1 else _by_lines(document)


def rate_text(rate: Decimal) -> str:
    """Give a rate as finance reads it: "20", "0", "16.5"."""
    return format(rate.normalize(), "f")


def _by_taxes(document: CommercialDocument, gross: int) -> Weights:
    """Every tax tells the gross that it stands on; what is left over bears no tax."""
    parts: Counter[str] = Counter()
    slack = Fraction(0)
    untaxed = NO_VAT
    for tax in document.taxes:
        rate = Fraction(tax.rate or 0)
        if rate <= 0:
            untaxed = "0"
            continue
        times = (100 + rate) / rate
        parts[rate_text(Decimal(tax.rate or 0))] += round_half_up(
            tax.tax.value.amount_minor * times
        )
        slack = max(slack, times * _roundings(document))
    left = gross - sum(parts.values())
    if left < -slack or min(parts.values(), default=0) < 0:
        return UNCLEAR
    if left > slack:
        parts[untaxed] = left
    return parts if sum(parts.values()) > 0 else UNCLEAR


def _whole_tax(document: CommercialDocument) -> int | None:
    if document.tax is not None:
        return document.tax.value.amount_minor
    if len(document.taxes) == 1:
        return document.taxes[0].tax.value.amount_minor
    return None


def _rates_that_give(tax: int, document: CommercialDocument, *, day: date) -> list[int]:
    assert document.gross is not None
    gross = document.gross.value
    if gross.currency != "RUB":
        return []
    slack = Fraction(_roundings(document), 2)
    return [
        rate
        for rate in sorted(rates_on(day))
        if abs(tax_in(gross.amount_minor, Fraction(rate, 100)) - tax) <= slack
    ]


def _by_lines(document: CommercialDocument) -> Weights:
    parts: Counter[str] = Counter()
    on_top = document.vat_included is not None and not document.vat_included.value
    for line in document.lines:
        if line.vat_rate is None or line.amount is None or line.amount.value.amount_minor < 0:
            return UNCLEAR
        rate = line.vat_rate.value
        with_tax = (100 + Fraction(rate)) if on_top else Fraction(100)
        parts[rate_text(rate)] += round_half_up(line.amount.value.amount_minor * with_tax)
    return parts if sum(parts.values()) > 0 else UNCLEAR


def _roundings(document: CommercialDocument) -> int:
    """Give how many roundings a printed tax may carry: one, or one a line."""
    return max(1, len(document.lines))
