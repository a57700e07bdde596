"""УПД with seller and buyer side by side, and счёт-фактура in the wording before July 2021."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any, TypeAlias

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer, Table

from cofund.money import round_half_up
from tests.builders.companies import Company
from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.page import bare, grid, russian_amount, russian_date, text
from tests.builders.papers.russian import quantity_text

WIDE = landscape(A4)[0] - 48
NEW_MARKS = ("А", "1", "1а", "1б", "2", "2а", "3", "4", "5", "6", "7", "8", "9", "10", "10а", "11")
NEW_HEADS = (
    "Код товара/ работ, услуг", "№ п/п", "Наименование товара (описание выполненных работ)",
    "Код вида товара", "код", "условное обозна- чение", "Количество (объем)", "Цена (тариф)",
    "Стоимость без налога - всего", "Сумма акциза", "Налоговая ставка", "Сумма налога",
    "Стоимость с налогом - всего", "цифровой код", "краткое наимено- вание", "РНПТ",
)  # fmt: skip
NEW_WIDTHS = (40, 24, 150, 32, 28, 40, 44, 62, 68, 36, 40, 62, 70, 34, 42, 40)
OLD_MARKS = ("1", "1а", "2", "2а", "3", "4", "5", "6", "7", "8", "9", "10", "10а", "11")
OLD_HEADS = NEW_HEADS[2:]
OLD_WIDTHS = NEW_WIDTHS[2:]
NONE = "--"


Drawn: TypeAlias = Callable[..., Flowable]
"""How a table is drawn: with its borders and the row of the columns' numbers, or without."""


def without_marks(rows: Sequence[Any], widths: Sequence[float], *styles: Any) -> Flowable:
    """Draw a table without the row that numbers its columns."""
    return grid([rows[0], *rows[2:]], widths, *styles)


def without_borders(rows: Sequence[Any], widths: Sequence[float], *styles: Any) -> Flowable:
    """Draw a table without ruling lines."""
    return Table(rows, widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), *styles])


def bare_rows(rows: Sequence[Any], widths: Sequence[float], *styles: Any) -> Flowable:
    """Draw a table with neither."""
    return without_borders([rows[0], *rows[2:]], widths, *styles)


def two_column_transfer_document_pdf(sale: Sale, *, status: int = 1, drawn: Drawn = grid) -> bytes:
    """Draw a УПД as 1C does since 2021: numbers of lines at the right edge, no colons."""
    heads = [
        bare(
            [
                [
                    text(f"Счет-фактура № {sale.number} от {russian_date(sale.issued)}", size=9),
                    text("(1)", size=7),
                    text("Исправление № -- от --", size=7),
                    text("(1а)", size=7),
                ]
            ],
            [270, 34, 270, 34],
        ),
        _side_by_side(_seller_lines(sale), _buyer_lines(sale)),
    ]
    strip = [
        text("Универсальный передаточный документ", size=7, font="Bold"),
        text(f"Статус: {status}", size=7),
        text("1 – счет-фактура и передаточный документ (акт)", size=5),
        text("2 – передаточный документ (акт)", size=5),
    ]
    table = _table(sale, NEW_MARKS, NEW_HEADS, NEW_WIDTHS, described_at=2, drawn=drawn)
    return _landscape([bare([[strip, heads]], [90, WIDE - 90]), Spacer(1, 6), table])


def old_tax_invoice_pdf(sale: Sale) -> bytes:
    """Draw a счёт-фактура of 2017: the first numbered column is the description."""
    lines = [*_seller_lines(sale), *_buyer_lines(sale)]
    rows = [
        [text(label, size=8), text(value, size=8), text(mark, size=7)]
        for label, value, mark in lines
    ]
    month = russian_date(sale.issued).split(" ", 1)[1]
    title = f"СЧЕТ-ФАКТУРА № {sale.number} от «{sale.issued:%d}» {month} (1)"
    table = _table(sale, OLD_MARKS, OLD_HEADS, OLD_WIDTHS, described_at=0, drawn=grid)
    return _landscape([text(title, size=11), bare(rows, [170, 500, 40]), Spacer(1, 6), table])


