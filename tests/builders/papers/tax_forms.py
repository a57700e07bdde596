"""Счёт-фактура, корректировочный счёт-фактура, УПД: the forms that the state prescribes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cofund.money import round_half_up
from tests.builders.companies import Company
from tests.builders.papers.facts import Line, Sale
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Column, Sheet

LINE_COLUMNS: list[Column] = [
    (22, "centre"), (170, "left"), (30, "centre"), (35, "centre"), (45, "right"), (62, "right"),
    (75, "right"), (45, "centre"), (40, "centre"), (65, "right"), (80, "right"), (35, "centre"),
    (50, "centre"),
]  # fmt: skip
FIRST_HEADS = (
    "№ п/п", "Наименование товара (описание выполненных работ, оказанных услуг)",
    "Единица измерения", "", "Коли- чество (объем)", "Цена (тариф) за единицу измерения",
    "Стоимость товаров (работ, услуг) без налога - всего", "В том числе сумма акциза",
    "Нало- говая ставка", "Сумма налога, предъяв- ляемая покупателю",
    "Стоимость товаров (работ, услуг) с налогом - всего", "Страна проис- хождения",
    "Регистра- ционный номер",
)  # fmt: skip
SECOND_HEADS = ("", "", "код", "обозн.", "", "", "", "", "", "", "", "код", "")
CODES = ("1", "1а", "2", "2а", "3", "4", "5", "6", "7", "8", "9", "10", "11")
UNIT_CODES = {"шт": "796", "чел": "792", "ч": "356"}


def line_tax_minor(sale: Sale, line: Line) -> int:
    """Give the VAT of one line, on top of its amount."""
    return round_half_up(Fraction(line.amount_minor * (sale.vat_rate or 0), 100))


def tax_invoice_pdf(sale: Sale) -> bytes:
    """Draw a счёт-фактура: numbered lines (1) to (8), heads in two rows, a row of codes."""
    sheet = Sheet(face="liberation", size=8, wide=True)
    sheet.say("Приложение № 1 к постановлению Правительства", size=6, align="right")
    sheet.put(f"Счет-фактура № {sale.number} от {russian_date(sale.issued)}", size=12, bold=True)
    sheet.say("(1)", align="right")
    sheet.put("Исправление № -- от --")
    sheet.say("(1а)", align="right")
    _numbered_lines(sheet, sale)
    sheet.gap(4)
    _line_table(sheet, sale)
    sheet.gap(14)
    sheet.say(
        f"Руководитель организации ___________ {sale.seller.director}        "
        f"Главный бухгалтер ___________ {sale.seller.accountant}"
    )
    return sheet.done()


def transfer_document_pdf(sale: Sale, *, status: int) -> bytes:
    """Draw a УПД; ``status`` 1 is a счёт-фактура and акт in one, 2 an акт alone."""
    sheet = Sheet(face="narrow", size=8, wide=True)
    strip = 90
    top = sheet.y
    for words in ("Универсальный", "передаточный", "документ", "", f"Статус: {status}"):
        sheet.say(words, width=strip - 6, bold=status == 1)
    sheet.say("1 – счет-фактура и передаточный документ (акт)", width=strip - 6, size=6)
    sheet.say("2 – передаточный документ (акт)", width=strip - 6, size=6)
    sheet.y = top
    sheet.put(f"Счет-фактура № {sale.number} от {russian_date(sale.issued)} (1)", strip, bold=True)
    sheet.gap(12)
    sheet.say("Исправление № -- от -- (1а)", strip)
    _numbered_lines(sheet, sale, x=strip)
    sheet.gap(4)
    _line_table(sheet, sale)
    sheet.gap(8)
    sheet.rule()
    sheet.say(f"Основание передачи (сдачи) / получения (приемки): {sale.basis} [10]")
    sheet.say("Данные о транспортировке и грузе: -- [11]")
    top = sheet.y
    _handing_over(sheet, "Товар (груз) передал / услуги сдал", sale.seller, sale, 0)
    sheet.y = top
    _handing_over(sheet, "Товар (груз) получил / услуги принял", sale.buyer, sale, 390)
    return sheet.done()


@dataclass(frozen=True, kw_only=True)
class Correction:
    """What a корректировочный счёт-фактура states: one line before and after."""

    number: str
    issued: date
    sale: Sale
    """The one that is corrected, VAT on top; its first line changes."""
    after: Line

    @property
    def before(self) -> Line:
        """The line as it was."""
        return self.sale.lines[0]

    @property
    def gross_change_minor(self) -> int:
        """What the correction adds to the gross amount; negative where it takes away."""
        return sum(self._gross(line) * sign for line, sign in ((self.after, 1), (self.before, -1)))

    @property
    def tax_change_minor(self) -> int:
        """What it adds to the VAT."""
        after, before = (line_tax_minor(self.sale, one) for one in (self.after, self.before))
        return after - before

    def _gross(self, line: Line) -> int:
        return line.amount_minor + line_tax_minor(self.sale, line)


def corrective_invoice_pdf(correction: Correction) -> bytes:
    """Draw a корректировочный счёт-фактура: rows А, Б, В, Г for one line and for all."""
    sale = correction.sale
    sheet = Sheet(face="pt", size=8.5, wide=True)
    issued = russian_date(correction.issued)
    sheet.say(
        f"Корректировочный счет-фактура № {correction.number} от {issued} (1)",
        size=12,
        bold=True,
    )
    sheet.say(f"к счету-фактуре № {sale.number} от {russian_date(sale.issued)} (1б)")
    for words in (
        f"Продавец: {sale.seller.name} (2)",
        f"ИНН/КПП продавца: {sale.seller.tax_id}/{sale.seller.kpp} (2б)",
        f"Покупатель: {sale.buyer.name} (3)",
        f"ИНН/КПП покупателя: {sale.buyer.tax_id}/{sale.buyer.kpp} (3б)",
        "Валюта: наименование, код  Российский рубль, 643 (4)",
    ):
        sheet.say(words)
    sheet.gap(6)
    columns: list[Column] = [
        (200, "left"), (130, "left"), (55, "right"), (80, "right"), (90, "right"), (50, "centre"),
        (70, "right"), (85, "right"),
    ]  # fmt: skip
    heads = (
        "Наименование товара", "Показатели в связи с изменением", "Коли- чество", "Цена (тариф)",
        "Стоимость без налога - всего", "Ставка", "Сумма налога", "Стоимость с налогом - всего",
    )  # fmt: skip
    sheet.table(columns, [heads, *_changes(correction)])
    return sheet.done()


def _changes(correction: Correction) -> list[tuple[str, ...]]:
    sale, before, after = correction.sale, correction.before, correction.after
    rows = [
        _change_row(sale, before.description, "А (до изменения)", before),
        _change_row(sale, "", "Б (после изменения)", after),
    ]
    net = after.amount_minor - before.amount_minor
    tax = line_tax_minor(sale, after) - line_tax_minor(sale, before)
    up = [russian_amount(max(0, one)) for one in (net, tax, net + tax)]
    down = [russian_amount(max(0, -one)) for one in (net, tax, net + tax)]
    for label, sums in (("В (увеличение)", up), ("Г (уменьшение)", down)):
        rows.append(("", label, "", "", sums[0], "", sums[1], sums[2]))
    rows.append(("Всего увеличение (сумма строк В)", "", "", "", up[0], "", up[1], up[2]))
    rows.append(("Всего уменьшение (сумма строк Г)", "", "", "", down[0], "", down[1], down[2]))
    return rows


def _change_row(sale: Sale, description: str, label: str, line: Line) -> tuple[str, ...]:
    tax = line_tax_minor(sale, line)
    return (
        description, label, quantity_text(line.quantity), russian_amount(line.price_minor),
        russian_amount(line.amount_minor), f"{sale.vat_rate}%", russian_amount(tax),
        russian_amount(line.amount_minor + tax),
    )  # fmt: skip


def _numbered_lines(sheet: Sheet, sale: Sale, x: float = 0) -> None:
    seller, buyer = sale.seller, sale.buyer
    for label, value, number in (
        ("Продавец:", seller.name, "(2)"),
        ("Адрес:", seller.address, "(2а)"),
        ("ИНН/КПП продавца:", _ids(seller), "(2б)"),
        ("Грузоотправитель и его адрес:", "он же", "(3)"),
        ("Грузополучатель и его адрес:", f"{buyer.name}, {buyer.address}", "(4)"),
        ("К платежно-расчетному документу №", "-- от --", "(5)"),
        ("Покупатель:", buyer.name, "(6)"),
        ("Адрес:", buyer.address, "(6а)"),
        ("ИНН/КПП покупателя:", _ids(buyer), "(6б)"),
        ("Валюта: наименование, код", "Российский рубль, 643", "(7)"),
    ):
        sheet.put(label, x, width=170)
        sheet.put(number, align="right")
        sheet.say(value, x + 172, width=sheet.width - x - 200)


def _ids(company: Company) -> str:
    return f"{company.tax_id}/{company.kpp}" if company.kpp else company.tax_id


def _line_table(sheet: Sheet, sale: Sale) -> None:
    rows: list[Sequence[str]] = [FIRST_HEADS, SECOND_HEADS, CODES]
    for position, line in enumerate(sale.lines, start=1):
        tax = line_tax_minor(sale, line)
        rows.append((
            str(position), line.description, UNIT_CODES[line.unit], line.unit,
            quantity_text(line.quantity), russian_amount(line.price_minor),
            russian_amount(line.amount_minor), "без акциза", f"{sale.vat_rate}%",
            russian_amount(tax), russian_amount(line.amount_minor + tax), "--", "--",
        ))  # fmt: skip
    tax = sum(line_tax_minor(sale, line) for line in sale.lines)
    rows.append((
        "", "Всего к оплате (9)", "", "", "", "", russian_amount(sale.lines_minor), "Х", "",
        russian_amount(tax), russian_amount(sale.lines_minor + tax), "", "",
    ))  # fmt: skip
    sheet.table(LINE_COLUMNS, rows, heads=3, size=6.5)


def _handing_over(sheet: Sheet, label: str, company: Company, sale: Sale, x: float) -> None:
    sheet.say(label, x, width=370)
    sheet.say(f"директор __________ {company.director}", x, width=370)
    sheet.say(f"Дата {sale.issued:%d.%m.%Y}", x, width=370)
    sheet.say(f"{company.name}, ИНН/КПП {_ids(company)}", x, width=370)
