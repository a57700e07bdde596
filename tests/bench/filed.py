"""The claims that are measured: each with its own drawn documents and its own application."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cofund.files.written import load_claim_folder, load_seed
from cofund.models.claim_folder import ClaimFolder
from cofund.models.seed import Seed, SeedApplication
from cofund.money import Money
from samples.cases import CLEAN
from samples.drawing import papers
from tests.builders.companies import INTEGRATOR, NEBYVALYE
from tests.builders.papers import Sale

SAMPLES = Path(__file__).parents[2] / "samples"
CLIENTS = {"integrator": INTEGRATOR, "nebyvalye-sistemy": NEBYVALYE}
"""Partners that deduct VAT: half of the net is refunded."""
FUND_MINOR = 90_000_000_00
STEP_MINOR = 1_220_00
"""From one claim's rent to the next: its net is a whole number of roubles."""
MOST = 30
"""So many rents are there above zero."""


@dataclass(frozen=True)
class Filed:
    """One claim: who files it, its folder, and what must come of it."""

    partner_id: str
    folder: Path
    about: ClaimFolder
    claimed: Money
    invoice_number: str
    hashes: frozenset[str]


def draw_claims(folder: Path, count: int) -> tuple[Filed, ...]:
    """Draw so many claims below a folder, the partners in turn."""
    if count > MOST:
        raise ValueError(f"at most {MOST} claims differ in their sums")
    about = load_claim_folder(SAMPLES / CLEAN.folder)
    partners = list(CLIENTS)
    return tuple(
        _drawn(folder / f"claim-{index}", index, partners[index % len(partners)], about)
        for index in range(count)
    )


def seed_for(claims: Sequence[Filed]) -> Seed:
    """Give the samples' partners and people with money and an application for each claim."""
    seed = load_seed(SAMPLES / "seed.yaml")
    fund = Money(amount_minor=FUND_MINOR, currency="RUB")
    accruals = tuple(accrual.model_copy(update={"amount": fund}) for accrual in seed.accruals)
    applications = tuple(
        SeedApplication(partner_id=claim.partner_id, **dict(claim.about.application))
        for claim in claims
    )
    return seed.model_copy(update={"accruals": accruals, "applications": applications})


def _drawn(folder: Path, index: int, partner_id: str, about: ClaimFolder) -> Filed:
    sale = _sale(index, partner_id)
    claimed = Money(amount_minor=sale.net_minor // 2, currency="RUB")
    sample = replace(CLEAN, event=_event(index), sale=sale, first_guest=1_000 + 20 * index)
    drawn = papers(sample)
    folder.mkdir()
    for name, content in drawn.items():
        (folder / name).write_bytes(content)
    application = about.application.model_copy(
        update={
            "application_id": f"app-{index}",
            "activity": about.application.activity.model_copy(update={"name": _event(index)}),
        }
    )
    claim = about.claim.model_copy(update={"claimed": claimed})
    return Filed(
        partner_id=partner_id,
        folder=folder,
        about=about.model_copy(update={"application": application, "claim": claim}),
        claimed=claimed,
        invoice_number=sale.number,
        hashes=frozenset(hashlib.sha256(content).hexdigest() for content in drawn.values()),
    )


def _sale(index: int, partner_id: str) -> Sale:
    rent, *others = CLEAN.sale.lines
    cheaper = replace(rent, price_minor=rent.price_minor - index * STEP_MINOR)
    return replace(
        CLEAN.sale,
        number=f"7{index:03d}",
        buyer=CLIENTS[partner_id],
        lines=(cheaper, *others),
    )


def _event(index: int) -> str:
    return f"Деловой ужин с заказчиками № {index + 1}"
