"""The mail to a programme manager about a run, or about what could not be done."""

from __future__ import annotations

from cofund.models.claim import Person
from cofund.models.fund_reports import FundRefusal, RunReport
from cofund.pages.of_funds import mail_funds
from cofund.pages.views.funds import MOST_NAMED, FailureLine, FundsMail, RefusalLine
from cofund.pages.views.mails import Rendered
from cofund.steps.office import Office
from cofund.steps.people import partner_name


def letter_to(manager: Person, report: RunReport, *, office: Office) -> Rendered:
    """Give the mail about a run: what could not be done first, and what managers do not know."""
    new, run = report.newly_refused, report.run
    unnamed = report.refused - len(report.refusals)
    view = FundsMail(
        to_name=manager.name,
        day=run.day,
        refusals=tuple(refusal_line(one.refused, office=office) for one in new[:MOST_NAMED]),
        more_refusals=max(0, len(new) - MOST_NAMED) + unnamed,
        failures=tuple(
            FailureLine(partner_id=one.partner_id, failure=one.failure)
            for one in report.failures[:MOST_NAMED]
        ),
        more_failures=max(0, report.failed - MOST_NAMED),
        totals=report.totals,
        run_id=run.run_id,
        link=f"{office.public_url}/manage/runs",
    )
    return mail_funds(view, locale=manager.locale)


def refusal_line(refused: FundRefusal, *, office: Office) -> RefusalLine:
    """Give what a mail says of money that could not be moved."""
    return RefusalLine(
        partner_name=partner_name(refused.fund.partner, office=office),
        period=refused.fund.period,
        refusal=refused.refusal,
        short=refused.short,
        budget=refused.budget,
        left=refused.left,
    )
