"""Sales that tests state in e-invoices; the VAT comes on top, as all syntaxes have it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from tests.builders.companies import FICTIVE_EVENTS, INTEGRATOR, SAMPLE_PARTNER, VETER
from tests.builders.papers.facts import Line, Sale

LINES = (
    Line(description="Аренда конференц-зала", price_minor=120_000_00),
    Line(description="Кофе-пауза", quantity=Decimal("30.5"), price_minor=410_25),
)


def a_russian_sale(**changes: Any) -> Sale:
    """Give what a Russian e-invoice states."""
    stated: dict[str, Any] = {
        "number": "77/А-5",
        "issued": date(2026, 3, 31),
        "seller": VETER,
        "buyer": INTEGRATOR,
        "lines": LINES,
        "vat_rate": 22,
        "basis": "ДВ-2026/18",
    }
    return Sale(**{**stated, "vat_included": False, **changes})


def a_sale_abroad(**changes: Any) -> Sale:
    """Give what an e-invoice of the European Union states."""
    stated: dict[str, Any] = {
        "number": "RE-2026/0451",
        "issued": date(2026, 3, 31),
        "seller": FICTIVE_EVENTS,
        "buyer": SAMPLE_PARTNER,
        "lines": (
            Line(description="Exhibition stand, 18 m²", price_minor=8_450_00),
            Line(description="Evening reception", quantity=Decimal(40), price_minor=61_75),
        ),
        "vat_rate": 19,
        "currency": "EUR",
        "basis": "PO-3381",
    }
    return Sale(**{**stated, "vat_included": False, **changes})
