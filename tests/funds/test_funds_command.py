"""`cofund funds`: what is due is granted once, and shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cofund.cli import funds
from cofund.files.written import load_seed
from cofund.models.ledger import FundKey, Reserve
from cofund.steps.seeding import seed
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.cli.commands import SAMPLES, cofund
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The samples' world on 20 November 2026: the fourth quarter was seeded."""
    made = FakeOffice(clock=FakeClock(datetime(2026, 11, 20, 9, tzinfo=UTC)))
    seed(load_seed(SAMPLES / "seed.yaml"), password="Try-Cofund-here-1", office=made)
    monkeypatch.setattr(funds, "find_office", lambda: made)
    return made


@pytest.mark.usefixtures("office")
def test_what_the_seed_granted_by_the_terms_is_not_granted_again() -> None:
    rows = cofund("funds", "keep", "--json").rows
    assert {row["granted"]["amount_minor"] for row in rows} == {0}
    assert cofund("funds", "keep").out == "3 partners, 3 as they should be\n"


def test_a_new_year_closes_the_old_funds_and_grants_the_first_quarter(office: FakeOffice) -> None:
    office.clock.set(datetime(2027, 1, 1, 9, tzinfo=UTC))
    ran = cofund("funds", "keep")
    assert ran.status == 0
    assert ran.out.splitlines()[-1] == "3 partners, 0 as they should be"
    rows = {row["partner_id"]: row for row in cofund("funds", "keep", "--json").rows}
    assert all(row["granted"]["amount_minor"] == 0 for row in rows.values())
    (first, last) = cofund("funds", "show", "integrator", "--json").rows
    assert (first["fund"]["period"], first["available"]["amount_minor"]) == ("2027Q1", 13_500_000)
    assert (last["fund"]["period"], last["status"], last["available"]["amount_minor"]) == (
        "2026Q4",
        "CLOSED",
        0,
    )
    assert "2027Q1 │ open   │ 135000.00 │" in cofund("funds", "show", "integrator").out


def test_money_that_is_spent_and_should_be_taken_back_fails_the_command(
    office: FakeOffice,
) -> None:
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
    left = office.ledger.balance(fund).available
    office.ledger.post(
        Reserve(
            fund=fund,
            actor="x",
            reason="test",
            at=office.clock(),
            programme_version="2026.1",
            application="A1",
            amount=left,
        )
    )
    office.directory.add_partner(
        office.directory.partner("integrator").model_copy(update={"turnover": roubles(6_000_000)})
    )
    ran = cofund("funds", "keep", "--partner", "integrator")
    assert ran.status == 1
    assert "integrator 2026Q4: 105000.00 RUB should be taken back and is spent" in ran.out


def test_a_partner_without_a_fund_is_told_how_to_get_one(office: FakeOffice) -> None:
    office.directory.add_partner(a_partner(partner_id="new", inn="0200000015"))
    ran = cofund("funds", "show", "new")
    assert ran.out == "new has no fund yet: cofund funds keep --partner new\n"
    assert cofund("funds", "show", "nobody").status == 2


def test_partners_are_reminded_of_what_is_about_to_expire(office: FakeOffice) -> None:
    """One partner's money is all reserved: nothing of it expires, but its claims are due."""
    office.clock.set(datetime(2026, 12, 3, 9, tzinfo=UTC))
    assert cofund("funds", "remind").out == "3 of 3 partners reminded\n"
    expiring = [mail.to for mail in office.mailer.sent if "Сгорает" in mail.subject]
    assert expiring == ["irina@integrator.example", "yulia@vymysel.example"]
    assert [mail.to for mail in office.mailer.sent if mail.to not in expiring] == [
        "nikolai@nebyvalye.example"
    ]
    again = cofund("funds", "remind", "--json").rows[0]
    assert again == {"partner_id": "integrator", "claims": 0, "funds": 0}


def test_at_night_the_command_says_until_when_nobody_is_mailed(office: FakeOffice) -> None:
    office.clock.set(datetime(2026, 12, 3, 18, tzinfo=UTC))
    ran = cofund("funds", "remind")
    assert ran.status == 2
    assert "nobody is mailed from 20:00 until 09:00 in Europe/Moscow" in ran.err
