"""What readers of exact sources hand out of the child: plain JSON shaped like ``ExactSource``."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from cofund.extraction.found import BoxFound

MOST_SOURCES = 20
MOST_LINES = 2_000
MOST_PROBLEMS = 100
MOST_REFERENCES = 20
MOST_TAXES = 20
LONGEST_PLACE = 200


class StatedFound(TypedDict):
    """One value, canonical, and where it stands: "line 12, СвСчФакт/@НомерДок"."""

    value: str
    place: str


class ProblemFound(TypedDict):
    """What is wrong, on which line of the file, with which field."""

    code: str
    line: int | None
    field: str


class TaxFound(TypedDict):
    """The tax of one rate."""

    rate: StatedFound | None
    tax: StatedFound


Fields = dict[str, StatedFound]


class SourceFound(TypedDict):
    """One exact source."""

    syntax: str
    kind: str
    version: NotRequired[str]
    engine: NotRequired[str]
    name: NotRequired[str]
    page: NotRequired[int]
    box: NotRequired[BoxFound | None]
    fields: NotRequired[Fields]
    seller: NotRequired[Fields]
    buyer: NotRequired[Fields]
    lines: NotRequired[list[Fields]]
    taxes: NotRequired[list[TaxFound]]
    references: NotRequired[list[StatedFound]]
    problems: NotRequired[list[ProblemFound]]
