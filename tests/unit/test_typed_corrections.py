"""What is typed into a correction: taken by its form and check digits, or asked for again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cofund.corrections.typed import typed_value
from cofund.models.correction import Writing
from cofund.pages.views.frame import FieldError
from tests.builders.companies import VETER
from tests.builders.reads import roubles

TAKEN: tuple[tuple[Writing, str, object], ...] = (
    ("text", "  ООО  «Вымысел» ", "ООО «Вымысел»"),
    ("day", "15.09.2026", date(2026, 9, 15)),
    ("day", "5.9.2026", date(2026, 9, 5)),
    ("day", "2026-09-15", date(2026, 9, 15)),
    ("day", "29.02.2028", date(2028, 2, 29)),
    ("amount", "244 000,00", roubles(244_000)),
    ("amount", "1,234.50 ₽", roubles("1234.50")),
    ("number", "40", Decimal(40)),
    ("number", "1 000", Decimal(1000)),
    ("number", "2,5", Decimal("2.5")),
    ("number", "0,125", Decimal("0.125")),
    ("count", "12", 12),
    ("answer", "yes", True),
    ("answer", "no", False),
    ("currency", "eur", "EUR"),
    ("tax_id", VETER.tax_id, VETER.tax_id),
    ("tax_id", "de 136 695 976", "DE136695976"),
    ("tax_id", "12-3456789", "12-3456789"),
    ("kpp", "770001001", "770001001"),
    ("bik", "044525225", "044525225"),
    ("account", "40702 810 9 0000 0000001", "40702810900000000001"),
)

REFUSED: tuple[tuple[Writing, str, str], ...] = (
    ("text", "а" * 201, "too_long_for_a_value"),
    ("text", "a\u202eb", "too_long_for_a_value"),
    ("day", "9/15/26", "not_a_day"),
    ("day", "15.09.26", "not_a_day"),
    ("day", "30.02.2026", "not_a_day"),
    ("amount", "1,234", "too_precise"),
    ("amount", "двести", "not_an_amount"),
    ("amount", "-1", "below_zero"),
    ("number", "1,234", "not_a_number"),
    ("number", "-2", "not_a_number"),
    ("number", "1" * 13, "too_large"),
    ("count", "2,5", "not_a_count"),
    ("count", "1000001", "too_large"),
    ("answer", "да", "not_in_list"),
    ("currency", "рубли", "not_a_currency"),
    ("tax_id", "7700000017", "not_a_tax_id"),
    ("tax_id", "770000001", "not_a_tax_id"),
    ("kpp", "77000100", "not_a_kpp"),
    ("ogrn", "1027700132196", "not_an_ogrn"),
    ("bik", "144525225", "not_a_bik"),
    ("account", "4070281090000000000", "not_an_account"),
    ("iban", "DE89370400440532013001", "not_an_iban"),
)


@pytest.mark.parametrize(("writing", "text", "value"), TAKEN)
def test_what_people_write_is_taken_exactly(writing: Writing, text: str, value: object) -> None:
    taken = typed_value(writing, text, currency="RUB", field="f")
    assert not isinstance(taken, FieldError)
    assert taken.value == value


@pytest.mark.parametrize(("writing", "text", "problem"), REFUSED)
def test_what_could_be_a_slip_is_asked_for_again(writing: Writing, text: str, problem: str) -> None:
    wrong = typed_value(writing, text, currency="RUB", field="f")
    assert wrong == FieldError.model_validate({"field": "f", "problem": problem})


def test_a_number_of_another_country_is_taken_by_its_form() -> None:
    taken = typed_value("tax_id", "123456789", currency="KZT", field="f")
    assert not isinstance(taken, FieldError)
    assert taken.value == "123456789"
