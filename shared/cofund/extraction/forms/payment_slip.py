"""Payments as banks' programs and apps show them: labels with values beside or below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from cofund.extraction.forms.banking import banking
from cofund.extraction.forms.labelled import Labelled, labelled
from cofund.extraction.forms.requisites import Requisite, party_of
from cofund.extraction.layout.passages import Passage
from cofund.extraction.reads import LABEL, read_text
from cofund.extraction.values import numbers
from cofund.extraction.vocabulary import Vocabulary, vocabulary
from cofund.models.extraction import PartyRead

Label = Literal[
    "payer", "payer_ids", "payer_kpp", "payer_account", "payer_bank", "payer_bik",
    "payer_correspondent", "payee", "payee_ids", "payee_kpp", "payee_account", "payee_bank",
    "payee_bik", "payee_correspondent", "amount", "total", "words", "purpose", "status", "number",
    "date", "other",
]  # fmt: skip
Side = Literal["payer", "payee"]

PAYER = r"(?:плательщика|отправителя|списания)"
PAYEE = r"(?:получателя|зачисления|бенефициара)"
ACCOUNT = r"(?:номер\s+)?(?:расч[её]тн(?:ый|ого)\s+)?сч[её]та?"
END = r"\b\s*:?"


def _of_side(side: Side, whose: str, who: str) -> tuple[tuple[Label, str], ...]:
    """The labels of one party."""
    return (
        (
            f"{side}_correspondent",
            rf"(?:корр?(?:еспондентский)?\.?\s*сч[её]т|к/с)\s+(?:банка\s+)?{whose}{END}",
        ),
        (f"{side}_bik", rf"бик\s+(?:банка\s+)?{whose}{END}"),
        (f"{side}_bank", rf"(?:наименование\s+)?банка?[\s-]+{whose}{END}"),
        (f"{side}_account", rf"{ACCOUNT}\s+{whose}{END}|{whose}\s+сч[её]т{END}"),
        (f"{side}_ids", rf"инн\s*(?:[/,и]\s*кпп)?\s+{whose}{END}"),
        (f"{side}_kpp", rf"кпп\s+{whose}{END}"),
        (side, rf"(?:(?:наименование|фио|ф\.и\.о\.|имя|название)\s+{whose}|{who}){END}"),
    )  # type: ignore[return-value]


LABELS: Vocabulary[Label] = vocabulary(
    (
        "other",
        r"(?:номер\s+)?(?:карт[аы]|телефона?)\b(?:\s+(?:получателя|отправителя|плательщика))?\s*:?",
    ),
    *_of_side("payer", PAYER, r"(?:плательщик|отправитель|от\s+кого)"),
    *_of_side(
        "payee", PAYEE, r"(?:получатель(?:\s+плат[её]жа)?|кому|поставщик\s+услуг|организация)"
    ),
    ("words", rf"сумма\s+прописью{END}"),
    (
        "other",
        r"(?:сумма\s+(?:комисси\w+|ндс)|комисси\w+|валюта|операция|способ|остаток|тип|вид)\b\s*:?",
    ),
    (
        "amount",
        r"сумма(?:\s+(?:перевода|плат[её]жа|операции|документа|списания|зачисления|к\s+оплате|"
        r"в\s+валюте\s+(?:операции|сч[её]та)))?\b(?:\s*,\s*руб\.?)?\s*:?",
    ),
    ("total", r"итого\b\s*:?"),
    ("purpose", rf"(?:назначение(?:\s+(?:плат[её]жа|перевода))?|сообщение\s+получателю){END}"),
    ("status", rf"(?:статус|состояние)(?:\s+(?:плат[её]жа|операции|документа))?{END}"),
    (
        "number",
        r"(?:номер\s+(?:документа|плат[её]ж\w*|операции|квитанции|поручения|чека)|документ\s*№|"
        r"№\s+(?:документа|операции|плат[её]жа))\s*:?",
    ),
    (
        "date",
        r"дата(?:\s+(?:и\s+время)?\s*(?:операции|плат[её]жа|перевода|документа|исполнения|списания|"
        r"проведения|совершения\s+операции))?\b(?:\s*\([^)]{1,12}\))?\s*:?",
    ),
    (
        "other",
        r"(?:код\s+авторизации|идентификатор\s+операции|подпись|уин|кбк|октмо|очер[её]дность)\b\s*:?",
    ),
)
"""How banks and their apps label a payment, the longer labels first."""


def slip_labels(lines: Sequence[Passage]) -> list[Labelled[Label]]:
    """Give the labels of a payment with their values."""
    return labelled(lines, LABELS)


def slip_party(found: Sequence[Labelled[Label]], side: Side) -> PartyRead:
    """Give payer or payee by the labels that name them."""
    parts = [
        Requisite("other", _value(found, side) or Passage((), found[0].value.origin)),
        *(Requisite("ids", each) for each in [_value(found, f"{side}_ids")] if each),
        *(Requisite("kpp", each) for each in [_value(found, f"{side}_kpp")] if each),
    ]
    party = party_of(parts)
    bank = _value(found, f"{side}_bank")
    bik, account, correspondent = banking(
        _value(found, f"{side}_bik") or (bank and bank.find(BIK, "v")),
        _digits(_value(found, f"{side}_account")),
        _digits(_value(found, f"{side}_correspondent")),
    )
    return party.model_copy(
        update={
            "bank": read_text(bank.find(BANK_NAME, "v"), LABEL) if bank else None,
            "bik": bik,
            "account": account or party.account,
            "correspondent_account": correspondent,
        }
    )


BIK = re.compile(r"\bБИК\W{0,4}(?P<v>\d{9})(?!\d)", re.IGNORECASE)
BANK_NAME = re.compile(r"(?P<v>.{2,200}?)(?=[,;]?\s*(?:БИК|[рк]/с|корр?\b|$))", re.IGNORECASE)
DIGITS = re.compile(r"(?<!\d)\d(?: ?\d){19}(?! ?\d)")


def _digits(printed: Passage | None) -> Passage | None:
    """The account in a label's value; apps hide its middle ("•• 4521"), which is no account."""
    return printed.find(DIGITS) if printed else None


def slip_amount(found: Sequence[Labelled[Label]]) -> tuple[Passage, str] | None:
    """Give the sum of the payment, without the bank's commission, and its currency."""
    for key in ("amount", "total"):
        for each in found:
            amount = each.value.find(numbers.NUMBER, "number") if each.key == key else None
            if amount is not None:
                return amount, numbers.currency_of(each.value.text) or "RUB"
    return None


def _value(found: Sequence[Labelled[Label]], key: str) -> Passage | None:
    return next((each.value for each in found if each.key == key and each.value.pieces), None)
