"""The mail to a programme manager about a run, or about what could not be done."""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.models.claim import Person
from cofund.models.fund_reports import NamedRefusal, RunReport
from cofund.pages.of_funds import mail_funds
from cofund.pages.views.funds import MOST_NAMED, FailureLine, FundsMail, RefusalLine
from cofund.pages.views.mails import Rendered
from cofund.steps.office import Office


def letter_to(manager: Person, report: RunReport, *, office: Office) -> Rendered:
    """Give the mail about a run: what could not be done first, and what managers do not know."""
    new, run = report.newly_refused, report.run
    unnamed = report.refused - len(report.refusals)
    view = FundsMail(
        to_name=manager.name,
        day=run.day,
        refusals=tuple(_line(one, office=office) for one in new[:MOST_NAMED]),
        more_refusals=max(0, len(new) - MOST_NAMED) + unnamed,
        failures=tuple(
            FailureLine(partner_id=one.partner_id, failure=one.failure)
            for one in report.failures[:MOST_NAMED]
        ),
        more_failures=max(0, report.failed - MOST_NAMED),
        totals=report.totals,
        run_id=run.run_id,
        link=f"{office.public_url}/manage",
    )
    return mail_funds(view, locale=manager.locale)


def _line(one: NamedRefusal, *, office: Office) -> RefusalLine:
    refused = one.refused
    return RefusalLine(
        partner_name=_name(one.partner_id, office=office),
        period=refused.fund.period,
        refusal=refused.refusal,
        short=refused.short,
        budget=refused.budget,
    )


def _name(partner_id: str, *, office: Office) -> str:
    try:
        return office.directory.partner(partner_id).name
    except NotFound:
        return partner_id
