"""`cofund partners`: take partners and their turnover in from a list; show who there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.status import Status

from cofund.cli.installation import find_office
from cofund.cli.lists import MOST_SHOWN, ListFile, print_changes, print_problems, summary
from cofund.cli.output import (
    FAILED,
    AsJson,
    Language,
    cannot_run,
    errors,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.cli.words import said
from cofund.extraction.limits import READING
from cofund.funds.weighing import refused_as_ended, summed
from cofund.models.claim import Locale
from cofund.models.fund_reports import FundRefusal
from cofund.models.imports import MAX_LISTED, FundEffect, ImportPlan, PartnerChange
from cofund.pages.catalogues import counted, text
from cofund.pages.changed_facts import changed_facts
from cofund.pages.formats import change as signed
from cofund.pages.formats import money
from cofund.pages.manager_texts import (
    ended_text,
    list_refusal_text,
    over_budget_text,
    quoted,
    refusal_text,
)
from cofund.pages.messages import period_name
from cofund.steps.office import Office

app = typer.Typer(no_args_is_help=True)


@app.callback()
def partners() -> None:
    """Partners and their turnover."""


@app.command("import")
def import_list(
    file: ListFile,
    by: Annotated[str, typer.Option(help="Your login, a manager's; it is noted.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; without, only look.")] = False,
    create: Annotated[
        bool, typer.Option("--create", help="Create partners whose INN is not known yet.")
    ] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Look at a list of partners: what would change, row by row, and what is wrong with it.

    Also what that would move in the funds today. With --apply and --by the list is taken in, whole
    or not at all, and the funds follow. Exit status 1: rows have problems, nothing was taken in; 2:
    cannot run.
    """
    from cofund.steps.managing.importing import take_in
    from cofund.steps.managing.mails import tell_refused
    from cofund.steps.managing.weighing import weigh

    office = find_office()
    with said_plainly(), errors.status(said("import.reading", language)) as shown:
        plan = _planned(file, language, creates=create, office=office)
        effects = weigh(plan.changes, programme=office.programme_name, office=office)
        taken = apply and plan.applicable
        refused: list[FundRefusal] = []
        if taken:
            take_in(plan, by=by, office=office)
            refused = [*refused_as_ended(effects), *_moved(plan, shown, office=office)]
            tell_refused(refused, by=by, file_name=file.name, path="/manage", office=office)
    if as_json:
        moved = [effect.model_dump(mode="json") for effect in effects]
        named = [one.model_dump(mode="json") for one in refused]
        whole = {"taken_in": taken, "effects": moved, "refused": named}
        print_json([plan.model_dump(mode="json") | whole])
    else:
        _print_plan(plan, effects, language)
        _print_refused(refused, language)
        print_plain(summary(plan, language, taken=taken))
    if not plan.applicable:
        raise typer.Exit(FAILED)


def _planned(file: Path, locale: Locale, *, creates: bool, office: Office) -> ImportPlan:
    from cofund.imports.listing import ListRefused
    from cofund.steps.managing.importing import plan_partners

    try:
        return plan_partners(file, programme=office.programme_name, creates=creates, office=office)
    except ListRefused as refused:
        cannot_run(
            list_refusal_text(
                refused.why,
                refused.names,
                locale,
                reason=refused.reason,
                most_rows=MAX_LISTED,
                most_bytes=READING.file_bytes,
            )
        )


def _moved(plan: ImportPlan, shown: Status, *, office: Office) -> Iterator[FundRefusal]:
    """Bring the funds to what the list makes them; give what could not be moved."""
    from cofund.steps.managing.importing import keep_changed

    changed = [change.new.partner_id for change in plan.changes]
    for number, report in enumerate(keep_changed(changed, office=office), start=1):
        shown.update(f"{number}/{len(changed)}")
        yield from report.refused


def _print_plan(plan: ImportPlan, effects: Sequence[FundEffect], locale: Locale) -> None:
    print_problems(plan.problems, locale, field="import.field", problem="import.problem")
    if plan.left_out:
        print_plain(text("import.left_out", locale, names=quoted(plan.left_out, locale)))
    print_changes(plan.changes, _change_row, locale, what="partner")
    if effects:
        print_table(
            text("import.effects", locale),
            [text(f"import.column.{one}", locale) for one in ("row", "fund", "change", "refused")],
            (_effect_row(effect, locale) for effect in effects[:MOST_SHOWN]),
        )
        print_plain(_effects_summed(effects, locale))


def _effect_row(effect: FundEffect, locale: Locale) -> tuple[str, str, str, str]:
    period = period_name(effect.fund.period, locale)
    if effect.ended:
        return str(effect.row), period, "", ended_text(effect, locale)
    refused = " ".join(_foreseen(effect, locale))
    return str(effect.row), period, signed(effect.change, locale), refused


def _foreseen(effect: FundEffect, locale: Locale) -> Iterator[str]:
    """Give why a fund would stay as it is."""
    if effect.short:
        yield text("import.short", locale, short=money(effect.short, locale))
    if effect.budgets:
        yield over_budget_text(effect.budgets, locale)


def _effects_summed(effects: Sequence[FundEffect], locale: Locale) -> str:
    sums = summed(effects)
    granted, back = money(sums.granted, locale), money(sums.taken_back, locale)
    moved = text("import.effects_summed", locale, granted=granted, taken_back=back)
    if sums.refused:
        moved += " " + text("import.effects_refused", locale, refused=money(sums.refused, locale))
    if sums.over_budget:
        amount = money(sums.over_budget, locale)
        moved += " " + text("import.effects_over_budget", locale, amount=amount)
    if sums.ended:
        moved += " " + counted("import.effects_ended", sums.ended, locale)
    return moved


def _print_refused(refused: Sequence[FundRefusal], locale: Locale) -> None:
    for one in refused:
        period = period_name(one.fund.period, locale)
        print_plain(f"{one.fund.partner}, {period}: {refusal_text(one, locale)}")


def _change_row(change: PartnerChange, locale: Locale) -> tuple[str, str, str]:
    said_changes = "; ".join(_changed_facts(change, locale))
    return str(change.row), f"{change.new.name} ({change.new.inn})", said_changes


def _changed_facts(change: PartnerChange, locale: Locale) -> Iterator[str]:
    if change.old is None:
        yield text("import.new", locale)
    for one in changed_facts(change, locale):
        yield f"{one.label}: {one.old} → {one.new}"
