"""A turnover corrected when its funds have ended: said before, named after, nothing moves."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cofund.cli import partners
from cofund.funds.weighing import refused_as_ended, summed
from cofund.models.claim import Person
from cofund.models.imports import FundEffect
from cofund.models.ledger import FundKey, Reserve
from cofund.money import Money
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.managing.importing import plan_partners
from cofund.steps.managing.weighing import weigh
from tests.builders.claim_files import a_partner
from tests.builders.reads import roubles
from tests.cli.commands import cofund
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice

PARTNER = a_partner()
SUMMER = FundKey(programme="it-vendor", partner=PARTNER.partner_id, period="2026Q3")
USED = roubles(100_000)
"""Of the 135,000 roubles that 18 million of turnover give a quarter; the rest expires."""
ALL_GONE = roubles(0)


@pytest.fixture
def office() -> FakeOffice:
    """An office whose partner had a fund in summer, used most of it, and has one in autumn."""
    kept = FakeOffice(clock=FakeClock(datetime(2026, 8, 10, 12, 0, tzinfo=UTC)))
    kept.directory.add_partner(PARTNER)
    kept.directory.add_person(
        Person(login="maria", role="manager", name="Мария Образцова", mail="m@vendor.example")
    )
    keep_funds(PARTNER.partner_id, office=kept)
    use(kept, SUMMER)
    kept.clock.set(datetime(2026, 10, 10, 12, 0, tzinfo=UTC))
    keep_funds(PARTNER.partner_id, office=kept)
    assert kept.ledger.balance(SUMMER).status == "CLOSED"
    return kept


def use(office: FakeOffice, fund: FundKey) -> None:
    office.ledger.post(
        Reserve(
            fund=fund,
            actor="test",
            reason="application_approved",
            at=office.clock(),
            programme_version="2026.1",
            application="app-1",
            amount=USED,
        )
    )


def a_list(folder: Path, head: str, row: str) -> Path:
    path = folder / "list.csv"
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    return path


def ended_by(path: Path, office: FakeOffice) -> list[FundEffect]:
    programme = office.programme_name
    plan = plan_partners(path, programme=programme, creates=False, office=office)
    effects = weigh(plan.changes, programme=programme, office=office)
    ended = [one for one in effects if one.ended]
    assert not effects or summed(effects).ended == len(ended)
    return ended


@pytest.mark.parametrize(
    ("turnover", "change", "short"),
    [
        ("27 000 000", roubles(135_000), ALL_GONE),
        ("6 000 000", -roubles(105_000), roubles(70_000)),
        ("4 000 000", -roubles(135_000), USED),
    ],
)
def test_a_fund_that_has_ended_is_named_with_what_it_should_have_been(
    tmp_path: Path, office: FakeOffice, turnover: str, change: Money, short: Money
) -> None:
    path = a_list(tmp_path, "ИНН;Оборот", f"{PARTNER.inn};{turnover}")
    (effect,) = ended_by(path, office)
    assert (effect.fund, effect.change, effect.short, effect.refused) == (
        SUMMER, change, short, True,
    )  # fmt: skip
    refused = [(one.fund, one.refusal, one.short) for one in refused_as_ended([effect])]
    assert refused == ([(SUMMER, "FundClosed", short)] if short else [])


def test_what_was_granted_too_much_and_expired_unused_concerns_nobody(
    tmp_path: Path, office: FakeOffice
) -> None:
    path = a_list(tmp_path, "ИНН;Оборот", f"{PARTNER.inn};15 000 000")
    assert ended_by(path, office) == []


def test_a_new_level_corrects_nothing_that_has_ended(tmp_path: Path, office: FakeOffice) -> None:
    path = a_list(tmp_path, "ИНН;Уровень", f"{PARTNER.inn};платиновый")
    assert ended_by(path, office) == []


def test_a_partner_who_came_later_has_no_fund_that_ended(tmp_path: Path) -> None:
    office = FakeOffice(clock=FakeClock(datetime(2026, 10, 10, 12, 0, tzinfo=UTC)))
    office.directory.add_partner(PARTNER)
    keep_funds(PARTNER.partner_id, office=office)
    path = a_list(tmp_path, "ИНН;Оборот", f"{PARTNER.inn};27 000 000")
    assert ended_by(path, office) == []


def test_a_new_years_turnover_says_nothing_of_last_years_funds(
    tmp_path: Path, office: FakeOffice
) -> None:
    office.clock.set(datetime(2027, 1, 15, 12, 0, tzinfo=UTC))
    path = a_list(tmp_path, "ИНН;Оборот", f"{PARTNER.inn};4 000 000")
    assert ended_by(path, office) == []


def test_a_month_of_last_year_is_corrected_after_its_fund_has_ended(tmp_path: Path) -> None:
    office = FakeOffice(
        clock=FakeClock(datetime(2026, 12, 10, 12, 0, tzinfo=UTC)),
        programme_name="distributor-bonus",
    )
    office.directory.add_partner(a_partner(programme="distributor-bonus"))
    office.directory.set_turnover(PARTNER.partner_id, "2026M10", roubles(6_000_000))
    keep_funds(PARTNER.partner_id, office=office)
    fund = FundKey(programme="distributor-bonus", partner=PARTNER.partner_id, period="2026")
    use(office, fund)
    office.clock.set(datetime(2027, 1, 15, 12, 0, tzinfo=UTC))
    keep_funds(PARTNER.partner_id, office=office)
    path = a_list(tmp_path, "ИНН;Оборот 10.2026", f"{PARTNER.inn};4 500 000")
    (effect,) = ended_by(path, office)
    assert (effect.fund, effect.change, effect.short) == (fund, -roubles(30_000), roubles(10_000))


def test_the_command_says_it_before_and_managers_are_mailed_once_it_is_taken_in(
    tmp_path: Path, office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = office.ledger.balance(SUMMER)
    path = a_list(tmp_path, "ИНН;Оборот", f"{PARTNER.inn};6 000 000")
    monkeypatch.setattr(partners, "find_office", lambda: office)
    looked = cofund("partners", "import", path, "--language", "ru")
    assert "1 закончившийся фонд остаётся как есть." in flat(looked.out)
    assert "на 105 000,00 ₽ меньше, и 70 000,00 ₽ из этой суммы" in flat(looked.out)
    assert office.mailer.sent == ()
    taken = cofund("partners", "import", path, "--apply", "--by", "maria", "--language", "ru")
    assert "70 000,00 ₽ начислены лишними" in flat(taken.out)
    (mail,) = office.mailer.sent
    assert "период закончился, а деньги потрачены или отложены" in flat(mail.text)
    assert "70 000,00 ₽" in flat(mail.text)
    assert office.ledger.balance(SUMMER) == standing


def flat(text: str) -> str:
    """Give words as they are read: a table wraps them, and amounts have hard spaces."""
    return " ".join(text.replace("\u00a0", " ").replace("│", " ").split())
