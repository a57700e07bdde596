"""What the partner's pages show of applications, gathered from the books."""

from __future__ import annotations

from typing import cast

from cofund.calendar import local_day
from cofund.matter_states import UNDECIDED, was_undone
from cofund.models.activities import ApplicationCheck, ApplicationContent, Asking
from cofund.models.claim import Locale
from cofund.models.consents import Consent, MatterHead, Undone
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages.views.activities import (
    ActivityAction,
    ActivityClaim,
    ActivityFormView,
    ActivityLine,
    ActivityView,
    Choice,
    TypedActivity,
)
from cofund.pages.views.frame import FieldError, Frame
from cofund.steps.activities.filing import (
    askable,
    claim_until,
    claims_under_way,
    form_id_of,
    today_of,
)
from cofund.steps.activities.forms import GOALS, with_empty_lines
from cofund.steps.activities.reserving import in_force
from cofund.steps.activities.standing import (
    agreed_consent,
    agreed_of,
    balance_of,
    checks_of,
    content_of,
    fund_of_activity,
    open_funds,
    programme_of,
    to_mend,
)
from cofund.steps.activities.timeline import timeline
from cofund.steps.office import Office
from cofund.terms.due_days import earliest_day

CHANGING = frozenset({*UNDECIDED, "returned", "needs_operator"})
"""States in which a version later than the one agreed to waits."""
MAX_EVENTS = 200
MAX_CLAIMS = 50


def activity_lines(partner_id: str, *, locale: Locale, office: Office) -> tuple[ActivityLine, ...]:
    """Give a partner's applications, newest first."""
    programme = programme_of(partner_id, office=office)
    return tuple(
        _line(head, programme, locale, office=office)
        for head in office.matters.of_partner("application", partner_id)
    )


def form_view(
    partner_id: str,
    head: MatterHead | None,
    asking: Asking,
    typed: TypedActivity,
    *,
    frame: Frame,
    locale: Locale,
    office: Office,
    checks: tuple[ApplicationCheck, ...] = (),
    errors: tuple[FieldError, ...] = (),
    form_id: str = "",
) -> ActivityFormView:
    """Give the form, with what can be applied for today and what is available."""
    programme = programme_of(partner_id, office=office)
    today = local_day(office.clock(), programme.zone)
    lead = programme.deadlines.application_days
    answer = None if head is None else office.matters.consent(head.matter)
    return ActivityFormView(
        frame=frame,
        asking=asking,
        application_id=head.matter.matter_id if head else None,
        version=head.matter.version if head else None,
        form_id=form_id or form_id_of(office.ids()),
        currency=programme.currency,
        types=_types(programme, locale),
        goals=GOALS,
        earliest=earliest_day(programme, today),
        lead_days=lead.value,
        lead_unit=lead.unit,
        funds=open_funds(programme, partner_id, today, office=office),
        typed=with_empty_lines(typed),
        checks=checks,
        remark=answer.remark if answer is not None and answer.outcome == "returned" else "",
        errors=errors,
    )


def activity_view(
    head: MatterHead, frame: Frame, *, locale: Locale, office: Office
) -> ActivityView:
    """Give all that the page of one application shows."""
    programme = office.programme(head.programme, head.programme_version)
    filed, agreed = to_mend(head, office=office), agreed_of(head, office=office)
    content = agreed or filed
    fund, wanted = (
        fund_of_activity(one.activity, head.partner_id, programme) for one in (content, filed)
    )
    life = office.matters.audit("application", head.matter.matter_id)
    waiting = filed if agreed is not None and head.state in CHANGING else None
    unreserved = agreed is not None and _alive(head) and not in_force(head, office=office)
    has_begun = balance_of(fund, office=office) is not None
    return ActivityView(
        frame=frame,
        head=head,
        activity_type=_type_name(content, programme, locale),
        content=content,
        waiting=waiting,
        waiting_type=_type_name(waiting, programme, locale) if waiting else "",
        agreed=agreed_consent(head, office=office),
        answer=_last_answer(head, office=office),
        short=cast("Undone", life[-1].reason) if was_undone(life[-1]) else None,
        short_period=wanted.period,
        reservation=office.ledger.reservation(head.matter.matter_id),
        period=fund.period,
        waits_for_period=unreserved and not has_begun,
        reserving=unreserved and has_begun,
        claim_until=claim_until(head, content, office=office),
        today=today_of(head, office=office),
        claims=_claims(head, office=office),
        checks=_warnings(head, filed, office=office),
        actions=actions_of(head, content, office=office),
        timeline=timeline(life[-MAX_EVENTS:], head, office=office),
    )


