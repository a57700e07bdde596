"""Payments: who paid whom, how much, what for, and whether the bank did it.

Form 0401060 has its fixed places; what a bank's program or app prints has labels. Each paper is
read both ways, and the form's places come first where it is the form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from cofund.extraction.forms.beside import beside
from cofund.extraction.forms.labelled import Labelled, first_of
from cofund.extraction.forms.payment_form import (
    PAYEE,
    PAYER,
    form_amount,
    form_party,
    form_purpose,
)
from cofund.extraction.forms.payment_slip import Label, slip_amount, slip_labels, slip_party
from cofund.extraction.forms.spelled import spelled_roubles
from cofund.extraction.layout.document import LaidOut
from cofund.extraction.layout.passages import Passage, Piece
from cofund.extraction.reads import HEADING, LABEL, ONE_READING, read, read_one_of, read_text
from cofund.extraction.titles import NUMBER_SIGN
from cofund.extraction.totals import RATE_AGREES, WORDS_AGREE
from cofund.extraction.values import dates, numbers
from cofund.models.evidence import Box, Read
from cofund.models.extraction import PartyRead
from cofund.money import Money, round_half_up

CURRENCY = "RUB"
FORM = re.compile(r"(?<!\d)0401060(?!\d)|\bвид\s+оп\b|\bсписано\s+со\s+сч", re.IGNORECASE)
TITLED = re.compile(
    r"(?:плат[её]жное\s+поручение|квитанция|чек|плат[её]жный\s+ордер)[^№\d]{0,40}"
    rf"(?:{NUMBER_SIGN})?\s*(?P<number>\d[\w/-]*)(?![.\d])",
    re.IGNORECASE,
)
NUMBER = re.compile(r"(?P<number>[\w][\w/-]*)")
DEBITED = re.compile(r"списано\s+со\s+сч\.?\s*(?:плат\.?)?", re.IGNORECASE)
EXECUTED = re.compile(
    r"(?<!не )\b(?:(?:исполнен|проведен|выполнен|зачислен|одобрен|оплачен)[оа]?|успешн(?:о|ая))\b",
    re.IGNORECASE,
)
NOT_EXECUTED = re.compile(
    r"\bне\s+(?:исполнен|проведен|выполнен)|\b(?:отклон[её]н|отказ|на\s+подписи|черновик|"
    r"в\s+обработке|ожидает|создан|отозван|отменен)",
    re.IGNORECASE,
)
VAT_IN_PURPOSE = re.compile(
    r"НДС\W{0,3}(?P<rate>\d{1,2})\s*%\W{0,6}(?P<tax>\d[\d\s\u00a0]*(?:[.,=-]\d{2})?)", re.IGNORECASE
)
SUM_IN_PURPOSE = re.compile(
    r"(?:^|\b(?:на\s+)?сумм[ау]\s*:?)\s*(?P<amount>\d[\d\s\u00a0]*[.,=-]\d{2})(?!\d)", re.IGNORECASE
)
PURPOSE_AGREES = "sum in the purpose = amount"
HEAD_LINES = 40
MOST_LINES = 500


def payment_fields(laid: LaidOut) -> dict[str, Any]:
    """Give the fields of a ``PaymentOrder``."""
    lines = laid.lines[:MOST_LINES]
    found = slip_labels(lines)
    is_form = any(FORM.search(line.text) for line in lines)
    purpose = _purpose(lines, found, is_form)
    amount, words = _amounts(lines, _amount(laid, found, is_form), purpose)
    return {
        "number": _number(lines, found),
        "issue_date": _date(lines, found, is_form),
        "payer": _party(laid, found, PAYER, is_form),
        "payee": _party(laid, found, PAYEE, is_form),
        "amount": amount,
        "amount_in_words": words,
        "purpose": read_text(purpose, LABEL),
        "executed": _executed(laid, found, purpose),
    }


def _number(lines: Sequence[Passage], found: Sequence[Labelled[Label]]) -> Read[str] | None:
    titled = next(
        (each for line in lines[:HEAD_LINES] if (each := line.find(TITLED, "number"))), None
    )
    if titled is not None:
        return read_text(titled, HEADING)
    labelled = first_of(found, "number")
    return read_text(labelled.find(NUMBER, "number"), LABEL) if labelled else None


def _date(
    lines: Sequence[Passage], found: Sequence[Labelled[Label]], is_form: bool
) -> Read[date] | None:
    """Behind the title's number, else at its label; an app's without one is the paper's first.

    Above a form's title stand the days on which the bank received and debited it.
    """
    at, title = next(
        (
            (at, match)
            for at, line in enumerate(lines[:HEAD_LINES])
            if (match := TITLED.search(line.text))
        ),
        (0, None),
    )
    own = (
        [lines[at].part(title.end(), len(lines[at].text)), *lines[at + 1 : at + 3]] if title else []
    )
    labelled = first_of(found, "date")
    places = own if is_form else [*own[:1], *([labelled] if labelled else []), *lines[:HEAD_LINES]]
    for line in places:
        for start, end, days in dates.find_dates(line.text):
            return read_one_of(days, line.part(start, end), passed=(LABEL,))
    return None


def _party(laid: LaidOut, found: Sequence[Labelled[Label]], which: int, is_form: bool) -> PartyRead:
    """A form's labels stand below their values: read as a printout's they would name the next."""
    if is_form:
        return form_party(laid, which)
    return slip_party(found, "payer" if which == PAYER else "payee") if found else PartyRead()


def _amount(
    laid: LaidOut, found: Sequence[Labelled[Label]], is_form: bool
) -> tuple[Passage, str] | None:
    """The sum and its currency: the form is in roubles, a printout may say otherwise."""
    in_box = form_amount(laid)
    boxed = (in_box, CURRENCY) if in_box is not None else None
    return boxed or slip_amount(found) if is_form else slip_amount(found) or boxed


def _purpose(
    lines: Sequence[Passage], found: Sequence[Labelled[Label]], is_form: bool
) -> Passage | None:
    if is_form:
        return form_purpose(lines)
    return first_of(found, "purpose") or form_purpose(lines)


def _amounts(
    lines: Sequence[Passage], found: tuple[Passage, str] | None, purpose: Passage | None
) -> tuple[Read[Money] | None, Read[Money] | None]:
    words, said = spelled_roubles(lines)
    printed, currency = found or (None, CURRENCY)
    digits = numbers.amounts(printed.text, currency) if printed else ()
    spelled = _spelled(words, said, digits[0] if digits else None)
    if printed is None or not digits:
        return None, spelled
    agree = None if said is None else said == digits[0]
    passed = [LABEL, *([WORDS_AGREE] if agree else []), *_said_in_purpose(purpose, digits[0])]
    failed = [WORDS_AGREE] if agree is False else []
    failed += [ONE_READING] if len(digits) > 1 else []
    return read(digits[0], printed, passed=passed, failed=failed), spelled


def _spelled(words: Passage | None, said: Money | None, digits: Money | None) -> Read[Money] | None:
    if words is None or said is None:
        return None
    if digits is not None and digits != said:
        return read(said, words, passed=(LABEL,), failed=(WORDS_AGREE,))
    return read(said, words, passed=(LABEL, WORDS_AGREE) if digits else (LABEL,))


def _said_in_purpose(purpose: Passage | None, amount: Money) -> list[str]:
    """What the purpose says of the sum: it may name it, or its VAT. It vetoes nothing.

    A payment for several papers names each of their sums.
    """
    if purpose is None:
        return []
    votes = []
    stated = SUM_IN_PURPOSE.search(purpose.text)
    if stated and amount in numbers.amounts(stated["amount"], amount.currency):
        votes.append(PURPOSE_AGREES)
    tax = VAT_IN_PURPOSE.search(purpose.text)
    if tax and _is_tax_of(numbers.amounts(tax["tax"], amount.currency), int(tax["rate"]), amount):
        votes.append(RATE_AGREES)
    return votes


def _is_tax_of(taxes: Sequence[Money], rate: int, amount: Money) -> bool:
    expected = round_half_up(Fraction(amount.amount_minor * rate, 100 + rate))
    return rate > 0 and any(abs(tax.amount_minor - expected) <= 1 for tax in taxes)


def _executed(
    laid: LaidOut, found: Sequence[Labelled[Label]], purpose: Passage | None
) -> Read[bool] | None:
    """The status or the bank's stamp; the form's box of the debit, where it has a date."""
    status = first_of(found, "status")
    if status is not None and NOT_EXECUTED.search(status.text):
        return read(False, status, passed=(LABEL,))
    told = {_place(piece) for piece in purpose.pieces} if purpose else set()
    for line in [status, *laid.lines[:MOST_LINES]] if status else laid.lines[:MOST_LINES]:
        stamp = line.find(EXECUTED)
        if stamp is None or NOT_EXECUTED.search(line.text):
            continue
        if not any(_place(piece) in told for piece in stamp.pieces):
            return read(True, stamp, passed=(LABEL,))
    debited = beside(laid, DEBITED)
    if debited is not None and next(dates.find_dates(debited.text), None) is not None:
        return read(True, debited, passed=(LABEL,))
    return None


def _place(piece: Piece) -> tuple[int, Box | None, str]:
    return piece.page, piece.box, piece.place
