"""The committed samples are what the generator makes, and they fit together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from cofund.files.written import complete_application, load_claim_folder, load_seed
from cofund.models.claim_folder import ClaimFolder
from cofund.money import Money
from cofund.programme import pinned, shipped_programmes
from cofund.terms.entitlement import accrued, period_funds, souvenir_limit
from samples.cases import SAMPLES
from samples.make import all_files

SAMPLES_DIR = Path(__file__).parents[2] / "samples"
FOLDERS = [sample.folder for sample in SAMPLES]


made = cache(all_files)


def folder(name: str) -> ClaimFolder:
    """Give a sample's claim.yaml."""
    return load_claim_folder(SAMPLES_DIR / name)


def test_the_committed_files_are_what_the_generator_makes() -> None:
    committed = {
        path.relative_to(SAMPLES_DIR).as_posix(): path
        for path in SAMPLES_DIR.rglob("*")
        if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
    }
    assert set(committed) - {"README.md"} == set(made())
    stale = [name for name, content in made().items() if committed[name].read_bytes() != content]
    assert stale == [], "run python -m samples.make"


@pytest.mark.parametrize("name", FOLDERS)
def test_the_seed_holds_what_a_sample_claims_against(name: str) -> None:
    seed, claim = load_seed(SAMPLES_DIR / "seed.yaml"), folder(name)
    assert claim.partner in seed.partners
    (application,) = [
        a for a in seed.applications if a.application_id == claim.application.application_id
    ]
    assert application.partner_id == claim.partner.partner_id
    assert application.activity == claim.application.activity
    assert application.approved_amount == claim.balances.reserved_for_activity


@pytest.mark.parametrize("name", FOLDERS)
def test_a_sample_stands_on_the_same_quarter_as_the_seeds_money(name: str) -> None:
    claim = folder(name)
    application = complete_application(
        claim.application,
        partner_id=claim.partner.partner_id,
        programme=claim.partner.programme,
        programmes=shipped_programmes(),
    )
    assert application.fund.period == "2026Q4"
    assert application.programme_version == "2026.1"


def test_every_partner_has_just_what_the_programme_gives_and_can_reserve_it_all() -> None:
    seed = load_seed(SAMPLES_DIR / "seed.yaml")
    programme = pinned(shipped_programmes(), name="it-vendor", version="2026.1")
    for partner in seed.partners:
        year_fund = accrued(programme, level=partner.level, turnover=partner.turnover)
        (accrual,) = [a for a in seed.accruals if a.partner_id == partner.partner_id]
        (limit,) = [li for li in seed.souvenir_limits if li.partner_id == partner.partner_id]
        assert accrual.amount == period_funds(programme, year_fund)[3]
        assert limit.cap == souvenir_limit(programme, level=partner.level, year_fund=year_fund)
        reserved = Money.total(
            (a.approved_amount for a in seed.applications if a.partner_id == partner.partner_id),
            programme.currency,
        )
        assert reserved <= accrual.amount


def test_the_seed_has_somebody_in_every_role_and_two_reviewers() -> None:
    roles = [person.role for person in load_seed(SAMPLES_DIR / "seed.yaml").people]
    assert set(roles) == {"partner", "reviewer", "finance", "manager", "operator"}
    assert roles.count("reviewer") == 2


def test_no_two_samples_share_a_document_but_for_the_repeated_invoice() -> None:
    contents: dict[bytes, set[str]] = {}
    for name, content in made().items():
        contents.setdefault(content, set()).add(name.split("/")[0])
    shared = {frozenset(folders) for folders in contents.values() if len(folders) > 1}
    assert shared == {frozenset({"clean", "same-invoice-twice"})}