def actions_of(
    head: MatterHead, content: ApplicationContent, *, office: Office
) -> tuple[ActivityAction, ...]:
    """Give what a partner may do now, what helps most first."""
    asked = askable(head, office=office)
    found: list[ActivityAction] = []
    if _alive(head) and _is_claimable(head, content, office=office):
        found.append("claim")
    if head.state in ("returned", "timed_out") and asked:
        found.append("mend")
    if head.state in (*UNDECIDED, "returned"):
        found.append("withdraw")
    if head.state == "approved":
        found += [one for one in asked if one != "first"]
        found += [] if claims_under_way(head, office=office) else ["cancel"]
    return tuple(found)


def _alive(head: MatterHead) -> bool:
    """Say whether what was agreed to, if anything was, is in force or may come into force."""
    return head.state in (*UNDECIDED, "approved", "returned")


def _is_claimable(head: MatterHead, content: ApplicationContent, *, office: Office) -> bool:
    today = today_of(head, office=office)
    due = content.activity.last_day <= today <= claim_until(head, content, office=office)
    return due and office.directory.agreement(head.matter.matter_id) is not None


def _line(
    head: MatterHead, programme: Programme, locale: Locale, *, office: Office
) -> ActivityLine:
    agreed = agreed_of(head, office=office)
    content = agreed or content_of(head, office=office)
    activity = content.activity
    return ActivityLine(
        application_id=head.matter.matter_id,
        name=activity.name,
        activity_type=_type_name(content, programme, locale),
        first_day=activity.first_day,
        last_day=activity.last_day,
        state=head.state,
        changing=agreed is not None and head.state in (*UNDECIDED, "returned"),
        asked=content.asked,
        agreed=_agreed_amount(head, office=office),
    )


def _agreed_amount(head: MatterHead, *, office: Office) -> Money | None:
    consent = agreed_consent(head, office=office)
    return None if consent is None else consent.amount


def _last_answer(head: MatterHead, *, office: Office) -> Consent | None:
    """Give what was answered to the last version, where that is not the one agreed to."""
    return None if head.consented == head.matter.version else office.matters.consent(head.matter)


def _types(programme: Programme, locale: Locale) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=key, label=terms.names.ru if locale == "ru" else terms.names.en)
        for key, terms in programme.activities.items()
    )


def _type_name(content: ApplicationContent, programme: Programme, locale: Locale) -> str:
    terms = programme.activities.get(content.activity.activity_type)
    if terms is None:
        return content.activity.activity_type
    return terms.names.ru if locale == "ru" else terms.names.en


def _claims(head: MatterHead, *, office: Office) -> tuple[ActivityClaim, ...]:
    return tuple(
        ActivityClaim(claim_id=one.claim_id, state=one.state, claimed=one.request.claimed)
        for one in office.claims.of_partner(head.partner_id)
        if one.application_id == head.matter.matter_id
    )[:MAX_CLAIMS]


def _warnings(
    head: MatterHead, content: ApplicationContent, *, office: Office
) -> tuple[ApplicationCheck, ...]:
    if head.state not in UNDECIDED:
        return ()
    checks = checks_of(content, head.partner_id, head, filed_at=head.submitted_at, office=office)
    return tuple(check for check in checks if check.outcome != "good")
