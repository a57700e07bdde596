"""A rival as a program: ``program.py TOOL ROUNDS``, paths on the input, an answer a line.

Runs in the rivals' own environment and imports nothing of Cofund.
"""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from naive import fields_of
from tables import rows_of

SECONDS_AT_MOST = 120


def pypdfium2(path: str) -> dict[str, Any]:
    """Take the bare text: the yardstick of speed."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return {"text": "\n".join(pages), "pages": len(pages)}


def pdfplumber(path: str) -> dict[str, Any]:
    """Take text and tables."""
    import pdfplumber as plumber

    with plumber.open(path) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
        tables = [table for page in document.pages for table in page.extract_tables()]
        return {"text": text, "tables": tables, "pages": len(document.pages)}


def pdfminer(path: str) -> dict[str, Any]:
    """Take the text by layout analysis."""
    from pdfminer.high_level import extract_text

    text = extract_text(path)
    return {"text": text, "pages": max(1, text.count("\f"))}


def pypdf(path: str) -> dict[str, Any]:
    """Take the text."""
    from pypdf import PdfReader

    reader = PdfReader(path)
    text = "\n".join(page.extract_text() for page in reader.pages)
    return {"text": text, "pages": len(reader.pages)}


def pdftotext(path: str) -> dict[str, Any]:
    """Take the text as poppler lays it out."""
    command = ["pdftotext", "-layout", path, "-"]
    done = subprocess.run(  # noqa: S603 - a program of Debian's
        command, capture_output=True, check=True, timeout=SECONDS_AT_MOST
    )
    text = done.stdout.decode("utf-8", "replace")
    return {"text": text, "pages": max(1, text.count("\f"))}


def camelot(path: str) -> dict[str, Any]:
    """Take tables with borders, and where there are none, those without."""
    import camelot as camel

    found = camel.read_pdf(path, pages="all", flavor="lattice")
    if not len(found):
        found = camel.read_pdf(path, pages="all", flavor="stream")
    tables = [table.df.to_numpy().tolist() for table in found]
    return {"tables": tables, "pages": max([1, *(table.page for table in found)])}


def invoice2data(path: str) -> dict[str, Any]:
    """Ask with the templates that it ships."""
    from invoice2data import extract_data

    found = extract_data(path) or {}
    names = {"number": "invoice_number", "issue_date": "date", "gross": "amount"}
    values = {name: found[theirs] for name, theirs in names.items() if theirs in found}
    return {"fields": {name: {"value": _plain(value)} for name, value in values.items()}}


TOOLS: dict[str, Callable[[str], dict[str, Any]]] = {
    tool.__name__: tool
    for tool in (pypdfium2, pdfplumber, pdfminer, pypdf, pdftotext, camelot, invoice2data)
}


def answer(tool: Callable[[str], dict[str, Any]], path: str, rounds: int) -> dict[str, Any]:
    """Give what a tool says of a file, and the best of its times; it may die of the file."""
    began = time.perf_counter()
    found = tool(path)
    first = time.perf_counter() - began
    seconds = min([first, *(_seconds(tool, path) for _ in range(rounds))])
    fields = found.get("fields", fields_of(found.get("text", "")))
    said = {"fields": fields, **rows_of(found.get("tables", ()))}
    return {"page": said, "whole": said, "seconds": seconds, "pages": found.get("pages", 1)}


def _seconds(tool: Callable[[str], dict[str, Any]], path: str) -> float:
    began = time.perf_counter()
    tool(path)
    return time.perf_counter() - began


def _plain(value: Any) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def main() -> None:
    """Answer every path of the input."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    tool, rounds = TOOLS[sys.argv[1]], int(sys.argv[2])
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(tool, line.strip(), rounds)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
