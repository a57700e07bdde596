"""What the heads of columns mean, in the four languages and however they are cut."""

from __future__ import annotations

import pytest

from cofund.extraction.line_columns import columns_of, meaning_of_head

HEADS: dict[str, tuple[str, ...]] = {
    "position": ("№", "№ п/п", "Но- мер по по- рядку", "Поз.", "Pos.", "#", "No.", "lfd. Nr."),
    "description": (
        "Товары (работы, услуги)", "Наименование работ, услуг", "Описание", "Услуга",
        "Товар наименование, характеристика, сорт, артикул товара", "Предмет счёта",
        "Наименование товара (описание выполненных работ), имущественного права",
        "Description", "Product", "Bezeichnung", "Artikel", "Désignation", "Libellé",
    ),
    "code": (
        "Код товара/ работ, услуг", "Товар код", "Артикул", "Единица измерения код",
        "Единица измерения код по ОКЕИ", "Artikel-Nr.", "Référence",
    ),
    "quantity": (
        "Кол-во", "Количество", "Коли-чество (объем)", "Коли- чество (масса нетто)", "Qty",
        "Quantity", "Hours", "Menge", "Anzahl", "Qté", "Quantité",
    ),
    "unit": (
        "Ед.", "Ед. изм.", "Единица измерения условное обозначение (национальное)", "Unit",
        "Единица измерения наименование", "Einheit", "Unité",
    ),
    "unit_price": (
        "Цена", "Цена без НДС", "Цена за ед., руб.", "Цена (тариф) за единицу измерения", "Тариф",
        "Стоимость ед.", "Unit price", "Rate", "Price", "Einzelpreis", "P.U. HT",
        "Prix unitaire HT",
    ),
    "discount": ("Скидка", "Скидка, %", "Discount", "Rabatt", "Remise"),
    "vat_rate": (
        "Налоговая ставка", "Ставка НДС", "НДС, %", "% НДС", "НДС ставка, %", "VAT rate", "VAT %",
        "MwSt. %", "Steuersatz", "Taux TVA",
    ),
    "vat": (
        "НДС", "Сумма НДС", "В т.ч. НДС", "Сумма налога, предъяв-ляемая покупателю", "VAT", "Tax",
        "НДС сумма, руб. коп.", "MwSt.", "TVA",
    ),
    "net": (
        "Сумма без НДС", "Сумма без учета НДС, руб. коп.", "Net amount", "Montant HT",
        "Стоимость товаров (работ, услуг), имущественных прав без налога - всего",
    ),
    "gross": (
        "Сумма с НДС", "Всего с НДС", "Сумма с учетом НДС, руб. коп.", "Total TTC",
        "Стоимость товаров (работ, услуг), имущественных прав с налогом - всего",
    ),
    "amount": (
        "Сумма", "Стоимость, руб.", "Всего", "Сумма со скидкой", "Amount", "Total (EUR)",
        "Line total", "Betrag", "Gesamtpreis", "Entgelt",
    ),
    "other": (
        "В том числе сумма акциза", "Количество в одном месте", "Масса брутто", "Сумма без скидки",
        "Страна происхождения товара цифро-вой код", "Регистра-ционн ый номер декларации",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("head", "meaning"), [(head, meaning) for meaning, heads in HEADS.items() for head in heads]
)
def test_a_head_means_what_it_says(head: str, meaning: str) -> None:
    assert meaning_of_head(head) == meaning


@pytest.mark.parametrize("text", ["", "Иванов И. И.", "1 234,50", "Цена 100,00", "сумма " * 30])
def test_what_is_no_head_means_nothing(text: str) -> None:
    assert meaning_of_head(text) is None


def test_columns_are_of_goods_where_something_is_named_for_money() -> None:
    assert columns_of(["№", "Наименование", "Сумма"]) == {
        "position": (0,),
        "description": (1,),
        "amount": (2,),
    }
    assert columns_of(["№", "ФИО", "Телефон"]) is None
    assert columns_of(["Наименование", "Кол-во", "Ед."]) is None
    assert columns_of(["Ставка", "Сумма", "Сумма НДС"]) is None


def test_items_that_nothing_else_names_are_the_description() -> None:
    columns = columns_of(["Item", "Quantity", "Unit price", "Line total"])
    assert columns is not None
    assert columns["description"] == (0,)
    assert "position" not in columns
