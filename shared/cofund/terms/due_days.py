"""By which day things must come under a programme; the day itself is in time.

All days are days of the programme's zone.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from cofund.calendar import LONGEST_BREAK_DAYS, day_after, day_before
from cofund.models.terms import DaySpan

if TYPE_CHECKING:
    # The terms are much to import, and most of what is told needs none.
    from cofund.models.programme import Programme


def application_due(programme: Programme, first_day: date) -> date:
    """Give the last day to apply for an activity that begins on ``first_day``."""
    return span_before(programme, first_day, programme.deadlines.application_days)


def earliest_day(programme: Programme, today: date) -> date:
    """Give the first day of the earliest activity that can still be applied for today."""
    day = span_after(programme, today, programme.deadlines.application_days)
    step = timedelta(days=1)
    for _ in range(LONGEST_BREAK_DAYS):  # applied on a day off: a working day less lies before
        if application_due(programme, day) >= today:
            break
        day += step
    for _ in range(LONGEST_BREAK_DAYS):  # an event may be on a day off itself
        if application_due(programme, day - step) < today:
            break
        day -= step
    return day


def report_due(programme: Programme, last_day: date) -> date:
    """Give the last day to claim for an activity that ends on ``last_day``."""
    return span_after(programme, last_day, programme.deadlines.report_days)


def resubmission_due(programme: Programme, returned_on: date) -> date:
    """Give the last day to send a claim again that was returned on a day."""
    return span_after(programme, returned_on, programme.deadlines.resubmission_days)


def dispute_due(programme: Programme, ended_on: date) -> date:
    """Give the last day to dispute the end of a claim that came on a day."""
    return span_after(programme, ended_on, programme.deadlines.dispute_days)


def span_before(programme: Programme, day: date, span: DaySpan) -> date:
    """Give the day that lies a span of days before another."""
    return day_before(day, span.value, unit=span.unit, country=programme.country)


def span_after(programme: Programme, day: date, span: DaySpan) -> date:
    """Give the day that lies a span of days after another."""
    return day_after(day, span.value, unit=span.unit, country=programme.country)
