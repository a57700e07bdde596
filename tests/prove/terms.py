"""What the shipped programmes grant, in plain integers: written from their terms, not from cofund.

Amounts are kopecks. Shares and bounds are those of ``programs/*.yaml``: who changes them there
changes them here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

LEVELS = ("silver", "gold", "platinum")
REGIONS = ("north", "south")
HOURS_AHEAD = {"it-vendor": 3, "distributor-bonus": 3, "shared-advertising": 5}
"""Of UTC: Moscow and Yekaterinburg."""
BANDS = ((25_000_000_00, 4), (15_000_000_00, 3), (5_000_000_00, 2))
"""IT vendor: last year's turnover from, and the year's per cent of it."""
SOUVENIRS = {
    "platinum": (25, 300_000_00),
    "gold": (20, 150_000_00),
    "silver": (15, 100_000_00),
}
"""IT vendor: per cent of the year's fund, and the most."""
BONUS = {"silver": 5, "gold": 20, "platinum": 50}
"""Distributor: thousandths of each month's turnover."""
SUMS = {"silver": 0, "gold": 250_000_00, "platinum": 600_000_00}
"""Shared advertising: each quarter."""

MOST_FOR_AN_ACTIVITY = {
    "it-vendor": 500_000_00,
    "distributor-bonus": 1_000_000_00,
    "shared-advertising": 300_000_00,
}

Span = tuple[str, int]
LEAD: dict[str, Span] = {
    "it-vendor": ("working", 10),
    "distributor-bonus": ("working", 15),
    "shared-advertising": ("calendar", 7),
}
"""How long before an activity it must be applied for."""
REPORT: dict[str, Span] = {
    "it-vendor": ("calendar", 30),
    "distributor-bonus": ("working", 20),
    "shared-advertising": ("calendar", 45),
}
"""How long after its activity a claim may first come."""
RESUBMISSION: dict[str, Span] = {
    "it-vendor": ("calendar", 15),
    "distributor-bonus": ("working", 10),
    "shared-advertising": ("calendar", 15),
}
DISPUTE: dict[str, Span] = {
    "it-vendor": ("calendar", 10),
    "distributor-bonus": ("calendar", 14),
    "shared-advertising": ("calendar", 10),
}
FREE_DAYS = frozenset(
    date(2026, month, day)
    for month, days in {
        1: (*range(1, 12),),
        2: (23,),
        3: (9,),
        5: (1, 11),
        6: (12,),
        11: (4,),
        12: (31,),
    }.items()
    for day in days
)
"""Of Russia in 2026, besides Saturdays and Sundays; no Saturday is worked."""


@dataclass
class Facts:
    """What a partner's money goes by, as it is known now."""

    programme: str
    level: str
    turnover: int
    """Last financial year's."""
    months: dict[tuple[int, int], int] = field(default_factory=dict)
    """Turnover by year and month."""
    region: str | None = None


def local(programme: str, moment: datetime) -> date:
    """Give the day that it is where the programme runs."""
    return (moment + timedelta(hours=HOURS_AHEAD[programme])).date()


def last_day_after(programme: str, day: date, spans: dict[str, Span]) -> date:
    """Give the last day of a span that begins after a day."""
    return _counted(day, spans[programme], timedelta(days=1))


def last_day_to_apply(programme: str, first_day: date) -> date:
    """Give the last day on which an activity can be applied for."""
    return _counted(first_day, LEAD[programme], timedelta(days=-1))


def _counted(day: date, span: Span, step: timedelta) -> date:
    unit, left = span
    while left:
        day += step
        free = day in FREE_DAYS or day.weekday() > 4
        left -= unit == "calendar" or not free
    return day


def period_now(programme: str, day: date) -> str:
    """Give the period of the fund that is in use on a day."""
    if programme == "distributor-bonus":
        return str(day.year)
    return f"{day.year}Q{(day.month + 2) // 3}"


def is_over(period: str, day: date) -> bool:
    """Say whether a period ended before a day."""
    year, _, quarter = period.partition("Q")
    if int(year) != day.year:
        return int(year) < day.year
    return bool(quarter) and int(quarter) < (day.month + 2) // 3


def granted(facts: Facts, day: date) -> int:
    """Give what the fund in use on a day should have been granted by then."""
    if facts.programme == "it-vendor":
        whole, quarter = year_fund(facts), (day.month + 2) // 3
        return whole // 4 + (1 if quarter <= whole % 4 else 0)
    if facts.programme == "shared-advertising":
        return SUMS[facts.level]
    over = [(day.year - 1, 12), *((day.year, month) for month in range(1, day.month))]
    return sum(facts.months.get(month, 0) * BONUS[facts.level] // 1000 for month in over)


def year_fund(facts: Facts) -> int:
    """Give an IT vendor's partner the whole year's fund, halves of a kopeck up."""
    for least, percent in BANDS:
        if facts.turnover >= least:
            return (facts.turnover * percent + 50) // 100
    return 0


def souvenir_cap(facts: Facts) -> int | None:
    """Give the year's souvenir limit; None where the programme has none."""
    if facts.programme != "it-vendor":
        return None
    percent, most = SOUVENIRS[facts.level]
    return min((year_fund(facts) * percent + 50) // 100, most)
