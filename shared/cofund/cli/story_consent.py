"""What in the story waits for a person's consent: an application, and an award of points."""

from __future__ import annotations

from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.output import print_plain
from cofund.cli.stage import Stage
from cofund.cli.story_money import show_points
from cofund.cli.visits import CODE, CONSENT_LINK, approve, fill_in, open_review
from cofund.models.claim import Activity
from cofund.models.consents import MatterKind
from cofund.money import Money
from cofund.pages.formats import money

ASKED = Money(amount_minor=50_000_00, currency="RUB")
ARTICLE = {
    "earned_by": "trade_press_article",
    "account": "company",
    "link": "https://invented-press.example/warehouse",
    "title": "Как мы перевели склад на новую систему",
    "published_on": "2026-08-10",
}


def earn_points(stage: Stage, partner_id: str, login: str) -> None:
    """File an article for points, have it approved, and show the account."""
    fill_in(stage.browser_of(login), "/points/awards/new", "/points/awards", ARTICLE)
    _consent(stage, "award", partner_id)
    show_points(stage, partner_id)


def apply(stage: Stage, activity: Activity, partner_id: str, login: str) -> str:
    """Apply for an activity, have it agreed to, and give the application's id."""
    planned = activity.planned_cost.decimal_text()
    fields = {
        "activity_type": activity.activity_type,
        "name": activity.name,
        "first_day": activity.first_day.isoformat(),
        "last_day": activity.last_day.isoformat(),
        "place": activity.place,
        "goal": activity.goal or "",
        "aim": "Три новых заказчика",
        "audience": "Директора по ИТ",
        "how_many": "12",
        "planned_cost": planned,
        "plan_what_1": "Ресторан",
        "plan_amount_1": planned,
        "asked": ASKED.decimal_text(),
        "do": "send",
    }
    sent = fill_in(stage.browser_of(login), "/activities/new", "/activities", fields)
    _consent(stage, "application", partner_id)
    application_id = sent.location.split("?")[0].rsplit("/", 1)[1]
    reservation = stage.office.ledger.reservation(application_id)
    if reservation is None:
        raise UnexpectedAnswer("nothing was reserved")
    reserved = money(reservation.remaining, stage.locale)
    print_plain("  " + stage.said("year.reserved", amount=reserved))
    return application_id


def _consent(stage: Stage, kind: MatterKind, partner_id: str) -> None:
    stage.timed(f"year.{kind}_asked", stage.rest)
    stage.show_mails()
    stage.timed("year.consented", lambda: _agree(stage, kind, partner_id))
    stage.show_mails()


def _agree(stage: Stage, kind: MatterKind, partner_id: str) -> None:
    """Open the mailed link, ask for a code, and agree with it."""
    asked = open_review(stage.engine.url, stage.newest_mail(CONSENT_LINK))
    answered = approve(asked, stage.newest_mail(CODE))
    stage.rest()
    (head, *_) = stage.office.matters.of_partner(kind, partner_id)
    if head.state != "approved":
        raise UnexpectedAnswer(f"the {kind} is {head.state}: {answered.status}")
