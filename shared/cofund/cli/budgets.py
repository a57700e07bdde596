"""`cofund budgets`: how much a year's funds may be granted together."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from cofund.calendar import local_day
from cofund.cli.installation import find_office
from cofund.cli.output import (
    AsJson,
    cannot_run,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.models.budgets import Budget, BudgetKey
from cofund.money import Money
from cofund.steps.funds.budgeting import budget_history, budgets_of, set_budget
from cofund.steps.office import Office
from cofund.typed import typed_amount

app = typer.Typer(no_args_is_help=True)

Year = Annotated[str, typer.Option(help="Of the funds; without it, this year.")]
Programme = Annotated[str, typer.Option(help="Without it, the installation's.")]


@app.callback()
def budgets() -> None:
    """A year's budgets above the funds."""


@app.command("set")
def set_cap(
    scope: Annotated[
        str, typer.Argument(metavar="SCOPE", help='"all", "level.gold" or "region.north".')
    ],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help='Such as "134000000.00".')],
    by: Annotated[str, typer.Option(help="Your login, a manager's; it is noted.")],
    reason: Annotated[str, typer.Option(help="Why; it is noted.")] = "",
    year: Year = "",
    programme: Programme = "",
    as_json: AsJson = False,
) -> None:
    """Set how much a year's funds of everybody, a level or a region may be granted together.

    What was granted of the year before counts too. Less than is granted already is refused.
    """
    office = find_office()
    with said_plainly():
        key = _key(scope, year=year, programme=programme, office=office)
        cap = _amount(amount, office.programme(key.programme).currency)
        budget = set_budget(key, cap, by=by, reason=reason, office=office)
    _print((budget,), as_json=as_json)


@app.command()
def show(year: Year = "", programme: Programme = "", as_json: AsJson = False) -> None:
    """Show a year's budgets: the cap, what is granted, what is left."""
    office = find_office()
    with said_plainly():
        key = _key("all", year=year, programme=programme, office=office)
        found = budgets_of(key.programme, key.year, office=office)
    if not found and not as_json:
        print_plain(f"{key.programme} has no budget for {key.year}: grants are not limited")
        return
    _print(found, as_json=as_json)


@app.command()
def history(
    scope: Annotated[str, typer.Argument(metavar="SCOPE", help='Such as "level.gold".')],
    year: Year = "",
    programme: Programme = "",
    as_json: AsJson = False,
) -> None:
    """Show who set a budget to what, when, and why."""
    office = find_office()
    with said_plainly():
        key = _key(scope, year=year, programme=programme, office=office)
        changes = budget_history(key, office=office)
    if as_json:
        print_json(change.model_dump(mode="json") for change in changes)
        return
    print_table(
        f"budget {key.scope} of {key.programme}, {key.year}",
        ("at", "by", "before", "cap", "reason"),
        [
            (
                f"{change.at:%Y-%m-%d %H:%M} UTC",
                change.by,
                change.before.decimal_text() if change.before is not None else "",
                change.cap.decimal_text(),
                change.reason,
            )
            for change in changes
        ],
    )


def _key(scope: str, *, year: str, programme: str, office: Office) -> BudgetKey:
    name = programme or office.programme_name
    today = local_day(office.clock(), office.programme(name).zone)
    try:
        return BudgetKey(programme=name, year=year or str(today.year), scope=scope)
    except ValidationError:
        cannot_run('a scope is "all", "level.gold" or "region.north", a year has four digits')


def _amount(text: str, currency: str) -> Money:
    amount = typed_amount(text, currency, field="cap")
    if not isinstance(amount, Money):
        cannot_run(f"{text} is no amount in {currency}")
    return amount


def _print(found: tuple[Budget, ...], *, as_json: bool) -> None:
    if as_json:
        print_json(
            budget.model_dump(mode="json") | {"left": budget.left.model_dump(mode="json")}
            for budget in found
        )
        return
    first = found[0]
    print_table(
        f"budgets of {first.key.programme}, {first.key.year}, {first.cap.currency}",
        ("scope", "cap", "granted", "left"),
        [
            (
                budget.key.scope,
                *(m.decimal_text() for m in (budget.cap, budget.granted, budget.left)),
            )
            for budget in found
        ],
    )
