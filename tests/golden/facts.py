"""The facts that golden documents state besides those of ``tests.extraction.papers``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.builders.companies import (
    FICTIVE_EVENTS,
    INTEGRATOR,
    MASTERSKAYA,
    MUSTERBAU,
    NEBYLITSYN,
    NEBYVALYE,
    SAMPLE_PARTNER,
    SOIREES,
    VETER,
    VYMYSEL,
)
from tests.builders.papers.bills import Bill, BillLine
from tests.builders.papers.facts import Event, Line, Sale, Transfer
from tests.builders.papers.paid import Bought
from tests.builders.papers.tax_forms import Correction
from tests.builders.papers.words import roubles_in_words
from tests.extraction.papers import PLACE, SALE

SOUVENIRS = replace(
    SALE,
    number="000-45/26",
    seller=MASTERSKAYA,
    buyer=NEBYVALYE,
    vat_included=False,
    lines=(
        Line(description="Кружка с логотипом", quantity=Decimal(100), price_minor=450_00),
        Line(description="Плед подарочный", quantity=Decimal(30), price_minor=1_499_90),
    ),
)
WITHOUT_VAT = replace(SALE, number="7", seller=NEBYLITSYN, vat_rate=None, basis="")
MANY_LINES = replace(
    SALE,
    number="ВВ-118",
    lines=tuple(
        Line(
            description=f"Печать рекламных материалов, вид {number}",
            quantity=Decimal(number),
            price_minor=1_000_00 + number,
        )
        for number in range(1, 61)
    ),
)
WRONG_SUM = replace(
    SALE,
    number="ВВ-119",
    printed_gross_minor=SALE.lines_minor + 10_000_00,
    printed_words=roubles_in_words(SALE.lines_minor),
)
EXHIBITION = Sale(
    number="А37-811",
    issued=date(2025, 7, 24),
    seller=VETER,
    buyer=VYMYSEL,
    vat_rate=20,
    basis="Договор № 8/В от 03.07.2025",
    lines=(
        Line(description="Стенд выставочный 3x3 м", quantity=Decimal(2), price_minor=184_600_00),
        Line(description="Монтаж и демонтаж", quantity=Decimal(6), unit="ч", price_minor=4_250_50),
        Line(description="Промоутеры", quantity=Decimal(4), unit="чел", price_minor=9_999_00),
    ),
)
PRINTED_MATTER = Sale(
    number="УТ-236",
    issued=date(2026, 8, 29),
    seller=MASTERSKAYA,
    buyer=INTEGRATOR,
    vat_rate=22,
    vat_included=False,
    basis="Заказ № 51 от 20.08.2026",
    lines=(
        Line(description="Буклеты А4, 4+4", quantity=Decimal(1500), price_minor=38_00),
        Line(description="Ролл-ап 85х200", quantity=Decimal(3), price_minor=12_400_00),
        Line(description="Доставка по городу", unit="ч", price_minor=3_500_00),
    ),
)
TYPED = replace(
    EXHIBITION,
    number="1147",
    buyer=NEBYVALYE,
    issued=date(2025, 11, 8),
    lines=(
        Line(description="Аренда зала", quantity=Decimal(8), unit="ч", price_minor=7_500_00),
        Line(description="Звук и свет", price_minor=64_000_00),
        Line(description="Кофе-брейк", quantity=Decimal(35), unit="чел", price_minor=890_00),
    ),
)
CARRIED = replace(MANY_LINES, number="812/26", vat_included=False, buyer=VYMYSEL)
BARE = replace(
    WITHOUT_VAT,
    number="14",
    issued=date(2026, 3, 17),
    lines=(
        Line(description="Услуги ведущего, 19 марта", price_minor=45_000_00),
        Line(description="Сценарий вечера", price_minor=12_500_00),
    ),
)
CONTRACTED = replace(EXHIBITION, number="СД-19", issued=date(2026, 1, 28), vat_rate=22)
OFFERED = replace(
    EXHIBITION,
    number="90417-2",
    issued=date(2026, 5, 13),
    vat_rate=22,
    buyer=INTEGRATOR,
    lines=(
        Line(description="Размещение баннера, май", price_minor=88_000_00),
        Line(description="Рассылка по базе", quantity=Decimal(12000), unit="шт", price_minor=2_40),
    ),
)
CORRECTION = Correction(
    number="К-3",
    issued=date(2026, 9, 14),
    sale=PRINTED_MATTER,
    after=replace(PRINTED_MATTER.lines[0], quantity=Decimal(1200)),
)
SECOND_TRANSFER = Transfer(
    number="1203",
    issued=date(2025, 7, 29),
    payer=VYMYSEL,
    payee=VETER,
    amount_minor=EXHIBITION.gross_minor,
    purpose="Оплата по счету № А37-811 от 24.07.2025. В том числе НДС 20%",
)
DINNER = Bought(
    number="41873",
    issued=date(2026, 2, 19),
    seller=VETER,
    vat_rate=22,
    lines=(
        Line(description="Ужин по меню", quantity=Decimal(12), price_minor=2_450_00),
        Line(description="Морс 1 л", quantity=Decimal(6), price_minor=390_00),
    ),
)
FAIR = Bill(
    number="FE-2026-0107",
    issued=date(2026, 6, 14),
    seller=FICTIVE_EVENTS,
    buyer=SAMPLE_PARTNER,
    currency="GBP",
    prepaid_minor=1_000_00,
    lines=(
        BillLine(description="Stand design and build", price_minor=6_480_00, rate=20),
        BillLine(
            description="Furniture hire, per day", quantity=Decimal(3), price_minor=415_50, rate=20
        ),
        BillLine(description="Leaflets, printed", quantity=Decimal(2500), price_minor=32, rate=20),
    ),
)
DISCOUNTED = replace(
    FAIR,
    number="2026/INV/318",
    currency="EUR",
    prepaid_minor=0,
    discount_minor=350_00,
    issued=date(2026, 4, 9),
    pay_by=date(2026, 5, 9),
)
DOLLARS = replace(
    FAIR,
    number="10448",
    currency="USD",
    prepaid_minor=0,
    issued=date(2026, 9, 3),
    lines=tuple(replace(line, rate=8) for line in FAIR.lines),
)
MESSE = Bill(
    number="RE-2026-1042",
    issued=date(2026, 3, 12),
    seller=MUSTERBAU,
    buyer=replace(SAMPLE_PARTNER, address="Musterweg 12, 10115 Berlin"),
    lines=(
        BillLine(description="Standbau Reihenstand 12 m²", price_minor=8_940_00, rate=19),
        BillLine(
            description="Messehostess", quantity=Decimal("16.5"), unit="Std.", price_minor=42_00,
            rate=19,
        ),
        BillLine(
            description="Fachkatalog", quantity=Decimal(120), unit="Stk.", price_minor=3_90, rate=7
        ),
    ),
)  # fmt: skip
REVERSE = replace(
    MESSE,
    number="2026-77",
    buyer=SOIREES,
    lines=tuple(replace(line, rate=0) for line in MESSE.lines[:2]),
)
CORRECTED = replace(
    MESSE,
    number="GS-2026-009",
    issued=date(2026, 4, 2),
    refers_to="RE-2026-1042 vom 12.03.2026",
    lines=MESSE.lines[:1],
    sign=-1,
)
DINER = Bill(
    number="F2026-0311",
    issued=date(2026, 10, 21),
    seller=SOIREES,
    buyer=SAMPLE_PARTNER,
    prepaid_minor=500_00,
    lines=(
        BillLine(description="Dîner assis", quantity=Decimal(45), price_minor=62_50, rate=10),
        BillLine(description="Boissons alcoolisées", price_minor=780_00, rate=20),
        BillLine(description="Location de salle", price_minor=1_450_00, rate=20),
    ),
)
CREDITED = replace(
    FAIR,
    number="CN-0031",
    currency="EUR",
    issued=date(2026, 6, 30),
    refers_to="FE-2026-0107",
    prepaid_minor=0,
    lines=FAIR.lines[1:2],
)
ROADSHOW = Event(
    event_name="Imaginary Security Roadshow",
    first_day=date(2026, 9, 15),
    last_day=date(2026, 9, 17),
    place="Hotel Nowhere, Berlin",
    activity_kind="Conference",
    participant_count=118,
    leads=23,
    goals="New customers for the vendor's products",
    results="Three sessions a day; the audience asked about prices and delivery.",
)
SEMINAR = Event(
    event_name="Семинар о небывалых угрозах",
    first_day=date(2026, 4, 14),
    last_day=date(2026, 4, 14),
    place=PLACE,
    activity_kind="Семинар",
    participant_count=37,
    leads=9,
)
