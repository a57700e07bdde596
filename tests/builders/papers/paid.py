"""Proofs of payment that are no form 0401060: a bank's printout, an app's receipt, a till's one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cofund.money import round_half_up
from tests.builders.companies import Company
from tests.builders.papers.facts import Line, Transfer
from tests.builders.papers.page import russian_amount, russian_date
from tests.builders.papers.russian import quantity_text
from tests.builders.papers.sheet import Sheet


@dataclass(frozen=True, kw_only=True)
class Bought:
    """What a till printed: prices with VAT."""

    number: str
    """Of the fiscal document (ФД)."""
    issued: date
    seller: Company
    lines: tuple[Line, ...]
    vat_rate: int

    @property
    def gross_minor(self) -> int:
        """What was paid."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """The VAT inside, to the kopeck."""
        return round_half_up(Fraction(self.gross_minor * self.vat_rate, 100 + self.vat_rate))


def bank_printout_pdf(transfer: Transfer) -> bytes:
    """Draw a payment as a bank's client prints it: labels left, values right, marks below."""
    sheet = Sheet(face="liberation", size=10)
    payer, payee = transfer.payer, transfer.payee
    sheet.say(payer.bank, size=8)
    sheet.gap(12)
    sheet.say(
        f"Платёжное поручение № {transfer.number} от {transfer.issued:%d.%m.%Y}",
        size=14,
        bold=True,
    )
    sheet.gap(10)
    sheet.pairs(
        [
            ("Сумма платежа", f"{russian_amount(transfer.amount_minor)} RUB"),
            ("Плательщик", payer.name),
            ("ИНН / КПП плательщика", f"{payer.tax_id} / {payer.kpp}"),
            ("Счёт плательщика", payer.account),
            ("Банк плательщика", f"{payer.bank}, БИК {payer.bik}"),
            ("Получатель", payee.name),
            ("ИНН / КПП получателя", f"{payee.tax_id} / {payee.kpp}"),
            ("Счёт получателя", payee.account),
            ("Банк получателя", f"{payee.bank}, БИК {payee.bik}"),
            ("Назначение платежа", transfer.purpose),
            ("Статус", "Исполнен" if transfer.executed else "На подписи"),
        ],
        label=150,
        width=sheet.width,
    )
    return sheet.done()


def app_receipt_pdf(transfer: Transfer) -> bytes:
    """Draw an app's receipt: a label a line, its value below it, the sum in large letters."""
    sheet = Sheet(face="pt", size=11)
    sheet.say("Чек по операции", size=16, bold=True, align="centre")
    sheet.say(f"{russian_date(transfer.issued)} 12:41:07 (МСК)", align="centre")
    sheet.gap(16)
    for label, value in (
        ("Операция", "Перевод организации"),
        ("Номер документа", transfer.number),
        ("Получатель", transfer.payee.name),
        ("ИНН получателя", transfer.payee.tax_id),
        ("Счёт получателя", transfer.payee.account),
        ("БИК банка получателя", transfer.payee.bik),
        ("Плательщик", transfer.payer.name),
        ("ИНН плательщика", transfer.payer.tax_id),
        ("Сумма", f"{russian_amount(transfer.amount_minor)} ₽"),
        ("Назначение", transfer.purpose),
        ("Статус", "Исполнено"),
    ):
        sheet.say(label, 120, size=8)
        sheet.say(value, 120, width=280, bold=label == "Сумма")
        sheet.gap(4)
    return sheet.done()


def till_receipt_pdf(bought: Bought) -> bytes:
    """Draw a till's receipt: a narrow strip in letters of one width."""
    sheet = Sheet(face="pt mono", size=9)
    strip = 230.0
    seller = bought.seller
    for words in (seller.name, seller.address, f"ИНН {seller.tax_id}", "КАССОВЫЙ ЧЕК", "ПРИХОД"):
        sheet.say(words, width=strip, align="centre")
    sheet.say("СМЕНА № 117   ЧЕК № 42", width=strip)
    sheet.rule(0, strip)
    for line in bought.lines:
        sheet.say(line.description, width=strip)
        counted = f"{quantity_text(line.quantity)} x {_plain(line.price_minor)}"
        sheet.put(counted, width=strip)
        sheet.say(f"= {_plain(line.amount_minor)}", width=strip, align="right")
    sheet.rule(0, strip)
    for label, value, bold in (
        ("ИТОГ", f"= {_plain(bought.gross_minor)}", True),
        ("БЕЗНАЛИЧНЫМИ", f"= {_plain(bought.gross_minor)}", False),
        (f"СУММА НДС {bought.vat_rate}%", f"= {_plain(bought.tax_minor)}", False),
        ("СНО", "ОСН", False),
        ("РН ККТ", "0000000000012345", False),
        ("ФН", "9999000000000001", False),
        ("ФД", bought.number, False),
        ("ФПД", "1234567890", False),
        (f"{bought.issued:%d.%m.%Y} 21:14", "", False),
    ):
        sheet.put(label, width=strip, bold=bold, size=12 if bold else None)
        sheet.say(value, width=strip, bold=bold, size=12 if bold else None, align="right")
    return sheet.done()


def _plain(amount_minor: int) -> str:
    return f"{amount_minor // 100}.{amount_minor % 100:02d}"
