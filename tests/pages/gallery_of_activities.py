"""The pages and mails of applications for activities, in each state that looks different."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

from cofund.models.activities import ApplicationCheck, ApplicationContent, Audience, PlanLine
from cofund.models.approval import DecisionOutcome
from cofund.models.assessment import CountValue, DateValue, MoneyValue, TextValue
from cofund.models.claim import Activity, Locale
from cofund.models.consents import Consent, Matter, MatterHead, Undone
from cofund.models.ledger import FundKey
from cofund.models.standing import Balance, Reservation
from cofund.pages.of_activities import (
    mail_activity_expired,
    render_activities,
    render_activity,
    render_activity_form,
)
from cofund.pages.views.activities import (
    ActivitiesView,
    ActivityClaim,
    ActivityEvent,
    ActivityFormView,
    ActivityLine,
    ActivityView,
    Choice,
    ExpiredMail,
    TypedActivity,
    TypedLine,
)
from cofund.pages.views.frame import FieldError
from cofund.pages.views.mails import Rendered
from tests.builders import page_views as story

DAY = date(2026, 12, 14)
NOON = story.NOW
FRAME = story.frame(path="/activities")
MATTER = Matter(kind="application", matter_id="7KQ2-M9XD-4TRA", version=2)
FUND = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
LATE = ApplicationCheck(
    check="lead_time",
    outcome="stops",
    message="late_working",
    params={
        "latest": DateValue(value=date(2026, 11, 30)),
        "event": DateValue(value=DAY),
        "days": CountValue(value=10),
        "earliest": DateValue(value=date(2026, 12, 18)),
    },
    source="Deck: apply ahead of the event",
)
SIMILAR = ApplicationCheck(
    check="similar",
    outcome="warns",
    message="anothers",
    params={
        "name": TextValue(value="Зимний приём"),
        "partner": TextValue(value="ООО «Небывалые Системы»"),
        "first": DateValue(value=DAY),
        "last": DateValue(value=DAY),
    },
)
AFFORDABLE = ApplicationCheck(
    check="amount",
    outcome="good",
    message="within",
    params={"most": MoneyValue(value=story.roubles(125_000))},
    source="Deck: up to 50 % of the cost",
)


def content(**changes: object) -> ApplicationContent:
    """Give a winter dinner."""
    plain = ApplicationContent(
        activity=Activity(
            activity_type="business_dinner",
            name="Зимний ужин",
            first_day=DAY,
            last_day=DAY,
            place="Тверь, ресторан «Выдуманный»",
            goal="new_customers",
            planned_cost=story.roubles(250_000),
        ),
        asked=story.roubles(100_000),
        plan=(
            PlanLine(what="Ресторан", amount=story.roubles(200_000)),
            PlanLine(what="Ведущий", amount=story.roubles(50_000)),
        ),
        audience=Audience(who="Директора складов", how_many=41),
        aim="Двадцать новых складов",
    )
    return plain.model_copy(update=changes)


def head(state: str, **changes: object) -> MatterHead:
    """Give where the dinner stands."""
    plain = MatterHead(
        matter=MATTER,
        partner_id="integrator",
        programme="it-vendor",
        programme_version="2026.1",
        opened_at=NOON,
        opened_by="anna",
        submitted_at=NOON + timedelta(days=1),
        edited_by="anna",
        content_hash="0" * 64,
        consented=1,
    )
    return plain.model_copy(update={"state": state, **changes})


def _activities(locale: Locale) -> str:
    line = ActivityLine(
        application_id=MATTER.matter_id,
        name="Зимний ужин",
        activity_type="Деловой ужин",
        first_day=DAY,
        last_day=DAY + timedelta(days=1),
        state="in_review",
        changing=True,
        asked=story.roubles(100_000),
        agreed=story.roubles(80_000),
    )
    asked = line.model_copy(update={"changing": False, "agreed": None, "state": "expired"})
    view = ActivitiesView(frame=FRAME, activities=(line, asked))
    return render_activities(view, locale=locale)


def _no_activities(locale: Locale) -> str:
    return render_activities(ActivitiesView(frame=FRAME), locale=locale)


def a_form(**changes: object) -> ActivityFormView:
    """Give the form with an error in each kind of field and what the terms say."""
    zero = story.roubles(0)
    parts = {"reserved": zero, "held": zero, "debited": zero, "expired": zero}
    free = story.roubles(310_000)
    plain = ActivityFormView(
        frame=FRAME,
        asking="first",
        form_id="0" * 32,
        currency="RUB",
        types=(Choice(value="business_dinner", label="Деловой ужин"),),
        goals=("new_customers", "promotion", "sales"),
        earliest=date(2026, 12, 18),
        lead_days=10,
        lead_unit="working",
        funds=(Balance(fund=FUND, status="OPEN", accrued=free, available=free, **parts),),
        typed=TypedActivity(
            activity_type="business_dinner",
            name="Зимний ужин",
            first_day="2026-12-14",
            goal="sales",
            plan=(TypedLine(what="Ресторан", amount="200 000"), TypedLine()),
        ),
    )
    return plain.model_copy(update=changes)


def _form_with_errors(locale: Locale) -> str:
    fields = ("activity_type", "last_day", "goal", "aim", "how_many", "plan_what_1", "asked")
    errors = tuple(FieldError(field=field, problem="missing") for field in fields)
    return render_activity_form(a_form(errors=errors), locale=locale)


def _form_with_checks(locale: Locale) -> str:
    return render_activity_form(a_form(checks=(LATE, SIMILAR, AFFORDABLE)), locale=locale)


def _change_form(locale: Locale) -> str:
    changes = {
        "asking": "change",
        "application_id": MATTER.matter_id,
        "version": 2,
        "lead_unit": "calendar",
        "remark": "Где программа?",
        "checks": (SIMILAR, AFFORDABLE),
    }
    return render_activity_form(a_form(**changes), locale=locale)


def an_activity_view(state: str, **changes: object) -> ActivityView:
    """Give the page of the dinner in a state."""
    plain = ActivityView(
        frame=FRAME,
        head=head(state),
        activity_type="Деловой ужин",
        content=content(),
        agreed=Consent(
            matter=MATTER,
            outcome="approved",
            amount=story.roubles(80_000),
            decided_at=NOON,
            decided_by="rita",
            remark="Хороший план",
        ),
        reservation=Reservation(
            application=MATTER.matter_id,
            fund=FUND,
            amount=story.roubles(80_000),
            remaining=story.roubles(30_000),
            uses=1,
            state="ACTIVE",
        ),
        period="2026Q4",
        claim_until=date(2027, 1, 13),
        today=date(2026, 11, 20),
        timeline=(
            *(
                ActivityEvent(state="approved", what=what, version=2, at=NOON, who="approver")
                for what in ("change_rejected", "change_timed_out", "change_withdrawn")
            ),
            ActivityEvent(state="returned", what="unreserved", version=2, at=NOON, who="cofund"),
            ActivityEvent(state="submitted", what="submitted", version=1, at=NOON, who="manager"),
            ActivityEvent(
                state="cancelled",
                what="cancelled",
                version=1,
                at=NOON,
                who="partner",
                reason="Нет гостей",
            ),
        ),
    )
    return plain.model_copy(update=changes)


def _agreed(locale: Locale) -> str:
    claim = ActivityClaim(claim_id="claim-1", state="in_review", claimed=story.roubles(50_000))
    actions = ("change", "extension", "cancel")
    view = an_activity_view("approved", actions=actions, claims=(claim,))
    return render_activity(view, locale=locale)


def _claimable(locale: Locale) -> str:
    view = an_activity_view("approved", actions=("claim", "cancel"), today=DAY)
    return render_activity(view, locale=locale)


def _changing(locale: Locale) -> str:
    change = content(asking="change", why="Другой зал")
    view = an_activity_view(
        "in_review",
        waiting=change,
        waiting_type="Конференция",
        checks=(SIMILAR,),
        actions=("withdraw",),
    )
    return render_activity(view, locale=locale)


def _short(short: Undone) -> Callable[[Locale], str]:
    changes = {"agreed": None, "reservation": None, "actions": ("mend", "withdraw")}
    view = an_activity_view("returned", short=short, short_period="2026Q4", **changes)
    return lambda locale: render_activity(view, locale=locale)


def _refused(outcome: DecisionOutcome) -> Callable[[Locale], str]:
    answer = Consent(
        matter=MATTER, outcome=outcome, decided_at=NOON, decided_by="rita", remark="Дорого"
    )
    view = an_activity_view("approved", answer=answer, actions=("change", "cancel"))
    return lambda locale: render_activity(view, locale=locale)


def _given_up(locale: Locale) -> str:
    view = an_activity_view("cancelled")
    assert view.reservation is not None
    released = view.reservation.model_copy(update={"state": "RELEASED"})
    return render_activity(view.model_copy(update={"reservation": released}), locale=locale)


def _extension_form(locale: Locale) -> str:
    error = FieldError(field="last_day", problem="not_later")
    changes = {"asking": "extension", "application_id": MATTER.matter_id, "version": 2}
    return render_activity_form(a_form(errors=(error,), **changes), locale=locale)


def _waiting_for_its_period(locale: Locale) -> str:
    view = an_activity_view("approved", waits_for_period=True, reservation=None)
    return render_activity(view, locale=locale)


def _being_reserved(locale: Locale) -> str:
    view = an_activity_view("approved", reserving=True, reservation=None, actions=("cancel",))
    return render_activity(view, locale=locale)


def _changing_what_waits(locale: Locale) -> str:
    changes = {"waits_for_period": True, "reservation": None, "actions": ("claim", "withdraw")}
    change = content(asking="change", why="Другой зал")
    view = an_activity_view("returned", waiting=change, waiting_type="Конференция", **changes)
    return render_activity(view, locale=locale)


ACTIVITY_PAGES: dict[str, Callable[[Locale], str]] = {
    "activities": _activities,
    "activities-none": _no_activities,
    "activity-form-errors": _form_with_errors,
    "activity-form-checks": _form_with_checks,
    "activity-form-change": _change_form,
    "activity-agreed": _agreed,
    "activity-claimable": _claimable,
    "activity-changing": _changing,
    **{f"activity-short-{why}": _short(why) for why in get_args(Undone)},
    "activity-change-refused": _refused("rejected"),
    "activity-change-unanswered": _refused("timed_out"),
    "activity-given-up": _given_up,
    "activity-form-extension": _extension_form,
    "activity-waits": _waiting_for_its_period,
    "activity-being-reserved": _being_reserved,
    "activity-changing-what-waits": _changing_what_waits,
}


def _expired(locale: Locale) -> Rendered:
    view = ExpiredMail(
        to_name="Анна Примерова",
        zone="Europe/Moscow",
        application_id=MATTER.matter_id,
        name="Зимний ужин",
        claim_until=date(2027, 1, 13),
        freed=story.roubles(80_000),
        link=f"https://cofund.example/activities/{MATTER.matter_id}",
    )
    return mail_activity_expired(view, locale=locale)


ACTIVITY_MAILS: dict[str, Callable[[Locale], Rendered]] = {"activity-expired": _expired}
