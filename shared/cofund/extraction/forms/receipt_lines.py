"""What a till's strip says was sold: a description, and below it "2 x 60.00 = 120.00"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TypeVar

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.reads import ONE_READING, read, read_text
from cofund.extraction.values import numbers
from cofund.models.evidence import Read
from cofund.models.extraction import MAX_LINES, LineRead

NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})*(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?"
ITEM = re.compile(
    rf"(?:^|\s)(?P<first>{NUMBER})\s*(?P<unit>[а-яa-z]{{1,6}}\.?)?\s*[xх×*X]\s*(?P<second>{NUMBER})"
    rf"(?:\s*(?P<unit2>[а-я]{{1,6}}\.?))?(?:\s*=?\s*(?P<amount>{NUMBER}))?\s*(?:₽|руб\.?|[A-ЯA-Z])?\s*$",
    re.IGNORECASE,
)
AMOUNT_ALONE = re.compile(rf"^\W*(?P<amount>{NUMBER})\s*(?:₽|руб\.?)?$")
NO_DESCRIPTION = re.compile(
    r"^\W*(?:кассовый|приход|смена|чек\b|кассир|ИНН|место|адрес|сайт|ФН|ФД|ФП|РН|ЗН|ндс\b|в\s+т\.?\s*ч|"
    r"сумма\s+ндс|товар\W*$|услуга\W*$|работа\W*$|полный\s+расч|предоплата|аванс|признак|скидк|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{6}\s*,|СНО|тел|e-?mail|www|мест[оа]\s+расч|применяемая|"
    r"наименование|№|[-=_*.]+\W*$)",
    re.IGNORECASE,
)
BEGIN = re.compile(r"\b(?:приход|чек|смена|кассир|ИНН)\b", re.IGNORECASE)
POSITION = re.compile(r"^\d{1,3}[.)]\s+")
PRODUCT = "quantity × price = amount"
MOST_DESCRIPTION_LINES = 4
HALF = Decimal("0.5")

V = TypeVar("V")


def item_lines(
    lines: Sequence[Passage], total: re.Pattern[str], *, currency: str
) -> tuple[LineRead, ...]:
    """Give what was sold, from the strip's head down to its total."""
    found: list[LineRead] = []
    words: list[Passage] = []
    for number, line in enumerate(lines):
        if total.match(line.text) or len(found) >= MAX_LINES:
            break
        item = ITEM.search(line.text)
        if item is None:
            words = _described(words, line)
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        made = _item(line, item, following, words, position=len(found) + 1, currency=currency)
        if made is not None:
            found.append(made)
        words = []
    return tuple(found)


def _described(words: list[Passage], line: Passage) -> list[Passage]:
    """The lines that may describe the next item; the strip's head and its notes don't."""
    if NO_DESCRIPTION.match(line.text) or AMOUNT_ALONE.match(line.text):
        return [] if BEGIN.search(line.text) else words
    return [*words, line][-MOST_DESCRIPTION_LINES:]


def _item(
    line: Passage,
    item: re.Match[str],
    following: Passage | None,
    words: Sequence[Passage],
    *,
    position: int,
    currency: str,
) -> LineRead | None:
    before = line.part(0, item.start("first"))
    description = joined([*words, before])
    if description is None:
        return None
    description = description.part(_position_end(description.text), len(description.text))
    amount = line.part(*item.span("amount")) if item["amount"] else _amount_below(following)
    quantity, price = _order(line, item)
    count = _only(numbers.readings(quantity.text))
    each = _only(numbers.amounts(price.text, currency))
    product = _only(numbers.amounts(amount.text, currency)) if amount else None
    agrees = (
        None if count is None or each is None or product is None
        else abs(count * each.amount_minor - product.amount_minor) <= HALF
    )  # fmt: skip
    unit = line.part(*item.span("unit")) if item["unit"] else None
    return LineRead(
        position=position,
        description=read(description.text, description, passed=("stands in its place",)),
        quantity=_read(count, quantity, agrees),
        unit=read_text(unit, "stands in its place"),
        unit_price=_read(each, price, agrees),
        amount=_read(product, amount, agrees) if amount else None,
    )


def _position_end(text: str) -> int:
    match = POSITION.match(text)
    return match.end() if match else 0


def _amount_below(following: Passage | None) -> Passage | None:
    return following.find(AMOUNT_ALONE, "amount") if following is not None else None


def _order(line: Passage, item: re.Match[str]) -> tuple[Passage, Passage]:
    """Quantity and price: some tills print the price first, with its kopecks."""
    first, second = line.part(*item.span("first")), line.part(*item.span("second"))
    price_first = _has_kopecks(first.text) and not _has_kopecks(second.text)
    return (second, first) if price_first else (first, second)


def _has_kopecks(text: str) -> bool:
    return re.search(r"[.,]\d\d$", text) is not None


def _only(readings: Sequence[V]) -> V | None:
    return readings[0] if len(readings) == 1 else None


def _read(value: V | None, passage: Passage, agrees: bool | None) -> Read[V] | None:
    if value is None:
        return None
    if agrees is None:
        return read(value, passage, failed=(ONE_READING,))
    return read(
        value, passage, passed=(PRODUCT,) if agrees else (), failed=() if agrees else (PRODUCT,)
    )
