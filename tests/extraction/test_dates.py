"""Printed dates."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from cofund.extraction.values import dates

FIFTH = date(2026, 2, 5)
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    "printed",
    [
        "05.02.2026", "5.2.2026", "05.02.26", "2026-02-05", "5 февраля 2026 г.",
        "«05» февраля 2026", '"5" февраля 2026 года', "5 February 2026", "February 5, 2026",
        "5th of February, 2026", "Feb 5 2026", "от 5 Февраля 2026", "дата: 05.02.2026.",
    ],
)  # fmt: skip
def test_a_clear_date_is_one_day(printed: str) -> None:
    assert dates.readings(printed) == (FIFTH,)


@pytest.mark.parametrize("printed", ["2/3/26", "02/03/2026", "2-3-2026"])
def test_a_date_that_may_be_two_days_is_two_readings(printed: str) -> None:
    assert dates.readings(printed) == (date(2026, 2, 3), date(2026, 3, 2))


def test_a_date_that_fits_one_order_only_is_clear() -> None:
    assert dates.readings("31/12/2026") == (date(2026, 12, 31),)
    assert dates.readings("12/31/2026") == (date(2026, 12, 31),)
    assert dates.readings("5/5/2026") == (date(2026, 5, 5),)


@pytest.mark.parametrize(
    "text",
    ["", "31.02.2026", "00.01.2026", "2026", "1.2.3.4", "12.13.2026", "192.0.2.126", "1.1.1850"],
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert dates.readings(text) == ()


@given(
    DAYS,
    st.sampled_from(["d MMMM y", "dd.MM.y", "y-MM-dd", "d MMMM y 'г.'"]),
    st.sampled_from(["ru", "en"]),
)
def test_every_day_is_read_as_it_was_written(day: date, form: str, language: str) -> None:
    assert dates.readings(format_date(day, form, locale=language)) == (day,)


@given(DAYS)
def test_every_american_day_is_among_its_readings(day: date) -> None:
    assert day in dates.readings(format_date(day, "M/d/y", locale="en_US"))


def test_all_dates_of_a_text_are_found_where_they_stand() -> None:
    text = "с 12.03.2026 по 14 марта 2026 г."
    found = [(text[start:end], days) for start, end, days in dates.find_dates(text)]
    assert found == [("12.03.2026", (date(2026, 3, 12),)), ("14 марта 2026", (date(2026, 3, 14),))]
