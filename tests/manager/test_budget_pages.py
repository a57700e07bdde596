"""A manager reads a year's budgets on a page, and sets their caps there."""

from __future__ import annotations

import pytest

from cofund.models.budgets import BudgetKey
from cofund.steps.funds.budgeting import budget_history, budgets_of, set_budget
from cofund.steps.funds.keeping_funds import keep_funds
from tests.builders.claim_files import a_partner
from tests.builders.claims import an_office
from tests.builders.reads import roubles
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser, everything

KEY = BudgetKey(programme="it-vendor", year="2026", scope="level.gold")
PATH = "/manage/budgets"


@pytest.fixture
def office() -> FakeOffice:
    """An office with a budget, of which something is granted."""
    made = an_office()
    keep_funds(a_partner().partner_id, office=made)
    set_budget(KEY, roubles(1_000_000), by="marina", reason="план", office=made)
    return made


def cap_set(browser: Browser, *, cap: str, **changes: str) -> Answer:
    form = {"scope": KEY.scope, "seen": "1", "cap": cap, "reason": "новый план", **changes}
    return browser.post(PATH, form)


def test_a_page_shows_what_is_granted_and_left_and_who_set_it(office: FakeOffice) -> None:
    (budget,) = budgets_of("it-vendor", "2026", office=office)
    shown = Browser(office, "marina").get(PATH).body.replace("\u00a0", " ")
    assert "Бюджет уровня «Золотой»" in shown
    assert budget.granted > roubles(0)
    for amount in ("1 000 000,00 ₽", "135 000,00 ₽", "865 000,00 ₽"):
        assert f"<dd>{amount}</dd>" in shown
    assert "Марина Главная" in shown
    assert "план" in shown


def test_another_year_has_other_budgets(office: FakeOffice) -> None:
    browser = Browser(office, "marina")
    assert "бюджетов нет" in browser.get(f"{PATH}?year=2027").body
    assert "Бюджеты 2026 года" in browser.get(f"{PATH}?year=x").body


def test_a_cap_is_set_with_its_reason(office: FakeOffice) -> None:
    answer = cap_set(Browser(office, "marina"), cap="2 000 000,50")
    assert answer.location == f"{PATH}?year=2026&notice=budget_set"
    (budget,) = budgets_of("it-vendor", "2026", office=office)
    assert budget.cap == roubles("2000000.50")
    last = budget_history(KEY, office=office)[-1]
    assert (last.by, last.reason, last.before) == ("marina", "новый план", roubles(1_000_000))
    assert "Бюджет изменён" in Browser(office, "marina").get(answer.location).body


@pytest.mark.parametrize(
    ("cap", "reason", "said"),
    [
        ("134 999,99", "план", "Уже начислено 135 000,00 ₽"),
        ("", "план", "Заполните это поле"),
        ("много", "план", "Напишите сумму цифрами"),
        ("200 000", " ", "Заполните это поле"),
    ],
)
def test_what_cannot_be_set_is_shown_again_and_changes_nothing(
    office: FakeOffice, cap: str, reason: str, said: str
) -> None:
    manager = Browser(office, "marina")
    before = everything(office)
    answer = cap_set(manager, cap=cap, reason=reason)
    assert answer.status == 400
    assert said in answer.body.replace("\u00a0", " ")
    assert f'value="{cap}"' in answer.body
    assert everything(office) == before


def test_a_cap_that_somebody_set_meanwhile_is_not_written_over(office: FakeOffice) -> None:
    set_budget(KEY, roubles(3_000_000), by="marina", reason="больше", office=office)
    assert cap_set(Browser(office, "marina"), cap="2 000 000").status == 409
    (budget,) = budgets_of("it-vendor", "2026", office=office)
    assert budget.cap == roubles(3_000_000)


def test_the_page_makes_no_budget(office: FakeOffice) -> None:
    answer = cap_set(Browser(office, "marina"), cap="2 000 000", scope="region.north")
    assert answer.status == 404
    assert len(budgets_of("it-vendor", "2026", office=office)) == 1


@pytest.mark.parametrize("login", ["anna", "rita", "fedor"])
def test_budgets_are_managers(office: FakeOffice, login: str) -> None:
    browser = Browser(office, login)
    assert browser.get(PATH).status == 404
    assert cap_set(browser, cap="2 000 000").status == 404
    assert budgets_of("it-vendor", "2026", office=office)[0].cap == roubles(1_000_000)


def test_a_form_of_another_session_or_site_sets_nothing(office: FakeOffice) -> None:
    browser = Browser(office, "marina")
    assert cap_set(browser, cap="2 000 000", csrf="another").status == 403
    assert budgets_of("it-vendor", "2026", office=office)[0].cap == roubles(1_000_000)
