"""What the rest of a document says about a total: each check agrees, contradicts or is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from cofund.extraction.solver.breakdown import TaxRow, clusters
from cofund.extraction.solver.candidates import Candidate, Offered
from cofund.extraction.solver.labels import Place
from cofund.money import Money, round_half_up
from cofund.vat_law import rates_on

WORDS_AGREE = "words = digits"
COUNTED_AGREES = "stated sum = total"
LINES_AGREE = "lines = total"
NET_AND_TAX = "net + tax = gross"
RATE_AGREES = "VAT rate × total = VAT"
TAX_TABLE_AGREES = "tax table = total"
DUE_AGREES = "total − prepaid = due"

MOST_ADJUSTMENTS = 4
SAME_EDGE = 1.5
FEWEST_IN_COLUMN = 2


@dataclass(frozen=True)
class Sums:
    """What a total is compared with."""

    currency: str
    words: tuple[Money, ...] = ()
    counted: tuple[Money, ...] = ()
    lines: Money | None = None
    line_count: int = 0
    columns: tuple[Money, ...] = ()
    """What columns of amounts above the totals add up to."""
    nets: tuple[Money, ...] = ()
    subtotals: tuple[Money, ...] = ()
    totals: tuple[Money, ...] = ()
    """Whatever is labelled as a total of any kind."""
    taxes: tuple[Candidate, ...] = ()
    """One tax per rate, as labelled."""
    tax_totals: tuple[Money, ...] = ()
    """What all tax together may be."""
    tables: tuple[tuple[TaxRow, ...], ...] = ()
    adjustments: tuple[Money, ...] = ()
    """Charges, and allowances with a minus."""
    prepaid: tuple[Money, ...] = ()
    outstanding: tuple[Money, ...] = ()
    due: tuple[Money, ...] = ()

    def adjusted(self) -> Iterator[Money]:
        """Give what charges and allowances may change a sum by: nothing, one, or two of them."""
        yield Money.zero(self.currency)
        for count in (1, 2):
            for some in combinations(self.adjustments[:MOST_ADJUSTMENTS], count):
                yield Money.total(some, self.currency)


def sums_of(offered: Offered, lines: Sequence[Money | None], currency: str) -> Sums:
    """Give what the checks compare a total with."""
    found = offered.candidates
    known = [amount for amount in lines if amount is not None]
    whole = bool(known) and len(known) == len(lines)
    taxes = _distinct_taxes(found)
    tables = tuple(clusters(offered.tax_rows))
    return Sums(
        currency=currency,
        words=_amounts(found, "words"),
        counted=_amounts(found, "counted"),
        lines=Money.total(known, currency) if whole else None,
        line_count=len(lines),
        columns=tuple(_column_sums(offered, currency)),
        nets=_amounts(found, "net"),
        subtotals=_amounts(found, "subtotal"),
        totals=_amounts(found, "gross") + _amounts(found, "total"),
        taxes=taxes,
        tax_totals=tuple(_tax_totals(found, taxes, tables, currency)),
        tables=tables,
        adjustments=(*_adjustments(found), *_deductions(offered)),
        prepaid=_amounts(found, "prepaid"),
        outstanding=_amounts(found, "outstanding"),
        due=_amounts(found, "due"),
    )


def _amounts(found: Sequence[Candidate], place: Place) -> tuple[Money, ...]:
    return tuple(dict.fromkeys(each.amount for each in found if each.place == place))


def _distinct_taxes(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One tax per rate: the same tax is often printed twice, in the totals and in the words."""
    by_rate = {each.rate: each for each in reversed(found) if each.place in ("tax", "no_tax")}
    if len(by_rate) > 1:
        by_rate.pop(None, None)
    return tuple(reversed(by_rate.values()))


def _tax_totals(
    found: Sequence[Candidate],
    taxes: Sequence[Candidate],
    tables: Sequence[Sequence[TaxRow]],
    currency: str,
) -> Iterator[Money]:
    """The sum of the rates' taxes, a labelled tax, the sum of a tax table: each printed somehow."""
    options = [
        *([Money.total((each.amount for each in taxes), currency)] if taxes else []),
        *(each.amount for each in found if each.place == "tax"),
        *(Money.total((row.tax for row in table), currency) for table in tables),
    ]
    yield from dict.fromkeys(options)


def _adjustments(found: Sequence[Candidate]) -> Iterator[Money]:
    for each in found:
        if each.place == "charge" and each.amount:
            yield each.amount
        elif each.place == "allowance" and each.amount:
            yield -abs(each.amount)


def _deductions(offered: Offered) -> Iterator[Money]:
    """Negative amounts between the totals whose words say nothing to us: allowances, whatever."""
    placed = {each.line for each in offered.candidates}
    for line, _, amounts in offered.columns:
        between = placed and min(placed) < line < max(placed) and line not in placed
        if between and amounts and amounts[0].amount_minor < 0:
            yield amounts[0]


