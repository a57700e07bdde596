"""What people and programs type into forms: case 44, and the bounds of a form."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from cofund.errors import Forbidden, NotAccepted
from cofund.money import LARGEST_MINOR, Money
from cofund.pages.views.frame import FieldError
from cofund.typed import typed_amount, typed_count
from cofund.web import MAX_BODY_BYTES, MAX_FIELD_LENGTH, MAX_FIELDS, Visit

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("0", 0),
        ("-0", 0),
        ("500", 500_00),
        ("500,5", 500_50),
        ("500.05", 500_05),
        ("50 000,00", 50_000_00),
        (f"50{NBSP}000", 50_000_00),
        (f"1{NARROW}250{NARROW}000,10", 1_250_000_10),
        ("50'000", 50_000_00),
        ("1,234.56", 1_234_56),
        ("1.234,56", 1_234_56),
        ("12,345,678.9", 12_345_678_90),
        (" 500 ₽ ", 500_00),
        ("007", 7_00),
        ("10000000000000", LARGEST_MINOR),
    ],
)
def test_an_amount_is_taken_exactly(text: str, minor: int) -> None:
    assert typed_amount(text, "RUB", field="claimed") == Money(amount_minor=minor, currency="RUB")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "missing"),
        (" \n ", "missing"),
        ("₽", "missing"),
        ("NaN", "not_an_amount"),
        ("Infinity", "not_an_amount"),
        ("1e400", "not_an_amount"),
        ("1E5", "not_an_amount"),
        ("9" * 39, "not_an_amount"),
        ("9" * 4_000, "not_an_amount"),
        ("10000000000000,01", "too_large"),
        ("9999999999999999", "too_large"),
        ("-1", "below_zero"),
        ("-0,01", "below_zero"),
        ("−1", "not_an_amount"),
        ("٥٠٠", "not_an_amount"),
        ("\uff15\uff10\uff10", "not_an_amount"),
        ("0,001", "too_precise"),
        ("1,234", "too_precise"),
        ("1,234,567", "not_an_amount"),
        ("1.234.56", "not_an_amount"),
        ("1,234,56", "not_an_amount"),
        ("12,34.56", "not_an_amount"),
        ("1 234,567.89", "not_an_amount"),
        ("1,234.567", "too_precise"),
        ("-1,234.56", "below_zero"),
        ("50 00", "not_an_amount"),
        ("5 0 0", "not_an_amount"),
        ("1000 000", "not_an_amount"),
        ("12 34,5 6", "not_an_amount"),
        ("0x10", "not_an_amount"),
        ("1_000", "not_an_amount"),
        ("500 RUB", "not_an_amount"),
        ("1;DROP TABLE", "not_an_amount"),
        ("5\x0000", "not_an_amount"),
        (",5", "not_an_amount"),
        ("5,", "not_an_amount"),
        ("+5", "not_an_amount"),
        ("--5", "not_an_amount"),
        ("=1+1", "not_an_amount"),
    ],
)
def test_case_44_an_amount_that_may_mean_something_else_is_refused(text: str, problem: str) -> None:
    found = typed_amount(text, "RUB", field="claimed")
    assert found == FieldError(field="claimed", problem=problem)


def test_the_currency_says_how_exact_an_amount_may_be() -> None:
    assert typed_amount("500", "JPY", field="claimed") == Money(amount_minor=500, currency="JPY")
    wrong = typed_amount("500,5", "JPY", field="claimed")
    assert wrong == FieldError(field="claimed", problem="too_precise")


@pytest.mark.parametrize(
    ("text", "count"), [("", None), (" ", None), ("0", 0), ("12", 12), ("1 000", 1_000)]
)
def test_a_count_is_taken_as_typed(text: str, count: int | None) -> None:
    assert typed_count(text, field="participant_count", most=1_000) == count


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("1001", "too_large"),
        ("9" * 16, "too_large"),
        ("9" * 39, "not_a_count"),
        ("-1", "not_a_count"),
        ("1.5", "not_a_count"),
        ("1e3", "not_a_count"),
        ("١٢", "not_a_count"),
        ("1 00", "not_a_count"),
    ],
)
def test_case_44_a_count_out_of_bounds_is_refused(text: str, problem: str) -> None:
    found = typed_count(text, field="participant_count", most=1_000)
    assert found == FieldError(field="participant_count", problem=problem)


def a_post(body: bytes = b"", **headers: str) -> Visit:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Visit(method="POST", path="/", headers=named, body=body)


def test_a_form_gives_its_fields() -> None:
    assert a_post(b"a=1&b=%D0%B0&a=2&empty=").form() == {"a": "2", "b": "а", "empty": ""}


@pytest.mark.parametrize(
    "body",
    [
        b"a=" + b"1" * MAX_BODY_BYTES,
        b"&".join(b"a=1" for _ in range(MAX_FIELDS + 1)),
        b"\xff\xfe=1",
    ],
    ids=["too large", "too many fields", "no text"],
)
def test_case_44_a_form_out_of_bounds_is_refused(body: bytes) -> None:
    with pytest.raises(NotAccepted):
        a_post(body).form()


def test_long_values_are_cut_at_their_bound() -> None:
    form = a_post(b"a=" + b"x" * (MAX_FIELD_LENGTH + 10)).form()
    assert form["a"] == "x" * MAX_FIELD_LENGTH


def test_a_text_that_fits_its_field_is_not_cut_for_its_line_ends() -> None:
    written = "строка\n" * 500 + "x" * (MAX_FIELD_LENGTH - 3_500)
    sent = written.replace("\n", "\r\n")
    assert a_post(urlencode({"a": sent}).encode()).form()["a"] == written


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://cofund.example"},
        {"origin": "https://cofund.example", "sec_fetch_site": "same-origin"},
        {"origin": "https://cofund.example", "sec_fetch_site": "none"},
    ],
    ids=str,
)
def test_our_own_form_passes_the_origin_check(headers: dict[str, str]) -> None:
    a_post(**headers).ensure_from("https://cofund.example")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://cofund.example.evil.example"},
        {"origin": "http://cofund.example"},
        {"origin": "https://cofund.example:8443"},
        {"origin": "https://COFUND.example"},
        {"origin": "https://cofund.example", "sec_fetch_site": "cross-site"},
        {"origin": "https://cofund.example", "sec_fetch_site": "same-site"},
        {"referer": "https://cofund.example/claims"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_does_not(headers: dict[str, str]) -> None:
    with pytest.raises(Forbidden):
        a_post(**headers).ensure_from("https://cofund.example")


@pytest.mark.parametrize(
    ("cookie", "accepted", "locale"),
    [
        ("en", "ru", "en"),
        ("de", "en", "en"),
        ("", "fr-FR,en;q=0.8", "en"),
        ("", "fr-FR,ru;q=0.1,en", "ru"),
        ("", "", "ru"),
        ("", "x" * 10_000, "ru"),
    ],
)
def test_the_language_is_the_chosen_one_else_the_browsers(
    cookie: str, accepted: str, locale: str
) -> None:
    visit = Visit(
        method="GET",
        path="/",
        headers={"accept-language": accepted},
        cookies={"__Host-language": cookie},
    )
    assert visit.locale == locale
