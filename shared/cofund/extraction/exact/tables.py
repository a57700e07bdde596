"""E-invoices by table: each field has its paths, its form, and whether the syntax demands it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, Literal, NamedTuple

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.stated import (
    LONGEST_PLACE,
    MOST_PROBLEMS,
    MOST_REFERENCES,
    Fields,
    ProblemFound,
    StatedFound,
)

PLACE_STEPS = 3
Take = Callable[[etree._Element], str]


def content(element: etree._Element) -> str:
    """Give the text inside an element."""
    return "".join(str(piece) for piece in islice(element.itertext(), 1_000))


class Entry(NamedTuple):
    """One field: the XPaths at which it may stand, the first that stands wins."""

    field: str
    paths: tuple[str, ...]
    form: forms.Form = forms.short
    need: Literal["must", "may"] = "may"
    take: Take = content


Table = Sequence[Entry]


class Reading:
    """Reads tables off one e-invoice, and keeps what it found missing or wrong."""

    def __init__(self) -> None:
        self.problems: list[ProblemFound] = []

    def fields(self, element: etree._Element, table: Table) -> Fields:
        """Give the fields of a table that are stated below an element."""
        found = ((entry.field, self.field(element, entry)) for entry in table)
        return {name: stated for name, stated in found if stated is not None}

    def field(self, element: etree._Element, entry: Entry) -> StatedFound | None:
        """Give one field; where it is demanded and missing, that is a problem."""
        for path in entry.paths:
            for node in _nodes(element, path)[:1]:
                stated = self._stated(node, entry)
                if stated is not None:
                    return stated
        if entry.need == "must":
            self.problem("missing", deepest(element, entry.paths[0]), entry.paths[0])
        return None

    def each(self, element: etree._Element, entry: Entry) -> list[StatedFound]:
        """Give every value that stands at any of an entry's paths."""
        nodes = (node for path in entry.paths for node in _nodes(element, path)[:MOST_REFERENCES])
        found = (self._stated(node, entry) for node in nodes)
        return [stated for stated in found if stated is not None][:MOST_REFERENCES]

    def problem(self, code: str, element: etree._Element, field: str) -> None:
        """Note what is wrong, and where."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                {"code": code, "line": line_of(element), "field": field[:LONGEST_PLACE]}
            )

    def _stated(self, node: etree._Element | str, entry: Entry) -> StatedFound | None:
        owner, name, written = _seen(node, entry.take)
        if not written.strip():
            return None
        try:
            value = entry.form(written)
        except ValueError:
            self.problem("wrong_value", owner, name)
            return None
        return StatedFound(value=value, place=_place(line_of(owner), name)) if value else None


def line_of(element: etree._Element) -> int | None:
    """Give the line of the file on which an element begins."""
    line: Any = element.sourceline  # the stubs know only that it can be asked for
    return line if isinstance(line, int) else None


def stated_at(element: etree._Element, value: str) -> StatedFound:
    """Give a value that follows from what stands in an element."""
    return {"value": value, "place": _place(line_of(element), _name(element))}


def elements(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """Give the elements at a path."""
    return (node for node in _nodes(element, path) if isinstance(node, etree._Element))


def first(element: etree._Element, path: str) -> etree._Element | None:
    """Give the first element at a path."""
    return next(elements(element, path), None)


def deepest(element: etree._Element, path: str) -> etree._Element:
    """Give the last element of a path that is there: what is missing would stand in it."""
    for step in path.split("/"):
        below = None if step.startswith("@") else first(element, step)
        if below is None:
            return element
        element = below
    return element


def _nodes(element: etree._Element, path: str) -> list[etree._Element | str]:
    found: Any = _compiled(path)(element)
    return found if isinstance(found, list) else []


@lru_cache(maxsize=512)
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path)


def _seen(node: etree._Element | str, take: Take) -> tuple[etree._Element, str, str]:
    """The element that a node belongs to, the node's name and its text."""
    if isinstance(node, etree._Element):
        return node, _name(node), take(node)
    owner: etree._Element = node.getparent()  # type: ignore[attr-defined]
    name: str = node.attrname  # type: ignore[attr-defined]
    return owner, f"{_name(owner)}/@{name}", str(node)


def _name(element: etree._Element) -> str:
    """The element with those around it: "СвПрод/ИдСв/СвЮЛУч"."""
    above = [str(each.tag) for each in islice(element.iterancestors(), PLACE_STEPS - 1)]
    return "/".join([*reversed(above), str(element.tag)])


def _place(line: int | None, name: str) -> str:
    return f"line {line}, {name}"[:LONGEST_PLACE]
