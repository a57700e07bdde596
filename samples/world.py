"""The world of the samples: partners and their money, days, sales."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.builders.companies import INTEGRATOR, NEBYVALYE, VETER, VYMYSEL, Company
from tests.builders.papers import Line, Sale

SUBMITTED = date(2026, 11, 20)


@dataclass(frozen=True, kw_only=True)
class SamplePartner:
    """A partner of the samples: what its year's fund comes from, and this quarter's part of it."""

    partner_id: str
    company: Company
    level: str
    turnover: str
    deducts_vat: bool
    erp_number: str
    quarter_fund: int
    """Roubles: a quarter of the share of the turnover that the programme gives."""
    souvenir_limit: int
    mail_domain: str


INTEGRATOR_PARTNER = SamplePartner(
    partner_id="integrator",
    company=INTEGRATOR,
    level="gold",
    turnover="18 000 000 RUB",
    deducts_vat=True,
    erp_number="ERP-1037",
    quarter_fund=135_000,
    souvenir_limit=108_000,
    mail_domain="integrator.example",
)
SYSTEMS_PARTNER = SamplePartner(
    partner_id="nebyvalye-sistemy",
    company=NEBYVALYE,
    level="platinum",
    turnover="40 000 000 RUB",
    deducts_vat=True,
    erp_number="ERP-1040",
    quarter_fund=400_000,
    souvenir_limit=300_000,
    mail_domain="nebyvalye.example",
)
SOUTH_PARTNER = SamplePartner(
    partner_id="yuzhny-vymysel",
    company=VYMYSEL,
    level="silver",
    turnover="7 000 000 RUB",
    deducts_vat=False,
    erp_number="ERP-1052",
    quarter_fund=35_000,
    souvenir_limit=21_000,
    mail_domain="vymysel.example",
)
PARTNERS = (INTEGRATOR_PARTNER, SYSTEMS_PARTNER, SOUTH_PARTNER)


def november(day: int) -> date:
    """Give a day of November 2026."""
    return date(2026, 11, day)


def october(day: int) -> date:
    """Give a day of October 2026."""
    return date(2026, 10, day)


def line(description: str, quantity: int, roubles: int) -> Line:
    """Give a line of an invoice, its price in roubles."""
    return Line(description=description, quantity=Decimal(quantity), price_minor=roubles * 100)


def sale(
    number: str,
    issued: date,
    buyer: Company,
    *lines: Line,
    seller: Company = VETER,
    printed_roubles: int | None = None,
) -> Sale:
    """Give a sale with 22 % VAT included."""
    return Sale(
        number=number,
        issued=issued,
        seller=seller,
        buyer=buyer,
        lines=lines,
        vat_rate=22,
        printed_gross_minor=None if printed_roubles is None else printed_roubles * 100,
    )


DINNER_SALE = sale(
    "318",
    november(2),
    INTEGRATOR,
    line("Аренда зала ресторана", 1, 36_600),
    line("Банкетное обслуживание, персона", 12, 6_710),
)
"""117 120 roubles, of which 21 120 are VAT."""


def systems_dinner(number: str, issued: date) -> Sale:
    """Give a dinner of the partner "Небывалые Системы": 109 800 roubles, 19 800 of them VAT."""
    return sale(
        number,
        issued,
        NEBYVALYE,
        line("Аренда зала ресторана", 1, 24_400),
        line("Банкетное обслуживание, персона", 14, 6_100),
    )
