"""Cofund as a program to be measured: paths on the input, an answer a line on the output.

``python -m tests.bench.reading.ours ROUNDS``. Each file is read as the product reads it; what
the page alone says is interpreted once more with its exact sources (XML, QR) left out.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from cofund.extraction import interpret, read_document, read_file, recognise
from cofund.extraction.report import extraction_report
from cofund.models.content import DocumentContent
from cofund.models.extraction import CommercialDocument, Extraction, Unreadable

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
        "page": _said(page),
        "whole": _said(whole),
        "seconds": min((_seconds(path) for _ in range(rounds)), default=None),
    }


def _content(path: Path) -> DocumentContent | Unreadable:
    content = read_document(path, document_id=DOCUMENT_ID)
    if isinstance(content, DocumentContent) and content.pages_without_text:
        return recognise(path, document_id=DOCUMENT_ID)
    return content


def _seconds(path: Path) -> float:
    began = time.perf_counter()
    read_file(path, document_id=DOCUMENT_ID)
    return time.perf_counter() - began


def _said(extraction: Extraction) -> dict[str, Any]:
    report = extraction_report(extraction)
    return {
        "kind": report["kind"],
        "fields": report["fields"],
        "lines": _lines(extraction, report["lines"]),
        "participants": report["participants"],
        "disagreements": [one.field for one in extraction.disagreements],
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
