"""The totals: every printed amount that may be one, and the checks that choose among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.segments import segments_of
from cofund.extraction.values import in_words, numbers
from cofund.extraction.vocabulary import Vocabulary, vocabulary
from cofund.money import Money, round_half_up
from cofund.vat_law import rates_on

Place = Literal["gross", "subtotal", "net", "tax", "no_tax", "prepaid", "counted", "words"]

LABELS: Vocabulary[Place] = vocabulary(
    (
        "no_tax",
        r"без\s+налога\s*\(?\s*ндс|без\s+ндс\s*[:.–-]*$|^\W*без\s+ндс|ндс\s+не\s+облага|no\s+vat\b",
    ),
    (
        "net",
        r"(?:итого|всего|стоимость|сумма)\s+без\s+(?:ндс|налога)|total\s+(?:excl|net)|"
        r"net\s+(?:total|amount)",
    ),
    (
        "gross",
        r"(?:всего|итого|сумма)?\s*к\s+оплате|"
        r"(?:всего|итого|сумма)\s+(?:с|с\s+уч[её]том|включая)\s+ндс|"
        r"(?:grand|total|amount|balance)\s+(?:due|total|payable|incl\w*)|total\s+amount",
    ),
    (
        "tax",
        r"(?:в\s+т(?:ом\s+числе|\.?\s*ч\.?)|сумма|итого)?\s*ндс\b|^\W*(?:vat|(?:sales\s+)?tax)\b",
    ),
    ("prepaid", r"^\W*(?:аванс|предоплата|оплачено|prepaid|amount\s+paid|paid)\b"),
    ("subtotal", r"^\W*итого\b|^\W*sub-?\s?total|^\W*всего\s*:"),
    (
        "gross",
        r"^\W*total\b|^\W*всего\b(?!\s+(?:наименований|оказано|выполнено|на\s+сумму))",
    ),
)
"""Labels of totals, the more telling ones first: one line is one of them."""

COUNTED = re.compile(r"на\s+сумму\s*:?\s*(?P<amount>[\d\s\u00a0.,=-]{0,30}\d)", re.IGNORECASE)
INCLUDED = re.compile(r"в\s+т(?:ом\s+числе|\.?\s*ч\.?)|incl|включая", re.IGNORECASE)
RATE = re.compile(r"(\d{1,2})(?:[.,]\d{1,2})?\s*%")
GROUPS = re.compile(r"\d{1,3}(?: \d{3})*")
LAST_GROUP = re.compile(r"\d{3}(?: \d{3})*(?:[.,=-]\d{2})?")
ALIGNED = 2.0
MOST_CANDIDATES = 200


@dataclass(frozen=True)
class Candidate:
    """A printed amount, where it stands and what its label takes it for."""

    place: Place
    amount: Money
    passage: Passage
    rate: Decimal | None = None
    included: bool = False


def candidates(lines: Sequence[Passage], currency: str) -> list[Candidate]:
    """Give every amount of the lines that stands at a total's label, in the order of the page."""
    found: list[Candidate] = []
    around = zip((None, *lines), lines, (*lines[1:], None), strict=False)
    for above, line, following in around:
        found += _at_labels(line, above, currency)
        found += _in_words(line, following, currency)
        if len(found) > MOST_CANDIDATES:
            break
    return found


def _at_labels(line: Passage, above: Passage | None, currency: str) -> Iterator[Candidate]:
    counted = line.find(COUNTED, "amount")
    if counted is not None:
        yield from _candidate("counted", counted, line, currency)
        return
    for place, label in LABELS:
        match = label.search(line.text)
        if match:
            yield from _after_label(place, line, match.end(), above, currency)
            return


def _after_label(
    place: Place, line: Passage, position: int, above: Passage | None, currency: str
) -> Iterator[Candidate]:
    if place == "no_tax":
        yield Candidate(place, Money.zero(currency), line)
        return
    amounts = [
        amount
        for segment in segments_of(line.part(position, len(line.text)))
        for amount in segment.find_all(numbers.NUMBER, "number")
        if not _is_rate(line, amount)
    ]
    if amounts:
        yield from _candidate(place, _whole(amounts[-1], above), line, currency)


def _whole(amount: Passage, above: Passage | None) -> Passage:
    """An amount too wide for its cell begins on the line above, with the same right edge."""
    before = segments_of(above)[-1] if above is not None else None
    if before is None or not (before.box and amount.box) or before.page != amount.page:
        return amount
    broken = GROUPS.fullmatch(before.text) and LAST_GROUP.fullmatch(amount.text)
    aligned = abs(before.box.x1 - amount.box.x1) <= ALIGNED
    near = amount.box.top - before.box.bottom < (amount.box.bottom - amount.box.top) / 2
    return (joined([before, amount]) or amount) if broken and aligned and near else amount


