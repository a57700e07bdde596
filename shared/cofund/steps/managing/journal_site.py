"""The journals of funds: of every partner's for managers, of its own for a partner."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from cofund.errors import NotFound
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.pages.of_managing import render_journal
from cofund.pages.security_headers import download_headers
from cofund.pages.views.frame import Frame
from cofund.pages.views.journal import JOURNAL_PAGE, CauseKind, JournalLine, JournalView
from cofund.pages.views.partner import FundLine
from cofund.steps.funds.fund_lines import find_fund_line
from cofund.steps.managing.journal import journal, seen_by_manager, seen_by_partner
from cofund.steps.managing.visits import manager_frame, manager_visit
from cofund.steps.office import Office
from cofund.steps.partner_views import programme_of
from cofund.steps.partner_visits import partner_visit
from cofund.steps.site import frame_of
from cofund.web import Page, Visit, page

PARTNERS: dict[CauseKind, str] = {"claim": "/claims/", "order": "/orders/"}
"""Which causes have pages that a partner opens, or a manager who acts for one."""
MANAGERS: dict[CauseKind, str] = {"order": "/manage/orders/"}


def managed_journal(visit: Visit, *, office: Office, partner: str, period: str) -> Page:
    """Show the journal of any partner's fund to a manager."""
    return _journal_page(visit, _managed(visit, partner, period, office=office))


def managed_journal_file(visit: Visit, *, office: Office, partner: str, period: str) -> Page:
    """Give a manager the journal of any partner's fund as a file."""
    return _journal_file(visit, _managed(visit, partner, period, office=office))


def own_journal(visit: Visit, *, office: Office, period: str) -> Page:
    """Show a partner the journal of one of its funds."""
    return _journal_page(visit, _own(visit, period, office=office))


def own_journal_file(visit: Visit, *, office: Office, period: str) -> Page:
    """Give a partner the journal of one of its funds as a file."""
    return _journal_file(visit, _own(visit, period, office=office))


@dataclass(frozen=True)
class _Journal:
    """A fund's journal as one reader may see it."""

    frame: Frame
    partner: str
    """The partner's name; empty where the reader knows it."""
    fund: FundLine
    lines: tuple[JournalLine, ...]
    base: str
    up: str


def _managed(visit: Visit, partner: str, period: str, *, office: Office) -> _Journal:
    visitor = manager_visit(visit, office=office)
    found = office.directory.partner(partner)
    programme = programme_of(partner, office=office)
    fund = _fund(programme, partner, period, office=office)
    acts = visitor.session.on_behalf_of == partner
    who = seen_by_manager(visit.locale, office=office)
    return _Journal(
        frame=manager_frame(visit, visitor, office=office),
        partner=found.name,
        fund=fund,
        lines=journal(fund.balance, who=who, opens=PARTNERS if acts else MANAGERS, office=office),
        base=f"/manage/funds/{partner}/{period}",
        up=f"/manage/partners/{partner}",
    )


def _own(visit: Visit, period: str, *, office: Office) -> _Journal:
    visitor, partner_id = partner_visit(visit, office=office)
    programme = programme_of(partner_id, office=office)
    fund = _fund(programme, partner_id, period, office=office)
    who = seen_by_partner(partner_id, visit.locale, office=office)
    return _Journal(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        partner="",
        fund=fund,
        lines=journal(fund.balance, who=who, opens=PARTNERS, office=office),
        base=f"/balance/{period}",
        up="/balance",
    )


def _fund(programme: Programme, partner_id: str, period: str, *, office: Office) -> FundLine:
    try:
        key = FundKey(programme=programme.programme, partner=partner_id, period=period)
    except ValidationError as wrong:
        raise NotFound("no such period") from wrong
    line = find_fund_line(programme, key, office=office)
    if line is None:
        raise NotFound("no such fund")
    return line


def _journal_page(visit: Visit, found: _Journal) -> Page:
    count = len(found.lines)
    pages = max(1, -(-count // JOURNAL_PAGE))
    number = _page_number(visit, pages)
    view = JournalView(
        frame=found.frame,
        partner=found.partner,
        fund=found.fund,
        base=found.base,
        lines=found.lines[(number - 1) * JOURNAL_PAGE : number * JOURNAL_PAGE],
        count=count,
        page=number,
        pages=pages,
        up=found.up,
    )
    return page(render_journal(view, locale=visit.locale))


def _page_number(visit: Visit, pages: int) -> int:
    """Give the page that is asked for; else the last one, where the newest postings are."""
    asked = visit.query.get("page", "")
    wanted = int(asked) if asked.isdecimal() and len(asked) < 6 else pages
    return min(max(wanted, 1), pages)


def _journal_file(visit: Visit, found: _Journal) -> Page:
    # Spreadsheets are asked for seldom, and need the languages' numbers and names.
    from cofund.pages.journal_file import journal_file
    from cofund.pages.spreadsheets import CONTENT_TYPE

    key = found.fund.balance.fund
    content = journal_file(found.lines, zone=found.frame.zone, locale=visit.locale)
    name = f"journal-{key.partner}-{key.period}.csv"
    return Page(status=200, body=content, headers=download_headers(CONTENT_TYPE, name))
