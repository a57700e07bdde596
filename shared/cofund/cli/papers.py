"""`cofund read`: documents from files, without any installation."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, Any, get_args

import typer
from rich.progress import track

from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    cannot_run,
    errors,
    print_json,
    print_plain,
    print_table,
)
from cofund.cli.words import counted, said
from cofund.extraction import Sources
from cofund.extraction.report import Detail, file_report
from cofund.files.written import CLAIM_FILE
from cofund.models.claim import Locale
from cofund.models.unreadable import Flag, UnreadableReason
from cofund.pages.catalogues import text
from cofund.pages.formats import plain
from cofund.pages.messages import name

MOST_FILES = 1_000
MOST_AT_ONCE = 8
"""Documents read side by side; each may take up to the reader's bound of memory."""
WORTH_PROCESSES = 8

LINE_COLUMNS = ("description", "quantity", "unit_price", "amount")
PERSON_COLUMNS = ("name", "company", "position")

Report = dict[str, Any]


def read(
    files: Annotated[
        list[Path], typer.Argument(help="Files, or folders of files with all that is inside.")
    ],
    page_only: Annotated[
        bool,
        typer.Option("--page-only", help="Leave out e-invoices and QR codes: what the page says."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Show what was considered for each value, and why it won."),
    ] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Read documents: what they are and what stands in them, with evidence.

    Exit status 1: a file could not be read; the others were.
    """
    found = _files(files)
    failed = False
    sources: Sources = "page" if page_only else "all"
    detail: Detail = "explained" if explain else "values"
    for report in track(
        _reports(found, sources, detail),
        said("read.reading", language),
        len(found),
        console=errors,
        transient=True,
    ):
        if "error" in report:
            failed = True
            report["error"]["message"] = _failure(report["error"], language)
        if as_json:
            print_json([report])
        else:
            _print_report(report, language)
    raise typer.Exit(FAILED if failed else 0)


def _reports(files: list[Path], sources: Sources, detail: Detail) -> Iterator[Report]:
    """Read the files, several at a time; what comes first was named first."""
    with _readers(len(files)) as readers:
        yield from readers.map(file_report, files, repeat(sources), repeat(detail))


def _readers(files: int) -> Executor:
    """Give what reads side by side: for many files processes, which take a second to start."""
    at_once = min(os.cpu_count() or 1, MOST_AT_ONCE)
    if files < WORTH_PROCESSES:
        return ThreadPoolExecutor(at_once)
    return ProcessPoolExecutor(at_once, mp_context=get_context("spawn"))


def _files(paths: list[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(_documents_in(path)) if path.is_dir() else [path]
        if not inside:
            cannot_run(f"there are no files in {path}")
        found += inside
    if len(found) > MOST_FILES:
        cannot_run(f"{len(found)} files; {MOST_FILES} at a time are the bound")
    return found


def _documents_in(folder: Path) -> Iterable[Path]:
    """Give the files of a folder, but hidden ones and what a claim's folder says about itself."""
    return (
        one
        for one in folder.rglob("*")
        if one.is_file() and not one.name.startswith(".") and one.name != CLAIM_FILE
    )


def _print_report(report: Report, locale: Locale) -> None:
    if "error" in report:
        print_plain(f"{report['file']}: {report['error']['message']}")
        return
    pages = f", {counted('read.pages', report['pages'], locale)}" if report["pages"] else ""
    title = f"{report['file']}: {name('kind', report['kind'], locale)}{pages}"
    if not report["fields"]:
        print_plain(f"{title}. {said('read.nothing', locale)}")
    else:
        columns = [said(f"read.column.{one}", locale) for one in ("field", "value", "status")]
        print_table(title, columns, _field_rows(report["fields"], locale))
    _print_rows("read.lines", LINE_COLUMNS, report["lines"], locale)
    _print_rows("read.participants", PERSON_COLUMNS, report["participants"], locale)
    for field in report.get("explained", ()):
        _print_considered(field, locale)
    for warning in report["warnings"]:
        words = name("flag", warning, locale) if warning in get_args(Flag) else warning
        print_plain(f"{said('read.warnings', locale)}: {words}")


def _print_considered(field: Report, locale: Locale) -> None:
    """Print all that was considered for one value, the chosen one marked."""
    columns = ("value", "where", "label", "passed", "failed")
    heads = [said(f"read.column.{column}", locale) for column in columns]
    rows = [_considered_row(one, locale) for one in field["candidates"]]
    print_table(f"{field['field']}: {_status(field['status'], locale)}", heads, rows)


def _considered_row(one: Report, locale: Locale) -> list[str]:
    where = one["place"] or text("place.page", locale, page=str(one["page"]))
    chosen = "→ " if one["chosen"] else ""
    texts = (f"{chosen}{one['value']}", where, one["label"])
    return [plain(each) for each in (*texts, ", ".join(one["passed"]), ", ".join(one["failed"]))]


def _status(status: str, locale: Locale) -> str:
    return said("read.absent", locale) if status == "absent" else name("status", status, locale)


def _failure(error: Report, locale: Locale) -> str:
    """Give what to tell a person, and behind it what was found in the file, if anything."""
    if error["code"] not in get_args(UnreadableReason):
        return said("read.cannot_open", locale, why=error["message"])
    _, _, found = error["message"].partition("; ")
    told = name("reason", error["code"], locale)
    return f"{told} ({found})" if found else told


def _field_rows(fields: Report, locale: Locale) -> Iterator[tuple[str, str, str]]:
    for field, one in fields.items():
        yield field, plain(str(one["value"])), name("status", one["status"], locale)


def _print_rows(title: str, columns: tuple[str, ...], rows: list[Report], locale: Locale) -> None:
    if rows:
        heads = [said(f"read.column.{column}", locale) for column in columns]
        shown = [[plain(str(row[column] or "")) for column in columns] for row in rows]
        print_table(said(title, locale), heads, shown)
