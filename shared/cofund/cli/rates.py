"""`cofund rates`: the exchange rates by which papers in other currencies count."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from cofund.cli.installation import find_office
from cofund.cli.output import (
    AsJson,
    cannot_run,
    print_json,
    print_plain,
    print_table,
    said_plainly,
)
from cofund.models.rates import LARGEST_NOMINAL, Rate
from cofund.steps.office import Office

app = typer.Typer(no_args_is_help=True)

By = Annotated[str, typer.Option(help="Your login: a manager's or finance's; it is noted.")]
MOST_SHOWN = 1_000


@app.callback()
def rates() -> None:
    """Exchange rates."""


@app.command()
def add(
    currency: Annotated[str, typer.Argument(help="Which currency, like USD.")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day it was set for.")],
    value: Annotated[str, typer.Option(help="What the units are worth, like 80.1234.")],
    source: Annotated[str, typer.Option(help="Who published it, like: Bank of Russia.")],
    by: By,
    nominal: Annotated[
        int, typer.Option(min=1, max=LARGEST_NOMINAL, help="Of how many units.")
    ] = 1,
    day_before: Annotated[
        bool,
        typer.Option(
            "--day-before", help="Set on the working day before, as the Bank of Russia does."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Enter one day's rate into the programme's currency; a rate once entered never changes."""
    office = find_office()
    fields = {
        "currency": currency.upper(),
        "into": _own_currency(office),
        "day": day.date(),
        "value": value.replace(",", "."),
        "nominal": nominal,
        "set_on": "day_before" if day_before else "same_day",
        "source": source,
    }
    try:
        rate = Rate.model_validate(fields)
    except ValidationError as wrong:
        cannot_run(f"{_first_wrong(wrong)} is not as expected")
    _add((rate,), by=by, office=office, as_json=as_json)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The Bank of Russia's daily XML, or a CSV list.")],
    by: By,
    source: Annotated[
        str, typer.Option(help="Who published a CSV list's rates, where it doesn't say.")
    ] = "list",
    as_json: AsJson = False,
) -> None:
    """Take rates in from a file: XML_daily of the Bank of Russia, or CSV.

    A list's first line names its columns: currency, day, value and, where wanted, nominal, source.
    """
    from cofund.files.rate_files import read_rates

    if not file.is_file():
        cannot_run(f"there is no file {file}")
    office = find_office()
    with said_plainly():
        found = read_rates(file.read_bytes(), into=_own_currency(office), source=source)
    _add(found, by=by, office=office, as_json=as_json)


@app.command()
def show(
    currency: Annotated[str, typer.Argument(help="Which currency, like USD.")],
    last: Annotated[int, typer.Option(min=1, max=MOST_SHOWN, help="How many days.")] = 30,
    as_json: AsJson = False,
) -> None:
    """Show a currency's rates, the newest first."""
    from cofund.books.rate_book import newest_rates

    office = find_office()
    with said_plainly():
        found = newest_rates(
            currency.upper(), into=_own_currency(office), limit=last, items=office.items
        )
    if as_json:
        print_json(rate.model_dump(mode="json") for rate in found)
        return
    print_table(
        f"rates of {currency.upper()}",
        ("day", "units", "value", "source"),
        [(rate.day.isoformat(), str(rate.nominal), rate.value, rate.source) for rate in found],
    )


def _add(found: tuple[Rate, ...], *, by: str, office: Office, as_json: bool) -> None:
    from cofund.steps.rates import add_rates

    with said_plainly():
        added = add_rates(found, by=by, office=office)
    if as_json:
        print_json([{"new": added.new, "known": added.known}])
        return
    print_plain(f"{added.new} rates are new, {added.known} stood there already")


def _own_currency(office: Office) -> str:
    return office.programme(office.programme_name).currency


def _first_wrong(wrong: ValidationError) -> str:
    return ".".join(map(str, wrong.errors()[0]["loc"])) or "the rate"
