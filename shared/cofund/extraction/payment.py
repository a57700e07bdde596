"""Payment orders (form 0401060): who paid whom, how much, what for, and whether the bank did it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.layout.tables import Cell, Row
from cofund.extraction.parties import BIK, CORRESPONDENT, INN, KPP, checked_number
from cofund.extraction.reads import LABEL, read, read_one_of, read_text
from cofund.extraction.totals import WORDS_AGREE
from cofund.extraction.values import dates, in_words, numbers
from cofund.identifiers import is_inn
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead
from cofund.money import Money

CURRENCY = "RUB"
ACCOUNT = re.compile(r"(?<!\d)(?P<v>[24]\d{19})(?!\d)")
SUM = re.compile(r"(?:^|\s)Сумма\s+(?P<v>\d[\d\s]*(?:[-=.,]\d{2}|=)?)(?=\s|$)")
PURPOSE_LABEL = re.compile(r"^\W*назначение\s+платежа\W*", re.IGNORECASE)
EXECUTED = re.compile(r"\b(?:исполнено|проведено|исполнен)\b", re.IGNORECASE)
TABLE_LINE = re.compile(
    r"\b(?:вид\s+оп|наз\.?\s*пл|код\b|рез\.?\s*поле|очер|срок\s+плат|сч\.\s*№)", re.IGNORECASE
)
MOST_PURPOSE_LINES = 6
PARTY_LABELS = {
    "name": (
        re.compile(r"\s*Плательщик\s*$", re.IGNORECASE),
        re.compile(r"\s*Получатель\s*$", re.IGNORECASE),
    ),
    "bank": (
        re.compile(r"\s*Банк\s+плательщика\s*$", re.IGNORECASE),
        re.compile(r"\s*Банк\s+получателя\s*$", re.IGNORECASE),
    ),
}
PAYER, PAYEE = 0, 1


def payment_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``PaymentOrder``."""
    number, _ = number_and_date(laid)
    amount, in_words_read = _amounts(laid)
    return {
        "number": number,
        "issue_date": _date(laid),
        "payer": _party(laid, PAYER),
        "payee": _party(laid, PAYEE),
        "amount": amount,
        "amount_in_words": in_words_read,
        "purpose": read_text(_purpose(laid.lines), LABEL),
        "executed": _executed(laid.lines),
    }


def _date(laid: LaidOut) -> Read[Any] | None:
    """The first date of the form stands beside its number."""
    for line in laid.heading:
        for start, end, days in dates.find_dates(line.text):
            return read_one_of(days, line.part(start, end), passed=(LABEL,))
    return None


def _party(laid: LaidOut, which: int) -> PartyRead:
    """The form has a fixed order: the payer's ids and accounts come before the payee's."""
    return PartyRead(
        name=read_text(_beside(laid, PARTY_LABELS["name"][which]), LABEL),
        bank=read_text(_beside(laid, PARTY_LABELS["bank"][which]), LABEL),
        tax_id=checked_number(_nth(laid.lines, INN, which), is_inn),
        kpp=_kpp(laid.lines, which),
        bik=read_text(_nth(laid.lines, BIK, which), LABEL),
        account=read_text(_nth(laid.lines, ACCOUNT, which), LABEL),
        correspondent_account=read_text(_nth(laid.lines, CORRESPONDENT, which), LABEL),
    )


def _nth(lines: Sequence[Passage], pattern: re.Pattern[str], which: int) -> Passage | None:
    found = [passage for line in lines for passage in line.find_all(pattern, "v")]
    return found[which] if which < len(found) else None


def _kpp(lines: Sequence[Passage], which: int) -> Read[str] | None:
    """On the line of the party's INN: a sole trader has none, so counting would slip."""
    with_inn = [line for line in lines if INN.search(line.text)]
    return read_text(with_inn[which].find(KPP, "v"), LABEL) if which < len(with_inn) else None


def _beside(laid: LaidOut, label: re.Pattern[str]) -> Passage | None:
    """What stands in the label's cell; in a form without ruling lines, on the line above it."""
    for cell in _cells(laid):
        match = label.search(cell.text)
        if match and match.start() > 0:
            return cell.passage.part(0, match.start())
    for above, line in zip(laid.lines, laid.lines[1:], strict=False):
        match = label.search(line.text)
        if match:
            return line.part(0, match.start()) if match.start() > 0 else _left_part(above)
    return None


def _left_part(line: Passage) -> Passage:
    """The line up to the column of accounts."""
    edge = re.search(r"\s+(?:Сч\.?|БИК|Вид\s+оп)\b", line.text)
    return line.part(0, edge.start() if edge else len(line.text))


def _cells(laid: LaidOut) -> Iterator[Cell]:
    rows: Iterator[Row] = (row for table in laid.tables for row in table.rows)
    return (cell for row in rows for cell in row.cells)


def _amounts(laid: LaidOut) -> tuple[Read[Money] | None, Read[Money] | None]:
    printed = _nth(laid.lines, SUM, 0)
    words, said = _in_words(laid.lines)
    digits = numbers.amounts(printed.text, CURRENCY) if printed else ()
    agree = bool(digits) and said == digits[0]
    passed, failed = ((LABEL, WORDS_AGREE), ()) if agree else ((LABEL,), (WORDS_AGREE,))
    if said is None:
        failed = ()
    amount = read(digits[0], printed, passed=passed, failed=failed) if printed and digits else None
    spelled = read(said, words, passed=passed, failed=failed) if words and said else None
    return amount, spelled


def _in_words(lines: Sequence[Passage]) -> tuple[Passage | None, Money | None]:
    """The amount in words may take two lines, its label another."""
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        both = joined([line, following] if following else [line])
        words = both.find(in_words.AMOUNT) if both else None
        kopecks = in_words.amount_in_words(words.text) if words else None
        if words and kopecks is not None:
            return words, Money(amount_minor=kopecks, currency=CURRENCY)
    return None, None


def _purpose(lines: Sequence[Passage]) -> Passage | None:
    """The lines above the label "Назначение платежа", up to the form's table."""
    end = next((at for at, line in enumerate(lines) if PURPOSE_LABEL.match(line.text)), None)
    if end is None:
        return None
    inline = PURPOSE_LABEL.match(lines[end].text)
    if inline and len(lines[end].text) > inline.end() + 3:
        return lines[end].part(inline.end(), len(lines[end].text))
    taken: list[Passage] = []
    for line in reversed(lines[max(0, end - MOST_PURPOSE_LINES) : end]):
        if TABLE_LINE.search(line.text) or re.search(r"(?:Получатель|Плательщик)\s*$", line.text):
            break
        taken.append(line)
    return joined(reversed(taken))


def _executed(lines: Sequence[Passage]) -> Read[bool] | None:
    stamp = next((found for line in lines if (found := line.find(EXECUTED))), None)
    return read(True, stamp, passed=(LABEL,)) if stamp else None
