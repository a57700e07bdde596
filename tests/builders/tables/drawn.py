"""The looks: one function each, from goods to a PDF with a heading, the table and its total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportlab.lib import colors
from reportlab.platypus import Flowable, Spacer, Table

from tests.builders.papers.page import WIDTH, paper, text
from tests.builders.tables.goods import Good, printed, quantity_printed

HEADS = ("№", "Наименование товара, работы, услуги", "Кол-во", "Ед.", "Цена, руб.", "Сумма, руб.")
WIDTHS = (24.0, WIDTH - 24 - 46 - 40 - 76 - 82, 46.0, 40.0, 76.0, 82.0)
BLACK = colors.black
ALL, HEAD_ROW, BODY = ((0, 0), (-1, -1)), ((0, 0), (-1, 0)), ((0, 1), (-1, -1))
GRID = ("GRID", *ALL, 0.6, BLACK)
THIN = ("TOPPADDING", *ALL, 2), ("BOTTOMPADDING", *ALL, 2)

Rows = list[list[Any]]


def full_grid(goods: Sequence[Good]) -> bytes:
    """Every cell bordered, as 1C prints it."""
    return _document(goods, _table(_rows(goods), GRID))


def boxed(goods: Sequence[Good]) -> bytes:
    """Every cell a box of its own, a point from the next."""
    boxes = [("BOX", (x, y), (x, y), 0.5, BLACK) for x in range(6) for y in range(len(goods) + 1)]
    return _document(goods, _table(_rows(goods), *boxes))


def level_lines(goods: Sequence[Good]) -> bytes:
    """Only a line below each row."""
    return _document(goods, _table(_rows(goods), ("LINEBELOW", *ALL, 0.4, colors.grey)))


def head_box(goods: Sequence[Good]) -> bytes:
    """Borders around the heads only."""
    return _document(goods, _table(_rows(goods), ("GRID", *HEAD_ROW, 0.6, BLACK)))


def open_columns(goods: Sequence[Good]) -> bytes:
    """No line at all."""
    return _document(goods, _table(_rows(goods)))


def striped(goods: Sequence[Good]) -> bytes:
    """Every second row on grey, no line."""
    return _document(goods, _table(_rows(goods), ("ROWBACKGROUNDS", *BODY, ["#eeeeee", "#ffffff"])))


def dark_head(goods: Sequence[Good]) -> bytes:
    """White heads on a dark ground."""
    rows = _rows(goods)
    rows[0] = [text(head, size=8, textColor=colors.white) for head in HEADS]
    return _document(goods, _table(rows, ("BACKGROUND", *HEAD_ROW, colors.navy)))


def two_row_head(goods: Sequence[Good]) -> bytes:
    """Heads over two rows, merged both ways, and a row that numbers the columns."""
    heads = [
        ["№ п/п", "Наимено-вание (описание)", "Единица измерения", "", "Коли-чество (объём)",
         "Цена за единицу измерения", "Стоимость без налога, всего"],
        ["", "", "код", "условное обозначение", "", "", ""],
        ["А", "1", "2", "2а", "3", "4", "5"],
    ]  # fmt: skip
    rows = [[text(cell, size=7) for cell in row] for row in heads]
    for number, good in enumerate(goods, start=1):
        position, name, quantity, unit, price, amount = _cells(number, good)
        rows.append([position, name, text("796", size=8), unit, quantity, price, amount])
    spans = [("SPAN", (column, 0), (column, 1)) for column in (0, 1, 4, 5, 6)]
    widths = (28.0, WIDTH - 28 - 30 - 60 - 46 - 76 - 82, 30.0, 60.0, 46.0, 76.0, 82.0)
    made = _table(rows, GRID, ("SPAN", (2, 0), (3, 0)), *spans, widths=widths)
    return _document(goods, made)


def column_lines(goods: Sequence[Good]) -> bytes:
    """Lines between columns and around all, none between rows."""
    frame = ("BOX", *ALL, 0.6, BLACK), ("GRID", *HEAD_ROW, 0.6, BLACK)
    upright = [("LINEAFTER", (column, 0), (column, -1), 0.6, BLACK) for column in range(5)]
    return _document(goods, _table(_rows(goods), *frame, *upright))


def frame_and_head(goods: Sequence[Good]) -> bytes:
    """A frame around all, borders between the heads only."""
    frame = ("BOX", *ALL, 0.6, BLACK), ("GRID", *HEAD_ROW, 0.6, BLACK)
    return _document(goods, _table(_rows(goods), *frame))


def many_pages(goods: Sequence[Good]) -> bytes:
    """Heads repeated on each page, a row cut by the page's end."""
    table = _table(_rows(goods), GRID, repeat=1)
    return _document(goods, table, above=620)


def centred(goods: Sequence[Good]) -> bytes:
    """No lines, all cells half way down their rows."""
    return _document(goods, _table(_rows(goods), ("VALIGN", *ALL, "MIDDLE")))


def bottom_aligned(goods: Sequence[Good]) -> bytes:
    """No lines, all cells at the bottom of their rows."""
    return _document(goods, _table(_rows(goods), ("VALIGN", *ALL, "BOTTOM")))


