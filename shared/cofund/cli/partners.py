"""`cofund partners`: take partners and their turnover in from a list; show who there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    errors,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.cli.words import said
from cofund.imports.partners import FACTS
from cofund.models.claim import Locale
from cofund.models.imports import ImportPlan, PartnerChange
from cofund.money import Money
from cofund.pages.catalogues import counted, text
from cofund.pages.formats import money
from cofund.pages.messages import period_name

app = typer.Typer(no_args_is_help=True)

MOST_SHOWN = 200


@app.callback()
def partners() -> None:
    """Partners and their turnover."""


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS or ODS, as 1C or Excel saves it.")],
    by: Annotated[str, typer.Option(help="Your login, a manager's; it is noted.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; without, only look.")] = False,
    create: Annotated[
        bool, typer.Option("--create", help="Create partners whose INN is not known yet.")
    ] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Look at a list of partners: what would change, row by row, and what is wrong with it.

    With --apply and --by the list is taken in, whole or not at all. Exit status 1: rows have
    problems, nothing was taken in; 2: cannot run.
    """
    from cofund.steps.importing import plan_partners, take_in

    office = find_office()
    with said_plainly(), errors.status(said("import.reading", language)):
        plan = plan_partners(file, programme=office.programme_name, creates=create, office=office)
        taken = apply and plan.applicable
        if taken:
            take_in(plan, by=by, office=office)
    if as_json:
        print_json([plan.model_dump(mode="json") | {"taken_in": taken}])
    else:
        _print_plan(plan, language, taken=taken)
    if not plan.applicable:
        raise typer.Exit(FAILED)


def _print_plan(plan: ImportPlan, locale: Locale, *, taken: bool) -> None:
    if plan.problems:
        print_table(
            text("import.problems", locale),
            [text(f"import.column.{one}", locale) for one in ("row", "what", "cell", "problem")],
            (
                (
                    str(wrong.row),
                    text(f"import.field.{wrong.column}", locale),
                    wrong.text,
                    text(f"import.problem.{wrong.problem}", locale),
                )
                for wrong in plan.problems[:MOST_SHOWN]
            ),
        )
    if plan.changes:
        print_table(
            text("import.changes", locale),
            [text(f"import.column.{one}", locale) for one in ("row", "partner", "change")],
            (_change_row(change, locale) for change in plan.changes[:MOST_SHOWN]),
        )
    print_plain(_summary(plan, locale, taken=taken))


def _change_row(change: PartnerChange, locale: Locale) -> tuple[str, str, str]:
    said_changes = "; ".join(_changed_facts(change, locale))
    return str(change.row), f"{change.new.name} ({change.new.inn})", said_changes


def _changed_facts(change: PartnerChange, locale: Locale) -> Iterator[str]:
    if change.old is None:
        yield text("import.new", locale)
    else:
        for name in FACTS:
            old, new = getattr(change.old, name), getattr(change.new, name)
            if old != new:
                field = text(f"import.field.{name}", locale)
                yield f"{field}: {_shown(old, locale)} → {_shown(new, locale)}"
    for one in change.turnovers:
        field = f"{text('import.field.turnover', locale)}, {period_name(one.period, locale)}"
        yield f"{field}: {_shown(one.old, locale)} → {_shown(one.new, locale)}"


def _shown(value: object, locale: Locale) -> str:
    match value:
        case Money():
            return money(value, locale)
        case bool():
            return text(f"import.{'yes' if value else 'no'}", locale)
        case tuple():
            return ", ".join(str(one) for one in value) or "—"
        case _:
            return "—" if value is None else str(value)


def _summary(plan: ImportPlan, locale: Locale, *, taken: bool) -> str:
    new = sum(change.old is None for change in plan.changes)
    counts = (
        counted("import.count.new", new, locale),
        counted("import.count.changed", len(plan.changes) - new, locale),
        counted("import.count.unchanged", plan.unchanged, locale),
        counted("import.count.problems", len(plan.problems), locale),
    )
    end = "taken" if taken else "refused" if plan.problems else "dry"
    return f"{', '.join(counts)}. {said(f'import.end.{end}', locale)}"
