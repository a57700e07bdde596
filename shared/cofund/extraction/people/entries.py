"""One person's entry: the parts of a row or of a written line, each at its meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cofund.extraction.layout.passages import Passage, joined
from cofund.extraction.people import looks
from cofund.extraction.people.heads import NAMES, Column

IN_COLUMN = "stands in its column"
BY_LOOKS = "looks like it"

BROKEN_WORD = re.compile(r"(?<=[^\W\d_])[-‑] (?=[^\W\d_])")
BROKEN_NAME = re.compile(rf"(?<=[^\W\d_]) (?=[а-яёa-zß-ÿ])(?!{looks.PARTICLE}(?!\w))")
"""No word of a name begins small, but for "van" and "оглы": it is the rest of the word before."""
LEADING = re.compile(r"^(?:\d{1,5}\s?[.)]\s*|\d{1,5}\s+|[•·‣▪●○–—-]\s*)(?=[^\W\d_])")
ADDRESS_PIECE = re.compile(r"[<(]?[a-z0-9._%+@-]+[>),;]*|[A-Z0-9._%+@-]*@[\w.-]+[>),;]*")
BROKEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
"""Where brackets and hyphens part a number, a space between digits is a broken line."""
BROKEN_NUMBER = re.compile(r"(?<=\d)([-‑]) (?=\d)")
ZEROS = re.compile(r"^[0OО]{3}(?=\s*[«\"“„])")
"""What a recogniser makes of "ООО"."""
SEPARATOR = re.compile(r"\s+[–—|/·•-]\s+|[;|\t]\s*|,\s+|,$|:\s+|/")
SHORT_FORM = re.compile(rf"^\(\s*{looks.FORM}\s*\)")
OPENING, CLOSING = "«“„", "»”"
MOST_PARTS = 12


@dataclass(frozen=True)
class Entry:
    """What a list says of one person; ``check`` is why the parts have their meanings."""

    parts: Mapping[Column, Passage]
    check: str = IN_COLUMN
    number: int | None = None
    dropped: int = 0
    """Cells that say again what another one says: a sign of columns cut wrongly."""

    def text(self, column: Column) -> str:
        """Give what stands at a meaning, "" for nothing."""
        part = self.parts.get(column)
        if part is None:
            return ""
        text = whole(column, part.text)
        recognised = column == "company" and part.origin.source == "ocr"
        return ZEROS.sub("ООО", text) if recognised else text


def whole(column: Column, text: str) -> str:
    """Give a text as it was before its line was broken."""
    if column == "email":
        return (
            text.replace(" ", "").removeprefix("mailto:").strip(" ,;<>")
            if is_broken(text)
            else text
        )
    if column == "phone":
        joined_up = BROKEN_NUMBER.sub(r"\1", text).strip(" ,;")
        punctuated = "(" in text and "-" in text
        return BROKEN_DIGITS.sub("", joined_up) if punctuated else joined_up
    joined_up = BROKEN_WORD.sub(lambda match: match[0][0], text).strip(" ,;")
    return BROKEN_NAME.sub("", LEADING.sub("", joined_up)) if column in NAMES else joined_up


def is_broken(address: str) -> bool:
    """Whether all of a text is one address, perhaps in pieces: not "Sales anna@example.ru"."""
    return address.count("@") == 1 and all(
        ADDRESS_PIECE.fullmatch(piece) for piece in address.removeprefix("mailto:").split()
    )


def entry_of(cells: Sequence[tuple[tuple[Column, ...], Passage]]) -> dict[Column, Passage]:
    """Give the parts of a row's cells; a cell of two meanings is taken apart."""
    found: dict[Column, Passage] = {}
    names: list[Passage] = []
    for meanings, passage in cells:
        parts = _cell_parts(meanings, passage)
        names += [part for column, part in parts.items() if column in NAMES]
        for column, part in parts.items():
            found.setdefault(column, part)
    name = _name_of(found, names)
    kept = {column: part for column, part in found.items() if column not in NAMES}
    return _with_position({**kept, "name": name} if name else kept)


def _name_of(found: Mapping[Column, Passage], names: Sequence[Passage]) -> Passage | None:
    """Name parts of several columns are one name, in the columns' order."""
    if "name" in found and "surname" not in found:
        return found["name"]
    return joined(names)


def _cell_parts(meanings: tuple[Column, ...], passage: Passage) -> dict[Column, Passage]:
    if len(meanings) == 1:
        return _single(meanings[0], passage)
    parts = taken_apart(passage)
    if "other" in meanings:
        return _first_part(meanings, passage)
    kept = {column: part for column, part in parts.items() if column in meanings}
    if "name" in meanings and "name" not in kept:
        return {"name": passage}
    return kept or _single(meanings[0], passage)


def _single(meaning: Column, passage: Passage) -> dict[Column, Passage]:
    """Of a cell with a phone and an address each is taken, whatever its head says."""
    if meaning in ("phone", "email") and "@" in passage.text and not _is_address(passage):
        contacts = _contacts(passage)
        if not _without(passage, contacts):
            return {column: each[0] for column, each in contacts.items()} or {meaning: passage}
    return {meaning: passage}


def _is_address(passage: Passage) -> bool:
    return passage.text.count("@") == 1 and looks.is_email(whole("email", passage.text))


