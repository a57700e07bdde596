"""The partner's pages of applications: the list, the form, one application and its life."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import get_args

from cofund.errors import NotFound, StaleVersion
from cofund.models.activities import ApplicationCheck, Asking
from cofund.models.consents import MatterHead
from cofund.models.programme import Programme
from cofund.pages.of_activities import (
    render_activities,
    render_activity,
    render_activity_form,
)
from cofund.pages.views.activities import ActivitiesView, TypedActivity
from cofund.pages.views.frame import FieldError
from cofund.steps.activities.changing import ChangeProblem, as_extended, change_problem
from cofund.steps.activities.filing import (
    askable,
    cancel,
    file_application,
    file_change,
    own_application,
)
from cofund.steps.activities.forms import typed_activity, typed_before, typed_content
from cofund.steps.activities.standing import (
    agreed_of,
    before_change,
    checks_of,
    programme_of,
    to_mend,
)
from cofund.steps.activities.views import activity_lines, activity_view, form_view
from cofund.steps.consents.filing import withdraw_matter
from cofund.steps.office import Office
from cofund.steps.partner_visits import PartnerVisitor, partner_visit
from cofund.steps.site import ensure_own_form, frame_of
from cofund.web import Page, Visit, page, see_other

FORM_ID = re.compile(r"[0-9a-f]{32}")
MAX_WHY = 150
AT_FIELD: Mapping[ChangeProblem, str] = {"not_later": "last_day", "nothing_changed": "why"}


def activities(visit: Visit, *, office: Office) -> Page:
    """Show all applications of the partner."""
    visitor, partner_id = partner_visit(visit, office=office)
    zone = programme_of(partner_id, office=office).zone
    view = ActivitiesView(
        frame=frame_of(visit, visitor, zone=zone, office=office),
        activities=activity_lines(partner_id, locale=visit.locale, office=office),
    )
    return page(render_activities(view, locale=visit.locale))


def new_form(visit: Visit, *, office: Office) -> Page:
    """Show the form of a new application, and what can still be applied for today."""
    return _form(visit, None, "first", TypedActivity(), office=office)


def file_new(visit: Visit, *, office: Office) -> Page:
    """File an application, or show what is wrong with it; ``do=check`` only checks."""
    visitor, partner_id = partner_visit(visit, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    typed, programme = typed_activity(form), programme_of(partner_id, office=office)
    content, errors = typed_content(typed, "first", programme)
    if content is None:
        return _form(visit, None, "first", typed, errors=errors, office=office)
    checks = checks_of(content, partner_id, None, filed_at=office.clock(), office=office)
    form_id = form.get("form_id", "")
    if form.get("do") == "check" or _stop(checks) or not FORM_ID.fullmatch(form_id):
        return _form(visit, None, "first", typed, checks=checks, office=office)
    head = file_application(content, visitor.filer, form_id=form_id, office=office)
    return see_other(f"/activities/{head.matter.matter_id}?notice=activity_filed")


def activity_page(visit: Visit, *, office: Office, application: str) -> Page:
    """Show one application: where it stands, what is reserved, what to do next."""
    visitor, head, programme = _own(visit, application, office=office)
    frame = frame_of(visit, visitor, zone=programme.zone, office=office)
    view = activity_view(head, frame, locale=visit.locale, office=office)
    return page(render_activity(view, locale=visit.locale))


def change_form(visit: Visit, *, office: Office, application: str) -> Page:
    """Show the form of the next version: mended, changed or extended."""
    _, head, _ = _own(visit, application, office=office)
    asking = _asking(visit.query.get("asking", ""), head, office=office)
    if asking is None:
        return see_other(f"/activities/{head.matter.matter_id}")
    agreed = agreed_of(head, office=office) if head.state == "approved" else None
    typed = typed_before(agreed or to_mend(head, office=office), visit.locale)
    if head.state == "approved":
        typed = typed.model_copy(update={"why": ""})
    return _form(visit, head, asking, typed, office=office)


def file_next(visit: Visit, *, office: Office, application: str) -> Page:
    """File the next version, or show what is wrong with it; ``do=check`` only checks."""
    visitor, head, programme = _own(visit, application, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    asking = _asking(form.get("asking", ""), head, office=office)
    if asking is None:
        return see_other(f"/activities/{head.matter.matter_id}")
    _ensure_version(form, head)
    before = before_change(head, office=office)
    typed = typed_activity(form)
    if asking == "extension":
        typed = as_extended(typed, typed_before(before, visit.locale))
    content, errors = typed_content(typed, asking, programme)
    problem = None if content is None else change_problem(content, before)
    if problem is not None:
        errors = (FieldError(field=AT_FIELD[problem], problem=problem),)
    if content is None or errors:
        return _form(visit, head, asking, typed, errors=errors, office=office)
    now, partner_id = office.clock(), head.partner_id
    checks = checks_of(content, partner_id, head, filed_at=now, office=office)
    if form.get("do") == "check" or _stop(checks):
        return _form(visit, head, asking, typed, checks=checks, office=office)
    file_change(head, content, visitor.filer, office=office)
    return see_other(f"/activities/{head.matter.matter_id}?notice=activity_changed")


def withdraw_activity(visit: Visit, *, office: Office, application: str) -> Page:
    """Withdraw what waits for an answer; consent that was given before stays in force."""
    visitor, head, _ = _own(visit, application, office=office)
    _ensure_version(ensure_own_form(visit, visitor, office=office), head)
    withdraw_matter(head, visitor.filer, office=office)
    return see_other(f"/activities/{head.matter.matter_id}?notice=activity_withdrawn")


def cancel_activity(visit: Visit, *, office: Office, application: str) -> Page:
    """Give an activity up that was agreed to; its money goes back."""
    visitor, head, _ = _own(visit, application, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    _ensure_version(form, head)
    why = form.get("why", "").strip()[:MAX_WHY]
    cancel(head, why, visitor.filer, office=office)
    return see_other(f"/activities/{head.matter.matter_id}?notice=activity_cancelled")


def _own(
    visit: Visit, application: str, *, office: Office
) -> tuple[PartnerVisitor, MatterHead, Programme]:
    visitor, partner_id = partner_visit(visit, office=office)
    head = own_application(application, visitor.filer, office=office)
    return visitor, head, programme_of(partner_id, office=office)


def _asking(said: str, head: MatterHead, *, office: Office) -> Asking | None:
    """Give which version is asked for; where only one may be, nobody needs to say so."""
    allowed = askable(head, office=office)
    if said and said not in get_args(Asking):
        raise NotFound("no such form")
    return next((one for one in allowed if said in ("", one)), None)


def _ensure_version(form: dict[str, str], head: MatterHead) -> None:
    if form.get("version") != str(head.matter.version):
        raise StaleVersion("the form belongs to another version")


def _stop(checks: tuple[ApplicationCheck, ...]) -> bool:
    return any(check.outcome == "stops" for check in checks)


def _form(
    visit: Visit,
    head: MatterHead | None,
    asking: Asking,
    typed: TypedActivity,
    *,
    office: Office,
    checks: tuple[ApplicationCheck, ...] = (),
    errors: tuple[FieldError, ...] = (),
) -> Page:
    visitor, partner_id = partner_visit(visit, office=office)
    sent = visit.form().get("form_id", "") if visit.method == "POST" else ""
    view = form_view(
        partner_id,
        head,
        asking,
        typed,
        frame=frame_of(
            visit, visitor, zone=programme_of(partner_id, office=office).zone, office=office
        ),
        locale=visit.locale,
        office=office,
        checks=checks,
        errors=errors,
        form_id=sent if FORM_ID.fullmatch(sent) else "",
    )
    html = render_activity_form(view, locale=visit.locale)
    return page(html, status=400 if errors or _stop(checks) else 200)
