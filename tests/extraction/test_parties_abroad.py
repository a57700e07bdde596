"""Sellers and buyers of other countries: labels, letterhead, address window, numbers."""

from __future__ import annotations

import pytest

from cofund.extraction.layout.document import laid_out
from cofund.extraction.parties_abroad import parties_abroad
from cofund.models.evidence import Read
from cofund.models.extraction import PartyRead
from tests.extraction.reading import page_of, sure

WINDOW = [
    "Erfundene Messen GmbH - Musterweg 40 - 12345 Musterstadt",
    "Beispiel Partner AG",
    "Probeallee 12",
    "54321 Beispielhausen",
    "",
    "Rechnung Nr. 4711",
]
LABELLED = [
    "Verkäufer",
    "Nummer:      549910",
    "Name:        Erfundene Messen GmbH",
    "Anschrift:   Musterweg 40",
    "USt.-Id.-Nr.:  DE136695976",
    "",
    "Käufer/Leistungsempfänger",
    "Nummer:      GE2020211",
    "Name:        Beispiel Partner AG",
    "USt.-Id.-Nr.:  FR25900000019",
]
BESIDE = [
    "INVOICE",
    "From       Erfundene Messen GmbH, VAT DE136695976",
    "To         Beispiel Partner AG, VAT FR25900000019",
    "Description        Qty     Amount",
]
COLUMNS = [
    "From:                       Bill to:",
    "Erfundene Messen GmbH       Beispiel Partner AG",
    "1 Imaginary Street          Probeallee 12",
    "VAT ID: DE136695976         VAT ID: FR25900000019",
]
LETTERHEAD = [
    "Erfundene Messen GmbH            Balance Due",
    "INVOICE",
    "Bill To    Beispiel Partner AG, Probeallee 12",
    "Item       Qty     Amount",
]


def named(lines: list[str]) -> dict[str, PartyRead]:
    return dict(parties_abroad(laid_out(page_of(*lines))))


def value(read: Read[str] | None) -> str | None:
    return read.value if read else None


@pytest.mark.parametrize(
    "lines", [WINDOW, LABELLED, BESIDE, COLUMNS, LETTERHEAD],
    ids=["window", "labelled", "beside", "columns", "letterhead"],
)  # fmt: skip
def test_seller_and_buyer_are_named_in_every_layout(lines: list[str]) -> None:
    parties = named(lines)
    assert value(parties["seller"].name) == "Erfundene Messen GmbH"
    assert value(parties["buyer"].name) == "Beispiel Partner AG"


@pytest.mark.parametrize("lines", [LABELLED, BESIDE, COLUMNS])
def test_each_party_keeps_its_own_vat_id(lines: list[str]) -> None:
    parties = named(lines)
    assert value(parties["seller"].tax_id) == "DE136695976"
    assert value(parties["buyer"].tax_id) == "FR25900000019"


def test_an_address_ends_at_its_town() -> None:
    address = named(WINDOW)["buyer"].address
    assert value(address) == "Probeallee 12 54321 Beispielhausen"


def test_wrong_check_digits_send_ids_to_a_person() -> None:
    lines = ["Erfundene Messen GmbH", "USt-IdNr. DE123456789", "IBAN DE12123456781234567890"]
    seller = named(lines)["seller"]
    assert (sure(seller.tax_id).status, sure(seller.iban).status) == ("review", "review")


@pytest.mark.parametrize(
    "line",
    ["IBAN DE13 3704 0044 0000 0001 17 BIC ERFUDEFFXXX", "IBAN: DE13370400440000000117",
     "Konto DE13 3704 0044 0000 0001 17, Beispielbank"],
)  # fmt: skip
def test_an_iban_ends_where_its_check_digits_say(line: str) -> None:
    iban = named(["Erfundene Messen GmbH", line])["seller"].iban
    assert value(iban) == "DE13370400440000000117"


def test_the_customers_vat_id_is_the_buyers() -> None:
    parties = named(["N° TVA client : FR25900000019", "TVA : FR11999999998"])
    assert value(parties["buyer"].tax_id) == "FR25900000019"
    assert value(parties["seller"].tax_id) == "FR11999999998"


def test_a_german_tax_number_stands_where_there_is_no_vat_id() -> None:
    parties = named(["Erfundene Messen GmbH", "Steuernummer: 201/113/40209"])
    assert value(parties["seller"].tax_id) == "201/113/40209"


def test_streets_orders_and_numbers_are_no_names() -> None:
    lines = ["Customer: 2", "Your order AB321", "Invoice Nr. 4711"]
    parties = named(lines)
    assert (parties["seller"].name, parties["buyer"].name) == (None, None)
