"""Nets of ruling lines: lines that cross or touch, directly or through others, draw one table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cofund.models.content import Ruling

NEAR = 2.5
"""Points between lines that still touch."""
MOST_CROSSINGS = 200_000
"""So many pairs of lines are looked at; a page with more is cut into bands only."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line: where it lies, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Net:
    """Upright and level lines that hang together."""

    upright: tuple[Line, ...]
    level: tuple[Line, ...]


def nets_of(rulings: Sequence[Ruling]) -> list[Net]:
    """Give the nets that a page's ruling lines make."""
    tall = [each for each in rulings if each.bottom - each.top > each.x1 - each.x0]
    flat = [each for each in rulings if each.bottom - each.top <= each.x1 - each.x0]
    upright = _merged(Line((each.x0 + each.x1) / 2, each.top, each.bottom) for each in tall)
    level = _merged(Line((each.top + each.bottom) / 2, each.x0, each.x1) for each in flat)
    if len(upright) * len(level) > MOST_CROSSINGS:
        return _bands(upright, level)
    return _joined(upright, level)


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Pieces that lie on one line and touch made one: programs draw tables cell by cell."""
    by_place: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_place[round(line.at)].append(line)
    merged: list[Line] = []
    for place in sorted(by_place):
        run: Line | None = None
        for line in sorted(by_place[place], key=lambda each: each.start):
            if run is not None and line.start <= run.end + NEAR:
                run = Line(run.at, run.start, max(run.end, line.end))
                continue
            if run is not None:
                merged.append(run)
            run = line
        if run is not None:
            merged.append(run)
    return merged


def _joined(upright: Sequence[Line], level: Sequence[Line]) -> list[Net]:
    """Union of all lines that touch: uprights first, then levels, by their numbers."""
    ordered = sorted(upright, key=lambda line: line.at)
    places = [line.at for line in ordered]
    parent = list(range(len(ordered) + len(level)))
    for number, line in enumerate(level, start=len(ordered)):
        first = bisect_left(places, line.start - NEAR)
        last = bisect_right(places, line.end + NEAR)
        for at in range(first, last):
            if ordered[at].start - NEAR <= line.at <= ordered[at].end + NEAR:
                parent[_root(parent, at)] = _root(parent, number)
    _join_neighbours(parent, ordered)
    uprights: dict[int, list[Line]] = defaultdict(list)
    levels: dict[int, list[Line]] = defaultdict(list)
    for number, line in enumerate(ordered):
        uprights[_root(parent, number)].append(line)
    for number, line in enumerate(level, start=len(ordered)):
        levels[_root(parent, number)].append(line)
    return [Net(tuple(uprights[root]), tuple(levels[root])) for root in uprights if root in levels]


def _join_neighbours(parent: list[int], ordered: Sequence[Line]) -> None:
    """Uprights side by side within a point or two: cells drawn as boxes of their own."""
    for at, (left, right) in enumerate(pairwise(ordered)):
        shares = min(left.end, right.end) - max(left.start, right.start) > 0
        if right.at - left.at <= NEAR and shares:
            parent[_root(parent, at)] = _root(parent, at + 1)


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _bands(upright: Sequence[Line], level: Sequence[Line]) -> list[Net]:
    """Lines that share a strip of the page: all that can be told of very many."""
    reaches = [(line.start, line.end, 0, line) for line in upright]
    reaches += [(line.at, line.at, 1, line) for line in level]
    groups: list[tuple[list[Line], list[Line]]] = []
    bottom = float("-inf")
    for top, end, kind, line in sorted(reaches, key=lambda each: each[:3]):
        if not groups or top > bottom + NEAR:
            groups.append(([], []))
        groups[-1][kind].append(line)
        bottom = max(bottom, end)
    return [Net(tuple(uprights), tuple(levels)) for uprights, levels in groups]
