"""How commands speak: tables for people, JSON for programs, one sentence for what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cofund.errors import CofundError
from cofund.models.claim import Locale

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Language = Annotated[Locale, typer.Option("--language", help="Of what is printed.")]

FAILED = 1
"""Exit status where what was looked at is not in order."""
CANNOT_RUN = 2
"""Exit status where a command could not do what it was asked for."""

console = Console()
errors = Console(stderr=True)


def print_json(rows: Iterable[Any]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table of foreign words as they stand; the last column takes what room there is."""
    print_plain(title)
    table = Table()
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)


def print_plain(sentence: str) -> None:
    """Print words that come from documents or people: nothing in them is markup."""
    console.print(sentence, markup=False, highlight=False, soft_wrap=True)


def cannot_run(sentence: str) -> NoReturn:
    """Say in a sentence why nothing was done, and end."""
    say_error(sentence)
    raise typer.Exit(CANNOT_RUN)


def say_error(sentence: str) -> None:
    """Say on standard error what went wrong."""
    errors.print(f"[bold red]cofund:[/] {escape(sentence)}", highlight=False, soft_wrap=True)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn failures that have a name into one sentence; our bugs show themselves in full."""
    from cofund.aws.trouble import SERVICE_FAILURES, said_of

    try:
        yield
    except CofundError as failure:
        cannot_run(f"{failure} ({type(failure).__name__})")
    except SERVICE_FAILURES as failure:
        cannot_run(said_of(failure))
