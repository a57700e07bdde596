"""The mails to programme managers about the funds, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from cofund.models.claim import Locale
from cofund.models.fund_reports import RunTotals
from cofund.pages.of_funds import mail_funds
from cofund.pages.views.funds import FailureLine, FundsMail, RefusalLine
from cofund.pages.views.mails import Rendered
from tests.builders import page_views as story

DONE = RunTotals(
    currency="RUB",
    granted=story.roubles(405_000),
    taken_back=story.roubles(0),
    expired=story.roubles(120_000),
    closed=3,
    ended=1,
)
NOTHING = DONE.model_copy(
    update={"granted": story.roubles(0), "expired": story.roubles(0), "closed": 0, "ended": 0}
)


def _refusal(refusal: str, budget: str | None = None) -> RefusalLine:
    return RefusalLine.model_validate(
        {
            "partner_name": "ООО «Интегратор & <сыновья>»",
            "period": "2026Q4",
            "refusal": refusal,
            "short": story.roubles(135_000),
            "budget": budget,
            "left": story.roubles(10_000) if budget else None,
        }
    )


def _mail(locale: Locale, **changes: Any) -> Rendered:
    usual: dict[str, Any] = {
        "to_name": "Мария Программина",
        "day": date(2026, 10, 1),
        "refusals": (),
        "more_refusals": 0,
        "failures": (),
        "more_failures": 0,
        "totals": (DONE,),
        "run_id": "it-vendor-2026-10-01-keep",
        "link": "https://cofund.example/manage",
    }
    return mail_funds(FundsMail.model_validate(usual | changes), locale=locale)


FUND_MAILS: dict[str, Callable[[Locale], Rendered]] = {
    "funds": _mail,
    "funds-refused": partial(
        _mail,
        refusals=(
            _refusal("BudgetExceeded", "all"),
            _refusal("BudgetExceeded", "level.gold"),
            _refusal("BudgetExceeded", "region.north"),
            _refusal("InsufficientFund"),
            _refusal("LimitReached"),
        ),
        more_refusals=3,
    ),
    "funds-of-a-list": partial(
        _mail,
        refusals=(_refusal("BudgetExceeded", "region.north"), _refusal("InsufficientFund")),
        more_refusals=2,
        totals=(),
        run_id=None,
        taken_list={"file_name": "обороты <октябрь>.xlsx", "who": "Марина Главная"},
        link="https://cofund.example/manage/import/id-1",
    ),
    "funds-left-out": partial(
        _mail,
        failures=(FailureLine(partner_id="integrator", failure="Crashed"),),
        more_failures=2,
        totals=(NOTHING,),
        run_id=None,
    ),
}
