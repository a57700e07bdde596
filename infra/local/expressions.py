"""When a schedule is due: AWS's `rate(…)` and `cron(…)` expressions.

Source: EventBridge Scheduler, "Schedule types": `cron(minutes hours day-of-month month day-of-week
year)`, one of the two day fields is `?`; Sunday is 1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from infra.local.errors import TemplateNotUnderstood

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\(([^)]*)\)")
_DAYS_AHEAD = 366 * 5
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
_WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
_RANGES = {
    "minutes": (0, 59),
    "hours": (0, 23),
    "day-of-month": (1, 31),
    "month": (1, 12),
    "day-of-week": (1, 7),
    "year": (1970, 2199),
}


def next_due(expression: str, *, after: datetime, zone: ZoneInfo) -> datetime:
    """The first moment later than `after` at which the schedule is due.

    Raises:
        TemplateNotUnderstood: the expression is neither a rate nor a cron that we know.
    """
    rate = _RATE.fullmatch(expression)
    if rate:
        return after + timedelta(**{f"{rate[2]}s": int(rate[1])})
    cron = _CRON.fullmatch(expression)
    if cron is None:
        raise _not_understood(expression)
    return _Cron.parse(cron[1]).next(after.astimezone(zone))


def _is_shown(local: datetime) -> bool:
    """Tell whether the clock of its zone ever shows a time."""
    there_and_back = local.astimezone(UTC).astimezone(local.tzinfo)
    return there_and_back.replace(tzinfo=None) == local.replace(tzinfo=None)


@dataclass(frozen=True)
class _Cron:
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    years: frozenset[int]

    @classmethod
    def parse(cls, text: str) -> _Cron:
        fields = text.split()
        if len(fields) != len(_RANGES):
            raise _not_understood(f"cron({text})")
        return cls(*(_values(part, name) for part, name in zip(fields, _RANGES, strict=True)))

    def next(self, after: datetime) -> datetime:
        """Day by day, then the first hour and minute of that day that the clock shows.

        As in EventBridge Scheduler: what would be due in an hour that is left out when the clocks
        go forward is skipped, and in an hour that comes twice it is due once.
        """
        start = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
        for ahead in range(_DAYS_AHEAD):
            day = start + timedelta(days=ahead)
            if not self._matches(day):
                continue
            for hour in sorted(self.hours):
                for minute in sorted(self.minutes):
                    due = day.replace(hour=hour, minute=minute)
                    if due >= start and _is_shown(due):
                        return due
        raise TemplateNotUnderstood("A cron expression of the template is never due.")

    def _matches(self, day: datetime) -> bool:
        return (
            day.year in self.years
            and day.month in self.months
            and day.day in self.days
            and day.isoweekday() % 7 + 1 in self.weekdays
        )


def _values(text: str, name: str) -> frozenset[int]:
    low, high = _RANGES[name]
    if text in ("*", "?"):
        return frozenset(range(low, high + 1))
    values: set[int] = set()
    for part in text.split(","):
        values.update(_range(part, low=low, high=high, name=name))
    return frozenset(values)


def _range(text: str, *, low: int, high: int, name: str) -> range:
    """`5`, `1-5`, `MON-FRI`, `*/15` or `3/15`."""
    base, _, step = text.partition("/")
    first, _, last = base.partition("-")
    try:
        start = low if first == "*" else _number(first, name)
        end = _number(last, name) if last else (high if step or first == "*" else start)
        values = range(start, end + 1, int(step) if step else 1)
    except ValueError as error:
        raise _not_understood(text) from error
    if not low <= start <= end <= high:
        raise _not_understood(text)
    return values


def _number(text: str, name: str) -> int:
    names = {"month": _MONTHS, "day-of-week": _WEEKDAYS}.get(name, [])
    return names.index(text.upper()) + 1 if text.upper() in names else int(text)


def _not_understood(expression: str) -> TemplateNotUnderstood:
    return TemplateNotUnderstood(
        f"The local engine does not know the schedule expression {expression}: it plays rate(…) "
        "and cron(…) with numbers, names, lists, ranges and steps (see infra/local/expressions.py)."
    )
