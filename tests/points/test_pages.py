"""The pages of points as a browser sees them: filed, set right, spent, and given back."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest

from cofund.models.proofs import ProofSeen
from cofund.steps.consents.asking import read_consent
from cofund.steps.funds.keeping_batch import keep_batch
from cofund.steps.funds.running import list_partners, manifest_of
from cofund.steps.orders.desk import ship
from cofund.steps.points import publications as points_publications
from cofund.steps.points.credit import credit_points
from cofund.steps.points.publications import (
    order_publication,
    publication_book,
    tell_publications,
)
from cofund.steps.points.spending import Ordering
from tests.builders.awards import (
    COMPANY,
    LINK,
    VERA,
    a_filing,
    agreed,
    available,
    credited_award,
    filed,
    looked_at,
)
from tests.builders.claim_files import FUND, the_programme
from tests.builders.claims import ANNA, EVERYBODY, MARINA, an_office
from tests.builders.souvenirs import a_shop, an_order, with_points
from tests.fakes.faulty_items import Killed
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser


@pytest.fixture
def office() -> FakeOffice:
    return an_office(people=(*EVERYBODY, VERA))


@pytest.fixture
def anna(office: FakeOffice) -> Browser:
    return Browser(office, "anna")


def plain(answer: Answer) -> str:
    """Give a page's words, with plain spaces."""
    words = re.sub(r"<[^>]+>", " ", answer.body).replace("\xa0", " ").replace("&nbsp;", " ")
    return re.sub(r"\s+", " ", words)


def hidden(answer: Answer, name: str) -> str:
    """Give a hidden field of a form."""
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.body)
    assert found is not None
    return found.group(1)


def form(browser: Browser, path: str, **fields: str) -> dict[str, str]:
    """Give the fields of a form as its page shows them, with these filled in."""
    shown = browser.get(path)
    assert shown.status == 200
    return {"csrf": browser.form_key, "form_id": hidden(shown, "form_id"), **fields}


def award_form(browser: Browser, **fields: str) -> dict[str, str]:
    """Give the filled form of an article."""
    usual = {
        "earned_by": "habr_article",
        "account": "company",
        "link": LINK,
        "title": "Как мы внедряли",
        "published_on": "2026-09-20",
    }
    return form(browser, "/points/awards/new", **usual | fields)


def acting(office: FakeOffice) -> Browser:
    """Give a manager who acts for the first partner."""
    marina = Browser(office, MARINA.login)
    marina.post("/partners", {"csrf": marina.form_key, "partner": "integrator"})
    return marina


def test_an_award_is_filed_by_its_form_and_shown(office: FakeOffice, anna: Browser) -> None:
    fields = award_form(anna)
    sent, again = anna.post("/points/awards", fields), anna.post("/points/awards", fields)
    assert (sent.status, sent.location) == (303, again.location)
    shown = plain(anna.get(sent.location))
    assert "Заявка отправлена. Проверяем ссылку." in shown
    assert "40 000 баллов" in shown
    assert "Как мы внедряли" in plain(anna.get("/points"))
    assert list(office.consent_workflow.started) == [
        f"{sent.location.split('/')[3].split('?')[0]}-v1"
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"earned_by": ""}, "За что"),
        ({"earned_by": "tweet"}, "За что"),
        ({"account": ""}, "Счёт"),
        ({"link": ""}, "Ссылка"),
        ({"link": "http://127.0.0.1/"}, "не похоже на адрес страницы"),
        ({"link": "https://habr.com@evil.example/"}, "не похоже на адрес страницы"),
        ({"link": "https://evil.example/"}, "только со страниц на habr.com, www.habr.com"),
        ({"link": "http://habr.com/a"}, "только со страниц на habr.com"),
        (
            {"link": "http://press.example/a", "earned_by": "trade_press_article"},
            "начинается с https://",
        ),
        ({"title": " "}, "Название публикации"),
        ({"title": "a" * 201}, "Название публикации"),
        ({"published_on": "31.12.2025"}, "публикации 2026 года"),
        ({"published_on": "2026-09-26"}, "ещё не наступил"),
        ({"published_on": "вчера"}, "Дата публикации"),
    ],
)
def test_a_form_that_cannot_be_taken_says_all_that_is_wrong(
    office: FakeOffice, anna: Browser, wrong: dict[str, str], said: str
) -> None:
    answer = anna.post("/points/awards", award_form(anna, **wrong))
    assert answer.status == 400
    assert said in plain(answer)
    assert office.matters.of_partner("award", "integrator") == ()


def test_a_link_without_its_scheme_is_taken_as_https(anna: Browser) -> None:
    sent = anna.post("/points/awards", award_form(anna, link=" habr.com/ru/articles/1/ "))
    assert LINK in anna.get(sent.location).body


