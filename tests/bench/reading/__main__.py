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

from tests.bench.kept import with_part
from tests.bench.machine import this_machine
from tests.bench.reading.asking import RIVALS_PYTHON, Asked, ask, ours, rival
from tests.bench.reading.corpora import NoTruth, documents_of
from tests.bench.reading.facts import Truth
from tests.bench.reading.judged import page_misses, silent_differences, whole_misses
from tests.bench.reading.score import Miss
from tests.bench.reading.summary import OURS, is_digital, questions
from tests.bench.reading.table import PART, markdown

GOLDEN = Path(__file__).parents[2] / "golden"
WRITTEN = Path(__file__).parents[3] / "docs" / "benchmarks.md"
CORES = 2
ROUNDS = 2
RIVALS = {
    "pypdfium2": 5,
    "pdfplumber": 1,
    "pdfminer": 1,
    "pypdf": 1,
    "pdftotext": 1,
    "camelot": 0,
    "invoice2data": 0,
}
"""Every tool and how often each file is read again for its time; the slow ones once in all."""
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
    if failures:
        asked = _asked(OURS, ours(0), [one.path for one in documents], processes=CORES)
        missed = show_failures(documents, asked, whole=whole)
    else:
        missed = _compare(documents)
    raise typer.Exit(1 if any(miss.dangerous for miss in missed) else 0)


def _documents(folders: Iterable[Path]) -> list[Truth]:
    try:
        return [one for folder in folders for one in documents_of(folder)]
    except NoTruth as reason:
        errors.print(f"bench-reading: {reason}", style="red")
        raise typer.Exit(2) from reason


def _compare(documents: list[Truth]) -> list[Miss]:
    """Ask every tool, write the table; give what we miss."""
    if not RIVALS_PYTHON.exists():
        errors.print("bench-reading: run ./infra/setup.sh rivals first", style="red")
        raise typer.Exit(2)
    machine = this_machine()
    paths = [one.path for one in documents]
    digital = [one.path for one in documents if is_digital(one)]
    asked = {OURS: _asked(OURS, ours(0), paths, processes=CORES)}
    timed = {OURS: _asked(f"{OURS}, timed", ours(ROUNDS), digital, processes=1)}
    for tool, rounds in RIVALS.items():
        timed[tool] = asked[tool] = _asked(tool, rival(tool, rounds), digital, processes=1)
    mine = asked[OURS].answers
    missed = [miss for one in documents for miss in page_misses(one, mine[one.path])]
    table = markdown(
        machine,
        documents,
        questions(documents, asked, timed),
        tools=(OURS, *RIVALS),
        missed=missed,
        unread={path.name: answer.failure for path, answer in mine.items() if answer.failure},
    )
    console.print(table, markup=False)
    WRITTEN.write_text(
        with_part(WRITTEN.read_text(encoding="utf-8"), PART, table), encoding="utf-8"
    )
    return missed


def _asked(name: str, command: list[str], paths: list[Path], *, processes: int) -> Asked:
    with Progress(console=errors) as progress:
        task = progress.add_task(name, total=len(paths))
        return ask(command, paths, processes=processes, heard=lambda _: progress.advance(task))


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
