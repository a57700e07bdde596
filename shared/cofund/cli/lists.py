"""How commands show what a list would change: its problems, its changes, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Protocol, TypeVar

import typer

from cofund.cli.output import print_table
from cofund.cli.words import said
from cofund.models.claim import Locale
from cofund.pages.catalogues import counted, text

MOST_SHOWN = 200
ListFile = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="CSV, XLSX, XLS or ODS.")
]
"""A list as 1C or Excel saves it."""
Some = TypeVar("Some")


class Problem(Protocol):
    """What is wrong with a row of a list."""

    @property
    def row(self) -> int:
        """As the file counts: the first line is 1."""
        ...

    @property
    def column(self) -> str | None:
        """None where it is the row as a whole."""
        ...

    @property
    def problem(self) -> str:
        """Its name."""
        ...

    @property
    def text(self) -> str:
        """What stands in the cell."""
        ...


class Change(Protocol):
    """What a list would change of one thing that it names."""

    @property
    def old(self) -> object:
        """None where it is new."""
        ...


class Plan(Protocol):
    """What taking a list in would do."""

    @property
    def changes(self) -> Sequence[Change]:
        """Of what the list names."""
        ...

    @property
    def unchanged(self) -> int:
        """How many rows change nothing."""
        ...

    @property
    def problems(self) -> Sequence[Problem]:
        """While there is one, nothing is taken in."""
        ...


def print_problems(
    problems: Sequence[Problem], locale: Locale, *, field: str, problem: str
) -> None:
    """Print what is wrong, row by row, where anything is.

    ``field`` and ``problem`` are the groups of the texts that name columns and problems.
    """
    if not problems:
        return
    print_table(
        text("import.problems", locale),
        [text(f"import.column.{one}", locale) for one in ("row", "what", "cell", "problem")],
        (
            (
                str(wrong.row),
                text(f"{field}.{wrong.column}", locale) if wrong.column else "",
                wrong.text,
                text(f"{problem}.{wrong.problem}", locale),
            )
            for wrong in problems[:MOST_SHOWN]
        ),
    )


def print_changes(
    changes: Sequence[Some],
    row_of: Callable[[Some, Locale], tuple[str, ...]],
    locale: Locale,
    *,
    what: str,
) -> None:
    """Print what would change, row by row, where anything would; ``what`` is the column's name."""
    if changes:
        print_table(
            text("import.changes", locale),
            [text(f"import.column.{one}", locale) for one in ("row", what, "change")],
            (row_of(change, locale) for change in changes[:MOST_SHOWN]),
        )


def summary(plan: Plan, locale: Locale, *, taken: bool) -> str:
    """Give how much is new, changed and wrong, and what became of it."""
    new = sum(change.old is None for change in plan.changes)
    counts = (
        counted("import.count.new", new, locale),
        counted("import.count.changed", len(plan.changes) - new, locale),
        counted("import.count.unchanged", plan.unchanged, locale),
        counted("import.count.problems", len(plan.problems), locale),
    )
    end = "taken" if taken else "refused" if plan.problems else "dry"
    return f"{', '.join(counts)}. {said(f'import.end.{end}', locale)}"
