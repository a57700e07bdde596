"""The page on which a manager chooses the partner to act for, and stops acting again."""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.models.claim import Partner
from cofund.pages import render_partners
from cofund.pages.security_headers import SESSION_COOKIE
from cofund.pages.views.partner import PartnerChoice, PartnersView
from cofund.steps.office import Office
from cofund.steps.site import Visitor, ensure_own_form, frame_of, visitor_of
from cofund.web import Page, Visit, page, see_other

MAX_SHOWN = 50


def partners(visit: Visit, *, office: Office) -> Page:
    """Show the partners to choose from; the query's ``find`` looks for a name or an INN."""
    visitor = _manager(visit, office=office)
    wanted = visit.query.get("find", "").strip()[:100]
    found = [one for one in office.directory.partners() if _fits(one, wanted)]
    view = PartnersView(
        frame=frame_of(visit, visitor, zone=office.programme_zone, office=office),
        find=wanted,
        partners=tuple(
            PartnerChoice(partner_id=one.partner_id, name=one.name, inn=one.inn)
            for one in sorted(found, key=lambda one: one.name.casefold())[:MAX_SHOWN]
        ),
        more=max(0, len(found) - MAX_SHOWN),
    )
    return page(render_partners(view, locale=visit.locale))


def choose_partner(visit: Visit, *, office: Office) -> Page:
    """Begin to act for the partner that the form names; an empty name ends it."""
    visitor = _manager(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    secret = visit.cookies.get(SESSION_COOKIE, "")
    if not form.get("partner"):
        office.sessions.choose(secret, None)
        return see_other("/partners?notice=stood_in")
    chosen = office.directory.partner(form["partner"])
    office.sessions.choose(secret, chosen.partner_id)
    return see_other("/claims")


def _manager(visit: Visit, *, office: Office) -> Visitor:
    visitor = visitor_of(visit, office=office)
    if visitor.person.role != "manager":
        raise NotFound("only managers act for partners")
    return visitor


def _fits(partner: Partner, wanted: str) -> bool:
    return wanted.casefold() in partner.name.casefold() or wanted in partner.inn
