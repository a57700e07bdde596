"""The demo's story, told on a running engine: one partner's year in the programme.

Its claim is told by a sample, whose papers are dated in a year that may be over when you read this.
The story therefore puts the engine's clock to each chapter's day.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from cofund.cli import story_consent as consents
from cofund.cli import story_money as fund
from cofund.cli import story_orders as souvenirs
from cofund.cli.engine import WARM
from cofund.cli.output import print_plain
from cofund.cli.seed import SAME_FOR_ALL, seed_with
from cofund.cli.stage import Stage
from cofund.cli.story_claim import Dinner, clean
from cofund.cli.story_mistakes import show_mistakes
from cofund.models.ledger import FundKey

MOSCOW = ZoneInfo("Europe/Moscow")
PARTNER, LOGIN = "integrator", "irina"


def at(month: int, day: int, *, hour: int = 12, year: int = 2026) -> datetime:
    """Give a moment of the story."""
    return datetime(year, month, day, hour, tzinfo=MOSCOW)


def tell(stage: Stage) -> None:
    """Tell all of it.

    Raises:
        UnexpectedAnswer: something went otherwise than it should.
        StillBusy: something did not come to rest in time.
    """
    _turnover(stage)
    _points(stage)
    _souvenirs(stage)
    _quarter(stage)
    application_id = _application(stage)
    _claim(stage, application_id)
    _year_end(stage)
    stage.open_chapter("mistakes", at(1, 1, year=2027))
    show_mistakes(stage)
    stage.open_chapter("books", at(1, 1, year=2027))
    fund.audit(stage)
    fund.tamper(stage, FundKey(programme="it-vendor", partner=PARTNER, period="2026Q4"))


def _turnover(stage: Stage) -> None:
    stage.open_chapter("turnover", at(8, 10))
    seed_with(fund.newcomers(stage.seed), password=SAME_FOR_ALL, office=stage.office)
    stage.engine.prewarm(WARM)
    fund.take_turnover_in(stage)
    fund.night(stage)
    fund.show_funds(stage, PARTNER)


def _points(stage: Stage) -> None:
    stage.open_chapter("points", at(8, 12))
    consents.earn_points(stage, PARTNER, LOGIN)


def _souvenirs(stage: Stage) -> None:
    stage.open_chapter("souvenirs", at(8, 17))
    souvenirs.take_catalogue(stage)
    souvenirs.order(stage, PARTNER, LOGIN)
    souvenirs.ship(stage)


def _quarter(stage: Stage) -> None:
    stage.open_chapter("quarter", at(10, 1, hour=1))
    fund.night(stage)
    fund.show_funds(stage, PARTNER)


def _application(stage: Stage) -> str:
    stage.open_chapter("application", at(10, 15))
    return consents.apply(stage, clean().application.activity, PARTNER, LOGIN)


def _claim(stage: Stage, application_id: str) -> None:
    stage.open_chapter("claim", at(11, 20))
    dinner = Dinner.of(stage, application_id, LOGIN)
    claim = dinner.send_without_list()
    stage.open_chapter("mended", at(11, 21))
    dinner.decide(dinner.mend(claim))


def _year_end(stage: Stage) -> None:
    stage.open_chapter("year_end", at(1, 1, hour=1, year=2027))
    fund.night(stage)
    fund.show_funds(stage, PARTNER)
    fund.show_points(stage, PARTNER)


def invite(stage: Stage) -> None:
    """Say where to look on."""
    words = {"pages": f"{stage.engine.url}/sign-in", "mailbox": f"{stage.engine.url}/_local/"}
    logins = ", ".join(person.login for person in stage.seed.people)
    print_plain(stage.said("demo.stays", **words, logins=logins, password=SAME_FOR_ALL))
