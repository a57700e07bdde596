"""The pages of points: accounts, awards filed for them and set right."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.errors import LimitReached, LinkUsed
from cofund.models.assessment import CountValue, DateValue
from cofund.models.awards import Award
from cofund.models.consents import MatterHead
from cofund.pages.of_points import render_award, render_award_form, render_points
from cofund.pages.views.frame import FieldError
from cofund.pages.views.points import AwardFormView, PointsView, TypedAward
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.filing import Filer
from cofund.steps.office import Office
from cofund.steps.partner_visits import PartnerVisitor
from cofund.steps.points.account_views import account_views
from cofund.steps.points.awards import (
    Filing,
    award_book,
    file_award,
    month_of,
    own_award,
    owner_of,
    points_terms,
    refile_award,
)
from cofund.steps.points.forms import typed_award, understood
from cofund.steps.points.views import (
    REFILED_FROM,
    award_lines,
    award_view,
    earning_choices,
    in_language,
    own_owners,
)
from cofund.steps.points.visits import points_visit
from cofund.steps.site import ensure_own_form, frame_of
from cofund.web import Page, Visit, page, see_other

if TYPE_CHECKING:
    from cofund.models.programme import Programme


def points_page(visit: Visit, *, office: Office) -> Page:
    """Show the accounts that somebody may use, with every posting, and the awards."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    terms = points_terms(programme)
    company = "company" in terms.accounts.value
    view = PointsView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        points_name=in_language(terms.names, visit.locale),
        today=local_day(office.clock(), programme.zone),
        accounts=account_views(
            visitor.filer, programme=programme, locale=visit.locale, office=office
        ),
        awards=award_lines(visitor.filer, locale=visit.locale, office=office),
        publications=bool(terms.publications),
        conversion=terms.conversion is not None and company,
    )
    return page(render_points(view, locale=visit.locale))


def new_award_form(visit: Visit, *, office: Office) -> Page:
    """Show the form that files an award."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    typed = TypedAward(form_id=office.ids())
    return _form_page(visit, visitor, programme, typed, (), None, office=office)


def new_award(visit: Visit, *, office: Office) -> Page:
    """File an award, or show what is wrong with the form."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    typed = typed_award(ensure_own_form(visit, visitor, office=office))
    return _filed(visit, visitor, programme, typed, None, office=office)


def award_page(visit: Visit, *, office: Office, award: str) -> Page:
    """Show one award: where it stands, what to do, and the form where it is filed again."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    head, content = own_award(award, visitor.filer, office=office)
    frame = frame_of(visit, visitor, zone=programme.zone, office=office)
    view = award_view(head, content, frame, locale=visit.locale, office=office)
    return page(render_award(view, locale=visit.locale))


def refile_form(visit: Visit, *, office: Office, award: str) -> Page:
    """Show the form of an award that came back, as it was filed."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    head, content = own_award(award, visitor.filer, office=office)
    if head.state not in REFILED_FROM:
        return see_other(f"/points/awards/{award}")
    typed = _typed_before(content, office=office)
    return _form_page(visit, visitor, programme, typed, (), head, office=office)


def refile(visit: Visit, *, office: Office, award: str) -> Page:
    """File the next version of an award, or show what is wrong with the form."""
    here = points_visit(visit, office=office)
    visitor, programme = here.visitor, here.programme
    typed = typed_award(ensure_own_form(visit, visitor, office=office))
    head, _ = own_award(award, visitor.filer, office=office)
    return _filed(visit, visitor, programme, typed, head, office=office)


def withdraw_award(visit: Visit, *, office: Office, award: str) -> Page:
    """Withdraw an award on which nobody has decided."""
    here = points_visit(visit, office=office)
    visitor = here.visitor
    ensure_own_form(visit, visitor, office=office)
    head, _ = own_award(award, visitor.filer, office=office)
    if head.state != "withdrawn":
        withdraw_matter(head, visitor.filer, office=office)
    return see_other(f"/points/awards/{award}?notice=award_withdrawn")


def _filed(
    visit: Visit,
    visitor: PartnerVisitor,
    programme: Programme,
    typed: TypedAward,
    over: MatterHead | None,
    *,
    office: Office,
) -> Page:
    today = local_day(office.clock(), programme.zone)
    filing = understood(typed, visitor.filer, programme, today=today)
    if not isinstance(filing, Filing):
        return _form_page(visit, visitor, programme, typed, filing, over, office=office)
    try:
        head = (
            file_award(filing, visitor.filer, programme=programme, office=office)
            if over is None
            else refile_award(over, filing, visitor.filer, programme=programme, office=office)
        )
    except LinkUsed:
        errors: tuple[FieldError, ...] = (FieldError(field="link", problem="link_used"),)
    except LimitReached:
        errors = (_month_full(filing, visitor.filer, programme, office=office),)
    else:
        return see_other(f"/points/awards/{head.matter.matter_id}?notice=award_filed")
    return _form_page(visit, visitor, programme, typed, errors, over, office=office)


def _month_full(
    filing: Filing, filer: Filer, programme: Programme, *, office: Office
) -> FieldError:
    """Say what a month's caps have left, and when there is room again."""
    month = month_of(office.clock(), programme.zone)
    owner = owner_of(filing.request.account, filer)
    left = award_book(office).room(
        filing.request.earned_by,
        owner,
        month,
        points_terms(programme),
        programme=programme.programme,
    )
    first = date.fromisoformat(f"{month}-01")
    next_month = (first + timedelta(days=31)).replace(day=1)
    return FieldError(
        field="earned_by",
        problem="month_full",
        params={"left": CountValue(value=max(0, left or 0)), "day": DateValue(value=next_month)},
    )


def _typed_before(award: Award, *, office: Office) -> TypedAward:
    return TypedAward(
        earned_by=award.earned_by,
        account=award.owner.partition(".")[0],
        link=award.link,
        title=award.title,
        published_on=award.published_on.isoformat(),
        form_id=office.ids(),
    )


def _form_page(
    visit: Visit,
    visitor: PartnerVisitor,
    programme: Programme,
    typed: TypedAward,
    errors: tuple[FieldError, ...],
    over: MatterHead | None,
    *,
    office: Office,
) -> Page:
    terms = points_terms(programme)
    view = AwardFormView(
        frame=frame_of(visit, visitor, zone=programme.zone, office=office),
        award_id=None if over is None else over.matter.matter_id,
        version=1 if over is None else over.matter.version,
        choices=earning_choices(terms, visit.locale),
        accounts=own_owners(terms, visitor.filer),
        in_month=terms.caps.per_month.value if terms.caps.per_month else None,
        typed=typed,
        errors=errors,
    )
    return page(render_award_form(view, locale=visit.locale), status=400 if errors else 200)
