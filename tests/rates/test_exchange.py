"""Which rate counts on which day, and what an amount comes to: exactly, rounded once."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.claimable.exchange import exchanged, rate_on
from cofund.models.rates import Rate
from cofund.money import Money, RoundingMode


def a_rate(value: str = "80.1234", **changes: object) -> Rate:
    fields = {
        "currency": "USD",
        "into": "RUB",
        "day": date(2026, 9, 15),
        "value": value,
        "source": "Bank of Russia",
        **changes,
    }
    return Rate.model_validate(fields)


def of(amount_minor: int, currency: str) -> Money:
    return Money(amount_minor=amount_minor, currency=currency)


@pytest.mark.parametrize(
    ("amount", "rate", "rounding", "expected_minor"),
    [
        (of(100_00, "USD"), a_rate(), "half_up", 8_012_34),
        (of(1, "USD"), a_rate("80.5"), "half_up", 81),
        (of(1, "USD"), a_rate("80.5"), "half_even", 80),
        (of(1, "USD"), a_rate("80.9999"), "down", 80),
        (of(12_345, "JPY"), a_rate("54.1234", currency="JPY", nominal=100), "half_up", 6_681_53),
        (of(1_000, "KWD"), a_rate("260.5", currency="KWD"), "half_up", 260_50),
        (of(0, "USD"), a_rate(), "half_up", 0),
        (of(-100_00, "USD"), a_rate(), "half_up", -8_012_34),
    ],
)
def test_an_amount_is_exchanged_exactly_and_rounded_once(
    amount: Money, rate: Rate, rounding: RoundingMode, expected_minor: int
) -> None:
    assert exchanged(amount, rate, rounding) == of(expected_minor, "RUB")


def test_an_amount_of_another_currency_or_beyond_all_bounds_is_not_exchanged() -> None:
    assert exchanged(of(100, "EUR"), a_rate(), "half_up") is None
    assert exchanged(of(10**15, "USD"), a_rate(), "half_up") is None


@pytest.mark.parametrize(
    ("set_on", "rate_day", "day", "counts"),
    [
        ("day_before", date(2026, 9, 15), date(2026, 9, 15), True),  # Tuesday, its own day
        ("day_before", date(2026, 9, 15), date(2026, 9, 14), False),  # the day before it
        ("day_before", date(2026, 9, 15), date(2026, 9, 16), False),  # Wednesday has its own
        ("day_before", date(2026, 9, 19), date(2026, 9, 20), True),  # Saturday's, on Sunday
        ("day_before", date(2026, 9, 19), date(2026, 9, 21), True),  # … and on Monday
        ("day_before", date(2026, 9, 19), date(2026, 9, 22), False),  # Tuesday has its own
        ("day_before", date(2026, 9, 18), date(2026, 9, 19), False),  # Friday's, on Saturday
        ("same_day", date(2026, 9, 18), date(2026, 9, 19), True),  # Friday's, on Saturday
        ("same_day", date(2026, 9, 18), date(2026, 9, 20), True),
        ("same_day", date(2026, 9, 18), date(2026, 9, 21), False),  # Monday has its own
        ("day_before", date(2026, 1, 1), date(2026, 1, 12), True),  # the long holidays
        ("day_before", date(2026, 1, 1), date(2026, 1, 13), False),
        ("same_day", date(2024, 2, 29), date(2024, 2, 29), True),
    ],
)
def test_a_rate_counts_until_the_next_one_was_due(
    set_on: str, rate_day: date, day: date, counts: bool
) -> None:
    rate = a_rate(day=rate_day, set_on=set_on)
    found = rate_on(day, "USD", (rate,), country="RU")
    assert found == (rate if counts else None)


def test_the_newest_rate_that_is_not_of_a_later_day_counts() -> None:
    rates = tuple(a_rate(str(80 + day), day=date(2026, 9, day)) for day in (14, 15, 16))
    found = rate_on(date(2026, 9, 15), "USD", rates, country="RU")
    assert found == rates[1]
    assert rate_on(date(2026, 9, 15), "EUR", rates, country="RU") is None


@pytest.mark.parametrize(
    "wrong", [{"value": "0"}, {"value": "0.000"}, {"value": "1,5"}, {"currency": "RUB"}]
)
def test_what_can_be_no_rate_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        a_rate(**wrong)
