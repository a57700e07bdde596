"""What each sample claim states; ``samples.make`` draws its documents and writes its files.

All claims come in on 20 November 2026. Companies and people are invented; numbers with check
digits are valid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from samples.world import (
    DINNER_SALE,
    INTEGRATOR_PARTNER,
    SOUTH_PARTNER,
    SYSTEMS_PARTNER,
    SamplePartner,
    line,
    november,
    october,
    sale,
    systems_dinner,
)
from tests.builders.companies import MASTERSKAYA, NEBYVALYE, VYMYSEL
from tests.builders.papers import Sale

SentAs = Literal["printed", "invoice scanned", "every format"]
"""How a partner has the papers."""


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
    first_guest: int | None = None
    """Where its guests begin among all invented people; None: after the earlier samples' own."""
    without: tuple[str, ...] = ()
    """Papers that are left out: "participants", "programme"."""
    sent_as: SentAs = "printed"
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
        sent_as="invoice scanned",
    ),
    Sample(
        folder="every-format",
        about="Papers as partners have them: a scan, an e-invoice, a photo, a workbook.",
        partner=SYSTEMS_PARTNER,
        activity_type="business_dinner",
        event="Ужин с логистами",
        first_day=november(17),
        last_day=november(17),
        applied=october(15),
        approved=october(19),
        approved_amount=20_000,
        claimed=18_000,
        sale=replace(
            sale(
                "408",
                november(5),
                NEBYVALYE,
                line("Аренда зала ресторана", 1, 20_000),
                line("Банкетное обслуживание, персона", 8, 2_000),
            ),
            vat_included=False,
        ),
        guests=8,
        sent_as="every format",
    ),
)