def test_a_used_page_and_a_full_month_are_said_at_the_form(
    office: FakeOffice, anna: Browser
) -> None:
    filed(office)
    used = anna.post("/points/awards", award_form(anna))
    assert "За эту страницу баллы уже запрошены" in plain(used)
    for number in (2, 3):
        answer = anna.post("/points/awards", award_form(anna, link=f"https://habr.com/{number}"))
    assert answer.status == 400
    assert "не больше 20 000" in plain(answer)
    assert "1 октября 2026" in plain(answer)


def test_a_dead_link_is_set_right_by_its_own_form(office: FakeOffice, anna: Browser) -> None:
    matter = filed(office).matter
    looked_at(office, matter, ProofSeen(verdict="gone", address=LINK, status=404))
    page = plain(anna.get(f"/points/awards/{matter.matter_id}"))
    assert "По ссылке ничего нет" in page
    assert "скопируйте адрес целиком" in page
    path = f"/points/awards/{matter.matter_id}"
    again = award_form(anna, link="https://habr.com/ru/articles/2/")
    shown = anna.get(f"{path}/form")
    assert LINK in shown.body
    sent = anna.post(path, again)
    assert sent.location.startswith(path)
    head = office.matters.get("award", matter.matter_id)
    assert (head.state, head.matter.version) == ("submitted", 2)
    assert anna.get(f"{path}/form").status == 303


def test_an_award_is_withdrawn_by_its_page(office: FakeOffice, anna: Browser) -> None:
    matter = filed(office).matter
    path = f"/points/awards/{matter.matter_id}/withdraw"
    for _ in range(2):
        assert anna.post(path, {"csrf": anna.form_key}).status == 303
    assert office.matters.get("award", matter.matter_id).state == "withdrawn"


def test_credited_points_are_shown_with_their_cause_and_their_last_day(
    office: FakeOffice, anna: Browser
) -> None:
    matter = credited_award(office, points=25_000)
    account = plain(anna.get("/points"))
    assert "25 000 баллов" in account
    assert "Начислено: Как мы внедряли +25 000" in account
    assert "Сгорят после 31 декабря 2026" in account
    award = plain(anna.get(f"/points/awards/{matter.matter_id}"))
    assert "Потратить их можно до 31 декабря 2026" in award


def test_a_publication_is_ordered_once_and_the_managers_are_told_once(
    office: FakeOffice, anna: Browser
) -> None:
    credited_award(office)
    fields = form(anna, "/points/publications", publication="blog_post", account="company")
    for _ in range(2):
        assert anna.post("/points/publications", fields).status == 303
    assert available(office) == 20_000
    (mail,) = office.mailer.sent
    assert (mail.to, mail.purpose) == (MARINA.mail, "notice")
    assert "как менеджер программы" in mail.text
    tell_publications("integrator", office=office)
    assert len(office.mailer.sent) == 1
    assert "Публикация в блоге вендора" in plain(anna.get("/points/publications"))
    assert "Оплачено: Публикация в блоге вендора −20 000" in plain(anna.get("/points"))


def test_an_account_leads_to_the_orders_that_it_paid_for() -> None:
    office = a_shop()
    anna = Browser(office, "anna")
    with_points(office, 1_000)
    ship(an_order(office, paid_from="company"), "17", MARINA, office=office)
    page = anna.get("/points")
    assert 'href="/orders/O-1"><bdi>Заказ O-1</bdi></a> <strong>−900' in page.body
    assert "Оплачено: Заказ O-1 −900" in plain(page)
    assert "Отправлено: Заказ O-1 25 сентября" in plain(page)


def test_managers_learn_by_day_of_a_publication_whose_page_died_after_paying(
    office: FakeOffice,
) -> None:
    credited_award(office)
    act = partial(
        order_publication,
        "blog_post",
        Ordering("company", "form"),
        ANNA,
        programme=the_programme(),
        office=office,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(points_publications, "tell_publication", _die)
        with pytest.raises(Killed):
            act()
    assert (available(office), len(office.mailer.sent)) == (20_000, 0)
    for _ in range(2):
        run = list_partners("remind", office=office)
        (batch,) = manifest_of(run.run_id, office=office)
        assert keep_batch(run.run_id, batch, office=office) == 0
    told = [mail for mail in office.mailer.sent if mail.to == MARINA.mail]
    assert len(told) == 1
    act()
    assert available(office) == 20_000


def _die(*_order: object, **_office: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"publication": "press_article", "account": "company"}, "На этом счёте 40 000"),
        ({"publication": "blog_post", "account": "person"}, "На этом счёте 0"),
        ({"publication": "tv", "account": "company"}, "Какая публикация"),
        ({"publication": "blog_post"}, "Чьими баллами платить"),
    ],
)
def test_a_publication_that_cannot_be_paid_moves_nothing(
    office: FakeOffice, anna: Browser, fields: dict[str, str], said: str
) -> None:
    credited_award(office)
    answer = anna.post("/points/publications", form(anna, "/points/publications", **fields))
    assert answer.status == 400
    assert said in plain(answer)
    assert available(office) == 40_000
    assert not office.mailer.sent
    tell_publications("integrator", office=office)
    assert not office.mailer.sent


