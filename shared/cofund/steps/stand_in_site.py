"""The page on which a manager chooses the partner to act for, and stops acting again."""

from __future__ import annotations

from cofund.pages import render_partners
from cofund.pages.security_headers import SESSION_COOKIE
from cofund.pages.views.partner import PartnerChoice, PartnersView
from cofund.steps.managing.visits import (
    manager_frame,
    manager_visit,
    partners_found,
    words_wanted,
)
from cofund.steps.office import Office
from cofund.steps.site import ensure_own_form
from cofund.web import Page, Visit, page, see_other


def partners(visit: Visit, *, office: Office) -> Page:
    """Show the partners to choose from; the query's ``find`` looks for a name or an INN."""
    visitor = manager_visit(visit, office=office)
    wanted = words_wanted(visit)
    found, more = partners_found(wanted, office=office)
    view = PartnersView(
        frame=manager_frame(visit, visitor, office=office),
        find=wanted,
        partners=tuple(
            PartnerChoice(partner_id=one.partner_id, name=one.name, inn=one.inn) for one in found
        ),
        more=more,
    )
    return page(render_partners(view, locale=visit.locale))


def choose_partner(visit: Visit, *, office: Office) -> Page:
    """Begin to act for the partner that the form names; an empty name ends it."""
    visitor = manager_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    secret = visit.cookies.get(SESSION_COOKIE, "")
    if not form.get("partner"):
        office.sessions.choose(secret, None)
        return see_other("/partners?notice=stood_in")
    chosen = office.directory.partner(form["partner"])
    office.sessions.choose(secret, chosen.partner_id)
    return see_other("/claims")
