"""Periods of turnover, as heads and cells of lists name them: one reading, or a named problem."""

from __future__ import annotations

import pytest

from cofund.calendar import PeriodLength
from cofund.imports.cells import Wrong
from cofund.imports.heads import period_head
from cofund.imports.periods import period_named


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Октябрь 2026", "2026M10"),
        ("октябрь\u00a02026 г.", "2026M10"),
        ("за май 2026 года", "2026M05"),
        ("Мая 2026", "2026M05"),
        ("Март 2026", "2026M03"),
        ("сент. 2026", "2026M09"),
        ("October 2026", "2026M10"),
        ("Sep 2026", "2026M09"),
        ("2026M10", "2026M10"),
        ("2026-10", "2026M10"),
        ("10.2026", "2026M10"),
        ("1.2026", "2026M01"),
        ("2026Q3", "2026Q3"),
        ("Q3 2026", "2026Q3"),
        ("3Q2026", "2026Q3"),
        ("3 кв. 2026", "2026Q3"),
        ("3-й квартал 2026 г.", "2026Q3"),
        ("3\N{NON-BREAKING HYPHEN}й квартал 2026 года", "2026Q3"),
        ("IV квартал 2026", "2026Q4"),
        ("2025 год", "2025"),
        ("2025", "2025"),
        ("01.10.2026 - 31.10.2026", "2026M10"),
        ("с 01.07.2026 по 30.09.2026", "2026Q3"),
        ("01.01.2025–31.12.2025", "2025"),
        ("01.02.2028-29.02.2028", "2028M02"),
    ],
)
def test_a_period_is_read_as_people_and_programs_write_it(text: str, period: str) -> None:
    assert period_named(text, None) == period


@pytest.mark.parametrize(
    "text",
    [
        "10.26",
        "октябрь",
        "окт 26",
        "1 полугодие 2026",
        "13.2026",
        "2026Q5",
        "01.10.2026-15.10.2026",
        "31.02.2026-31.03.2026",
        "V кв. 2026",
        "февральский 2026",
        "1026",
        "прошлый год",
        "",
    ],
)
def test_what_could_be_several_periods_or_none_is_not_guessed(text: str) -> None:
    assert period_named(text, "month") == Wrong("not_a_period")


@pytest.mark.parametrize(
    ("text", "each", "period"),
    [
        ("2026-10-01", "month", "2026M10"),
        ("2026-10-01", "quarter", "2026Q4"),
        ("01.01.2026", "year", "2026"),
        ("2026-11-01", "quarter", None),
        ("2026-10-15", "month", None),
        ("2026-10-01", None, None),
    ],
)
def test_excels_date_begins_a_period_as_long_as_the_programmes(
    text: str, each: PeriodLength | None, period: str | None
) -> None:
    assert period_named(text, each) == (period or Wrong("not_a_period"))


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Оборот", None),
        ("Оборот, руб.", None),
        ("Оборот за прошлый год (без НДС)", None),
        ("Выручка партнёра по данным 1С", None),
        ("Last financial year's turnover", None),
        ("Оборот за октябрь 2026 г., руб.", "октябрь 2026 г"),
        ("turnover 2026Q3", "2026q3"),
        ("Оборот 2025", "2025"),
        ("Оборот за октябрь", "октябрь"),
        ("Оборот 10.26", "10.26"),
        ("Оборот за полугодие", "полугодие"),
    ],
)
def test_a_head_says_which_period_its_turnover_is_of(head: str, said: str | None) -> None:
    assert period_head(head) == said
