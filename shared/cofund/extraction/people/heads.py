"""What a list's columns are called: one head may name two things, two rows of heads one column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from cofund.extraction.vocabulary import Vocabulary, vocabulary

Column = Literal[
    "number", "name", "surname", "given", "patronymic", "company", "position", "email", "phone",
    "signed", "other",
]  # fmt: skip
NAMES: tuple[Column, ...] = ("name", "surname", "given", "patronymic")
LONGEST_HEAD = 90

HEADS: Vocabulary[Column] = vocabulary(
    (
        "number",
        r"^\W*(?:№|n|#|nr|no|num|номер|id)\W*(?:п\W{0,3}п)?\W*$|^\W*п\W{0,3}п\W*$|^\W*(?:№|номер)\s+участник",
    ),
    (
        "email",
        r"e-?\s?mail|и-?мейл|имейл|(?:эл(?:ектр\w*|\.)?|электронн\w+)\s*(?:почт|адрес)|"
        r"^\W*(?:адрес\s+)?(?:эл\.?\s*)?почт[аы]|^\W*мейл",
    ),
    (
        "phone",
        r"телефон|(?:^|[\s(])(?:моб|сот)(?:ильн\w+|ов\w+|\.)?\s*(?:тел|ном|$|\))|(?:^|"
        r"\W)тел\.?(?:\W|$)|номер\s+мобильн|phone|mobile|^\W*tel\b|^\W*cell\b",
    ),
    (
        "name",
        r"(?:^|\W)ф\s?\.?\s?и\s?\.?\s?о(?:\W|$)|представител\w+\s+(?:компани|организаци)|"
        r"контактное\s+лицо|contact\s+(?:person|name)|full\s+name",
    ),
    (
        "signed",
        r"подпис|роспись|отметка|присутств|явка|signature|signed|present|attended|check-?in",
    ),
    (
        "position",
        r"должност|^\W*роль|профессия|^\W*специальность|position|\bjob\b|^\W*title\W*$|"
        r"^\W*role\b|function|designation|occupation",
    ),
    (
        "other",
        r"company\s+(?:address|size|type)|^\W*(?:дата|время|date|time|инн|огрн|кпп|паспорт|возраст|город|регион|страна|адрес|секция|city|country|address|region|сайт|web)(?:\W|$)|комментари|примечани|менеджер|источник|статус|remark|comment|^\W*notes?\b",
    ),
    (
        "company",
        r"компани|организаци|предприяти|место\s+работы|учреждени|юр(?:\.|идич)|работодател|"
        r"фирма|заказчик|клиент|партн[её]р|ведомств|company|organi[sz]ation|employer|"
        r"affiliation|\bfirm\b|business|institution|account\s+name|^\W*наименование\W*$",
    ),
    ("patronymic", r"^\W*отчество|patronymic|middle\s+name"),
    ("surname", r"^\W*фамилия\W*(?:участника|гостя)?\W*$|last\s*name|surname|family\s*name"),
    ("given", r"^\W*имя\W*(?:участника|гостя)?\W*$|first\s*name|given\s*name|forename"),
    (
        "name",
        r"фамилия|участни|слушател|гост[ьи]|посетител|делегат|^\W*имя|\bname\b|participant|"
        r"attendee|delegate|guest|visitor|\bperson\b",
    ),
)
CONTACTS = re.compile(
    r"^\W*(?:контакт(?:ы|н\w+\s+(?:данн|информац))|contacts\b|contact\s+(?:details|info))|"
    r"контакт(?:ы|ные\s+данные)\W*$",
    re.IGNORECASE,
)
NO_HEAD = re.compile(r"@|\d{3}|[«“„]")
"""What stands in rows, never in heads: addresses, long numbers, names in quotation marks."""
PARTED = re.compile(r"\s*(?:[/,;+&|]|\s(?:и|and|или|or)\s)\s*", re.IGNORECASE)


def meanings_of(head: str) -> tuple[Column, ...]:
    """Give what a column holds by its head; of "ФИО, должность" both; nothing for other words."""
    if not head or len(head) > LONGEST_HEAD or NO_HEAD.search(head):
        return ()
    if CONTACTS.search(head):
        return ("phone", "email")
    parts = [_meaning(part) for part in PARTED.split(head)[:6]]
    found = tuple(dict.fromkeys(part for part in parts if part is not None))
    if len([each for each in found if each in NAMES]) > 1:
        found = ("name", *(each for each in found if each not in NAMES))
    return found if len(found) > 1 else _only(_meaning(head) or (found[0] if found else None))


def _only(meaning: Column | None) -> tuple[Column, ...]:
    return (meaning,) if meaning else ()


def _meaning(words: str) -> Column | None:
    """By the words as they stand, else closed up: a narrow column breaks "Signatur e"."""
    forms = (words, words.replace(" ", "")) if " " in words else (words,)
    meanings = (meaning for form in forms for meaning, words in HEADS if words.search(form))
    return next(meanings, None)


def are_heads(meanings: Sequence[tuple[Column, ...]]) -> bool:
    """Whether a row of cells is a row of heads: a name among at least two different columns."""
    known = {each for cell in meanings for each in cell}
    return bool(known & set(NAMES)) and len(known - {"other"}) >= 2
