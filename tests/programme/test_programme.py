"""Programmes: the shipped one is whole, mistakes are named by line, terms give what they say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

import cofund
from cofund.errors import NotFound
from cofund.models.claim import Level
from cofund.models.programme import Programme
from cofund.models.terms import FailingRule
from cofund.programme import (
    ProgrammeError,
    in_force,
    load_programme,
    pinned,
    shipped_programmes,
)
from cofund.terms.entitlement import accrued, period_funds, souvenir_limit
from tests.builders.claim_files import the_programme
from tests.builders.reads import roubles

IT_VENDOR = Path(cofund.__file__).parent / "programs" / "it-vendor.yaml"


def changed(tmp_path: Path, pattern: str, replacement: str) -> Path:
    """Give the shipped file with one passage replaced."""
    text, count = re.subn(pattern, replacement, IT_VENDOR.read_text("utf-8"), count=1)
    assert count == 1, pattern
    path = tmp_path / "it-vendor.yaml"
    path.write_text(text, "utf-8")
    return path


def line_of(passage: str) -> int:
    """Give the line of the shipped file on which a passage stands."""
    lines = IT_VENDOR.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, start=1) if re.search(passage, line))


def test_the_decks_numbers_are_the_programmes_terms() -> None:
    terms = the_programme()
    assert terms.refund.share == 50
    caps, souvenirs, days = terms.caps, terms.souvenirs, terms.deadlines
    written = (caps.per_activity, caps.per_claim, souvenirs and souvenirs.piece_at_most)
    assert [term.value for term in written if term is not None] == [
        roubles(500_000),
        roubles(50_000),
        roubles(1_500),
    ]
    assert (caps.per_month, caps.per_year) == (None, None)
    assert (days.application_days.value, days.application_days.unit) == (10, "working")
    assert (days.report_days.value, days.report_days.unit) == (30, "calendar")
    assert (days.resubmission_days.value, days.resubmission_days.unit) == (15, "calendar")
    assert terms.review.code_up_to.value == roubles(50_000)
    assert terms.review.two_approvers_above.value == roubles(300_000)
    review = terms.review
    assert (review.reminder_days, review.escalation_day, review.timeout_day) == ((2, 4), 5, 7)
    assert terms.points
    assert [earning.points for earning in terms.points.earned_by.values()] == [
        30_000,
        30_000,
        40_000,
    ]


def test_every_term_names_its_clause() -> None:
    unsourced = [place for place, source in _sources(the_programme(), "") if not source.strip()]
    assert unsourced == []
    assert len(list(_sources(the_programme(), ""))) >= 30


def test_every_rule_that_can_fail_has_its_effect() -> None:
    assert set(the_programme().effects.by_rule) == set(get_args(FailingRule))


@pytest.mark.parametrize(
    ("turnover", "fund"),
    [
        ("4999999.99", "0"),
        ("5000000", "100000"),
        ("14999999.99", "300000"),
        ("15000000", "450000"),
        ("24999999.99", "750000"),
        ("25000000", "1000000"),
        ("0", "0"),
    ],
)
def test_the_fund_follows_from_the_turnover_band(turnover: str, fund: str) -> None:
    terms = the_programme()
    assert accrued(terms, level="gold", turnover=roubles(turnover)) == roubles(fund)


@pytest.mark.parametrize(
    ("year", "quarters"),
    [
        ("540000", ["135000"] * 4),
        ("0.05", ["0.02", "0.01", "0.01", "0.01"]),
        ("0", ["0"] * 4),
    ],
)
def test_the_fund_is_split_evenly_over_quarters(year: str, quarters: list[str]) -> None:
    split = period_funds(the_programme(), roubles(year))
    assert split == tuple(roubles(quarter) for quarter in quarters)


@pytest.mark.parametrize(
    ("level", "fund", "limit"),
    [
        ("platinum", 1_000_000, 250_000),
        ("platinum", 1_200_000, 300_000),
        ("platinum", 2_000_000, 300_000),
        ("gold", 500_000, 100_000),
        ("gold", 1_000_000, 150_000),
        ("silver", 100_000, 15_000),
        ("silver", 1_000_000, 100_000),
        ("gold", 0, 0),
    ],
)
def test_souvenirs_get_a_share_of_the_fund_up_to_the_levels_maximum(
    level: Level, fund: int, limit: int
) -> None:
    given = souvenir_limit(the_programme(), level=level, year_fund=roubles(fund))
    assert given == roubles(limit)


def test_the_version_in_force_is_the_latest_that_has_begun() -> None:
    old = the_programme()
    new = the_programme(version="2026.2", in_force_from=date(2026, 7, 1))
    name = "it-vendor"
    assert in_force((new, old), name=name, day=date(2026, 6, 30)) == old
    assert in_force((new, old), name=name, day=date(2026, 7, 1)) == new


@pytest.mark.parametrize(
    ("name", "day"), [("it-vendor", date(2025, 12, 31)), ("other", date(2026, 6, 1))]
)
def test_before_its_first_version_there_is_no_programme(name: str, day: date) -> None:
    with pytest.raises(NotFound):
        in_force(shipped_programmes(), name=name, day=day)


def test_a_claim_is_judged_by_the_very_version_that_it_is_pinned_to() -> None:
    assert pinned(shipped_programmes(), name="it-vendor", version="2026.1").version == "2026.1"
    with pytest.raises(NotFound):
        pinned(shipped_programmes(), name="it-vendor", version="2026.2")


@pytest.mark.parametrize(
    ("pattern", "replacement", "stands_at", "problem"),
    [
        ("  share: 50 %", "  share: 50", "  share: 50 %", 'like "50 %", not'),
        ("  share: 50 %", "  share: 150 %", "  share: 50 %", "write at most 100"),
        ("value: 10\n", "value: 251\n", "value: 10$", "write at most 250"),
        ("value: 10\n", "value: -1\n", "value: 10$", "write at least 0"),
        (
            'source: "Deck: not refunded: flights"',
            'source: ""',
            "refunded: flights",
            "write something here",
        ),
        ("currency: RUB", "currency: EUR", "  per_activity:", "write an amount of EUR"),
        ("zone: Europe/Moscow", "zone: Moscow", "^zone:", "zone of the tz database"),
        ("value: half_up", "value: up", "^rounding:", "'half_up', 'half_even' or 'down'"),
        ("value: 500 000 RUB", "value: 500 000", "value: 500 000", "with its currency"),
        ("  report_days:", "  report_day:", "report_days:", 'did you mean "report_days"?'),
        (r"- \[event_report\]", "- [отчёт]", r"- \[event_report\]", "'invoice', 'tax_invoice', "),
        ("    claimed_sum: return\n", "", "by_rule:", "write an effect for claimed_sum"),
        ("claimed_sum: return", "claimed_sum: deduct", "by_rule:", "claimed_sum names no amount"),
        ("claimed_sum: return", "claimed_sums: return", "claimed_sum:", "'claimed_sum'"),
        (r"- \[event_report\]", "- [reports]", r"- \[event_report\]", "'event_report'"),
        ('first: "08-01"', 'first: "03-01"', "^souvenirs:", "windows overlap"),
        ('last: "03-31"', 'last: "02-30"', '"02-01"', 'there is no day "02-30"'),
        ("turnover_from: 15 000 000", "turnover_from: 5 000 000", "  accrual:", "ascending"),
        ("escalation_day: 5", "escalation_day: 4", "^review:", "follow each other"),
        ("    gold: .*\n", "", "  limits:", "write one for gold, too"),
        ("in_force_from: 2026-01-01", "in_force_from: soon", "in_force_from:", "year-month-day"),
        ("    value: 30\n", "", "report_days:", "value: is missing"),
    ],
)
def test_a_mistake_is_named_by_line_with_what_to_write(
    tmp_path: Path, pattern: str, replacement: str, stands_at: str, problem: str
) -> None:
    with pytest.raises(ProgrammeError) as caught:
        load_programme(changed(tmp_path, pattern, replacement))
    assert problem in str(caught.value)
    assert line_of(stands_at) in [p.line for p in caught.value.problems]


def test_a_programme_survives_being_stored() -> None:
    programme = the_programme()
    assert Programme.model_validate_json(programme.model_dump_json()) == programme


def _sources(value: object, place: str) -> list[tuple[str, str]]:
    """Give every ``source`` of a model and all in it, with its place."""
    if isinstance(value, BaseModel):
        found = []
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name.endswith("source"):
                found.append((f"{place}.{name}", str(inner)))
            found += _sources(inner, f"{place}.{name}")
        return found
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in _sources(inner, f"{place}.{key}")]
    if isinstance(value, tuple):
        return [pair for n, inner in enumerate(value) for pair in _sources(inner, f"{place}[{n}]")]
    return []
