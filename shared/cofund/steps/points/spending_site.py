"""The pages of publications that are paid with points."""

from __future__ import annotations

from cofund.errors import InsufficientPoints, NotFound
from cofund.models.assessment import CountValue
from cofund.models.points import PointsOwner
from cofund.pages.of_points import render_publication, render_publications
from cofund.pages.views.frame import FieldError
from cofund.pages.views.points import (
    PublicationChoice,
    PublicationsView,
    PublicationView,
)
from cofund.steps.office import Office
from cofund.steps.points.publications import give_back, order_publication, publication_book
from cofund.steps.points.spending import Ordering
from cofund.steps.points.views import (
    account_choices,
    in_language,
    ordered_publication,
    ordered_publications,
    own_owners,
)
from cofund.steps.points.visits import PointsVisit, points_visit
from cofund.steps.site import Visitor, ensure_own_form, frame_of, visitor_of
from cofund.web import Page, Visit, page, see_other


def publications(visit: Visit, *, office: Office) -> Page:
    """Show the price list of publications, and what was ordered from it."""
    spending = points_visit(visit, office=office)
    if not spending.terms.publications:
        raise NotFound("there is no price list")
    return _publications_page(visit, spending, {"form_id": office.ids()}, (), office=office)


def order(visit: Visit, *, office: Office) -> Page:
    """Order a publication and pay it, or show what is wrong with the form."""
    spending = points_visit(visit, office=office)
    form = ensure_own_form(visit, spending.visitor, office=office)
    errors = _order_errors(form, spending)
    if errors:
        return _publications_page(visit, spending, form, errors, office=office)
    try:
        order_publication(
            form["publication"],
            _ordering(form),
            spending.visitor.filer,
            programme=spending.programme,
            office=office,
        )
    except (InsufficientPoints, NotFound):
        errors = (too_few(form, spending, office=office),)
        return _publications_page(visit, spending, form, errors, office=office)
    return see_other("/points/publications?notice=publication_ordered")


def publication(visit: Visit, *, office: Office, order: str) -> Page:
    """Show a paid publication to a manager, who may give its points back."""
    visitor = _manager(visit, office=office)
    found = ordered_publication(order, visit.locale, office=office)
    if found is None:
        raise NotFound("the order was never paid")
    ordered = publication_book(office).get(order)
    view = PublicationView(
        frame=frame_of(visit, visitor, zone=office.programme_zone, office=office),
        order=found,
        partner_name=office.directory.partner(ordered.partner_id).name,
        person_name=office.directory.person(ordered.ordered_by).name,
        can_give_back=not found.is_given_back,
    )
    return page(render_publication(view, locale=visit.locale))


def return_publication(visit: Visit, *, office: Office, order: str) -> Page:
    """Give a publication's points back."""
    visitor = _manager(visit, office=office)
    ensure_own_form(visit, visitor, office=office)
    give_back(order, visitor.person, office=office)
    return see_other(f"/points/publications/{order}?notice=points_given_back")


def _manager(visit: Visit, *, office: Office) -> Visitor:
    visitor = visitor_of(visit, office=office)
    if visitor.person.role != "manager":
        raise NotFound("only managers give points back")
    return visitor


def _ordering(form: dict[str, str]) -> Ordering:
    account: PointsOwner = "company" if form.get("account") == "company" else "person"
    return Ordering(account, form.get("form_id", "")[:100])


def _order_errors(form: dict[str, str], spending: PointsVisit) -> tuple[FieldError, ...]:
    wanted = {
        "publication": tuple(spending.terms.publications),
        "account": own_owners(spending.terms, spending.visitor.filer),
    }
    return tuple(
        FieldError(field=field, problem="not_in_list" if form.get(field) else "missing")
        for field, choices in wanted.items()
        if form.get(field) not in choices
    )


def too_few(form: dict[str, str], spending: PointsVisit, *, office: Office) -> FieldError:
    """Say how many points the account has."""
    choices = account_choices(spending.visitor.filer, programme=spending.programme, office=office)
    available = {choice.owner: choice.available for choice in choices}
    left = CountValue(value=next((n for o, n in available.items() if o == form["account"]), 0))
    return FieldError(field="account", problem="too_few_points", params={"available": left})


def _publications_page(
    visit: Visit,
    spending: PointsVisit,
    form: dict[str, str],
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    filer, programme = spending.visitor.filer, spending.programme
    view = PublicationsView(
        frame=frame_of(visit, spending.visitor, zone=programme.zone, office=office),
        choices=tuple(
            PublicationChoice(key=key, name=in_language(one.names, visit.locale), points=one.points)
            for key, one in spending.terms.publications.items()
        ),
        accounts=account_choices(filer, programme=programme, office=office),
        ordered=ordered_publications(
            filer, programme=programme, locale=visit.locale, office=office
        ),
        typed_publication=form.get("publication", ""),
        typed_account=form.get("account", ""),
        form_id=form.get("form_id", ""),
        errors=errors,
    )
    html = render_publications(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)
