"""`cofund orders`: souvenir orders and the catalogue that they are made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

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
from cofund.models.claim import Locale
from cofund.models.order_lines import MAX_PIECES, ReturnedLine
from cofund.models.orders import Order
from cofund.models.souvenir_lists import CataloguePlan, SouvenirChange
from cofund.pages.catalogues import text
from cofund.pages.formats import money
from cofund.pages.messages import points_text

app = typer.Typer(no_args_is_help=True)
catalogue = typer.Typer(no_args_is_help=True)
app.add_typer(catalogue, name="catalogue", help="What can be ordered.")

By = Annotated[str, typer.Option(help="Your login, a manager's; it is noted.")]
OrderId = Annotated[str, typer.Argument(metavar="ORDER", help="Number of the order.")]


@app.callback()
def orders() -> None:
    """Souvenir orders."""


@app.command("list")
def list_orders(
    done: Annotated[
        bool, typer.Option("--done", help="Those that wait for nobody, instead.")
    ] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Show the orders that wait to be shipped or answered."""
    office = find_office()
    with said_plainly():
        found = office.orders.listed(office.programme_name, "done" if done else "open")
    if as_json:
        print_json(order.model_dump(mode="json") for order in found)
        return
    print_table(
        text("orders.all", language),
        [text(f"orders_column.{one}", language) for one in ("order", "partner", "state", "cost")],
        (_order_row(order, language) for order in found),
    )


@app.command()
def ship(
    order_id: OrderId,
    waybill: Annotated[str, typer.Option(help="Number of the paper that goes with it.")],
    by: By,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Mark an order as shipped: it is written off, and the partner is told."""
    from cofund.steps.orders.desk import ship as ship_order

    office = find_office()
    with said_plainly():
        manager, order = office.directory.person(by), office.orders.get(order_id)
        ship_order(order, waybill, manager, office=office)
        shipped = office.orders.get(order_id)
    _print_done(shipped, "order_shipped", language, as_json=as_json)


@app.command("return")
def return_pieces(
    order_id: OrderId,
    pieces: Annotated[
        list[str], typer.Argument(metavar="SKU=PIECES…", help="What came back: mug=2")
    ],
    by: By,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Take pieces of a shipped order back; the partner is told."""
    from cofund.steps.orders.desk import take_back

    back = tuple(map(_returned, pieces))
    office = find_office()
    with said_plainly():
        manager, order = office.directory.person(by), office.orders.get(order_id)
        take_back(order, back, order.returns + 1, manager, office=office)
        kept = office.orders.get(order_id)
    _print_done(kept, "return_taken", language, as_json=as_json)


@catalogue.command("import")
def import_catalogue(
    file: ListFile,
    by: By = "",
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; without, only look.")] = False,
    language: Language = "en",
    as_json: AsJson = False,
) -> None:
    """Look at a list of souvenirs: what would change, and what is wrong with it, row by row.

    With --apply and --by the list is taken in, whole or not at all. Exit status 1: rows have
    problems, nothing was taken in; 2: cannot run.
    """
    from cofund.steps.orders.stocking import plan_catalogue, take_catalogue_in

    office = find_office()
    with said_plainly(), errors.status(said("import.reading", language)):
        plan = plan_catalogue(file, office=office)
        taken = apply and plan.applicable
        if taken:
            take_catalogue_in(plan, by=by, office=office)
    if as_json:
        print_json([plan.model_dump(mode="json") | {"taken_in": taken}])
    else:
        _print_plan(plan, language, taken=taken)
    if not plan.applicable:
        raise typer.Exit(FAILED)


@catalogue.command("show")
def show_catalogue(language: Language = "en", as_json: AsJson = False) -> None:
    """Show what can be ordered, at which price, and how much of it is there."""
    from cofund.models.orders import StockKey

    office = find_office()
    rows = []
    with said_plainly():
        for one in office.orders.catalogue(office.programme_name):
            stock = office.orders.stock(StockKey(programme=office.programme_name, sku=one.sku))
            rows.append((one, stock.on_hand if stock else 0))
    if as_json:
        print_json(one.model_dump(mode="json") | {"on_hand": on_hand} for one, on_hand in rows)
        return
    print_table(
        text("orders.catalogue", language),
        [
            text(f"catalogue_field.{one}", language)
            for one in ("sku", "name_ru", "price", "on_hand")
        ],
        (
            (
                one.sku,
                one.names.ru if language == "ru" else one.names.en,
                money(one.price, language),
                str(on_hand),
            )
            for one, on_hand in rows
        ),
    )


def _print_done(order: Order, notice: str, locale: Locale, *, as_json: bool) -> None:
    if as_json:
        print_json([order.model_dump(mode="json")])
    else:
        print_plain(text(f"notice.{notice}", locale))


def _order_row(order: Order, locale: Locale) -> tuple[str, str, str, str]:
    points = order.points
    cost = money(order.amount, locale) if points is None else points_text(points, locale)
    return order.order_id, order.partner_id, text(f"order_state.{order.state}", locale), cost


def _returned(written: str) -> ReturnedLine:
    sku, _, pieces = written.partition("=")
    if not (pieces.isascii() and pieces.isdigit() and 1 <= int(pieces) <= MAX_PIECES):
        cannot_run(f'write what came back like "mug=2", not "{written}"')
    return ReturnedLine(sku=sku, quantity=int(pieces))


def _print_plan(plan: CataloguePlan, locale: Locale, *, taken: bool) -> None:
    print_problems(plan.problems, locale, field="catalogue_field", problem="catalogue_problem")
    print_changes(plan.changes, _change_row, locale, what="what")
    if plan.too_dear:
        rows = ", ".join(map(str, plan.too_dear[:MOST_SHOWN]))
        print_plain(said("catalogue.too_dear", locale, rows=rows))
    print_plain(summary(plan, locale, taken=taken))


def _change_row(change: SouvenirChange, locale: Locale) -> tuple[str, str, str]:
    return str(change.row), change.new.sku, "; ".join(_changed(change, locale))


def _changed(change: SouvenirChange, locale: Locale) -> Iterator[str]:
    old, new = change.old, change.new
    if old is None:
        yield f"{said('catalogue.new', locale)}: {new.names.ru}, {money(new.price, locale)}"
    elif old.price != new.price:
        yield f"{money(old.price, locale)} → {money(new.price, locale)}"
    if old is not None and old.names != new.names:
        yield f"{old.names.ru} / {old.names.en} → {new.names.ru} / {new.names.en}"
    if change.on_hand_before != change.on_hand:
        field = text("catalogue_field.on_hand", locale)
        yield f"{field}: {change.on_hand_before} → {change.on_hand}"
