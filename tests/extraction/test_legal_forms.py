"""A company's legal form is read in whatever letters it is printed or recognised."""

from __future__ import annotations

import pytest

from cofund.extraction.forms.legal_form import with_legal_form
from tests.extraction.reading import said


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("000 «Ветер»", "ООО «Ветер»"),
        ("OOO «Ветер»", "ООО «Ветер»"),
        ('0О0 "Ветер"', 'ООО "Ветер"'),
        ("AO «Системы»", "АО «Системы»"),
        ("3AO «Системы»", "ЗАО «Системы»"),
        ("ПAO «Системы»", "ПАО «Системы»"),
        ("ООО «Ветер»", "ООО «Ветер»"),
    ],
)
def test_look_alikes_of_a_legal_form_are_read_as_it(printed: str, meant: str) -> None:
    assert with_legal_form(printed) == meant


@pytest.mark.parametrize(
    "name",
    ["000", "ООО Ветер 000", "Sample GmbH", "AOK «Plus»", "ИП Небылицын П. П.", "", "OOOO «Ветер»"],
)
def test_any_other_name_stays_as_it_is(name: str) -> None:
    assert with_legal_form(name) == name


def test_a_seller_of_zeros_is_a_company() -> None:
    invoice = said(
        "Счет на оплату № 7 от 5 марта 2026 г.",
        "Поставщик:   000 «Выдуманный Ветер», ИНН 7700100010, КПП 770001001",
        "Всего к оплате:   120,00",
        source="ocr",
    )
    assert invoice.kind == "invoice"
    name = invoice.seller.name
    assert name is not None
    assert (name.value, name.evidence.text) == ("ООО «Выдуманный Ветер»", "000 «Выдуманный Ветер»")
