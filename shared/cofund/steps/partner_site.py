"""The partner's pages: balance, claims, a new claim, and the life of one."""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.pages import render_balance, render_claim, render_claims, render_new_claim
from cofund.pages.views.frame import FieldError
from cofund.pages.views.partner import BalanceView, ClaimsView, NewClaimView, TypedClaim
from cofund.steps.claim_points import points_offered
from cofund.steps.claiming import ask_person, revise, submit
from cofund.steps.funds.fund_lines import fund_lines
from cofund.steps.funds.years import recent_funds
from cofund.steps.office import Office
from cofund.steps.opening import open_claim_once
from cofund.steps.partner_views import (
    application_choices,
    claim_line,
    claim_view,
    programme_of,
)
from cofund.steps.partner_visits import own_form, own_visit, partner_visit
from cofund.steps.request_site import typed_claim, typed_request
from cofund.steps.site import ensure_own_form, frame_of, visitor_of
from cofund.steps.upload_site import documents_page
from cofund.steps.uploading import sent_files
from cofund.steps.withdrawing import withdraw
from cofund.terms.entitlement import parts_by_manufacturers
from cofund.web import Page, Visit, page, see_other


def home(visit: Visit, *, office: Office) -> Page:
    """Send a partner to their claims, a manager who acts for none to the manager's page."""
    visitor = visitor_of(visit, office=office)
    choosing = visitor.person.role == "manager" and visitor.session.on_behalf_of is None
    return see_other("/manage" if choosing else "/claims")


def balance(visit: Visit, *, office: Office) -> Page:
    """Show where the partner's money is, and what expires when."""
    visitor, partner_id = partner_visit(visit, office=office)
    programme = programme_of(partner_id, office=office)
    today = local_day(office.clock(), programme.zone)
    keys = recent_funds(programme, partner_id, today=today, office=office)
    limits = [
        limit
        for key in dict.fromkeys(fund.limit() for fund in keys)
        if (limit := office.ledger.souvenir_limit(key)) is not None
    ]
    view = BalanceView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        today=today,
        funds=fund_lines(programme, partner_id, today=today, office=office),
        souvenirs=tuple(limits),
    )
    return page(render_balance(view, locale=visit.locale))


def claims(visit: Visit, *, office: Office) -> Page:
    """Show all claims of the partner."""
    visitor, partner_id = partner_visit(visit, office=office)
    lines = tuple(
        claim_line(claim, locale=visit.locale, office=office)
        for claim in office.claims.of_partner(partner_id)
    )
    zone = programme_of(partner_id, office=office).zone
    frame = frame_of(visit, visitor, zone=zone, office=office)
    return page(render_claims(ClaimsView(frame=frame, claims=lines), locale=visit.locale))


def new_claim_form(visit: Visit, *, office: Office) -> Page:
    """Show the form that opens a claim."""
    return _new_claim_page(visit, TypedClaim(), (), office=office)


def new_claim(visit: Visit, *, office: Office) -> Page:
    """Open a claim from the form, or show what is wrong with it."""
    visitor, partner_id = partner_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    typed = typed_claim(form)
    programme = programme_of(partner_id, office=office)
    offered = points_offered(partner_id, programme, office=office)
    request, errors = typed_request(typed, programme, offered)
    if request is None:
        return _new_claim_page(visit, typed, errors, office=office)
    try:
        claim = open_claim_once(
            request, visitor.filer, form_key=visitor.session.form_key, office=office
        )
    except NotFound:
        wrong = FieldError(field="application_id", problem="not_in_list")
        return _new_claim_page(visit, typed, (wrong,), office=office)
    return see_other(f"/claims/{claim.claim_id}/documents?notice=claim_opened")


def claim_page(visit: Visit, *, office: Office, claim: str) -> Page:
    """Show one claim: where it stands, what to do, every finding, the waterfall."""
    visitor, found = own_visit(visit, claim, office=office)
    zone = programme_of(found.partner_id, office=office).zone
    frame = frame_of(visit, visitor, zone=zone, office=office)
    return page(
        render_claim(
            claim_view(found, frame, locale=visit.locale, office=office), locale=visit.locale
        )
    )


def submit_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Submit the claim with what arrived."""
    visitor, found = own_form(visit, claim, office=office)
    if found.state == "draft" and not any(
        file.storage_version for file in sent_files(found, office=office)
    ):
        missing = FieldError(field="file", problem="missing")
        return documents_page(visit, visitor, found, (missing,), office=office)
    submit(found, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=claim_submitted")


def revise_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Open the next version of a returned claim."""
    visitor, found = own_form(visit, claim, office=office)
    revise(found, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}/documents?notice=claim_revised")


def ask_for_person(visit: Visit, *, office: Office, claim: str) -> Page:
    """Let a person look at a claim that the rules returned."""
    visitor, found = own_form(visit, claim, office=office)
    ask_person(found, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=person_asked")


def withdraw_claim(visit: Visit, *, office: Office, claim: str) -> Page:
    """Withdraw the claim."""
    visitor, found = own_form(visit, claim, office=office)
    withdraw(found, visitor.filer, office=office)
    return see_other(f"/claims/{found.claim_id}?notice=claim_withdrawn")


def _new_claim_page(
    visit: Visit, typed: TypedClaim, errors: tuple[FieldError, ...], *, office: Office
) -> Page:
    visitor, partner_id = partner_visit(visit, office=office)
    programme = programme_of(partner_id, office=office)
    view = NewClaimView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        currency=programme.currency,
        applications=application_choices(partner_id, locale=visit.locale, office=office),
        asks_manufacturers=parts_by_manufacturers(programme),
        points=points_offered(partner_id, programme, office=office),
        typed=typed,
        errors=errors,
    )
    html = render_new_claim(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)