def _first_part(meanings: tuple[Column, ...], passage: Passage) -> dict[Column, Passage]:
    """Of "ООО «Пример» / Москва" the company; what else stands there is nobody's field."""
    wanted = next(meaning for meaning in meanings if meaning != "other")
    parts = parts_of(passage)
    return {wanted: parts[0]} if parts else {}


def _with_position(parts: dict[Column, Passage]) -> dict[Column, Passage]:
    """A name's cell may hold the position, too, on a line of its own."""
    name = parts.get("name")
    if name is None or "position" in parts or looks.is_name(name.text):
        return parts
    for count in _ends_of_name(name):
        before, rest = name.part(0, count), name.part(count, len(name.text)).stripped(" ,;–—-")
        if looks.is_name(before.stripped(" ,;").text) and looks.is_position(rest.text):
            return {**parts, "name": before.stripped(" ,;"), "position": rest}
    return parts


def _ends_of_name(name: Passage) -> list[int]:
    """Where a name may end: before a new line, after a patronymic, after some words."""
    at, lines = 0, list[int]()
    for before, piece in pairwise(name.pieces):
        at += len(before.text) + 1
        if before.box is None or piece.box is None or piece.box.top > before.box.bottom - 1:
            lines.append(at - 1)
    texts = name.text.split(" ")
    lengths = list(accumulate(len(text) + 1 for text in texts))
    fathers = [end - 1 for text, end in zip(texts, lengths, strict=True) if looks.ends_name(text)]
    words = [end - 1 for end in lengths[1:4]]
    return [*lines[:4], *fathers[:2], *words]


def taken_apart(passage: Passage) -> dict[Column, Passage]:
    """Give what a line says of a person: contacts by their shape, the rest by its looks."""
    contacts = _contacts(passage)
    found: dict[Column, Passage] = {column: each[0] for column, each in contacts.items()}
    unknown: list[Passage] = []
    for part in _without(passage, contacts):
        meaning = _looks_like(part.text, found)
        if meaning is None:
            unknown.append(part)
        else:
            found[meaning] = part
    for part in unknown:
        free: list[Column] = [each for each in ("company", "position") if each not in found]
        if free and "name" in found:
            found[free[0]] = part
    return found


def _looks_like(text: str, found: Mapping[Column, Passage]) -> Column | None:
    if "name" not in found and looks.is_name(text):
        return "name"
    if "company" not in found and looks.is_company(text):
        return "company"
    return "position" if "position" not in found and looks.is_position(text) else None


def _contacts(passage: Passage) -> dict[Column, list[Passage]]:
    """Addresses and phones in a passage; an address broken over two lines is one."""
    phones = [
        each for each in passage.find_all(looks.PHONE_WITHIN) if looks.is_phone(each.text.strip())
    ]
    emails = list(passage.find_all(looks.EMAIL_WITHIN))
    found: dict[Column, list[Passage]] = {}
    if phones:
        found["phone"] = phones
    if emails:
        found["email"] = [_broken_address(passage, emails[0], phones), *emails[1:]]
    return found


def _broken_address(passage: Passage, email: Passage, phones: Sequence[Passage]) -> Passage:
    """In a cell of nothing but contacts whatever is no phone belongs to the one address."""
    text = passage.text
    rest = text
    for phone in phones:
        rest = rest.replace(phone.text, "", 1)
    rest = rest.strip(" ,;/")
    if text.count("@") != 1 or rest == email.text or not looks.is_email(rest.replace(" ", "")):
        return email
    start = text.find(rest)
    return passage.part(start, start + len(rest)) if start >= 0 and rest.count(" ") <= 2 else email


def _without(passage: Passage, contacts: Mapping[Column, list[Passage]]) -> list[Passage]:
    """The passage's parts that are no contacts."""
    taken = {each.text for passages in contacts.values() for each in passages}
    labels = re.compile(r"(?:тел|e-?mail|моб|phone|почта|т)\.?:?", re.IGNORECASE)
    parts = (part.stripped(" ,;:–—-•") for part in parts_of(passage))
    return [
        part
        for part in parts
        if part.text and not labels.fullmatch(part.text) and not _holds(part.text, taken)
    ]


def _holds(text: str, taken: set[str]) -> bool:
    return any(text in each or each in text for each in taken)


def parts_of(passage: Passage) -> list[Passage]:
    """Give a line's parts between commas, dashes, brackets; what is in quotation marks stays."""
    text = passage.text
    borders = [0]
    depth = at = 0
    while at < len(text) and len(borders) < 2 * MOST_PARTS:
        character = text[at]
        depth += (character in OPENING) - (character in CLOSING)
        match = SEPARATOR.match(text, at) if depth <= 0 else None
        form = SHORT_FORM.match(text[at : at + 12]) if character == "(" else None
        if match:
            borders += [match.start(), match.end()]
            at = match.end()
        elif form:
            at += form.end()
        elif character in "()" and depth <= 0:
            borders += [at, at + 1]
            at += 1
        else:
            at += 1
    borders.append(len(text))
    cut = (passage.part(start, end) for start, end in zip(borders[::2], borders[1::2], strict=True))
    return [part for part in (each.stripped(" ,;") for each in cut) if part.text]
