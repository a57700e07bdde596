"""Cells of XLSX sheets that show an error, or a formula that nobody has counted yet.

Calamine gives both as empty. A person sees "#N/A" there, and nobody may take that for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from posixpath import join, normpath
from zipfile import ZipFile

BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
INSIDE = rb"[^<]*(?:<(?!c |/c>)[^<]*)*"
"""Up to the next cell at most: a sheet whose cells never end costs no more than another."""
CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^<>]*)(?<!/)>(' + INSIDE + rb")</c>")
ERROR = b't="e"'
TEXT = b't="str"'
FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>([^<]*)</f>)")
VALUE = re.compile(rb"<v>([^<]+)</v>")
MOST_CELLS = 20_000
LONGEST = 200

Place = tuple[int, int]
"""Row and column, counted from 0."""


def uncounted_cells(document: bytes) -> dict[str, dict[Place, str]]:
    """Give what such cells hold, by their sheet's name: "#N/A", or "=B2*2"."""
    with ZipFile(BytesIO(document)) as archive:
        parts = dict(_parts(archive))
        return {name: _cells(archive.read(part)) for name, part in parts.items()}


def _parts(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Give each sheet's name and part; what the book does not tell plainly is left out."""
    names = set(archive.namelist())
    if not {BOOK, RELATIONS} <= names:
        return
    targets = {
        _attribute(tag, "Id"): normpath(join("/xl", _attribute(tag, "Target"))).lstrip("/")
        for tag in RELATION.findall(archive.read(RELATIONS))
    }
    for tag in SHEET.findall(archive.read(BOOK)):
        part = targets.get(_attribute(tag, r"\w+:id"), "")
        if part in names:
            yield _attribute(tag, "name"), part


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"'.encode(), tag)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _cells(sheet: bytes) -> dict[Place, str]:
    if ERROR not in sheet and b"<f" not in sheet:
        return {}
    found: dict[Place, str] = {}
    for column, row, attributes, inside in CELL.findall(sheet):
        shown = _shown(attributes, inside)
        if shown and len(found) < MOST_CELLS:
            found[int(row) - 1, _number(column)] = shown[:LONGEST]
    return found


def _shown(attributes: bytes, inside: bytes) -> str:
    """Give what a cell shows that calamine leaves empty; nothing for all other cells."""
    value, formula = VALUE.search(inside), FORMULA.search(inside)
    if ERROR in attributes:
        return unescape(value[1].decode("utf-8", "replace")) if value else "#N/A"
    if formula is None or value is not None or TEXT in attributes:
        return ""
    return f"={unescape((formula[1] or b'').decode('utf-8', 'replace'))}"


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
