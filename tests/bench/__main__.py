"""``python -m tests.bench``: measure, show, and write docs/benchmarks.md.

Ends with 1 where something came out wrong; a missed goal is only shown, because a busy machine
misses them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tests.bench.figures import WRONG, Figure
from tests.bench.kept import parts, with_part
from tests.bench.machine import this_machine
from tests.bench.tables import WHAT, as_json, markdown, rows

WRITTEN = Path(__file__).parents[2] / "docs" / "benchmarks.md"
COMMAND = "python -m tests.bench"

console = Console()
errors = Console(stderr=True)


class Part(StrEnum):
    """What can be measured by itself."""

    CLAIMS = "claims"
    IMPORTS = "imports"
    READING = "reading"
    RULES = "rules"
    REPLAY = "replay"
    YEAR = "year"
    ACCRUAL = "accrual"
    LATENCY = "latency"
    SIZES = "sizes"


MODULES = {part: part.value for part in Part} | {Part.READING: "cost"}


def measured_of(part: Part) -> list[Figure]:
    """Measure one part.

    Its module is imported now and not before: processes that a measure starts import this one.
    """
    measure: Callable[[], Iterator[Figure]]
    measure = import_module(f"tests.bench.{MODULES[part]}").measure
    return list(measure())


def bench(
    only: Annotated[
        list[Part] | None, typer.Option(help="Measure this part alone; nothing is written then.")
    ] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON, no tables.")] = False,
) -> None:
    """Measure Cofund on this machine."""
    machine = this_machine()
    figures: list[Figure] = []
    for part in only or list(Part):
        with errors.status(f"measuring {part}"):
            measured = measured_of(part)
        figures += measured
        if not as_json_:
            _show(part, measured)
    if as_json_:
        typer.echo(as_json(machine, figures))
    if not only:
        _write(markdown(machine, figures, command=COMMAND))
    if any(figure.name == WRONG and figure.value for figure in figures):
        raise typer.Exit(1)


def _write(document: str) -> None:
    """Write docs/benchmarks.md; what other commands wrote into it stays."""
    for name, part in parts(WRITTEN.read_text(encoding="utf-8")).items():
        document = with_part(document, name, part)
    WRITTEN.write_text(document, encoding="utf-8")


def _show(part: Part, figures: list[Figure]) -> None:
    table = Table(title=WHAT[part][0], title_justify="left")
    for column in ("what", "measured", "goal", "", ""):
        table.add_column(column, justify="right" if column in ("measured", "goal") else "left")
    for row in rows(figures):
        table.add_row(*row)
    console.print(table)


if __name__ == "__main__":
    typer.run(bench)
