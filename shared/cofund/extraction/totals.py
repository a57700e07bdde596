"""A commercial document's totals, with the checks that agree with them and that contradict them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read, with_vote
from cofund.extraction.scan_votes import independent
from cofund.extraction.solver.candidates import Candidate, Offered, offered
from cofund.extraction.solver.checks import (
    COUNTED_AGREES,
    DUE_AGREES,
    LINES_AGREE,
    NET_AND_TAX,
    RATE_AGREES,
    TAX_TABLE_AGREES,
    WORDS_AGREE,
    Sums,
    sums_of,
)
from cofund.extraction.solver.choice import Weighed, weighed
from cofund.extraction.solver.labels import Place
from cofund.extraction.values.writing import Writing
from cofund.models.evidence import Box, Read
from cofund.models.extraction import TaxRead
from cofund.money import Money

__all__ = [
    "COUNTED_AGREES",
    "LINES_AGREE",
    "NET_AND_TAX",
    "NO_INK",
    "RATE_AGREES",
    "WORDS_AGREE",
    "Solved",
    "solve_totals",
    "total_fields",
]

NO_INK = "no ink over the value"
LOOKS_AGREE = "both looks at the scan agree"
TAX_CHECKS = (RATE_AGREES, NET_AND_TAX, TAX_TABLE_AGREES)
MOST_TAXES = 20


@dataclass(frozen=True)
class Solved:
    """All totals considered: what was offered, what it was compared with, the best one first."""

    offered: Offered
    sums: Sums
    weighed: tuple[Weighed, ...]

    @property
    def best(self) -> Weighed | None:
        """The total; None where no amount stands at any total's label."""
        return self.weighed[0] if self.weighed else None

    @property
    def passed(self) -> tuple[str, ...]:
        """The checks that agree with the total."""
        return self.best.passed if self.best else ()


def solve_totals(
    laid: LaidOut,
    amounts: Sequence[Money | None],
    *,
    currency: str,
    dated: date | None,
    writing: Writing,
) -> Solved:
    """Give the totals of a document whose lines state these amounts."""
    found = offered(laid.lines, currency, writing)
    sums = sums_of(found, amounts, currency)
    return Solved(found, sums, tuple(weighed(found, sums, dated)))


def total_fields(solved: Solved, laid: LaidOut) -> dict[str, Any]:
    """Give the totals as the fields of a ``CommercialDocument``."""
    gross = _gross(solved, laid)
    tax = _tax(solved)
    return {
        "gross": gross,
        "net": _net(solved),
        "tax": tax,
        "taxes": tuple(_taxes(solved)),
        "vat_included": _vat_included(solved, gross),
        "amount_in_words": _at("words", solved, gross.value if gross else None, WORDS_AGREE),
        "prepaid": _prepaid(solved),
        "due": _due(solved),
    }


def _gross(solved: Solved, laid: LaidOut) -> Read[Money] | None:
    """The best total; ink over it says that a person changed it."""
    best = solved.best
    if best is None:
        return None
    amount, passage = best.candidate.amount, best.candidate.passage
    failed = [*best.failed, *_doubts(laid, passage)]
    others = [each.candidate.passage.text for each in solved.weighed[1:]]
    return read(
        amount,
        passage,
        passed=_votes(passage, solved, best),
        failed=failed,
        alternates=others if failed else (),
    )


def _votes(passage: Passage, solved: Solved, best: Weighed) -> tuple[str, ...]:
    """The checks that vote; on a scan words and digits are two readings, so the label votes too."""
    votes = independent(passage, best.passed, repeated=tuple(_repeated(solved, best)))
    is_labelled = best.candidate.place in ("gross", "total", "due")
    if passage.origin.source == "ocr" and is_labelled and WORDS_AGREE in votes:
        return (*votes, LABEL)
    return votes


def _repeated(solved: Solved, best: Weighed) -> Iterator[str]:
    """The checks that compare the total with nothing but its own digits, printed once more."""
    yield COUNTED_AGREES
    sums, total, tax = solved.sums, best.candidate.amount, best.tax
    printed = (*sums.nets, *sums.subtotals, *sums.totals)
    if not tax or not any(each + tax == total for each in printed):
        yield NET_AND_TAX
    if sums.line_count == 1 and sums.lines == total:
        yield LINES_AGREE


def _doubts(laid: LaidOut, passage: Passage) -> Iterator[str]:
    if is_inked(laid, passage):
        yield NO_INK
    if any(page.read_differently for page in laid.content.pages):
        yield LOOKS_AGREE


def is_inked(laid: LaidOut, passage: Passage) -> bool:
    """Tell whether something was written or stamped over a value."""
    box = passage.box
    page = next((each for each in laid.content.pages if each.number == passage.page), None)
    return page is not None and box is not None and any(_meet(box, ink) for ink in page.ink)


def _meet(one: Box, other: Box) -> bool:
    across = one.x0 < other.x1 and other.x0 < one.x1
    return across and one.top < other.bottom and other.top < one.bottom


