"""Tables that no form prescribes: heads, orders, borders, fonts, number styles by a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from reportlab.lib import colors
from reportlab.platypus import Spacer, Table

from tests.builders.papers.page import WIDTH, paper, text
from tests.builders.tables.goods import Good, some_goods

Column = Literal["position", "name", "quantity", "unit", "price", "amount", "rate", "code"]
Style = Callable[[Decimal], str]

HEADS: dict[Column, tuple[str, ...]] = {
    "position": ("№", "№ п/п", "Поз.", "N", "п/п"),
    "name": ("Наименование", "Товары (работы, услуги)", "Описание услуги", "Предмет счёта",
             "Наименование товара, работ, услуг", "Услуга", "Содержание работ"),
    "quantity": ("Кол-во", "Количество", "Коли-чество", "Кол.-во", "Объём"),
    "unit": ("Ед.", "Ед. изм.", "Единица", "Единица измерения"),
    "price": ("Цена", "Цена за ед.", "Цена, руб.", "Цена за единицу, руб.", "Тариф",
              "Стоимость ед."),
    "amount": ("Сумма", "Стоимость", "Сумма, руб.", "Всего", "Итого, руб.", "Стоимость, руб."),
    "rate": ("Ставка НДС", "НДС, %", "% НДС"),
    "code": ("Код", "Артикул"),
}  # fmt: skip
ORDERS: tuple[tuple[Column, ...], ...] = (
    ("position", "name", "quantity", "unit", "price", "amount"),
    ("position", "name", "unit", "quantity", "price", "amount"),
    ("position", "code", "name", "quantity", "unit", "price", "amount"),
    ("name", "unit", "quantity", "price", "amount"),
    ("name", "quantity", "price", "amount"),
    ("position", "name", "price", "quantity", "amount"),
    ("position", "name", "quantity", "unit", "price", "rate", "amount"),
)
STYLES: tuple[Style, ...] = (
    lambda value: f"{value:,.2f}".replace(",", "\u00a0").replace(".", ","),
    lambda value: f"{value:,.2f}".replace(",", " ").replace(".", ","),
    lambda value: f"{value:,.2f}".replace(",", " ").replace(".", "-"),
    lambda value: f"{value:.2f}".replace(".", ","),
    lambda value: f"{value:,.2f}".replace(",", " "),
    lambda value: f"{value:,.2f}",
    lambda value: f"{value:.2f}",
)
WIDTHS: dict[Column, float] = {
    "position": 26, "quantity": 52, "unit": 46, "price": 78, "amount": 86, "rate": 40, "code": 50,
}  # fmt: skip
ALL, HEAD_ROW, BODY = ((0, 0), (-1, -1)), ((0, 0), (-1, 0)), ((0, 1), (-1, -1))
LINE = (0.6, colors.black)
BORDERS: tuple[tuple[Any, ...], ...] = (
    (("GRID", *ALL, *LINE),),
    (("LINEBELOW", *ALL, *LINE),),
    (("GRID", *HEAD_ROW, *LINE),),
    (),
    (("LINEABOVE", *HEAD_ROW, *LINE), ("LINEBELOW", *HEAD_ROW, *LINE)),
    (("BOX", *ALL, *LINE), ("INNERGRID", *HEAD_ROW, *LINE)),
    (("ROWBACKGROUNDS", *BODY, ["#eef2f8", "#ffffff"]),),
    (("BOX", *ALL, *LINE), ("LINEBELOW", *HEAD_ROW, *LINE), ("LINEAFTER", (0, 0), (-2, -1), *LINE)),
)


@dataclass(frozen=True)
class Varied:
    """A document and what its table states."""

    document: bytes
    goods: tuple[Good, ...]
    has_units: bool
    look: str
    """What the seed chose, for a person who looks into a failure."""


def varied_table(seed: int) -> Varied:
    """Give a document whose look follows from a seed."""
    chance = random.Random(seed)  # noqa: S311
    goods = some_goods(seed + 1_000, chance.choice((1, 2, 3, 5, 8, 13, 30)))
    order = chance.choice(ORDERS)
    style = chance.randrange(len(STYLES))
    border = chance.randrange(len(BORDERS))
    size = chance.choice((7.0, 8.0, 9.0))
    head_align, valign = chance.choice((0, 1, 2)), chance.choice(("TOP", "MIDDLE", "BOTTOM"))
    heads = [text(chance.choice(HEADS[column]), size=size, align=head_align) for column in order]
    rows = [heads, *_rows(goods, order, STYLES[style], size, chance)]
    table = Table(
        rows, _widths(order), repeatRows=chance.choice((0, 1)),
        style=[("VALIGN", (0, 0), (-1, -1), valign), *BORDERS[border]],
    )  # fmt: skip
    look = f"{order} style {style} border {border} size {size} {head_align} {valign}"
    return Varied(_document(table, goods, STYLES[style]), goods, "unit" in order, look)


def _rows(
    goods: Sequence[Good], order: Sequence[Column], style: Style, size: float,
    chance: random.Random,
) -> list[list[Any]]:  # fmt: skip
    number_align = chance.choice((1, 2, 2))
    decimals = chance.choice((0, 3))
    rows = []
    for number, good in enumerate(goods, start=1):
        quantity = f"{good.quantity:.3f}" if decimals else str(good.quantity)
        printed: dict[Column, tuple[str, int]] = {
            "position": (str(number), 1),
            "name": (good.name, 0),
            "quantity": (
                quantity.replace(".", style(Decimal(0))[1].replace("-", ",")),
                number_align,
            ),
            "unit": (good.unit, 1),
            "price": (style(good.price), number_align),
            "amount": (style(good.amount), number_align),
            "rate": ("22%", 1),
            "code": (f"{number:05d}", 0),
        }
        rows.append([text(printed[each][0], size=size, align=printed[each][1]) for each in order])
    return rows


def _widths(order: Sequence[Column]) -> list[float]:
    rest = WIDTH - sum(WIDTHS.get(column, 0) for column in order)
    return [WIDTHS.get(column, rest) for column in order]


def _document(table: Table, goods: Sequence[Good], style: Style) -> bytes:
    total = style(sum((good.amount for good in goods), Decimal(0)))
    return paper(
        [
            text("Счет на оплату № 5 от 2 марта 2026 г.", size=13),
            text("Поставщик: ООО «Небывалый праздник», ИНН 7700100010, КПП 770001001"),
            Spacer(1, 20),
            table,
            Spacer(1, 6),
            text(f"Итого к оплате: {total}", align=2),
            text(f"Всего наименований {len(goods)}, на сумму {total} руб."),
            text("Руководитель ______________ Примеров П. П."),
        ],
        title="Счет",
    )
