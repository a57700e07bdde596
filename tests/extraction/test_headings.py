"""A paper's own number and date, wherever they stand, and not another paper's."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.extraction.headings import number_and_date
from cofund.extraction.layout.document import laid_out
from cofund.models.evidence import Read
from tests.extraction.reading import page_of, sure

FIFTH = date(2026, 3, 5)


def headed(*lines: str) -> tuple[Read[str] | None, Read[date] | None]:
    return number_and_date(laid_out(page_of(*lines)))


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["Rechnung Nr. 830517 vom 05.03.2026"], "830517"),
        (["Handelsrechnung (380) Nr. 830517 vom 05.03.2026"], "830517"),
        (["Schlussrechnung Bau (877) Nr. 1813 vom 05.03.2026"], "1813"),
        (["Rechnung # RE-20140519/499 vom 19.05.2014"], "RE-20140519/499"),
        (["Facture n°562044387 du 02 Juillet 2015"], "562044387"),
        (["Facture FA-2017-0009"], "FA-2017-0009"),
        (["FACTURA Nº 2026/33"], "2026/33"),
        (["Fattura n. 118 del 05/03/2026"], "118"),
        (["Invoice No : # BLR-1000982590"], "BLR-1000982590"),
        (["Invoice Number:      42183017"], "42183017"),
        (["Rechnungsnr.    30064443    Kundennr.    47774"], "30064443"),
        (
            ["Rechnungs-Nr.    Datum         Kundennr.", "RE-77           05.03.2026    123"],
            "RE-77",
        ),
        (["Invoice Number", "77-124"], "77-124"),
        (["Rechnungs-Nr.: 4711 Kunden-Nr.: 8899 Datum: 05.03.2026"], "4711"),
        (["Rechnungs-Nr. / Datum: 12345 / 05.03.2026"], "12345"),
        (["N° de facture : 2026-118"], "2026-118"),
        (["Factuurnummer: 993548900"], "993548900"),
        (["Rechnungskorrektur Nr. RK-5", "zur Rechnung Nr. 4711"], "RK-5"),
        (["АКТ", "сдачи-приемки услуг", "№ А37-811", "по Договор № 8/В от 03.07.2025"], "А37-811"),
    ],
)
def test_a_number_is_read_in_titles_at_labels_and_below_them(lines: list[str], number: str) -> None:
    read = sure(headed(*lines)[0])
    assert (read.value, read.status) == (number, "checked")


@pytest.mark.parametrize(
    "line",
    ["Kundennummer: 47774", "Order No: 778", "zur Rechnung Nr. 4711 vom 05.03.2026",
     "Rechnung gemäß Bestellung Nr. 2018-471331", "Beitragsrechnung 24. Januar 2014",
     "Lieferschein-Nr.: 99812", "Steuernummer: 201/113/40209", "Rechnung Seite 1"],
)  # fmt: skip
def test_another_papers_number_is_not_this_ones(line: str) -> None:
    assert headed("Muster GmbH", line)[0] is None


def test_two_numbers_that_differ_wait_for_a_person() -> None:
    number = sure(headed("Rechnung Nr. 4711", "Rechnungsnummer: 4712")[0])
    assert (number.value, number.status) == ("4711", "review")
    assert number.alternates == ("4712",)


@pytest.mark.parametrize(
    "lines",
    [
        ["Rechnung Nr. 4711 vom 05.03.2026", "Lieferdatum: 01.03.2026"],
        ["Rechnungsdatum: 5. März 2026", "Fällig am: 04.04.2026"],
        ["Rechnungsdatum / Leistungsdatum: 05.03.2026"],
        ["Date de facture     05/03/2026", "Date d'échéance     31/03/2026"],
        ["Invoice Date    Due Date", "March 5, 2026   April 4, 2026"],
        ["Invoice # 4711 issued at 2026-03-05", "Date of delivery 2026-03-01"],
        ["Date of issue: 5 Mar 2026", "Order date: 1 Mar 2026"],
        ["Datum: 05.03.2026", "Bestelldatum: 01.03.2026"],
        ["Facture du 05 mars 2026 du dossier"],
        ["Factuurdatum: 5 maart 2026", "Vervaldatum: 5 april 2026"],
        ["г. Москва          «05» марта 2026 г."],
    ],
)
def test_the_date_of_issue_is_read_and_no_other(lines: list[str]) -> None:
    read = sure(headed(*lines)[1])
    assert (read.value, read.status) == (FIFTH, "checked")


def test_a_date_without_any_label_waits_for_a_person() -> None:
    read = sure(headed("2026-03-05", "Muster GmbH", "Rechnung Nr. 4711")[1])
    assert (read.value, read.status) == (FIFTH, "review")


def test_a_date_of_two_meanings_is_decided_by_the_papers_other_dates() -> None:
    lines = ["Invoice Date    11/03/2017", "Your order of    11/17/2017"]
    assert sure(headed(*lines)[1]).value == date(2017, 11, 3)
    undecided = sure(headed(lines[0])[1])
    assert undecided.status == "review"
    assert undecided.alternates == ("2017-03-11", "2017-11-03")


def test_a_due_date_alone_is_no_date_of_issue() -> None:
    assert headed("Invoice No. 4711", "Due date: 5 March 2026")[1] is None
