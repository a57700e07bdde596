"""When souvenirs are ordered, how dear they may be, and until when they come back."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.models.orders import OrderDays
from cofund.models.terms import YearWindow
from cofund.money import Money
from cofund.programme import shipped_programmes
from cofund.terms.ordering import order_days, return_until, too_dear

VENDOR = next(one for one in shipped_programmes() if one.programme == "it-vendor")
assert VENDOR.souvenirs is not None
SOUVENIRS = VENDOR.souvenirs

SPRING = (date(2026, 2, 1), date(2026, 3, 31))
AUTUMN = (date(2026, 8, 1), date(2026, 9, 30))
NEXT_YEAR = (date(2027, 2, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("today", "state", "window"),
    [
        (date(2026, 1, 31), "closed", SPRING),
        (date(2026, 2, 1), "open", SPRING),
        (date(2026, 3, 31), "open", SPRING),
        (date(2026, 4, 1), "closed", AUTUMN),
        (date(2026, 9, 30), "open", AUTUMN),
        (date(2026, 10, 1), "closed", NEXT_YEAR),
        (date(2026, 12, 31), "closed", NEXT_YEAR),
    ],
)
def test_orders_are_accepted_on_both_days_that_bound_a_window(
    today: date, state: str, window: tuple[date, date]
) -> None:
    found = order_days(SOUVENIRS, today)
    assert (found.state, (found.first, found.last)) == (state, window)


def test_without_windows_orders_are_accepted_all_year() -> None:
    terms = SOUVENIRS.model_copy(update={"windows": None})
    assert order_days(terms, date(2026, 12, 31)) == OrderDays(state="all_year")


def test_a_window_to_the_29th_of_february_ends_a_day_earlier_in_common_years() -> None:
    assert SOUVENIRS.windows is not None
    leap = SOUVENIRS.windows.model_copy(
        update={"value": (YearWindow(first="02-01", last="02-29"),)}
    )
    terms = SOUVENIRS.model_copy(update={"windows": leap})
    assert order_days(terms, date(2026, 2, 28)).last == date(2026, 2, 28)
    assert order_days(terms, date(2028, 2, 29)).last == date(2028, 2, 29)


@pytest.mark.parametrize(("kopecks", "dear"), [(150_000, False), (150_001, True)])
def test_the_dearest_piece_may_be_ordered_and_one_kopeck_more_may_not(
    kopecks: int, dear: bool
) -> None:
    assert too_dear(SOUVENIRS, Money(amount_minor=kopecks, currency="RUB")) is dear


def test_what_does_not_fit_comes_back_within_the_days_that_the_programme_names() -> None:
    assert return_until(VENDOR, date(2026, 9, 25)) == date(2026, 10, 9)
    without = SOUVENIRS.model_copy(update={"return_days": None})
    silent = VENDOR.model_copy(update={"souvenirs": without})
    assert return_until(silent, date(2026, 9, 25)) is None
