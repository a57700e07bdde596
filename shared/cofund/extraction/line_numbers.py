"""The numbers of one line of goods: what each may mean, and which of the meanings multiply out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice, product

from cofund.extraction.layout.passages import Passage
from cofund.extraction.line_columns import Column
from cofund.extraction.line_rows import Stated
from cofund.extraction.values import numbers
from cofund.money import LARGEST_MINOR, Money, minor_digits

PRODUCT = "quantity × price = amount"
DISCOUNTED = "quantity × price − discount = amount"
TAXED = "quantity × price + VAT = amount"
HALF = Decimal("0.5")
HUNDRED = Decimal(100)
LOOKALIKES = str.maketrans("ОоOoЗз", "000033")
"""Letters that look like digits; among digits they are."""
MIXED = re.compile(r"^[\dОоOoЗз\s\u00a0.,'-]*\d[\dОоOoЗз\s\u00a0.,'-]*$")
AROUND = re.compile(r"^[^\d(−–-]+|[^\d)=−–-]+$")
LONGEST = 60
MOST_MEANINGS = 400
PER_CENT = re.compile(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:/\s*1\d\d)?\s*%?\s*$")
WITH_UNIT = re.compile(
    r"^(?P<number>[-−]?\d[\d\s\u00a0.,'’]*?)\s*[x×]?\s*(?P<unit>[^\W\d].{0,20})$"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """One number, where it is printed and one thing that it may mean."""

    value: Decimal
    passage: Passage
    column: Column


@dataclass(frozen=True, slots=True)
class Solution:
    """Numbers of one line that agree with each other, and by which check."""

    quantity: Printed
    price: Printed
    amount: Printed
    check: str

    @property
    def values(self) -> tuple[Decimal, Decimal, Decimal]:
        """Quantity, price, amount."""
        return self.quantity.value, self.price.value, self.amount.value


def meanings(row: Stated, column: Column, mark: str | None) -> list[Printed]:
    """Give all that the numbers in a row's columns of one meaning may mean."""
    return [
        Printed(value, passage, column)
        for passage in row.get(column, ())
        for value in decimals(passage.text, mark) or decimals(_unbroken(passage), mark)
    ]


def _unbroken(passage: Passage) -> str:
    """The text of a number that its narrow cell broke over lines."""
    tops = {round(piece.box.top) for piece in passage.pieces if piece.box}
    return "" if len(tops) < 2 else "".join(piece.text for piece in passage.pieces)


@lru_cache(maxsize=4_096)
def decimals(text: str, mark: str | None) -> tuple[Decimal, ...]:
    """Give what a printed number may mean, whatever currency or unit stands around it."""
    if len(text) > LONGEST:
        return ()
    plain = text.translate(LOOKALIKES) if MIXED.match(text) else text
    return numbers.readings(plain, mark) or numbers.readings(AROUND.sub("", plain), mark)


def solutions(row: Stated, currency: str, mark: str | None) -> list[Solution]:
    """Give every way in which a line's numbers agree with each other, none twice."""
    quantities = quantities_of(row, mark)
    prices = meanings(row, "unit_price", mark)
    amounts = [
        each for column in ("amount", "net", "gross") for each in meanings(row, column, mark)
    ]
    unit = Decimal(1).scaleb(-minor_digits(currency))
    found: dict[tuple[Decimal, ...], Solution] = {}
    combined = islice(product(amounts, prices, quantities), MOST_MEANINGS)
    for amount, price, quantity in combined:
        check = _check(row, quantity.value * price.value, amount.value, unit, mark)
        if check:
            made = Solution(quantity, price, amount, check)
            found.setdefault(made.values, made)
    plain = [each for each in found.values() if each.check == PRODUCT]
    return plain or list(found.values())


def _check(
    row: Stated, full: Decimal, amount: Decimal, unit: Decimal, mark: str | None
) -> str | None:
    """The check by which an amount follows from quantity times price."""
    if _is(full, amount, unit):
        return PRODUCT
    for discount in row.get("discount", ()):
        for value in decimals(discount.text, mark):
            share = "%" in discount.text or value <= HUNDRED
            less = (
                full - abs(value),
                *([full * (HUNDRED - abs(value)) / HUNDRED] if share else []),
            )
            if any(_is(each, amount, unit) for each in less):
                return DISCOUNTED
    taxes = [full + vat.value for vat in meanings(row, "vat", mark)]
    rate = rate_of(row)
    taxes += [full * (HUNDRED + rate[0]) / HUNDRED] if rate else []
    return TAXED if any(_is(each, amount, unit) for each in taxes) else None


def _is(expected: Decimal, amount: Decimal, unit: Decimal) -> bool:
    """Whether an amount is another, rounded to the minor unit; credit notes turn the sign."""
    return abs(abs(expected) - abs(amount)) <= HALF * unit


def quantities_of(row: Stated, mark: str | None) -> list[Printed]:
    """Give what the quantity may be; a unit may stand behind it."""
    whole = meanings(row, "quantity", mark)
    if whole:
        return whole
    parted = (with_unit(passage) for passage in row.get("quantity", ()))
    return [
        Printed(value, number, "quantity")
        for number, _ in filter(None, parted)
        for value in decimals(number.text, mark)
    ]


def with_unit(passage: Passage) -> tuple[Passage, Passage] | None:
    """Give a quantity and the unit that stands behind it; None where that is not what stands."""
    match = WITH_UNIT.match(passage.text)
    return (
        (passage.part(*match.span("number")), passage.part(*match.span("unit"))) if match else None
    )


def rate_of(row: Stated) -> tuple[Decimal, Passage] | None:
    """Give a line's VAT rate in per cent: from its own column, or printed in the VAT's."""
    for column in ("vat_rate", "vat"):
        for passage in row.get(column, ()):
            match = PER_CENT.search(passage.text)
            if match and (column == "vat_rate" or "%" in passage.text):
                return Decimal(match[1].replace(",", ".")).normalize() + 0, passage
    return None


def money(value: Decimal, currency: str) -> Money | None:
    """Give an amount as money; None where it has more decimals than the currency."""
    minor = value.scaleb(minor_digits(currency))
    if minor != minor.to_integral_value() or abs(minor) > LARGEST_MINOR:
        return None
    return Money(amount_minor=int(minor), currency=currency)


def sums_in(printed: Sequence[Printed], currency: str) -> Iterator[Printed]:
    """Give the meanings that are amounts of money in a currency."""
    return (each for each in printed if money(each.value, currency) is not None)
