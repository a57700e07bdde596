"""Cofund as a program to be measured: paths on the input, an answer a line on the output.

``python -m tests.bench.reading.ours ROUNDS``. Each file is read as the product reads it; what
the page alone says is interpreted once more with its exact sources (XML, QR) left out.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cofund.extraction import READING, interpret, read_document, read_file, recognise
from cofund.extraction.guard import inspect
from cofund.extraction.readers import read
from cofund.extraction.report import extraction_report
from cofund.extraction.sniff import sniff
from cofund.models.content import DocumentContent
from cofund.models.extraction import (
    CommercialDocument,
    EventProgramme,
    Extraction,
    Unreadable,
)

DOCUMENT_ID = "document"


def answer(path: Path, rounds: int) -> dict[str, Any]:
    """Give what we say of a file, and how long the whole way took."""
    content = _content(path)
    if isinstance(content, Unreadable):
        return {"failure": content.reason}
    whole = interpret(content)
    page = interpret(content.model_copy(update={"exact": ()})) if content.exact else whole
    return {
        "pages": max(1, len(content.pages)),
        "page": said_of(page),
        "whole": said_of(whole),
        "seconds": _best(lambda: read_file(path, document_id=DOCUMENT_ID), rounds),
        "seconds_inside": _best(lambda: interpret(_inside(path)), rounds),
    }


def _content(path: Path) -> DocumentContent | Unreadable:
    content = read_document(path, document_id=DOCUMENT_ID)
    if isinstance(content, DocumentContent) and content.pages_without_text:
        return recognise(path, document_id=DOCUMENT_ID)
    return content


def _best(act: Callable[[], object], rounds: int) -> float | None:
    """Give the seconds of the quickest round; None without rounds."""
    return min((_seconds(act) for _ in range(rounds)), default=None)


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _inside(path: Path) -> DocumentContent:
    """Give what a document holds, read in this process: no child, no second look."""
    document = path.read_bytes()
    found = read(inspect(document, sniff(document, READING), READING), READING)
    return DocumentContent(document_id=DOCUMENT_ID, **found)


def said_of(extraction: Extraction) -> dict[str, Any]:
    """Give what ``cofund read`` prints of an extraction, and what it keeps for the reviewer."""
    report = extraction_report(extraction)
    return {
        "kind": report["kind"],
        "fields": report["fields"],
        "lines": _lines(extraction, report["lines"]),
        "participants": report["participants"],
        "warnings": report["warnings"],
        "disagreements": [one.field for one in extraction.disagreements],
        "entries": len(extraction.entries) if isinstance(extraction, EventProgramme) else None,
    }


def _lines(extraction: Extraction, printed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the printed lines with the status of their amounts."""
    if not isinstance(extraction, CommercialDocument):
        return printed
    statuses = [line.amount.status if line.amount else None for line in extraction.lines]
    return [{**row, "amount_status": status} for row, status in zip(printed, statuses, strict=True)]


def main() -> None:
    """Answer every path of the input."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(Path(line.strip()), rounds)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