def _net(solved: Solved) -> Read[Money] | None:
    """The sum without VAT, where it is printed: what makes the total with the tax comes first."""
    best = solved.best
    candidates = solved.offered.candidates
    found = [each for each in candidates if each.place in ("net", "subtotal")]
    total = best.candidate.amount if best else None
    wanted = total - best.tax if total is not None and best and best.tax is not None else None
    fitting = [each for each in found if each.amount == wanted and each.amount != total]
    labelled = [each for each in found if each.place == "net"]
    exact = [each for each in labelled if each.amount == wanted]
    lesser = [each for each in found if total is not None and each.amount != total]
    others = [each for each in candidates if each.amount == wanted and best and best.tax]
    chosen = next(iter((*exact, *fitting, *labelled, *lesser, *others)), None)
    if chosen is None:
        return None
    agreed = [check for check in (NET_AND_TAX, LINES_AGREE) if check in solved.passed]
    fits = wanted is None or chosen.amount == wanted
    return read(chosen.amount, chosen.passage, passed=agreed if fits else ())


def _tax(solved: Solved) -> Read[Money] | None:
    best, taxes = solved.best, solved.sums.taxes
    tax = best.tax if best else None
    printed = next(
        (each for each in solved.offered.candidates if each.place == "tax" and each.amount == tax),
        taxes[0] if taxes else None,
    )
    if printed is None or best is None or tax is None:
        return _tax_of_table(solved)
    failed = [RATE_AGREES] if RATE_AGREES in best.failed else []
    return read(tax, printed.passage, passed=_tax_checks(printed, best.passed), failed=failed)


def _tax_of_table(solved: Solved) -> Read[Money] | None:
    """No tax is labelled as one: a tax table's rows say it."""
    if TAX_TABLE_AGREES not in solved.passed or solved.best is None or solved.best.tax is None:
        return None
    row = solved.sums.tables[0][0]
    return read(solved.best.tax, row.passage, passed=(TAX_TABLE_AGREES,))


def _taxes(solved: Solved) -> Iterator[TaxRead]:
    tax = solved.best.tax if solved.best else None
    for table in solved.sums.tables:
        if len(table) > 1 and Money.total((row.tax for row in table), row_currency(table)) == tax:
            checks = [check for check in TAX_CHECKS if check in solved.passed]
            for row in table[:MOST_TAXES]:
                yield TaxRead(rate=row.rate, tax=read(row.tax, row.passage, passed=checks))
            return
    for each in solved.sums.taxes[:MOST_TAXES]:
        made = read(each.amount, each.passage, passed=_tax_checks(each, solved.passed))
        yield TaxRead(rate=each.rate, tax=made)


def row_currency(table: Sequence[Any]) -> str:
    """Give the currency of a tax table's amounts."""
    currency: str = table[0].tax.currency
    return currency


def _tax_checks(tax: Candidate, checks: Sequence[str]) -> list[str]:
    """A printed "без НДС" needs no arithmetic."""
    if tax.place == "no_tax":
        return [LABEL]
    return [check for check in TAX_CHECKS if check in checks]


def _vat_included(solved: Solved, gross: Read[Money] | None) -> Read[bool] | None:
    """Whether the lines hold the VAT: by the words at the tax, and by the sum of the lines."""
    tax = next((each for each in solved.offered.candidates if each.place == "tax"), None)
    if tax is None or gross is None:
        return None
    if LINES_AGREE not in gross.passed or solved.sums.lines is None:
        return read(True, tax.passage, passed=(LABEL,)) if tax.included else None
    by_sum = solved.sums.lines == gross.value
    agrees = (LABEL,) if tax.included and by_sum else ()
    contradicts = (LABEL,) if tax.included and not by_sum else ()
    return read(by_sum, tax.passage, passed=(LINES_AGREE, *agrees), failed=contradicts)


def _at(place: Place, solved: Solved, agreed: Money | None, check: str) -> Read[Money] | None:
    """The first amount of a place; where it should agree with the total, it is held against it."""
    candidate = next((each for each in solved.offered.candidates if each.place == place), None)
    if candidate is None:
        return None
    if agreed is not None and candidate.amount != agreed:
        return read(candidate.amount, candidate.passage, failed=(check,))
    return read(candidate.amount, candidate.passage, passed=(check,))


def _prepaid(solved: Solved) -> Read[Money] | None:
    """What was paid already: a positive amount, though it is often printed with a minus."""
    printed = _at("prepaid", solved, None, LABEL)
    total = solved.best.candidate.amount if solved.best else None
    if printed is None or total is None or total.amount_minor < 0:
        return printed
    value = printed.model_copy(update={"value": abs(printed.value)})
    return with_vote(value, DUE_AGREES) if DUE_AGREES in solved.passed else value


def _due(solved: Solved) -> Read[Money] | None:
    """What remains to be paid: follows from the total and what was paid, or is the total."""
    best = solved.best
    found = [each for each in solved.offered.candidates if each.place == "due"]
    if best is None or not found:
        return None
    if DUE_AGREES in best.passed:
        other = [each for each in found if each.amount != best.candidate.amount]
        return read(other[0].amount, other[0].passage, passed=(DUE_AGREES,))
    same = [each for each in found if each.amount == best.candidate.amount]
    if same:
        return read(same[0].amount, same[0].passage, passed=best.passed, failed=best.failed)
    return read(found[-1].amount, found[-1].passage, passed=())
