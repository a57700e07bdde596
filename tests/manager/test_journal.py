"""A fund's journal: every posting in the order of time, with its cause, and what was left."""

from __future__ import annotations

import base64
import csv
from datetime import timedelta
from io import StringIO
from typing import get_args

import pytest

from cofund.models.ledger import ClosePeriod, FundKey, Movement
from cofund.pages.catalogues import page_texts
from cofund.pages.journal_file import journal_file
from cofund.pages.views.journal import JOURNAL_PAGE, CauseKind, JournalLine
from cofund.steps.managing.journal import CAUSES, journal, seen_by_manager, seen_by_partner
from tests.builders.answers import answer
from tests.builders.claim_files import FUND, a_partner
from tests.builders.claims import an_office
from tests.builders.movements import an_accrual
from tests.builders.reads import roubles
from tests.builders.walks import a_walk
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser

PARTNER = a_partner().partner_id
OWN = f"/balance/{FUND.period}"
MANAGED = f"/manage/funds/{PARTNER}/{FUND.period}"


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


@pytest.fixture
def paid(office: FakeOffice) -> str:
    """Let a claim be paid; give its number."""
    walk = a_walk(office).to_review()
    answer(office, "approve")
    return walk.to_the_end().claim_id


def lines(office: FakeOffice, fund: FundKey = FUND) -> tuple[JournalLine, ...]:
    who = seen_by_manager("ru", office=office)
    return journal(office.ledger.balance(fund), who=who, opens={"claim": "/claims/"}, office=office)


def kinds() -> set[str]:
    """Give the kinds of all movements of money."""
    union, *_ = get_args(Movement)
    return {get_args(one.model_fields["kind"].annotation)[0] for one in get_args(union)}


def test_every_movement_has_its_words_and_its_cause() -> None:
    assert set(CAUSES) == kinds()
    for locale in ("ru", "en"):
        texts = page_texts(locale)
        assert all(texts.gettext(f"journal.kind.{kind}") for kind in kinds())
        assert all(texts.gettext(f"journal.cause.{cause}") for cause in get_args(CauseKind))


def test_postings_stand_in_the_order_of_time_with_what_was_available_after(
    office: FakeOffice, paid: str
) -> None:
    shown = lines(office)
    assert [line.kind for line in shown] == ["ACCRUE", "RESERVE", "HOLD", "DEBIT"]
    assert [line.at for line in shown] == sorted(line.at for line in shown)
    assert shown[-1].available == office.ledger.balance(FUND).available
    assert shown[0].available == roubles(1_000_000)
    debit = shown[-1]
    assert (debit.cause, debit.subject, debit.version) == ("claim", paid, 1)
    assert debit.path == f"/claims/{paid}"
    assert shown[1].subject == "Деловой ужин"


def test_the_running_balance_ends_where_the_balance_stands(office: FakeOffice) -> None:
    office.clock.move(timedelta(days=10))
    close = ClosePeriod(
        fund=FUND,
        actor="keep_funds",
        reason="period_over",
        at=office.clock(),
        programme_version="2026.1",
    )
    office.ledger.post(close)
    last = lines(office)[-1]
    assert (last.kind, last.cause, last.subject) == ("CLOSE", "period", "")
    assert last.available == roubles(0) == office.ledger.balance(FUND).available


def test_a_manager_reads_names_and_a_partner_what_people_are(office: FakeOffice, paid: str) -> None:
    assert paid
    managers = seen_by_manager("ru", office=office)
    partners = seen_by_partner(PARTNER, "ru", office=office)
    assert (managers("rita"), partners("rita")) == ("Rita Review", "проверяющий")
    assert (managers("keep_funds"), partners("keep_funds")) == ("автоматически", "автоматически")
    assert partners("anna") == "партнёр"
    assert partners("boris") == "проверяющий"
    own = Browser(office, "anna").get(OWN).body
    assert "Rita" not in own


