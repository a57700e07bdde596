"""How commands speak: tables for people, JSON for programs, one sentence for what went wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from cofund.errors import CofundError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]

CANNOT_RUN = 2
"""Exit status where a command could not do what it was asked for."""

console = Console()
errors = Console(stderr=True)


def print_json(rows: Iterable[Any]) -> None:
    """Print one JSON object a line."""
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; the last column takes what room there is."""
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column)
    for row in rows:
        table.add_row(*row)
    console.print(table)


def cannot_run(sentence: str) -> NoReturn:
    """Say in a sentence why nothing was done, and end."""
    errors.print(f"[bold red]cofund:[/] {sentence}", highlight=False)
    raise typer.Exit(CANNOT_RUN)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Turn failures that have a name into one sentence; our bugs show themselves in full."""
    try:
        yield
    except CofundError as failure:
        cannot_run(f"{type(failure).__name__}: {failure}")
