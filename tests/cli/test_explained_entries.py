"""`cofund ledger explain`: every kind of posting in words, with what stands behind it."""

from __future__ import annotations

import pytest

from cofund.cli import ledger
from cofund.models.activities import ApplicationContent
from cofund.models.awards import Award
from cofund.models.claim import Locale
from cofund.models.ledger import FundKey
from cofund.steps.funds.keeping_funds import keep_funds
from cofund.steps.managing.journal import CAUSES
from cofund.steps.sealing import journal_accounts, journal_balances
from tests.builders.awards import VERA, credited_award
from tests.builders.claim_files import a_partner, september, the_programme
from tests.builders.claims import EVERYBODY, an_office
from tests.builders.dinners import agreed
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice
from tests.ledger.whole_ledger import a_whole_ledger

POINTS = {
    f"points {kind}"
    for kind in (
        *("EARN", "SPEND", "GIVE_BACK", "CONVERT", "CLOSE"),
        *("HOLD", "DEBIT", "RELEASE", "REVERSE", "SHIP"),
    )
}


@pytest.fixture(scope="module")
def whole() -> FakeOffice:
    """An office whose ledger has seen every kind of movement."""
    return a_whole_ledger()


def entries(office: FakeOffice) -> dict[str, str]:
    """Give an entry of each kind, of money and of points."""
    money = (one for each in journal_balances("", office=office)
             for one in office.ledger.postings(each.fund))  # fmt: skip
    points = (one for each in journal_accounts("", office=office)
              for one in office.points.postings(each.account))  # fmt: skip
    found = {one.kind: one.entry_id for one in money}
    return found | {f"points {one.kind}": one.entry_id for one in points}


def told(entry: str, language: Locale, office: FakeOffice) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "find_office", lambda: office)
        ran = cofund("ledger", "explain", entry, "--language", language)
    assert ran.status == 0, ran.err
    return ran.out.replace("\u00a0", " ").replace("\u2011", "-")


@pytest.mark.parametrize(("language", "sealed"), [("ru", "Под печатью № "), ("en", "Under seal ")])
def test_every_kind_of_posting_is_told_in_words(
    whole: FakeOffice, language: Locale, sealed: str
) -> None:
    found = entries(whole)
    assert found.keys() >= set(CAUSES) | POINTS
    for kind, entry in found.items():
        out = told(entry, language, whole)
        assert f"{entry} · " in out
        assert sealed in out
        assert kind.removeprefix("points ") not in out.replace(entry, "")
        assert "journal." not in out
        assert "points.entry" not in out


def test_points_that_were_earned_name_the_page_the_clause_and_who_agreed() -> None:
    office = an_office(people=(*EVERYBODY, VERA))
    award = credited_award(office)
    out = told(f"{award.matter_id}#EARN", "en", office)
    content = office.matters.content(award, Award)
    assert f"Earned by “{content.title}”: {content.link}" in out
    assert "Agreed to: 40,000 points, version 1, by Rita Review (rita), 25 September 2026" in out
    assert f"Clause: {the_programme().points.source}" in flat(out)


def test_a_reservation_names_the_activity_and_the_last_consent_before_it() -> None:
    office = an_office()
    office.clock.set(september(1))
    walk = agreed(office)
    out = told(f"{walk.matter.matter_id}#RSV", "ru", office)
    title = office.matters.content(walk.matter, ApplicationContent).activity.name
    assert f"Заявка {walk.matter.matter_id}: «{title}», " in out
    assert "Согласовано: 40 000,00 ₽, версия 1, Rita Review (rita), " in out


def test_a_grant_by_the_terms_names_their_clause() -> None:
    office = FakeOffice()
    office.directory.add_partner(a_partner())
    keep_funds("integrator", office=office)
    fund = FundKey(programme="it-vendor", partner="integrator", period="2026Q4")
    (granted,) = office.ledger.postings(fund)
    out = flat(told(granted.entry_id, "ru", office))
    assert f"Пункт: {the_programme().fund.source}" in out
    assert "Начислено" in out


def flat(text: str) -> str:
    """Give words as they are read: lines are wrapped."""
    return " ".join(text.split())
