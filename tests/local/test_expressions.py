"""When schedules are due."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from infra.local.errors import TemplateNotUnderstood
from infra.local.expressions import next_due

MOSCOW = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("expression", "after", "due"),
    [
        ("rate(1 minute)", "2026-03-02T10:00:30", "2026-03-02T10:01:30"),
        ("rate(5 minutes)", "2026-03-02T10:00:00", "2026-03-02T10:05:00"),
        ("rate(12 hours)", "2026-03-02T10:00:00", "2026-03-02T22:00:00"),
        ("rate(1 day)", "2026-02-28T10:00:00", "2026-03-01T10:00:00"),
        ("cron(0 3 * * ? *)", "2026-03-02T02:59:59", "2026-03-02T03:00:00"),
        ("cron(0 3 * * ? *)", "2026-03-02T03:00:00", "2026-03-03T03:00:00"),
        ("cron(30 9 ? * MON-FRI *)", "2026-03-06T10:00:00", "2026-03-09T09:30:00"),
        ("cron(0 0 1 1,4,7,10 ? *)", "2026-03-02T00:00:00", "2026-04-01T00:00:00"),
        ("cron(0/15 8-10 * * ? *)", "2026-03-02T10:45:00", "2026-03-03T08:00:00"),
        ("cron(*/20 * * * ? *)", "2026-03-02T10:05:00", "2026-03-02T10:20:00"),
        ("cron(0 12 ? * 1 *)", "2026-03-02T00:00:00", "2026-03-08T12:00:00"),
        ("cron(0 12 31 DEC ? 2027)", "2026-03-02T00:00:00", "2027-12-31T12:00:00"),
    ],
)
def test_a_schedule_is_next_due(expression: str, after: str, due: str) -> None:
    moment = datetime.fromisoformat(after).replace(tzinfo=MOSCOW)
    found = next_due(expression, after=moment, zone=MOSCOW)
    assert found.replace(tzinfo=None).isoformat() == due


def test_a_cron_is_due_by_the_clock_of_its_zone() -> None:
    moment = datetime(2026, 3, 28, 12, tzinfo=ZoneInfo("UTC"))
    found = next_due("cron(0 9 * * ? *)", after=moment, zone=BERLIN)
    assert found.astimezone(ZoneInfo("UTC")) == datetime(2026, 3, 29, 7, tzinfo=ZoneInfo("UTC"))


@pytest.mark.parametrize(
    "expression",
    [
        "at(2026-03-02T10:00:00)",
        "cron(0 3 * * ?)",
        "cron(0 25 * * ? *)",
        "cron(0 3 L * ? *)",
        "cron(x 3 * * ? *)",
        "cron(0 0 30 2 ? *)",
    ],
)
def test_an_expression_that_is_not_known_or_never_due_is_refused(expression: str) -> None:
    with pytest.raises(TemplateNotUnderstood):
        next_due(expression, after=datetime(2026, 3, 2, tzinfo=MOSCOW), zone=MOSCOW)
