"""``python -m tests.bench.reading CORPUS... [--failures]``: measure reading, write the table.

Ends with 2 where a folder has no truth, with 1 where a wrong amount was accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from tests.bench.reading.asking import Asked, ask, ours
from tests.bench.reading.corpora import NoTruth, documents_of
from tests.bench.reading.facts import Truth
from tests.bench.reading.judged import page_misses, silent_differences, whole_misses
from tests.bench.reading.score import Miss

GOLDEN = Path(__file__).parents[2] / "golden"
CORES = 2
CUT = 70

console = Console(width=200, soft_wrap=True, highlight=False)
errors = Console(stderr=True)


def bench(
    corpora: Annotated[
        list[Path] | None, typer.Argument(help="Folders of documents with their truth.")
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="Show what we miss, file by file; write nothing.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="With --failures: from e-invoices inside, too.")
    ] = False,
    only: Annotated[str, typer.Option(help="Only files whose name contains this.")] = "",
) -> None:
    """Measure reading against documents whose truth is known."""
    documents = [one for one in _documents(corpora or [GOLDEN]) if only in one.path.name]
    asked = _asked(documents)
    if failures:
        shown = show_failures(documents, asked, whole=whole)
        raise typer.Exit(1 if any(miss.dangerous for miss in shown) else 0)


def _documents(folders: Iterable[Path]) -> list[Truth]:
    try:
        return [one for folder in folders for one in documents_of(folder)]
    except NoTruth as reason:
        errors.print(f"bench-reading: {reason}", style="red")
        raise typer.Exit(2) from reason


def _asked(documents: list[Truth]) -> Asked:
    with Progress(console=errors) as progress:
        reading = progress.add_task("reading with Cofund", total=len(documents))
        paths = [document.path for document in documents]
        return ask(ours(0), paths, processes=CORES, heard=lambda _: progress.advance(reading))


def show_failures(documents: list[Truth], asked: Asked, *, whole: bool) -> list[Miss]:
    """Print every miss, dangerous ones marked; give them."""
    shown = []
    for truth in documents:
        answer = asked.answers[truth.path]
        missed = list(whole_misses(truth, answer) if whole else page_misses(truth, answer))
        missed += silent_differences(truth, answer) if whole else ()
        for miss in missed:
            mark = "[bold red]WRONG, ACCEPTED[/]" if miss.dangerous else miss.status
            expected, said = miss.expected[:CUT], miss.said[:CUT]
            console.print(
                f"{miss.path}  [bold]{miss.field}[/]  expected «{expected}»  said «{said}»  {mark}"
            )
        shown += missed
    missed_in = len({miss.path for miss in shown})
    console.print(f"{len(shown)} misses in {missed_in} of {len(documents)} documents")
    return shown


if __name__ == "__main__":
    typer.run(bench)
