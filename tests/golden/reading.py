"""What is read of a golden document next to its truth.

Two kinds of difference: *missing* (absent, or in review: a person sees to it) and *wrong* (accepted
although it is not true, accepted although a person must look). The second has no excuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cofund.extraction import read_file
from cofund.models.extraction import Extraction, Unreadable
from tests.bench.reading.facts import ACCEPTED, MONEY
from tests.bench.reading.ours import said_of
from tests.bench.reading.score import amounts_of, exact_rows, number_of, same


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What is read otherwise than it stands."""

    missing: frozenset[str]
    """Fields, or "kind", "lines", "participants", "entries", "warnings", "unreadable"."""
    wrong: frozenset[str]
    explained: tuple[str, ...]
    """Each difference in a line for a person."""


@cache
def extraction_of(path: Path) -> Extraction:
    """Give what is read of a file; each is read once."""
    return read_file(path, document_id="document")


@cache
def report_of(path: Path) -> dict[str, Any]:
    """Give what is read of a file, or ``unreadable``."""
    extraction = extraction_of(path)
    if isinstance(extraction, Unreadable):
        return {"unreadable": extraction.reason}
    return said_of(extraction)


def judge(path: Path, truth: dict[str, Any]) -> Judged:
    """Compare what is read of a file with its truth."""
    report = report_of(path)
    if "unreadable" in report:
        told = (f"unreadable: {report['unreadable']}",)
        return Judged(missing=frozenset({"unreadable"}), wrong=frozenset(), explained=told)
    differences = [*_differences(report, truth)]
    return Judged(
        missing=frozenset(what for what, _, _ in differences),
        wrong=frozenset(_accepted_wrongly(report, truth)),
        explained=tuple(f"{what}: {true!r}, read {said!r}" for what, true, said in differences),
    )


def _differences(
    report: dict[str, Any], truth: dict[str, Any]
) -> Iterator[tuple[str, object, object]]:
    if report["kind"] != truth["kind"]:
        yield "kind", truth["kind"], report["kind"]
    for name, expected in truth["fields"].items():
        said = _value(report, name)
        if not same(name, said, expected):
            yield name, expected, said
    yield from _told_otherwise(report, truth)
    yield from _row_differences(report, truth)


def _told_otherwise(
    report: dict[str, Any], truth: dict[str, Any]
) -> Iterator[tuple[str, object, object]]:
    for name in truth.get("accepted", ()):
        if _status(report, name) not in ACCEPTED:
            yield f"{name} accepted", "exact or checked", _status(report, name)
    for word in truth.get("warnings", ()):
        if not any(word in warning for warning in report["warnings"]):
            yield "warnings", word, report["warnings"]
    for name in truth.get("differs", ()):
        if name not in report["disagreements"]:
            yield f"{name} differs", "told", report["disagreements"]


def _row_differences(
    report: dict[str, Any], truth: dict[str, Any]
) -> Iterator[tuple[str, object, object]]:
    for rows in ("lines", "participants"):
        expected, found = truth.get(rows), report[rows]
        if expected and not (exact_rows(expected, found) == len(expected) == len(found)):
            exact = exact_rows(expected, found)
            yield rows, f"{len(expected)} rows", f"{exact} exactly of {len(found)}: {found[:2]}"
    if truth.get("entries") != report["entries"]:
        yield "entries", truth.get("entries"), report["entries"]


def _accepted_wrongly(report: dict[str, Any], truth: dict[str, Any]) -> Iterator[str]:
    true = {**truth.get("also", {}), **truth["fields"]}
    for name in MONEY:
        said = _value(report, name)
        if said is None or _status(report, name) not in ACCEPTED:
            continue
        if name in truth.get("review", ()) or name not in true or not same(name, said, true[name]):
            yield name
    yield from _lines_accepted_wrongly(report, truth)


def _lines_accepted_wrongly(report: dict[str, Any], truth: dict[str, Any]) -> Iterator[str]:
    true = {amount for row in truth.get("lines", ()) for amount in amounts_of(row)}
    for row in report["lines"] if true else ():
        if row.get("amount_status") in ACCEPTED and number_of(row["amount"]) not in true:
            yield f"line amount {row['amount']}"


def _value(report: dict[str, Any], name: str) -> str | None:
    found = report["fields"].get(name)
    return None if found is None else str(found["value"])


def _status(report: dict[str, Any], name: str) -> str | None:
    found = report["fields"].get(name)
    return None if found is None else str(found["status"])
