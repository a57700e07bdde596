"""The manager's first page, and the page of one partner's funds."""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.pages.of_managing import render_manage, render_partner_funds, render_runs
from cofund.pages.views.managing import MOST_NAMED, ManageView, PartnerFundsView, RunsView
from cofund.pages.views.partner import PartnerChoice
from cofund.steps.funds.fund_lines import fund_lines
from cofund.steps.managing.visits import (
    manager_frame,
    manager_visit,
    partners_found,
    words_wanted,
)
from cofund.steps.office import Office
from cofund.steps.partner_views import programme_of
from cofund.steps.people import partner_name
from cofund.web import Page, Visit, page

MOST_RUNS = 5


def manage(visit: Visit, *, office: Office) -> Page:
    """Show what a manager can do, and the partners; the query's ``find`` looks for one."""
    visitor = manager_visit(visit, office=office)
    wanted = words_wanted(visit)
    found, more = partners_found(wanted, office=office)
    view = ManageView(
        frame=manager_frame(visit, visitor, office=office),
        find=wanted,
        partners=tuple(
            PartnerChoice(partner_id=one.partner_id, name=one.name, inn=one.inn) for one in found
        ),
        more=more,
    )
    return page(render_manage(view, locale=visit.locale))


def runs(visit: Visit, *, office: Office) -> Page:
    """Show what the latest runs over all partners did with their funds."""
    from cofund.steps.funds.reporting_period import (
        latest_reports,  # what runs do, which only this shows
    )

    visitor = manager_visit(visit, office=office)
    found = latest_reports(MOST_RUNS, office=office)
    named = {one.partner_id for report in found for one in report.refusals[:MOST_NAMED]}
    named |= {one.partner_id for report in found for one in report.failures[:MOST_NAMED]}
    view = RunsView(
        frame=manager_frame(visit, visitor, office=office),
        runs=found,
        names={one: partner_name(one, office=office) for one in sorted(named)},
    )
    return page(render_runs(view, locale=visit.locale))


def run_partners_file(visit: Visit, *, office: Office, run: str) -> Page:
    """Give what a run did for each partner as a file: who got how much, whose money expired."""
    # Spreadsheets are asked for seldom, and need the languages' numbers and names.
    from cofund.pages.run_file import run_file
    from cofund.pages.security_headers import download_headers
    from cofund.pages.spreadsheets import CONTENT_TYPE
    from cofund.steps.funds.reporting_period import moved_partners, period_report

    manager_visit(visit, office=office)
    stored = period_report(run, office=office).run
    names = {one.partner_id: one.name for one in office.directory.partners()}
    content = run_file(moved_partners(run, office=office), names, locale=visit.locale)
    headers = download_headers(CONTENT_TYPE, f"{stored.run_id}.csv")
    return Page(status=200, body=content, headers=headers)


def partner_funds(visit: Visit, *, office: Office, partner: str) -> Page:
    """Show a partner's facts and funds to a manager."""
    visitor = manager_visit(visit, office=office)
    found = office.directory.partner(partner)
    programme = programme_of(partner, office=office)
    today = local_day(office.clock(), programme.zone)
    view = PartnerFundsView(
        frame=manager_frame(visit, visitor, office=office),
        today=today,
        partner=found,
        funds=fund_lines(programme, partner, today=today, office=office),
    )
    return page(render_partner_funds(view, locale=visit.locale))
