"""Claims of a size that a test chooses, filed as a partner's browser files them.

Each stands on a sale of its own for an activity of its own, so no claim stands in another's way.
All are the same partner's, whose fund is enlarged for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from cofund.cli.browsing import Browser
from cofund.cli.visits import draft_claim, sign_in, submit_draft
from cofund.files.written import load_claim_folder, load_seed
from cofund.models.claim_folder import ClaimFolder
from cofund.models.ledger import Period
from cofund.models.seed import Seed, SeedAccrual, SeedApplication
from cofund.money import Money
from samples.cases import CLEAN, Sample
from samples.drawing import papers
from samples.world import SYSTEMS_PARTNER, line, sale
from tests.browser.stack import PASSWORD, SAMPLES
from tests.builders.companies import NEBYVALYE

LOGIN = "nikolai"
MAIL = "nikolai@nebyvalye.example"
PERIOD: Period = "2026Q4"
FUND = Money(amount_minor=5_000_000_00, currency="RUB")
FIRST_NUMBER = 9001
FIRST_GUEST = 1_000
MOST_GUESTS = 20
"""Each claim has guests of its own: another claim's would go to a person."""
DINNER_ROUBLES = 80_520
"""Twelve persons' dinner, 22 % VAT included; the rent of the hall is the rest of the bill."""


@dataclass(frozen=True)
class Case:
    """One claim: half of the bill's net is asked for."""

    event: str
    claimed: int
    """Roubles."""
    number: str
    """Of the invoice."""
    guests: int = 12
    only: tuple[str, ...] = ()
    """The papers that are sent; empty: all that the programme asks for."""

    @property
    def application_id(self) -> str:
        """Give the application's id."""
        return f"app-browser-{self.number}"

    @cached_property
    def sample(self) -> Sample:
        """Give what the papers say."""
        rent = self.claimed * 2 * 122 // 100 - DINNER_ROUBLES
        return replace(
            CLEAN,
            partner=SYSTEMS_PARTNER,
            event=self.event,
            approved_amount=self.claimed,
            claimed=self.claimed,
            guests=self.guests,
            first_guest=FIRST_GUEST + MOST_GUESTS * (int(self.number) - FIRST_NUMBER),
            sale=sale(
                self.number,
                CLEAN.sale.issued,
                NEBYVALYE,
                line("Аренда зала ресторана", 1, rent),
                line("Банкетное обслуживание, персона", 12, DINNER_ROUBLES // 12),
            ),
        )

    def about(self) -> ClaimFolder:
        """Give the claim as its folder would state it."""
        clean = load_claim_folder(SAMPLES / CLEAN.folder)
        activity = clean.application.activity.model_copy(update={"name": self.event})
        amount = Money(amount_minor=self.claimed * 100, currency="RUB")
        application = clean.application.model_copy(
            update={
                "application_id": self.application_id,
                "activity": activity,
                "approved_amount": amount,
            }
        )
        claim = clean.claim.model_copy(update={"claimed": amount, "participant_count": self.guests})
        documents = tuple(
            document for document in clean.documents if document.file in self.only or not self.only
        )
        return clean.model_copy(
            update={"application": application, "claim": claim, "documents": documents}
        )

    def with_guests(self, guests: int) -> Case:
        """Give the same claim with another number of participants."""
        return replace(self, guests=guests)

    def draw(self, folder: Path) -> Path:
        """Draw the papers into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in papers(self.sample).items():
            (folder / name).write_bytes(content)
        return folder


PART = Case("Ужин о хранилищах", 47_000, "9001")
SIGNED = Case("Ужин о сетях", 120_000, "9002")
TWO = Case("Большой осенний приём", 400_000, "9003")
RETURNED = Case("Ужин о резервных копиях", 46_000, "9004", guests=4)
PERSON = Case("Ужин об облаках", 45_000, "9005", only=("invoice.pdf",))
WITHDRAWN = Case("Ужин об архивах", 60_000, "9006")
LATE = Case("Ужин о мониторинге", 43_000, "9007")
DRAFTS = tuple(Case(f"Ужин без бумаг № {index}", 43_500, f"910{index}") for index in range(8))
CASES = (PART, SIGNED, TWO, RETURNED, PERSON, WITHDRAWN, LATE, *DRAFTS)


def seed_with(cases: Iterable[Case]) -> Seed:
    """Give the samples' seed with money and an approved application for each case."""
    samples = load_seed(SAMPLES / "seed.yaml")
    accrual = SeedAccrual(
        partner_id=SYSTEMS_PARTNER.partner_id,
        period=PERIOD,
        amount=FUND,
        source="for-browser-tests",
    )
    applications = tuple(
        SeedApplication(partner_id=SYSTEMS_PARTNER.partner_id, **dict(case.about().application))
        for case in cases
    )
    return samples.model_copy(
        update={
            "accruals": (*samples.accruals, accrual),
            "applications": (*samples.applications, *applications),
        }
    )


def file_claim(url: str, case: Case, folder: Path) -> str:
    """File a case's claim and give its path."""
    visitor: Browser = sign_in(url, LOGIN, PASSWORD)
    draft = draft_claim(visitor, case.draw(folder / case.number), case.about())
    submit_draft(visitor, draft)
    return f"/claims/{draft.claim_id}"