def _is_rate(line: Passage, amount: Passage) -> bool:
    return re.search(rf"(?<!\d){re.escape(amount.text)}\s*%", line.text) is not None


def _candidate(place: Place, printed: Passage, line: Passage, currency: str) -> Iterator[Candidate]:
    rate = RATE.search(line.text)
    for amount in numbers.amounts(printed.text, currency):
        yield Candidate(
            place,
            amount,
            printed,
            rate=Decimal(rate[1]) if rate else None,
            included=INCLUDED.search(line.text) is not None,
        )


def _in_words(line: Passage, following: Passage | None, currency: str) -> Iterator[Candidate]:
    """An amount in words; it may run on to the next line."""
    if currency != "RUB":
        return
    for passage in (line, joined([line, following] if following else [line])):
        words = passage and passage.find(in_words.AMOUNT)
        amount = in_words.amount_in_words(words.text) if words else None
        if words and amount is not None and words.page == line.page:
            if words.pieces[0] not in line.pieces:
                return
            if passage is line and "коп" not in words.text.lower():
                continue
            yield Candidate("words", Money(amount_minor=amount, currency=currency), words)
            return


WORDS_AGREE = "words = digits"
COUNTED_AGREES = "stated sum = total"
LINES_AGREE = "lines = total"
NET_AND_TAX = "net + tax = gross"
RATE_AGREES = "VAT rate × total = VAT"


@dataclass(frozen=True)
class Sums:
    """What the rest of the document says about its total."""

    words: tuple[Money, ...]
    counted: tuple[Money, ...]
    lines: Money | None
    line_count: int
    subtotal: tuple[Money, ...]
    taxes: tuple[Candidate, ...]

    @property
    def tax(self) -> Money | None:
        """All VAT; None where none is printed."""
        if not self.taxes:
            return None
        return Money.total((each.amount for each in self.taxes), self.taxes[0].amount.currency)


def sums_of(found: Sequence[Candidate], lines: Sequence[Money | None]) -> Sums:
    """Give what the checks compare a total with."""
    known = [amount for amount in lines if amount is not None]
    whole = bool(known) and len(known) == len(lines)
    return Sums(
        words=_amounts(found, "words"),
        counted=_amounts(found, "counted"),
        lines=Money.total(known, known[0].currency) if whole else None,
        line_count=len(lines),
        subtotal=_amounts(found, "subtotal") + _amounts(found, "net"),
        taxes=_distinct_taxes(found),
    )


def _amounts(found: Sequence[Candidate], place: Place) -> tuple[Money, ...]:
    return tuple(dict.fromkeys(each.amount for each in found if each.place == place))


def _distinct_taxes(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """One tax per rate: the same tax is often printed twice, in the totals and in the words."""
    by_rate = {each.rate: each for each in reversed(found) if each.place in ("tax", "no_tax")}
    if len(by_rate) > 1:
        by_rate.pop(None, None)
    return tuple(reversed(by_rate.values()))


def votes(total: Money, sums: Sums, dated: date | None) -> tuple[list[str], list[str]]:
    """Give the checks that agree with a total and those that contradict it."""
    answers = {
        WORDS_AGREE: _all_are(sums.words, total),
        COUNTED_AGREES: _all_are(sums.counted, total),
        LINES_AGREE: _lines_make(total, sums),
        NET_AND_TAX: _net_and_tax_make(total, sums),
        RATE_AGREES: _rate_makes(total, sums, dated),
    }
    passed = [check for check, agrees in answers.items() if agrees]
    failed = [check for check, agrees in answers.items() if agrees is False]
    return passed, failed


def _all_are(amounts: tuple[Money, ...], total: Money) -> bool | None:
    return all(amount == total for amount in amounts) if amounts else None


def _lines_make(total: Money, sums: Sums) -> bool | None:
    if sums.lines is None:
        return None
    with_tax = sums.lines + sums.tax if sums.tax else sums.lines
    return total in (sums.lines, with_tax)


def _net_and_tax_make(total: Money, sums: Sums) -> bool | None:
    """A subtotal is either the total itself (VAT within) or the total less the VAT."""
    if not sums.subtotal or sums.tax is None:
        return None
    return all(total in (net, net + sums.tax) for net in sums.subtotal)


def _rate_makes(total: Money, sums: Sums, dated: date | None) -> bool | None:
    """With one rate the VAT follows from the total; rounding line by line may shift it a little."""
    if len(sums.taxes) != 1 or sums.taxes[0].rate is None:
        return None
    rate, tax = int(sums.taxes[0].rate), sums.taxes[0].amount
    expected = round_half_up(Fraction(total.amount_minor * rate, 100 + rate))
    near = abs(expected - tax.amount_minor) <= max(1, sums.line_count)
    return near and (dated is None or total.currency != "RUB" or rate in rates_on(dated))
