"""What UN/CEFACT and UBL have in common: parties with an address in parts, taxes by rate."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from lxml import etree

from cofund.extraction.exact import forms
from cofund.extraction.exact.stated import MOST_TAXES, Fields, TaxFound
from cofund.extraction.exact.tables import Entry, Reading, Table, elements, first, stated_at

CREDIT_TYPES = frozenset({"81", "83", "261", "308", "381", "396", "420", "458", "532"})
"""Types of documents (UNTDID 1001) that give money back."""


class PartyTable(NamedTuple):
    """How a syntax states a seller or a buyer."""

    fields: Table
    address: str
    parts: tuple[str, ...]
    """Of the address, in the order in which they are given."""


class TaxTable(NamedTuple):
    """How a syntax states the tax of each rate."""

    each: str
    rate: Entry
    tax: Entry


def party(reading: Reading, root: etree._Element, path: str, table: PartyTable) -> Fields:
    """Give a seller or a buyer; one that is missing altogether is a problem."""
    found = first(root, path)
    if found is None:
        reading.problem("missing", root, path)
        return {}
    stated = reading.fields(found, table.fields)
    address = first(found, table.address)
    if address is not None:
        parts = (forms.text(address.findtext(part) or "") for part in table.parts)
        written = ", ".join(part for part in parts if part)
        stated |= {"address": stated_at(address, written)} if written else {}
    return stated


def taxes(reading: Reading, above: etree._Element | None, table: TaxTable) -> list[TaxFound]:
    """Give the tax of each rate."""
    found: list[TaxFound] = []
    stated = elements(above, table.each) if above is not None else iter(())
    for each in islice(stated, MOST_TAXES):
        tax = reading.field(each, table.tax)
        if tax is not None:
            found.append({"rate": reading.field(each, table.rate), "tax": tax})
    return found
