"""When a partner is told that money is about to expire, and what can still be done with it. Pure.

One mail for each of the programme's days before a fund's last day, the nearest that is due: whoever
was not reminded thirty days before, because the fund had nothing or the clock stood still, is not
sent two mails at once. Nobody is mailed in quiet hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cofund.models.activity_terms import ReminderTerms
from cofund.models.claim import Application
from cofund.models.programme import Programme
from cofund.models.reminders import MAX_UNCLAIMED, Chances, NextStep
from cofund.terms.due_days import application_due, report_due
from cofund.terms.ordering import order_days


def is_quiet(terms: ReminderTerms, now: datetime, *, zone: str) -> bool:
    """Tell whether it is too late or too early to write to people."""
    clock = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    return clock >= terms.quiet_from or clock < terms.quiet_until


def reminder_due(
    terms: ReminderTerms, expires_on: date, *, today: date, sent: Iterable[int]
) -> int | None:
    """Give which of the programme's days is due; None where none is, or it was sent already.

    ``sent`` are those that were sent for this fund. A nearer one that was sent stands for those
    before it.
    """
    left = (expires_on - today).days
    due = [days for days in terms.days_before if 0 <= left <= days]
    if not due or any(days <= due[-1] for days in sent):
        return None
    return due[-1]


def chances(
    programme: Programme,
    applications: Iterable[Application],
    *,
    expires_on: date,
    today: date,
) -> Chances:
    """Give what can still be done with a fund's money, the surest way first.

    ``applications`` are the fund's approved activities without a claim.
    """
    claimable = [(report_due(programme, one.activity.last_day), one) for one in applications]
    open_ = sorted(
        ((until, one) for until, one in claimable if until >= today),
        key=lambda each: (each[0], each[1].application_id),
    )
    step, until = _next(programme, [until for until, _ in open_], expires_on, today)
    return Chances(
        next_step=step,
        do_until=until,
        activity_until=expires_on,
        unclaimed=tuple(one for _, one in open_[:MAX_UNCLAIMED]),
    )


def _next(
    programme: Programme, claims_due: list[date], expires_on: date, today: date
) -> tuple[NextStep, date | None]:
    if claims_due:
        return "claim", claims_due[0]
    groups = {terms.group for terms in programme.activities.values()}
    apply_until = application_due(programme, expires_on)
    if groups - {"souvenirs"} and today <= apply_until:
        return "apply", apply_until
    order_until = _order_until(programme, expires_on, today) if "souvenirs" in groups else None
    return ("order", order_until) if order_until else ("none", None)


def _order_until(programme: Programme, expires_on: date, today: date) -> date | None:
    """Give the last day of the window for orders that is open today, within the fund's life."""
    if programme.souvenirs is None:
        return None
    days = order_days(programme.souvenirs, today)
    if not days.accepts:
        return None
    return expires_on if days.last is None else min(expires_on, days.last)
