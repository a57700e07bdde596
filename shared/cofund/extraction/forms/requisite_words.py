"""The words before a Russian party's numbers, address and bank, and the forms of the numbers."""

from __future__ import annotations

import re
from typing import Literal

from cofund.extraction.vocabulary import Vocabulary, vocabulary

Part = Literal[
    "ids", "tax_id", "kpp", "ogrn", "address", "bik", "correspondent", "account", "bank", "other"
]

SIGN = r"\s*(?:№|:|#|-|–|\.)?\s*"
PARTS: Vocabulary[Part] = vocabulary(
    ("ids", rf"\bИНН\s*[/\\]\s*КПП(?:\s+(?:продавца|покупателя|поставщика|заказчика))?{SIGN}"),
    ("tax_id", rf"\bИНН(?:\s+(?:продавца|покупателя|поставщика|заказчика|организации|ИП))?{SIGN}"),
    ("kpp", rf"\bКПП{SIGN}"),
    ("ogrn", rf"\bОГРН(?:ИП)?{SIGN}"),
    ("other", rf"\b(?:ОКПО|ОКВЭД\s?2?|ОКТМО|ОКАТО|ОКУД|ОКДП){SIGN}[\d.]*"),
    (
        "address",
        r"\b(?:(?:юр(?:ид(?:ический|\.)|\.)?|факт(?:ический|\.)?|почт(?:овый|\.)?|местонахождени\w*)\s*)?"
        r"адрес(?:\s+местонахождения|\s+регистрации)?\b\s*[:.]?\s*|\bместо\s?нахождени[ея]\s*:?\s*",
    ),
    ("bik", rf"\bБИК(?:\s+банка)?{SIGN}"),
    (
        "correspondent",
        r"(?<!\w)(?:к\s*[/\\.]\s*с(?:ч[её]?т?)?|кор(?:р(?:еспондентский)?)?\.?[\s/]*сч(?:[её]т)?)\b\.?"
        rf"(?:\s+банка)?{SIGN}",
    ),
    (
        "account",
        r"(?<!\w)(?:р\s*[/\\.]\s*с(?:ч[её]?т?)?|расч(?:[её]тный)?\.?[\s/]*сч(?:[её]т)?|сч|"
        rf"номер\s+сч[её]та|л/с)\b\.?{SIGN}|(?<!\w)сч(?:[её]т)?\.?\s*№{SIGN}",
    ),
    (
        "bank",
        r"(?<!\w)(?:в\s+банке\b|наименование\s+банка|банк(?:\s+(?:получателя|плательщика))?\s*:)\s*:?\s*"
        r"|(?<=[\s,])в\s+(?=(?:[ПО]?АО|ООО|ф-?л|филиал\w*|банк\w*|отделени\w+)\b)",
    ),
    (
        "other",
        r"\b(?:тел(?:ефон)?|факс|моб)\b\.?\s*:?|\be-?mail\b\s*:?|\bэл\.?\s*почта\s*:?|\bwww\.|\bсайт\s*:"
        r"|\bв\s+лице\b|\bдействующ\w+|\bименуем\w+|\bконтактн\w+|\bдиректор\b|\bпаспорт\b|\bсвидетельств\w+"
        r"|\bлицензи\w+|\bруководитель\b|\bглавный\s+бухгалтер\b",
    ),
)
"""Words before a requisite; ``other`` ends what stands before it."""

NUMBERS: dict[Part, re.Pattern[str]] = {
    "tax_id": re.compile(r"\d{12}|\d{10}"),
    "kpp": re.compile(r"[0-9A-Z]{9}"),
    "ogrn": re.compile(r"\d{15}|\d{13}"),
    "bik": re.compile(r"\d{9}"),
    "correspondent": re.compile(r"301\d{17}|\d{20}"),
    "account": re.compile(r"(?!301)\d{20}"),
}