def vat_columns(goods: Sequence[Good]) -> bytes:
    """VAT per line on top: rate, VAT, and the sums without and with it."""
    heads = ("№", "Товары (работы, услуги)", "Кол-во", "Ед. изм.", "Цена без НДС", "Сумма без НДС",
             "Ставка НДС", "Сумма НДС", "Всего с НДС")  # fmt: skip
    rows: Rows = [[text(head, size=7) for head in heads]]
    for number, good in enumerate(goods, start=1):
        taxed = (good.vat, good.amount + good.vat)
        rest = [text("22%", size=8), *(text(printed(each), size=8, align=2) for each in taxed)]
        rows.append([*_cells(number, good), *rest])
    widths = (20.0, WIDTH - 20 - 38 - 36 - 66 - 76 - 34 - 66 - 76, 38.0, 36.0, 66.0, 76.0, 34.0,
              66.0, 76.0)  # fmt: skip
    return _document(goods, _table(rows, GRID, widths=widths))


def discounted(goods: Sequence[Good]) -> bytes:
    """A discount in per cent, and the sums before and after it."""
    less = [replace(good, discount=Decimal(10)) for good in goods]
    heads = ("№", "Описание", "Кол-во", "Ед.", "Цена", "Скидка, %", "Сумма со скидкой")
    rows: Rows = [[text(head, size=8) for head in heads]]
    for number, good in enumerate(less, start=1):
        *most, amount = _cells(number, good)
        rows.append([*most, text("10", size=8, align=2), amount])
    widths = (*WIDTHS[:1], WIDTHS[1] - 44, *WIDTHS[2:5], 44.0, WIDTHS[5])
    return _document(less, _table(rows, GRID, widths=widths))


def headless(goods: Sequence[Good]) -> bytes:
    """Columns that nothing names."""
    return _document(goods, _table(_rows(goods)[1:], GRID))


def side_by_side(goods: Sequence[Good]) -> bytes:
    """Two bordered tables of parties beside each other, right above the goods."""
    party = [["ИНН", "7700100010"], ["КПП", "770001001"]]
    cells = [[[text(cell, size=8) for cell in row] for row in party] for _ in range(2)]
    both = Table([[Table(each, [40, 120], style=[GRID]) for each in cells]], [WIDTH / 2, WIDTH / 2])
    return _document(goods, both, _table(_rows(goods), GRID))


def tight(goods: Sequence[Good]) -> bytes:
    """Columns so narrow that numbers touch their borders."""
    widths = (20.0, WIDTH - 20 - 32 - 34 - 56 - 66, 32.0, 34.0, 56.0, 66.0)
    none = ("LEFTPADDING", *ALL, 0.5), ("RIGHTPADDING", *ALL, 0.5)
    return _document(goods, _table(_rows(goods), GRID, *none, widths=widths))


def units_with_numbers(goods: Sequence[Good]) -> bytes:
    """Units behind quantities, the currency behind amounts, positions with a point."""
    heads = ("№ п/п", "Предмет счёта", "Количество", "Стоимость за ед.", "Итого")
    rows: Rows = [[text(head, size=8) for head in heads]]
    for number, good in enumerate(goods, start=1):
        numbers = (
            f"{quantity_printed(good.quantity)} {good.unit}",
            f"{printed(good.price)} ₽",
            f"{printed(good.amount)} ₽",
        )
        right = [text(each, size=8, align=2) for each in numbers]
        rows.append([text(f"{number}.", size=8), text(good.name, size=8), *right])
    widths = (30.0, WIDTH - 30 - 76 - 90 - 96, 76.0, 90.0, 96.0)
    return _document(goods, _table(rows, ("LINEABOVE", *ALL, 0.4, BLACK), widths=widths))


def _rows(goods: Sequence[Good]) -> Rows:
    rows: Rows = [[text(head, size=8) for head in HEADS]]
    rows[0][2:] = [text(head, size=8, align=2) for head in HEADS[2:]]
    return [*rows, *(_cells(number, good) for number, good in enumerate(goods, start=1))]


def _cells(number: int, good: Good) -> list[Any]:
    return [
        text(str(number), size=8),
        text(good.name, size=8),
        text(quantity_printed(good.quantity), size=8, align=2),
        text(good.unit, size=8, align=2),
        text(printed(good.price), size=8, align=2),
        text(printed(good.amount), size=8, align=2),
    ]


def _table(rows: Rows, *styles: Any, widths: Sequence[float] = WIDTHS, repeat: int = 0) -> Table:
    return Table(
        rows, widths, repeatRows=repeat, splitInRow=repeat,
        style=[("VALIGN", *ALL, "TOP"), *THIN, *styles],
    )  # fmt: skip


def _document(goods: Sequence[Good], *tables: Flowable, above: float = 20) -> bytes:
    total = sum((good.amount for good in goods), Decimal(0))
    return paper(
        [
            text("Счет на оплату № 5 от 2 марта 2026 г.", size=13),
            text("Поставщик: ООО «Небывалый праздник», ИНН 7700100010, КПП 770001001"),
            Spacer(1, above),
            *tables,
            Spacer(1, 6),
            text(f"Итого: {printed(total)}", align=2),
            text(f"Всего наименований {len(goods)}, на сумму {printed(total)} руб."),
            text("Руководитель ______________ Примеров П. П."),
        ],
        title="Счет",
    )
