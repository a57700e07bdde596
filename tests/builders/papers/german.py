"""Rechnungen: an address window, a foot of small print, amounts as "1.234,50"."""

from __future__ import annotations

from babel.dates import format_date

from tests.builders.companies import Company
from tests.builders.papers.bills import Bill, german
from tests.builders.papers.sheet import Column, Sheet


def german_invoice_pdf(bill: Bill) -> bytes:
    """Draw a Rechnung: address window, numbers below their heads, several rates."""
    sheet = Sheet(face="liberation", size=10)
    _window(sheet, bill)
    columns: list[Column] = [(130, "left"), (130, "left"), (130, "left"), (125, "left")]
    heads = ("Rechnungsnummer", "Rechnungsdatum", "Kundennummer", "Leistungszeitraum")
    issued = f"{bill.issued:%d.%m.%Y}"
    sheet.table(
        columns, [heads, (bill.number, issued, "10442", f"{bill.issued:%m/%Y}")], rules="none"
    )
    sheet.gap(10)
    sheet.say("Rechnung", size=16, bold=True)
    sheet.say("Wir erlauben uns, folgende Leistungen in Rechnung zu stellen:")
    _german_lines(sheet, bill)
    for rate, net, tax in bill.taxes:
        sheet.put(f"zzgl. {rate} % USt. auf {german(net)} €", 200, width=220, align="right")
        sheet.say(f"{german(tax)} €", 425, width=90, align="right")
    sheet.stack([
        ("Nettobetrag", f"{german(bill.net_minor)} €"),
        ("Gesamtbetrag", f"{german(bill.gross_minor)} €"),
    ])  # fmt: skip
    _german_foot(sheet, bill.seller)
    return sheet.done()


def german_reverse_charge_pdf(bill: Bill) -> bytes:
    """Draw a Rechnung without tax: the customer owes it."""
    sheet = Sheet(face="serif", size=11)
    _window(sheet, bill)
    sheet.say(f"Rechnung Nr. {bill.number}", size=15, bold=True)
    sheet.say(f"Köln, den {format_date(bill.issued, 'd. MMMM y', locale='de')}", align="right")
    sheet.say(f"Ihre USt-IdNr.: {bill.buyer.tax_id}")
    _german_lines(sheet, bill)
    sheet.stack([
        ("Summe netto", f"{german(bill.net_minor)} EUR"),
        ("USt. 0 %", f"{german(0)} EUR"),
        ("Rechnungsbetrag", f"{german(bill.gross_minor)} EUR"),
    ])  # fmt: skip
    sheet.say("Steuerschuldnerschaft des Leistungsempfängers (Reverse Charge).")
    _german_foot(sheet, bill.seller)
    return sheet.done()


def german_correction_pdf(bill: Bill) -> bytes:
    """Draw a Rechnungskorrektur with negative amounts."""
    sheet = Sheet(face="pt", size=10)
    _window(sheet, bill)
    sheet.say("Rechnungskorrektur (Gutschrift)", size=15, bold=True)
    sheet.pairs(
        [
            ("Belegnummer:", bill.number),
            ("Datum:", f"{bill.issued:%d.%m.%Y}"),
            ("Zur Rechnung:", bill.refers_to),
        ],
        label=110,
        width=300,
    )
    _german_lines(sheet, bill, sign=bill.sign)
    sheet.stack([
        ("Summe netto", f"{german(bill.net_minor)} €"),
        *((f"Umsatzsteuer {rate} %", f"{german(tax)} €") for rate, _, tax in bill.taxes),
        ("Gesamtbetrag", f"{german(bill.gross_minor)} €"),
    ])  # fmt: skip
    _german_foot(sheet, bill.seller)
    return sheet.done()


def _window(sheet: Sheet, bill: Bill) -> None:
    sheet.say(f"{bill.seller.name} · {bill.seller.address}", size=7)
    sheet.gap(4)
    sheet.say(bill.buyer.name)
    for part in bill.buyer.address.split(", "):
        sheet.say(part)
    sheet.gap(24)


def _german_lines(sheet: Sheet, bill: Bill, *, sign: int = 1) -> None:
    columns: list[Column] = [
        (30, "left"), (245, "left"), (70, "right"), (80, "right"), (90, "right"),
    ]  # fmt: skip
    rows = [
        (str(position), line.description, f"{line.quantity.normalize():f} {line.unit}".strip(),
         german(line.price_minor), german(sign * line.amount_minor))
        for position, line in enumerate(bill.lines, start=1)
    ]  # fmt: skip
    heads = ("Pos.", "Bezeichnung", "Menge", "Einzelpreis", "Gesamtpreis")
    sheet.table(columns, [heads, *rows], rules="rows")
    sheet.gap(8)


def _german_foot(sheet: Sheet, seller: Company) -> None:
    sheet.gap(40)
    sheet.rule()
    sheet.say(f"{seller.name} · {seller.address} · Geschäftsführer: {seller.director}", size=8)
    sheet.say(f"USt-IdNr. {seller.tax_id} · {seller.bank} · IBAN {seller.iban}", size=8)