def _seller_lines(sale: Sale) -> list[tuple[str, str, str]]:
    seller = sale.seller
    return [
        ("Продавец", seller.name, "(2)"),
        ("Адрес", seller.address, "(2а)"),
        ("ИНН/КПП продавца", _ids(seller), "(2б)"),
        ("Грузоотправитель и его адрес", "он же", "(3)"),
        ("Грузополучатель и его адрес", f"{sale.buyer.name}, {sale.buyer.address}", "(4)"),
    ]


def _buyer_lines(sale: Sale) -> list[tuple[str, str, str]]:
    buyer = sale.buyer
    return [
        ("Покупатель", buyer.name, "(6)"),
        ("Адрес", buyer.address, "(6а)"),
        ("ИНН/КПП покупателя", _ids(buyer), "(6б)"),
        ("Валюта: наименование, код", "Российский рубль, 643", "(7)"),
        ("К платежно-расчетному документу №", "245 от 10.02.2026", "(5)"),
    ]


def _ids(company: Company) -> str:
    return f"{company.tax_id}/{company.kpp}" if company.kpp else company.tax_id


def _side_by_side(
    left: Sequence[tuple[str, str, str]], right: Sequence[tuple[str, str, str]]
) -> Flowable:
    rows = [
        [text(words, size=7) for words in (*one, *other)]
        for one, other in zip(left, right, strict=True)
    ]
    return bare(rows, [86, 205, 34, 104, 205, 34])


def _table(
    sale: Sale,
    marks: Sequence[str],
    heads: Sequence[str],
    widths: Sequence[float],
    *,
    described_at: int,
    drawn: Drawn,
) -> Flowable:
    rows = [
        [text(head, size=5.5, align=1) for head in heads],
        [text(mark, size=6, align=1) for mark in marks],
        *(
            [text(cell, size=7) for cell in (*_before(position, described_at), *_line(line, sale))]
            for position, line in enumerate(sale.lines, start=1)
        ),
        _total(sale, described_at),
    ]
    return drawn(rows, widths, ("SPAN", (0, -1), (described_at + 5, -1)))


def _before(position: int, described_at: int) -> tuple[str, ...]:
    return (NONE, str(position)) if described_at else ()


def _line(line: Line, sale: Sale) -> tuple[str, ...]:
    tax = _tax(line, sale)
    rate = f"{sale.vat_rate}%" if sale.vat_rate is not None else "без НДС"
    return (
        line.description, NONE, "796", line.unit, quantity_text(line.quantity),
        russian_amount(line.price_minor), russian_amount(line.amount_minor), "без акциза", rate,
        russian_amount(tax) if sale.vat_rate is not None else "без НДС",
        russian_amount(line.amount_minor + tax), NONE, NONE, NONE,
    )  # fmt: skip


def _tax(line: Line, sale: Sale) -> int:
    return round_half_up(Fraction(line.amount_minor * (sale.vat_rate or 0), 100))


def _total(sale: Sale, described_at: int) -> list[Flowable | str]:
    taxes = sum(_tax(line, sale) for line in sale.lines)
    gross = russian_amount(sale.printed_gross_minor or sale.lines_minor + taxes)
    tax = russian_amount(taxes) if sale.vat_rate is not None else "без НДС"
    cells = [
        "Всего к оплате (9)", *[""] * (described_at + 5), russian_amount(sale.lines_minor), "X", "",
        tax, gross, "", "", "",
    ]  # fmt: skip
    return [text(cell, size=7) if cell else "" for cell in cells]


def _landscape(parts: Sequence[Flowable]) -> bytes:
    target = BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), 24)
    SimpleDocTemplate(target, pagesize=landscape(A4), invariant=1, **margins).build(list(parts))
    return target.getvalue()