def test_a_manager_gives_a_publications_points_back_once(office: FakeOffice, anna: Browser) -> None:
    credited_award(office)
    fields = form(anna, "/points/publications", publication="blog_post", account="company")
    anna.post("/points/publications", fields)
    (order,) = publication_book(office).of_partner("integrator")
    path = f"/points/publications/{order.order_id}"
    marina = Browser(office, MARINA.login)
    assert "Небы" not in plain(marina.get(path))
    assert anna.get(path).status == 404
    assert anna.post(f"{path}/return", {"csrf": anna.form_key}).status == 404
    for _ in range(2):
        assert marina.post(f"{path}/return", {"csrf": marina.form_key}).status == 303
    assert available(office) == 40_000
    assert [mail.to for mail in office.mailer.sent] == [MARINA.mail, "anna@integrator.example"]
    assert "Баллы возвращены" in plain(marina.get(path))


def test_points_are_converted_once_within_the_terms_and_with_a_warning(
    office: FakeOffice, anna: Browser
) -> None:
    credited_award(office)
    before = office.ledger.balance(FUND).available
    shown = anna.get("/points/conversion")
    assert "сгорят вместе с ним после 30 сентября 2026" in plain(shown)
    few = anna.post("/points/conversion", form(anna, "/points/conversion", points="9 999"))
    assert "не меньше 10 000" in plain(few)
    many = anna.post("/points/conversion", form(anna, "/points/conversion", points="40 001"))
    assert "На этом счёте 40 000" in plain(many)
    for text in ("", "десять"):
        wrong = form(anna, "/points/conversion", points=text)
        assert anna.post("/points/conversion", wrong).status == 400
    fields = form(anna, "/points/conversion", points="15 000")
    for _ in range(2):
        assert anna.post("/points/conversion", fields).status == 303
    assert available(office) == 25_000
    gained = office.ledger.balance(FUND).available - before
    assert gained.amount_minor == 15_000_00


def test_a_manager_acts_for_the_company_and_sees_nothing_of_a_person(
    office: FakeOffice,
) -> None:
    credited_award(office, a_filing("https://habr.com/own", account="person", form_id="own"))
    own = office.matters.of_partner("award", "integrator")[0].matter.matter_id
    marina = acting(office)
    page = plain(marina.get("/points"))
    assert "Ваш личный счёт" not in page
    assert "40 000" not in page
    assert marina.get(f"/points/awards/{own}").status == 404
    sent = marina.post("/points/awards", award_form(marina, link="habr.com/3"))
    head = office.matters.get("award", sent.location.split("/")[3].split("?")[0])
    assert head.stand_ins == (MARINA.login,)
    audit = office.matters.audit("award", head.matter.matter_id)
    assert audit[0].on_behalf_of == "integrator"
    wrong = marina.post("/points/awards", award_form(marina, account="person", link="habr.com/2"))
    assert wrong.status == 400


@pytest.mark.parametrize("login", ["boris", "rita", "fedor"])
def test_nobody_else_sees_a_partners_points(office: FakeOffice, login: str) -> None:
    matter = filed(office).matter
    stranger = Browser(office, login)
    assert stranger.get(f"/points/awards/{matter.matter_id}").status == 404
    post = {"csrf": stranger.form_key, "form_id": "x"}
    assert stranger.post(f"/points/awards/{matter.matter_id}/withdraw", post).status == 404
    assert office.matters.get("award", matter.matter_id).state == "submitted"


@pytest.mark.parametrize(
    "path",
    ["/points/awards", "/points/publications", "/points/conversion"],
)
def test_a_form_of_another_site_or_session_spends_nothing(
    office: FakeOffice, anna: Browser, path: str
) -> None:
    credited_award(office)
    fields: dict[str, Any] = {"form_id": "x", "publication": "blog_post", "account": "company"}
    assert anna.post(path, {**fields, "points": "10000", "csrf": "stolen"}).status == 403
    assert available(office, COMPANY) == 40_000


def test_the_same_award_agreed_to_shows_what_was_agreed(office: FakeOffice, anna: Browser) -> None:
    matter = filed(office).matter
    looked_at(office, matter)
    read_consent(matter, office=office)
    page = plain(anna.get(f"/points/awards/{matter.matter_id}"))
    assert "решение за сотрудником вендора" in page
    agreed(office, matter, 1_000)
    credit_points(matter, office=office)
    page = plain(anna.get(f"/points/awards/{matter.matter_id}"))
    assert "Согласовано 1 000 баллов" in page
