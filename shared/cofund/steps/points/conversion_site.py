"""The page on which a company's points become money of its fund."""

from __future__ import annotations

from datetime import date

from cofund.calendar import local_day
from cofund.errors import InsufficientPoints, LimitReached, NotFound
from cofund.models.assessment import CountValue
from cofund.models.points import LARGEST_POINTS
from cofund.pages.of_points import render_conversion
from cofund.pages.views.frame import FieldError
from cofund.pages.views.points import (
    ConversionView,
)
from cofund.steps.office import Office
from cofund.steps.points.spending import (
    Ordering,
    account_of,
    conversion_fund,
    convert,
)
from cofund.steps.points.spending_site import too_few
from cofund.steps.points.views import (
    account_choices,
)
from cofund.steps.points.visits import PointsVisit, points_visit
from cofund.steps.site import ensure_own_form, frame_of
from cofund.typed import typed_count
from cofund.web import Page, Visit, page, see_other


def conversion(visit: Visit, *, office: Office) -> Page:
    """Show the form that turns points into money of the fund, and when that expires."""
    spending = points_visit(visit, office=office)
    return _conversion_page(visit, spending, {"form_id": office.ids()}, (), office=office)


def convert_points(visit: Visit, *, office: Office) -> Page:
    """Turn points into money of the fund, or show what is wrong with the form."""
    spending = points_visit(visit, office=office)
    form = ensure_own_form(visit, spending.visitor, office=office)
    points = typed_count(form.get("points", ""), field="points", most=LARGEST_POINTS)
    if points is None:
        points = FieldError(field="points", problem="missing")
    if isinstance(points, FieldError):
        return _conversion_page(visit, spending, form, (points,), office=office)
    try:
        convert(
            points,
            Ordering("company", form.get("form_id", "")[:100]),
            spending.visitor.filer,
            programme=spending.programme,
            office=office,
        )
    except LimitReached:
        least = spending.terms.conversion.at_least if spending.terms.conversion else 0
        wrong = FieldError(
            field="points", problem="below_least", params={"least": CountValue(value=least)}
        )
        return _conversion_page(visit, spending, form, (wrong,), office=office)
    except (InsufficientPoints, NotFound):
        wrong = _not_borne(points, spending, office=office)
        return _conversion_page(visit, spending, form, (wrong,), office=office)
    return see_other("/points?notice=points_converted")


def _not_borne(points: int, spending: PointsVisit, *, office: Office) -> FieldError:
    """Say why nothing was converted: too few points, or no fund that would take the money."""
    filer, programme = spending.visitor.filer, spending.programme
    account = account_of("company", filer, programme=programme, office=office)
    standing = office.points.find(account)
    if standing is not None and standing.available >= points:
        return FieldError(field="points", problem="no_fund")
    few = too_few({"account": "company"}, spending, office=office)
    return few.model_copy(update={"field": "points"})


def _conversion_page(
    visit: Visit,
    spending: PointsVisit,
    form: dict[str, str],
    errors: tuple[FieldError, ...],
    *,
    office: Office,
) -> Page:
    programme, terms = spending.programme, spending.terms
    if terms.conversion is None or "company" not in terms.accounts.value:
        raise NotFound("points are not converted")
    from cofund.terms.entitlement import expires_on  # all terms of funds, for this page only

    fund = conversion_fund(spending.partner_id, programme, office=office)
    choices = account_choices(spending.visitor.filer, programme=programme, office=office)
    year = local_day(office.clock(), programme.zone).year
    view = ConversionView(
        frame=frame_of(visit, spending.visitor, zone=programme.zone, office=office),
        available=sum(choice.available for choice in choices if choice.owner == "company"),
        at_least=terms.conversion.at_least,
        worth=terms.worth,
        period=fund.period,
        expires_on=expires_on(programme, fund.period),
        points_expire_on=date(year, 12, 31),
        fund_is_open=_is_open(spending, office=office),
        typed_points=form.get("points", ""),
        form_id=form.get("form_id", ""),
        errors=errors,
    )
    html = render_conversion(view, locale=visit.locale)
    return page(html, status=400 if errors else 200)


def _is_open(spending: PointsVisit, *, office: Office) -> bool:
    fund = conversion_fund(spending.partner_id, spending.programme, office=office)
    try:
        return office.ledger.balance(fund).status == "OPEN"
    except NotFound:
        return False
