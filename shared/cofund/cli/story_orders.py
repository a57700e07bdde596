"""The story's souvenirs: a catalogue taken in, an order within the year's limit, shipped."""

from __future__ import annotations

from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.output import print_plain
from cofund.cli.stage import SAMPLES, Stage
from cofund.cli.story_money import MANAGER
from cofund.cli.visits import fill_in
from cofund.models.ledger import LimitKey
from cofund.pages.formats import money
from cofund.steps.orders.stocking import plan_catalogue, take_catalogue_in

CATALOGUE = SAMPLES / "catalogue.csv"
ORDERED = {"q-MUG-1": "40", "q-PEN-7": "100"}
WAYBILL = "ТН-2026-815"


def take_catalogue(stage: Stage) -> None:
    """Take the manager's list of souvenirs in."""
    plan = plan_catalogue(CATALOGUE, office=stage.office)
    take_catalogue_in(plan, by=MANAGER, office=stage.office)
    stage.tell("year.catalogue", souvenirs=str(len(plan.changes)))


def order(stage: Stage, partner_id: str, login: str) -> None:
    """Order within the year's limit, and show what is left of it."""
    browser = stage.browser_of(login)
    shown = browser.get("/orders")
    wanted = {**shown.hidden(), **ORDERED, "paid_from": "fund"}
    weighed = browser.submit("/orders/confirm", wanted)
    placed = browser.submit("/orders", weighed.hidden())
    if not placed.location:
        raise UnexpectedAnswer(f"the order was not taken: {placed.status}")
    stage.tell("year.ordered", login=login)
    stage.rest()
    stage.show_mails()
    key = LimitKey(programme="it-vendor", partner=partner_id, year="2026")
    limit = stage.office.ledger.souvenir_limit(key)
    if limit is None:
        raise UnexpectedAnswer("the year has no souvenir limit")
    amounts = {"left": money(limit.available, stage.locale), "cap": money(limit.cap, stage.locale)}
    print_plain("  " + stage.said("year.limit", **amounts))


def ship(stage: Stage) -> None:
    """Ship what waits: only then the fund is debited."""
    (waiting,) = stage.office.orders.listed("it-vendor", "open")
    page = f"/manage/orders/{waiting.order_id}"
    fill_in(stage.browser_of(MANAGER), page, f"{page}/ship", {"waybill": WAYBILL})
    stage.tell("year.shipped", waybill=WAYBILL)
    stage.rest()
    stage.show_mails()
