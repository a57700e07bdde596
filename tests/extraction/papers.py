"""The papers that these tests read: one event with all that belongs to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.builders import papers
from tests.builders.companies import FICTIVE_EVENTS, INTEGRATOR, SAMPLE_PARTNER, VETER

EVENT_NAME = "Вечер вымышленной безопасности"
EVENT_DAY = date(2026, 2, 19)
PLACE = "г. Москва, ресторан «Небылица»"

SALE = papers.Sale(
    number="ВВ-117",
    issued=date(2026, 2, 5),
    seller=VETER,
    buyer=INTEGRATOR,
    vat_rate=22,
    basis="Договор № 12-МФ от 15.01.2026",
    pay_by=date(2026, 2, 12),
    lines=(
        papers.Line(description="Аренда зала «Пример», 1 день", price_minor=120_000_00),
        papers.Line(
            description="Кейтеринг: деловой ужин на 40 персон, с обслуживанием и сервировкой",
            quantity=Decimal(40),
            unit="чел",
            price_minor=3_500_50,
        ),
        papers.Line(
            description="Услуги ведущего", quantity=Decimal("2.5"), unit="ч", price_minor=15_000_00
        ),
    ),
)
SALE_ABROAD = papers.Sale(
    number="FE-2026-0042",
    issued=date(2026, 3, 4),
    seller=FICTIVE_EVENTS,
    buyer=SAMPLE_PARTNER,
    currency="EUR",
    vat_included=False,
    vat_rate=20,
    basis="PO-7781",
    pay_by=date(2026, 4, 3),
    lines=(
        papers.Line(description="Exhibition stand, 9 sqm", price_minor=4_500_00),
        papers.Line(description="Catering per guest", quantity=Decimal(60), price_minor=45_50),
    ),
)
TRANSFER = papers.Transfer(
    number="245",
    issued=date(2026, 2, 10),
    payer=INTEGRATOR,
    payee=VETER,
    amount_minor=SALE.gross_minor,
    purpose="Оплата по счету № ВВ-117 от 05.02.2026 за организацию ужина. В том числе НДС 22%",
)
GUESTS = papers.GuestList(
    event_name=EVENT_NAME, event_date=EVENT_DAY, guests=papers.some_guests(42)
)
EVENT = papers.Event(
    event_name=EVENT_NAME,
    first_day=EVENT_DAY,
    last_day=EVENT_DAY,
    place=PLACE,
    participant_count=42,
    leads=5,
)
TIMETABLE = papers.Timetable(
    event_name=EVENT_NAME,
    event_date=EVENT_DAY,
    place=PLACE,
    entries=(
        ("18:00", "Сбор гостей"),
        ("18:30", "Открытие"),
        ("19:00 – 20:00", "Ужин и разговор о защите"),
        ("20:00", "Закрытие"),
    ),
)
AN_INVOICE = papers.invoice_pdf(SALE)
