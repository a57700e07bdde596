"""What each sample claim states; ``samples.make`` draws its documents and writes its files.

All claims come in on 20 November 2026. Companies and people are invented; numbers with check
digits are valid.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tests.builders.companies import INTEGRATOR, MASTERSKAYA, NEBYVALYE, VETER, VYMYSEL, Company
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


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One claim: the application, the sale it stands on, and what goes with it."""

    folder: str
    about: str
    partner: SamplePartner
    activity_type: str
    event: str
    first_day: date
    last_day: date
    applied: date
    approved: date
    approved_amount: int
    """Roubles."""
    claimed: int
    """Roubles."""
    sale: Sale
    guests: int = 12
    without: tuple[str, ...] = ()
    """Papers that are left out: "participants", "programme"."""
    scanned: bool = False
    repeats: str = ""
    """The folder of the sample whose invoice, act and payment are used again."""

    @property
    def claim_id(self) -> str:
        """Give the claim's id."""
        return f"claim-{self.folder}"

    @property
    def application_id(self) -> str:
        """Give the application's id."""
        return f"app-{self.folder}"


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


CLEAN = Sample(
    folder="clean",
    about="A claim in order: payable as claimed.",
    partner=INTEGRATOR_PARTNER,
    activity_type="business_dinner",
    event="Деловой ужин с заказчиками",
    first_day=november(12),
    last_day=november(12),
    applied=october(15),
    approved=october(19),
    approved_amount=60_000,
    claimed=48_000,
    sale=DINNER_SALE,
)

SAMPLES: tuple[Sample, ...] = (
    CLEAN,
    Sample(
        folder="late-application",
        about="The application came six working days before the event; ten are needed.",
        partner=SYSTEMS_PARTNER,
        activity_type="business_dinner",
        event="Ужин с банками",
        first_day=november(13),
        last_day=november(13),
        applied=november(5),
        approved=november(6),
        approved_amount=60_000,
        claimed=45_000,
        sale=systems_dinner("401", november(6)),
    ),
    Sample(
        folder="late-report",
        about="The claim came 37 days after the event; 30 are allowed.",
        partner=SYSTEMS_PARTNER,
        activity_type="business_dinner",
        event="Ужин с ритейлом",
        first_day=october(14),
        last_day=october(14),
        applied=date(2026, 9, 14),
        approved=date(2026, 9, 16),
        approved_amount=50_000,
        claimed=45_000,
        sale=systems_dinner("402", october(5)),
    ),
    Sample(
        folder="no-participant-list",
        about="The list of participants is missing.",
        partner=SOUTH_PARTNER,
        activity_type="business_dinner",
        event="Ужин на юге",
        first_day=november(10),
        last_day=november(10),
        applied=october(12),
        approved=october(14),
        approved_amount=18_000,
        claimed=18_000,
        sale=sale(
            "403",
            november(3),
            VYMYSEL,
            line("Аренда зала ресторана", 1, 12_000),
            line("Банкетное обслуживание, персона", 12, 2_000),
        ),
        without=("participants",),
    ),
    Sample(
        folder="no-event-programme",
        about="The programme of the conference is missing.",
        partner=SYSTEMS_PARTNER,
        activity_type="conference",
        event="Конференция о хранении данных",
        first_day=november(11),
        last_day=november(11),
        applied=october(12),
        approved=october(14),
        approved_amount=70_000,
        claimed=60_000,
        sale=sale(
            "404",
            november(2),
            NEBYVALYE,
            line("Аренда конференц-зала", 1, 97_600),
            line("Кофе-пауза, персона", 40, 1_220),
        ),
        guests=40,
        without=("programme",),
    ),
    Sample(
        folder="wrong-sums",
        about="The lines of the invoice sum up to 28 000, its total says 30 000.",
        partner=SOUTH_PARTNER,
        activity_type="business_dinner",
        event="Ужин с интеграторами",
        first_day=november(6),
        last_day=november(6),
        applied=october(12),
        approved=october(14),
        approved_amount=15_000,
        claimed=15_000,
        sale=sale(
            "405",
            november(2),
            VYMYSEL,
            line("Аренда зала ресторана", 1, 10_000),
            line("Банкетное обслуживание, персона", 12, 1_500),
            printed_roubles=30_000,
        ),
    ),
    Sample(
        folder="souvenir-too-dear",
        about="Thermo mugs cost 1 850 a piece; 1 500 are allowed.",
        partner=SYSTEMS_PARTNER,
        activity_type="souvenirs",
        event="Сувениры к новому году",
        first_day=november(5),
        last_day=november(5),
        applied=date(2026, 9, 14),
        approved=date(2026, 9, 17),
        approved_amount=60_000,
        claimed=29_500,
        sale=sale(
            "77",
            october(20),
            NEBYVALYE,
            line("Блокнот с логотипом", 100, 350),
            line("Термокружка с логотипом", 20, 1_850),
            seller=MASTERSKAYA,
        ),
    ),
    Sample(
        folder="flight-on-invoice",
        about="Flights stand on the invoice of the conference; they are never refunded.",
        partner=SYSTEMS_PARTNER,
        activity_type="conference",
        event="Конференция о защите сетей",
        first_day=november(9),
        last_day=november(10),
        applied=october(12),
        approved=october(14),
        approved_amount=80_000,
        claimed=50_000,
        sale=sale(
            "406",
            november(2),
            NEBYVALYE,
            line("Аренда конференц-зала", 1, 73_200),
            line("Кофе-пауза, персона", 30, 610),
            line("Авиабилеты для докладчиков", 2, 15_250),
        ),
        guests=30,
    ),
    Sample(
        folder="same-invoice-twice",
        about='Invoice, act and payment of the claim in "clean" are claimed for another dinner.',
        partner=INTEGRATOR_PARTNER,
        activity_type="business_dinner",
        event="Второй ужин с заказчиками",
        first_day=november(16),
        last_day=november(16),
        applied=october(15),
        approved=october(19),
        approved_amount=60_000,
        claimed=48_000,
        sale=DINNER_SALE,
        repeats="clean",
    ),
    Sample(
        folder="scanned-invoice",
        about="The invoice is a scan without text.",
        partner=SYSTEMS_PARTNER,
        activity_type="business_dinner",
        event="Ужин с промышленностью",
        first_day=november(3),
        last_day=november(3),
        applied=october(12),
        approved=october(14),
        approved_amount=60_000,
        claimed=45_000,
        sale=systems_dinner("407", october(26)),
        scanned=True,
    ),
)
