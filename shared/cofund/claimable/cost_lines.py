"""What single lines of a paper cost, with and without VAT."""

from __future__ import annotations

from fractions import Fraction

from cofund.claimable.cost import Paper
from cofund.models.extraction import LineRead
from cofund.models.money_terms import CostBase
from cofund.money import LARGEST_MINOR, Money, RoundingMode
from cofund.sure import sure, sure_number

HIGHEST_VAT = Fraction(22, 100)
"""What may come on top where a paper doesn't say whether its prices include VAT."""


def lines_minor(paper: Paper) -> int | None:
    """Give the sum of all lines in minor units; None where a line's amount is not certain."""
    amounts = [sure(line.amount) for line in paper.lines]
    known = [amount.amount_minor for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) > 0 else None


def includes_vat(paper: Paper) -> bool | None:
    """Tell whether line amounts contain the VAT: as printed, or as the sums show; else None."""
    printed = sure(paper.vat_included)
    if printed is not None:
        return printed
    gross, tax, lines = sure(paper.gross), sure(paper.tax), lines_minor(paper)
    if gross is None or tax is None:
        return None
    if tax.amount_minor == 0 or lines == gross.amount_minor:
        return True
    return False if lines == gross.amount_minor - tax.amount_minor else None


def vat_rate(paper: Paper, line: LineRead) -> Fraction | None:
    """Give a line's VAT rate as a fraction: its own, or the one that the paper's totals show."""
    own = sure_number(line.vat_rate)
    if own is not None:
        return own / 100 if 0 <= own <= 100 else None
    gross, tax = sure(paper.gross), sure(paper.tax)
    if gross is None or tax is None or not 0 <= tax.amount_minor < gross.amount_minor:
        return None
    return Fraction(tax.amount_minor, gross.amount_minor - tax.amount_minor)


def line_cost(
    paper: Paper, line: LineRead, *, base: CostBase, rounding: RoundingMode
) -> Money | None:
    """Give a line's cost by the cost base; None where a value that it needs is not certain."""
    amount, included = sure(line.amount), includes_vat(paper)
    if amount is None:
        return None
    if included is None:
        return amount if sure(paper.tax) is None else None
    if included == (base == "gross"):
        return amount
    rate = vat_rate(paper, line)
    if rate is None:
        return None
    return _times(amount, 1 / (1 + rate) if included else 1 + rate, rounding)


def piece_prices(
    paper: Paper, line: LineRead, *, rounding: RoundingMode
) -> tuple[Money, Money] | None:
    """Give the least and the most that one piece may cost, VAT included; None where unreadable.

    The two differ where the paper doesn't say whether its prices include VAT.
    """
    price, included = _unit_price(line, rounding), includes_vat(paper)
    if price is None:
        return None
    on_top = vat_rate(paper, line) if included is False else HIGHEST_VAT
    dearest = _times(price, 1 + (HIGHEST_VAT if on_top is None else on_top), rounding)
    if dearest is None:
        return None
    if included is None:
        return price, dearest
    return (price, price) if included else (dearest, dearest)


def _unit_price(line: LineRead, rounding: RoundingMode) -> Money | None:
    printed, amount = sure(line.unit_price), sure(line.amount)
    quantity = sure_number(line.quantity)
    if printed is not None:
        return printed
    if amount is None or quantity is None or quantity <= 0:
        return None
    return _times(amount, 1 / quantity, rounding)


def _times(amount: Money, share: Fraction, rounding: RoundingMode) -> Money | None:
    """Give a share of an amount; None where it leaves the bounds of money."""
    if abs(amount.amount_minor * share) >= LARGEST_MINOR:
        return None
    return amount.times(share, rounding)
