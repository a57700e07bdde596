"""What a document's own habit decides: decimal marks and the order of days and months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from cofund.extraction.values import dates, numbers
from cofund.extraction.values.writing import writing_of
from cofund.money import Money

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("lines", "mark"),
    [
        (["Netto 1.234,50", "Brutto 12,50"], ","),
        (["Net 1,234.50", "Gross 12.50"], "."),
        (["1'234.50", "8 h 30"], "."),
        (["12,50", "12.50"], None),
        (["1.234", "05.03.2026", "08:30"], None),
        ([], None),
    ],
)
def test_a_documents_decimal_mark_is_the_one_before_its_cents(
    lines: list[str], mark: str | None
) -> None:
    assert writing_of(lines).decimal_mark == mark


@pytest.mark.parametrize(
    ("printed", "mark", "value"),
    [
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
    ],
)
def test_a_known_decimal_mark_leaves_one_reading(printed: str, mark: str, value: str) -> None:
    assert numbers.readings(printed, mark) == (Decimal(value),)


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["Rechnung", "Datum", "Betrag", "03/04/2026"], "day first"),
        (["Facture", "Montant", "TVA", "03/04/2026"], "day first"),
        (["Invoice", "Date", "Total", "03/04/2026"], None),
        (["Invoice", "Date", "Total", "03/04/2026", "12/31/2026"], "month first"),
        (["Invoice", "Date", "Total", "03/04/2026", "31/12/2026"], "day first"),
        (["12/31/2026", "31/12/2026"], None),
    ],
)
def test_other_dates_and_the_language_decide_the_order(lines: list[str], order: str | None) -> None:
    assert writing_of(lines).date_order == order


def test_a_date_that_stands_elsewhere_clearly_is_that_day() -> None:
    writing = writing_of(["Date 03/04/2026", "We met on 3 April 2026"])
    assert writing.days(dates.readings("03/04/2026")) == (date(2026, 4, 3),)
    undecided = writing_of(["Date 03/04/2026"])
    assert len(undecided.days(dates.readings("03/04/2026"))) == 2


@given(DAYS, st.sampled_from(["de", "fr", "nl", "es", "it", "ru", "en_GB"]))
def test_every_day_in_words_is_read_in_every_language(day: date, language: str) -> None:
    printed = format_date(day, "long", locale=language)
    assert dates.readings(printed) == (day,)


@given(DAYS, st.sampled_from(["d/M/y", "dd-MM-y", "dd/MM/yy"]))
def test_every_day_is_read_with_the_documents_order(day: date, form: str) -> None:
    found = dates.readings(format_date(day, form, locale="en"), "day first")
    assert day in found or day.year < 2000


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("1er mars 2026", date(2026, 3, 1)), ("7. Mai 2014", date(2014, 5, 7)),
        ("August 3 , 2014", date(2014, 8, 3)), ("12-Mar-2026", date(2026, 3, 12)),
        ("12/Mar/26", date(2026, 3, 12)), ("5 de febrero de 2026", date(2026, 2, 5)),
        ("5. 3. 2026", date(2026, 3, 5)), ("2026/02/05", date(2026, 2, 5)),
        ("19 april 2014", date(2014, 4, 19)), ("02 Juillet 2015", date(2015, 7, 2)),
        ("3. März 2026", date(2026, 3, 3)), ("2 août 2026", date(2026, 8, 2)),
    ],
)  # fmt: skip
def test_the_forms_that_invoices_use_are_one_day(printed: str, day: date) -> None:
    assert dates.readings(printed) == (day,)


@pytest.mark.parametrize(
    ("printed", "minor"),
    [
        ("12,50-", -12_50), ("1.234,56-", -1234_56), ("12.50 CR", -12_50), ("12.–", 12_00),
        ("12,--", 12_00), ("1'234.–", 1234_00), ("CHF 1'234.50", 1234_50), ("12,50EUR", 12_50),
        ("€ -9,32", -9_32),
    ],
)  # fmt: skip
def test_the_signs_and_marks_beside_an_amount_are_read(printed: str, minor: int) -> None:
    assert numbers.amounts(printed, "EUR") == (Money(amount_minor=minor, currency="EUR"),)


@given(
    st.integers(min_value=-(10**11), max_value=10**11),
    st.sampled_from([(".", ","), (",", "."), ("'", "."), ("\u202f", ","), ("’", ".")]),
    st.booleans(),
)
def test_every_amount_is_read_with_its_currency_and_its_minus_behind(
    value: int, form: tuple[str, str], behind: bool
) -> None:
    group, mark = form
    whole, minor = divmod(abs(value), 100)
    digits = f"{whole:,}".replace(",", group) + f"{mark}{minor:02d}"
    sign = "-" if value < 0 else ""
    printed = f"{digits}{sign} EUR" if behind else f"EUR {sign}{digits}"
    assert numbers.amounts(printed, "EUR") == (Money(amount_minor=value, currency="EUR"),)