def test_a_partner_opens_its_own_journal_and_no_others(office: FakeOffice, paid: str) -> None:
    own = Browser(office, "anna").get(OWN)
    assert own.status == 200
    assert f"/claims/{paid}" in own.body
    assert "Одобрено к выплате" in own.body
    stranger = Browser(office, "boris").get(OWN)
    assert paid not in stranger.body
    assert Browser(office, "anna").get("/balance/2031Q4").status == 404
    for wrong in ("2026", "2026Q9", "..", "%00", "BAL"):
        assert Browser(office, "anna").get(f"/balance/{wrong}").status == 404
    assert Browser(office, "rita").get(OWN).status == 404


def test_a_manager_opens_every_fund_and_a_claim_only_in_the_partners_name(
    office: FakeOffice, paid: str
) -> None:
    manager = Browser(office, "marina")
    found = manager.get("/manage?find=интегратор")
    assert f"/manage/partners/{PARTNER}" in found.body
    assert f'href="{MANAGED}"' in manager.get(f"/manage/partners/{PARTNER}").body
    shown = manager.get(MANAGED)
    assert paid in shown.body
    assert f'href="/claims/{paid}"' not in shown.body
    assert manager.post("/partners", {"partner": PARTNER}).status == 303
    assert f'href="/claims/{paid}"' in manager.get(MANAGED).body
    assert manager.get("/manage/funds/nobody/2026Q3").status == 404
    assert manager.get(f"/manage/funds/{PARTNER}/2026X").status == 404


def test_a_long_journal_comes_page_by_page_the_newest_first_to_open(office: FakeOffice) -> None:
    for number in range(JOURNAL_PAGE):
        office.ledger.post(an_accrual(100, fund=FUND, source=f"order-{number:03d}"))
    manager = Browser(office, "marina")
    newest = manager.get(MANAGED)
    assert "Страница 2 из 2" in newest.body
    first = manager.get(f"{MANAGED}?page=1")
    assert first.body.count("journal-line") == JOURNAL_PAGE
    for odd in ("0", "-1", "x", "9" * 30, "٣"):
        assert manager.get(f"{MANAGED}?page={odd}").status == 200


def test_the_file_holds_every_line_as_the_readers_excel_writes_it(
    office: FakeOffice, paid: str
) -> None:
    got = Browser(office, "anna").get(f"{OWN}/journal.csv", **{"accept-language": "ru"})
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert got.headers["Cache-Control"] == "no-store"
    rows = list(csv.DictReader(StringIO(text_of(got.body)), delimiter=";"))
    assert [row["Что"] for row in rows][-1] == "Одобрено к выплате"
    assert rows[0]["Доступно"] == "1000000,00"
    assert rows[-1]["Основание"] == f"Запрос {paid}, версия 1"
    assert rows[-1]["Доступно после этого"].endswith(",00")


@pytest.mark.parametrize("name", ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_words_that_a_spreadsheet_would_run_stay_words(office: FakeOffice, name: str) -> None:
    line = lines(office)[0].model_copy(update={"who": name, "programme_version": name})
    content = journal_file([line], zone="Europe/Moscow", locale="en").decode("utf-8-sig")
    row = list(csv.reader(StringIO(content)))[1]
    assert [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\r"))] == []
    assert row[4].startswith("'")
    assert row[5].startswith("'")


def test_amounts_of_the_file_are_numbers_of_the_language(office: FakeOffice, paid: str) -> None:
    assert paid
    english = journal_file(lines(office), zone="UTC", locale="en").decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(english)))
    held = next(row for row in rows if row["What"] == "Held for a claim")
    taken = {name: cell for name, cell in held.items() if cell.startswith("-")}
    assert taken
    assert all(float(cell) < 0 for cell in taken.values())


def text_of(body: str) -> str:
    """Give the text of a file that came as an answer."""
    return base64.b64decode(body).decode("utf-8-sig")