def _column_sums(offered: Offered, currency: str) -> Iterator[Money]:
    """Sums of the amounts that stand below each other, right edges aligned, above the totals."""
    placed = {each.line for each in offered.candidates}
    first_total = min(placed, default=0)
    edges: list[tuple[float, list[Money]]] = []
    for line, passage, amounts in offered.columns:
        if line >= first_total or line in placed or not amounts or passage.box is None:
            continue
        _into_column(edges, passage.box.x1, amounts[0])
    for _, column in edges:
        if len(column) >= FEWEST_IN_COLUMN:
            yield Money.total(column, currency)


def _into_column(edges: list[tuple[float, list[Money]]], edge: float, amount: Money) -> None:
    column = next((each for at, each in edges if abs(at - edge) <= SAME_EDGE), None)
    if column is None:
        edges.append((edge, [amount]))
    else:
        column.append(amount)


def votes(
    total: Money, tax: Money | None, sums: Sums, dated: date | None
) -> tuple[list[str], list[str]]:
    """Give the checks that agree with a total and those that contradict it."""
    answers = {
        WORDS_AGREE: _all_are(sums.words, total),
        COUNTED_AGREES: _all_are(sums.counted, total),
        LINES_AGREE: _lines_make(total, tax, sums),
        NET_AND_TAX: _net_and_tax_make(total, tax, sums),
        RATE_AGREES: _rate_makes(total, tax, sums, dated),
        TAX_TABLE_AGREES: _table_makes(total, tax, sums),
        DUE_AGREES: _due_follows(total, sums),
    }
    passed = [check for check, agrees in answers.items() if agrees]
    failed = [check for check, agrees in answers.items() if agrees is False]
    return passed, failed


def _all_are(amounts: tuple[Money, ...], total: Money) -> bool | None:
    return all(amount == total for amount in amounts) if amounts else None


def _lines_make(total: Money, tax: Money | None, sums: Sums) -> bool | None:
    """The lines, or a column of amounts, make the total, with or without the tax."""
    wanted = {total, total - tax} if tax else {total}
    bases = {*sums.columns, *([sums.lines] if sums.lines is not None else [])}
    if any(base + change in wanted for base in bases for change in sums.adjusted()):
        return True
    return False if sums.lines is not None else None


def _net_and_tax_make(total: Money, tax: Money | None, sums: Sums) -> bool | None:
    """A net sum is the total less the VAT; a subtotal may hold the VAT already."""
    if tax is None:
        return None
    changes = tuple(sums.adjusted())
    if any(net + tax + change == total for net in sums.nets for change in changes):
        return True
    if tax and any(other + tax == total for other in sums.totals):
        return True
    if sums.nets or not sums.subtotals:
        return False if sums.nets else None
    return any(
        subtotal + change in (total, total - tax)
        for subtotal in sums.subtotals
        for change in changes
    )


def _rate_makes(total: Money, tax: Money | None, sums: Sums, dated: date | None) -> bool | None:
    """With one rate the VAT follows from the total; rounding line by line may shift it a little."""
    if len(sums.taxes) != 1 or sums.taxes[0].rate is None or tax != sums.taxes[0].amount:
        return None
    rate = sums.taxes[0].rate
    if not rate and not tax:
        return None
    expected = round_half_up(Fraction(total.amount_minor) * Fraction(rate) / (100 + Fraction(rate)))
    off = abs(tax.amount_minor) - abs(expected)
    if abs(off) <= max(1, sums.line_count):
        return dated is None or total.currency != "RUB" or rate in _rates(dated)
    untaxed_too = off < 0 and any(net + tax == total for net in sums.nets)
    return None if untaxed_too and total.currency != "RUB" else False


def _rates(dated: date) -> frozenset[Decimal]:
    return frozenset(Decimal(rate) for rate in rates_on(dated))


def _table_makes(total: Money, tax: Money | None, sums: Sums) -> bool | None:
    """The bases and taxes of a tax table make the total; one that makes another tax is silent."""
    for table in sums.tables:
        taxes = Money.total((row.tax for row in table), sums.currency)
        bases = Money.total((row.basis for row in table), sums.currency)
        if total in (bases + taxes, bases) and (tax is None or taxes == tax):
            return True if total == bases + taxes or not taxes else None
    return None


def _due_follows(total: Money, sums: Sums) -> bool | None:
    less = any(total - abs(paid) == due for paid in sums.prepaid if paid for due in sums.due)
    more = any(
        total + earlier == due for earlier in sums.outstanding for due in sums.due if earlier
    )
    return True if less or more else None
