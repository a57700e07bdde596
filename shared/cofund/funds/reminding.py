"""When a partner is told that money is about to expire, and what can still be done with it. Pure.

One mail for each of the programme's days before a fund's last day, the nearest that is due: whoever
was not reminded thirty days before, because the fund had nothing or the clock stood still, is not
sent two mails at once. Nobody is mailed in quiet hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cofund.calendar import last_day_of
from cofund.models.activity_terms import ReminderTerms
from cofund.models.programme import Programme
from cofund.models.reminders import MAX_UNCLAIMED, Chances, NextStep, Unclaimed
from cofund.terms.due_days import application_due
from cofund.terms.entitlement import expires_on
from cofund.terms.ordering import order_days


def is_quiet(terms: ReminderTerms, now: datetime, *, zone: str) -> bool:
    """Tell whether it is too late or too early to write to people."""
    clock = f"{now.astimezone(ZoneInfo(zone)):%H:%M}"
    return clock >= terms.quiet_from or clock < terms.quiet_until


def reminder_due(
    days_before: tuple[int, ...], last_day: date, *, today: date, sent: Iterable[int]
) -> int | None:
    """Give which of some days before a last day is due; None where none is, or it was sent.

    ``days_before`` begins with the furthest. ``sent`` are those that were sent already: a nearer
    one stands for those before it.
    """
    left = (last_day - today).days
    due = [days for days in days_before if 0 <= left <= days]
    if not due or any(days <= due[-1] for days in sent):
        return None
    return due[-1]


def chances(
    programme: Programme,
    unclaimed: Iterable[Unclaimed],
    *,
    period: str,
    today: date,
    can_order: bool,
) -> Chances:
    """Give what can still be done with the money of a period's fund, the surest way first.

    ``unclaimed`` are the fund's activities; those that are not over can wait. ``can_order`` says
    whether its money bears anything in the catalogue.
    """
    over = (one for one in unclaimed if one.application.activity.last_day <= today)
    claimable = sorted(
        (one for one in over if one.claim_until >= today),
        key=lambda one: (one.claim_until, one.application.application_id),
    )
    chosen = _claim(claimable) or _apply(programme, period, today)
    if chosen is None and can_order:
        chosen = _order(programme, period, today)
    step, until = chosen or ("none", None)
    return Chances(
        next_step=step,
        do_until=until,
        activity_until=last_day_of(period),
        unclaimed=tuple(claimable[:MAX_UNCLAIMED]),
    )


def _claim(claimable: list[Unclaimed]) -> tuple[NextStep, date] | None:
    return ("claim", claimable[0].claim_until) if claimable else None


def _apply(programme: Programme, period: str, today: date) -> tuple[NextStep, date] | None:
    """Give by when to apply: a period's fund pays activities that end in the period."""
    groups = {terms.group for terms in programme.activities.values()}
    until = application_due(programme, last_day_of(period))
    return ("apply", until) if groups - {"souvenirs"} and today <= until else None


def _order(programme: Programme, period: str, today: date) -> tuple[NextStep, date] | None:
    """Give the last day of the window for orders that is open today, within the fund's life."""
    if programme.souvenirs is None:
        return None
    days = order_days(programme.souvenirs, today)
    if not days.accepts:
        return None
    ends = expires_on(programme, period)
    return "order", ends if days.last is None else min(ends, days.last)
