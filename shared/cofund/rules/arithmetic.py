"""Arithmetic of single papers: do their own sums agree?

Only values that are certain are compared; what is missing or uncertain is the *reading* rules'.
Printed prices and taxes are rounded to the minor unit, so sums of them may differ by the rounding:
half a minor unit for each thing that was rounded.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from cofund.claimable.cost import Paper, commercial_papers
from cofund.claimable.cost_lines import lines_minor
from cofund.identifiers import is_inn
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import LineRead
from cofund.models.terms import percent_text, share_of
from cofund.money import Money
from cofund.rules.verdicts import failed, passed, shown_sum, where
from cofund.sure import credible, sure, sure_number, sure_text
from cofund.vat_law import rates_on, tax_in

HALF = Fraction(1, 2)


def line_amounts(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that quantity times price gives the amount of every line, VAT on top allowed."""
    return tuple(
        _line_amounts(file, document, paper)
        for document, paper in commercial_papers(file)
        if any(_complete(line) for line in paper.lines)
    )


def lines_total(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the lines sum up to the paper's total, or to its sum without VAT."""
    findings = []
    for document, paper in commercial_papers(file):
        lines, gross = lines_minor(paper), sure(paper.gross)
        if lines is not None and gross is not None:
            findings.append(_lines_total(file, document, paper, lines=lines, gross=gross))
    return tuple(findings)


def vat_rate(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that Russian papers charge VAT rates that were in force.

    Both the day of the paper and the activity's last day count: advances cross the year.
    """
    findings = []
    for document, paper in commercial_papers(file):
        printed = _printed_rates(paper)
        if printed and is_inn(sure_text(paper.seller.tax_id)):
            findings.append(_vat_rate(file, document, paper, printed))
    return tuple(findings)


def vat_amount(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the VAT is what its rate makes of the sum, on papers with one rate."""
    findings = []
    for document, paper in commercial_papers(file):
        gross, tax, rate = sure(paper.gross), sure(paper.tax), _only_rate(paper)
        if gross is not None and tax is not None and rate is not None:
            findings.append(_vat_amount(file, document, paper, gross=gross, tax=tax, rate=rate))
    return tuple(findings)


def net_and_vat(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the sum without VAT and the VAT give the total."""
    findings = []
    for document, paper in commercial_papers(file):
        net, tax, gross = sure(paper.net), sure(paper.tax), sure(paper.gross)
        if net is None or tax is None or gross is None:
            continue
        evidence = where(paper.net, paper.tax, paper.gross)
        if net.amount_minor + tax.amount_minor == gross.amount_minor:
            findings.append(passed("net_and_vat", "agrees", document=document, evidence=evidence))
            continue
        findings.append(
            failed(
                file.programme,
                "net_and_vat",
                "differs",
                document=document,
                evidence=evidence,
                net=net,
                tax=tax,
                total=gross,
            )
        )
    return tuple(findings)


def amount_in_words(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the amount in words is the amount in digits."""
    findings = []
    for document, paper in commercial_papers(file):
        words, gross = sure(paper.amount_in_words), sure(paper.gross)
        if words is None or gross is None:
            continue
        evidence = where(paper.amount_in_words, paper.gross)
        if words.amount_minor == gross.amount_minor:
            findings.append(
                passed("amount_in_words", "agrees", document=document, evidence=evidence)
            )
            continue
        findings.append(
            failed(
                file.programme,
                "amount_in_words",
                "differs",
                document=document,
                evidence=evidence,
                words=words,
                total=gross,
            )
        )
    return tuple(findings)


def _complete(line: LineRead) -> bool:
    values = (sure_number(line.quantity), sure(line.unit_price), sure(line.amount))
    return all(value is not None for value in values)


def _line_amounts(file: ClaimFile, document: Document, paper: Paper) -> Finding:
    wrong = [line for line in paper.lines if _complete(line) and not _line_agrees(line)]
    if not wrong:
        return passed("line_amounts", "agree", document=document, lines=len(paper.lines))
    first = wrong[0]
    return failed(
        file.programme,
        "line_amounts",
        "differ",
        document=document,
        evidence=where(*(line.amount for line in wrong)),
        wrong=len(wrong),
        line=first.position,
        description=first.description.value,
    )


def _line_agrees(line: LineRead) -> bool:
    quantity, price, amount = sure_number(line.quantity), sure(line.unit_price), sure(line.amount)
    if quantity is None or price is None or amount is None:
        return True
    exact = quantity * price.amount_minor
    rate, tax = sure_number(line.vat_rate), sure(line.vat)
    totals = [exact]
    if tax is not None:
        totals.append(exact + tax.amount_minor)
    if rate is not None:
        totals.append(exact * (1 + rate / 100))
    allowed = max(abs(quantity), Fraction(1)) * HALF
    return any(abs(total - amount.amount_minor) <= allowed for total in totals)


def _lines_total(
    file: ClaimFile, document: Document, paper: Paper, *, lines: int, gross: Money
) -> Finding:
    evidence = where(paper.gross, paper.net)
    if lines in _sums_that_lines_may_give(paper, gross):
        return passed("lines_total", "agree", document=document, evidence=evidence, total=gross)
    return failed(
        file.programme,
        "lines_total",
        "differ",
        document=document,
        evidence=evidence,
        lines=shown_sum(lines, gross.currency),
        total=gross,
    )


def _sums_that_lines_may_give(paper: Paper, gross: Money) -> set[int]:
    """Lines with VAT give the total, lines without it the net sum; discounts stand as lines."""
    net, tax, included = sure(paper.net), sure(paper.tax), sure(paper.vat_included)
    without = {net.amount_minor} if net is not None else set()
    if tax is not None:
        without.add(gross.amount_minor - tax.amount_minor)
    if included is None:
        return {gross.amount_minor, *without}
    return {gross.amount_minor} if included else without or {gross.amount_minor}


def _printed_rates(paper: Paper) -> tuple[Decimal, ...]:
    rates = [tax.rate for tax in paper.taxes] + [sure(line.vat_rate) for line in paper.lines]
    return tuple(sorted({rate for rate in rates if rate is not None and credible(rate)}))


def _vat_rate(
    file: ClaimFile, document: Document, paper: Paper, printed: tuple[Decimal, ...]
) -> Finding:
    over = file.application.activity.last_day
    known = rates_on(sure(paper.issue_date) or over) | rates_on(over)
    wrong = [rate for rate in printed if rate not in known]
    evidence = where(*(tax.tax for tax in paper.taxes))
    if not wrong:
        return passed("vat_rate", "in_force", document=document, evidence=evidence)
    return failed(
        file.programme,
        "vat_rate",
        "not_in_force",
        document=document,
        evidence=evidence,
        rate=percent_text(wrong[0]),
    )


def _only_rate(paper: Paper) -> Decimal | None:
    """Give the rate of all lines; None where some lines have a rate of their own and some none."""
    rates = _printed_rates(paper)
    own = [sure(line.vat_rate) is not None for line in paper.lines]
    one = len(rates) == 1 and all(own) == any(own)
    return rates[0] if one and 0 <= rates[0] <= 100 else None


def _vat_amount(
    file: ClaimFile, document: Document, paper: Paper, *, gross: Money, tax: Money, rate: Decimal
) -> Finding:
    """Compare with the tax in the total; each line's tax may have been rounded on its own."""
    exact = tax_in(gross.amount_minor, share_of(rate))
    allowed = HALF * (len(paper.lines) + 1)
    evidence = where(paper.tax, paper.gross)
    if abs(exact - tax.amount_minor) <= allowed:
        return passed("vat_amount", "agrees", document=document, evidence=evidence, tax=tax)
    return failed(
        file.programme,
        "vat_amount",
        "differs",
        document=document,
        evidence=evidence,
        tax=tax,
        expected=Money(amount_minor=round(exact), currency=gross.currency),
        rate=percent_text(rate),
    )
