"""Amounts, dates, counts and sizes as a reader of either language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cofund.models.claim import Locale
from cofund.money import Money
from cofund.pages import formats
from cofund.pages.catalogues import counted


def spaced(text: str) -> str:
    """Give a text that may break anywhere, so that tests are readable."""
    spaces = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    return spaces.replace("\N{NON-BREAKING HYPHEN}", "-")


@pytest.mark.parametrize(
    ("amount_minor", "currency", "locale", "printed"),
    [
        (156_000_00, "RUB", "ru", "156 000,00 ₽"),
        (156_000_00, "RUB", "en", "RUB 156,000.00"),
        (1, "RUB", "ru", "0,01 ₽"),
        (0, "RUB", "ru", "0,00 ₽"),
        (-48_000_50, "RUB", "ru", "−48 000,50 ₽"),
        (-48_000_50, "RUB", "en", "−RUB 48,000.50"),
        (1_234, "JPY", "ru", "1 234 ¥"),
        (10**15, "RUB", "ru", "10 000 000 000 000,00 ₽"),
        (99_99, "EUR", "en", "€99.99"),
    ],
)
def test_an_amount_is_written_as_the_language_does(
    amount_minor: int, currency: str, locale: Locale, printed: str
) -> None:
    amount = Money(amount_minor=amount_minor, currency=currency)
    assert spaced(formats.money(amount, locale)) == printed


def test_an_amount_never_breaks_over_a_line() -> None:
    assert " " not in formats.money(Money(amount_minor=1_234_567_89, currency="RUB"), "ru")
    assert " " not in formats.money(Money(amount_minor=1_234_567_89, currency="RUB"), "en")


def test_a_change_carries_its_sign() -> None:
    assert formats.change(Money(amount_minor=5_00, currency="EUR"), "en") == "+€5.00"
    assert formats.change(Money(amount_minor=-5_00, currency="EUR"), "en") == "−€5.00"


def test_a_day_names_its_month() -> None:
    assert spaced(formats.day(date(2026, 3, 2), "ru")) == "2 марта 2026"
    assert spaced(formats.day(date(2026, 3, 2), "en")) == "2 March 2026"


def test_a_time_follows_the_programmes_clock() -> None:
    before_midnight = datetime(2026, 12, 31, 21, 30, tzinfo=UTC)
    shown = formats.moment(before_midnight, "ru", zone="Europe/Moscow")
    assert spaced(shown) == "1 января 2027, 00:30"


@pytest.mark.parametrize(
    ("size_bytes", "printed"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (1024, "1 kB"),
        (1025, "2 kB"),
        (1024 * 1024, "1 MB"),
        (15 * 1024 * 1024, "15 MB"),
        (15 * 1024 * 1024 + 1, "15.1 MB"),
    ],
)
def test_a_size_is_never_understated(size_bytes: int, printed: str) -> None:
    assert spaced(formats.size(size_bytes, "en")) == printed


def test_words_of_others_cannot_turn_or_break_a_line() -> None:
    assert formats.plain("a\u202egpj.exe") == "a\ufffdgpj.exe"
    assert formats.plain("a\r\nBcc: b") == "a\ufffd\ufffdBcc: b"
    assert formats.prose("first\r\nsecond\u2066") == "first\nsecond\ufffd"


@pytest.mark.parametrize(
    ("period", "parts"),
    [
        ("2026Q4", ("quarter", 2026, 4)),
        ("2026M11", ("month", 2026, 11)),
        ("2026", ("year", 2026, 1)),
    ],
)
def test_a_period_is_taken_apart(period: str, parts: tuple[str, int, int]) -> None:
    assert formats.period_parts(period) == parts


def test_every_count_in_a_sentence_is_grouped() -> None:
    assert spaced(counted("orders.pieces", 12_000, "ru")) == "12 000 штук"
    assert counted("orders.pieces", 12_000, "en") == "12,000 pieces"


@pytest.mark.parametrize(
    ("first", "last", "russian", "english"),
    [
        ((2026, 12, 14), (2026, 12, 14), "14 декабря 2026", "14 December 2026"),
        ((2026, 12, 14), (2026, 12, 15), "14–15 декабря 2026", "14–15 December 2026"),
        (
            (2026, 11, 30),
            (2026, 12, 2),
            "30 ноября – 2 декабря 2026",
            "30 November – 2 December 2026",
        ),
        (
            (2026, 12, 31),
            (2027, 1, 1),
            "31 декабря 2026 – 1 января 2027",
            "31 December 2026 – 1 January 2027",
        ),
        (
            (2026, 1, 5),
            (2027, 1, 5),
            "5 января 2026 – 5 января 2027",
            "5 January 2026 – 5 January 2027",
        ),
    ],
)
def test_days_say_once_what_both_share(
    first: tuple[int, int, int], last: tuple[int, int, int], russian: str, english: str
) -> None:
    assert spaced(formats.days(date(*first), date(*last), "ru")) == russian
    assert spaced(formats.days(date(*first), date(*last), "en")) == english


@pytest.mark.parametrize(
    ("alone", "after_a_colon"),
    [("Выберите вариант.", "выберите вариант."), ("ИНН не сошёлся.", "ИНН не сошёлся."), ("", "")],
)
def test_a_sentence_goes_on_after_a_colon(alone: str, after_a_colon: str) -> None:
    assert formats.inside(alone) == after_a_colon
