"""The pages of souvenirs: what a partner sees, orders and gives back; what a manager does."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.models.claim import Locale
from cofund.pages.security_headers import LANGUAGE_COOKIE
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, BORIS, MARINA
from tests.builders.reads import roubles
from tests.builders.souvenirs import (
    COMPANY,
    MUG,
    OWN,
    a_line,
    a_shipped_order,
    a_shop,
    an_order,
    told,
    with_points,
)
from tests.fakes.office import FakeOffice
from tests.security.browser import Answer, Browser, everything


@pytest.fixture
def office() -> FakeOffice:
    return a_shop()


@pytest.fixture
def anna(office: FakeOffice) -> Browser:
    return Browser(office, "anna")


@pytest.fixture
def marina(office: FakeOffice) -> Browser:
    return Browser(office, "marina")


def words(answer: Answer) -> str:
    """Give a page's words on one line."""
    without_tags = re.sub(r"<[^>]+>", " ", answer.body.partition("<main")[2])
    return " ".join(unescape(without_tags).split())


def hidden(answer: Answer) -> dict[str, str]:
    """Give the hidden fields of a confirmation."""
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.body))


def spoken(browser: Browser, locale: Locale) -> Browser:
    browser.cookies[LANGUAGE_COOKIE] = locale
    return browser


def confirmed(browser: Browser, **fields: str) -> dict[str, str]:
    """Give the form that an order's confirmation sends."""
    shown = browser.post("/orders/confirm", fields)
    assert shown.status == 200, words(shown)
    return hidden(shown)


def test_the_page_shows_limit_window_fund_and_catalogue(anna: Browser) -> None:
    said = words(spoken(anna, "en").get("/orders"))
    assert "Orders are accepted until 30 September 2026" in said
    assert "Already ordered" not in said
    assert "RUB 100,000.00 can still be ordered" in said
    assert "Mug with the logo" in said
    assert "Cannot be ordered: costs more than" in said
    assert said.count("Quantity") == 3


def test_an_order_is_confirmed_with_its_totals_and_then_placed(
    anna: Browser, office: FakeOffice
) -> None:
    shown = anna.post("/orders/confirm", {"q-mug": "2", "q-pen": "10"})
    said = words(shown).replace("\N{NO-BREAK SPACE}", " ")
    assert "Итого 1 255,00 ₽" in said
    assert "останется 98 745,00 ₽" in said
    before = office.ledger.balance(FUND).available
    sent = anna.post("/orders", hidden(shown))
    assert sent.status == 303
    assert "notice=order_placed" in sent.location
    assert before - office.ledger.balance(FUND).available == roubles(1_255)
    assert "Размещён" in words(anna.get(sent.location))
    assert [mail.to for mail in office.mailer.sent] == [ANNA.mail, MARINA.mail]
    assert "98 745,00 ₽" in words(anna.get("/orders")).replace("\N{NO-BREAK SPACE}", " ")


def test_a_double_click_is_one_order_and_one_mail(anna: Browser, office: FakeOffice) -> None:
    form = confirmed(anna, **{"q-mug": "2"})
    first, second = anna.post("/orders", form), anna.post("/orders", form)
    assert first.location == second.location
    assert len(office.orders.of_partner("integrator")) == 1
    assert (len(told(office, ANNA)), len(told(office, MARINA))) == (1, 1)


def test_the_same_order_confirmed_anew_is_another_order(anna: Browser, office: FakeOffice) -> None:
    for _ in range(2):
        anna.post("/orders", confirmed(anna, **{"q-mug": "2"}))
    assert len(office.orders.of_partner("integrator")) == 2


WRONG = [
    ({"q-mug": "two"}, "Напишите целое число"),
    ({"q-mug": "0"}, "Укажите количество хотя бы для одной вещи"),
    ({"q-umbrella": "4"}, "Столько нет в наличии; осталось: 3"),
    ({"q-rucksack": "1"}, "по условиям программы заказать нельзя"),
    ({"q-pen": "1000", "q-mug": "40", "q-umbrella": "3", "paid_from": "company"}, "нельзя"),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_what_is_wrong_is_said_beside_what_was_typed(
    typed: dict[str, str], message: str, anna: Browser, office: FakeOffice
) -> None:
    before = everything(office)
    answer = anna.post("/orders/confirm", typed)
    assert answer.status == 400
    assert message in words(answer)
    for field, value in typed.items():
        assert field in ("paid_from", "q-rucksack") or f'name="{field}"' in answer.body
        assert field in ("paid_from", "q-rucksack") or f'value="{value}"' in answer.body
    assert everything(office) == before


def test_an_order_above_the_years_limit_says_how_much_is_left(
    anna: Browser, office: FakeOffice
) -> None:
    office.ledger.set_souvenir_limit(FUND.limit(), roubles(900))
    assert anna.post("/orders/confirm", {"q-mug": "2"}).status == 200
    answer = anna.post("/orders/confirm", {"q-mug": "2", "q-pen": "1"})
    assert answer.status == 400
    assert "годового лимита на сувениры: 900,00 ₽" in words(answer).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_what_another_took_meanwhile_is_said_and_nothing_typed_is_lost(
    anna: Browser, office: FakeOffice
) -> None:
    form = confirmed(anna, **{"q-umbrella": "2", "q-pen": "7"})
    an_order(office, a_line("umbrella", 2))
    answer = anna.post("/orders", form)
    assert answer.status == 400
    assert "осталось: 1" in words(answer)
    assert 'name="q-pen"' in answer.body
    assert 'value="7"' in answer.body
    assert len(office.orders.of_partner("integrator")) == 1


def test_a_price_that_changed_is_confirmed_again(anna: Browser, office: FakeOffice) -> None:
    form = confirmed(anna, **{"q-mug": "2"})
    (mug,) = (one for one in office.orders.catalogue("it-vendor") if one.sku == "mug")
    office.orders.offer("it-vendor", mug.model_copy(update={"price": roubles(500)}), on_hand=40)
    answer = anna.post("/orders", form)
    assert (answer.status, "Каталог изменился" in words(answer)) == (400, True)
    assert office.orders.of_partner("integrator") == []


def test_outside_the_windows_the_page_names_the_next_one_and_takes_nothing(
    anna: Browser, office: FakeOffice
) -> None:
    form = confirmed(anna, **{"q-mug": "2"})
    office.clock.move(timedelta(days=6))
    anna = Browser(office, "anna")
    page = anna.get("/orders")
    assert "Следующее окно: с 1 февраля 2027" in words(page)
    assert "q-mug" not in page.body
    late = anna.post("/orders", {**form, "csrf": anna.form_key})
    assert (late.status, "не принимаются" in words(late)) == (400, True)


def test_a_placed_order_can_be_cancelled_until_it_ships(anna: Browser, office: FakeOffice) -> None:
    order = an_order(office)
    available = office.ledger.balance(FUND).available
    for _ in range(2):
        assert anna.post(f"/orders/{order.order_id}/cancel").status == 303
    assert office.ledger.balance(FUND).available - available == roubles(900)
    shipped = a_shipped_order(office, order_id="O-2")
    assert "cancel" not in anna.get(f"/orders/{shipped.order_id}").body
    assert anna.post(f"/orders/{shipped.order_id}/cancel").status == 409


def test_a_return_is_asked_for_and_taken_in_by_quantity(
    anna: Browser, marina: Browser, office: FakeOffice
) -> None:
    order = a_shipped_order(office, a_line("mug", 3))
    asked = anna.post(f"/orders/{order.order_id}/return", {"b-mug": "2", "why": "Скол на ручке"})
    assert "notice=return_asked" in asked.location
    page = marina.get(f"/manage/orders/{order.order_id}")
    assert "Скол на ручке" in words(page)
    assert 'name="b-mug" type="text" value="2"' in page.body
    for _ in range(2):
        taken = marina.post(
            f"/manage/orders/{order.order_id}/return", {"number": "1", "b-mug": "1"}
        )
        assert "notice=return_taken" in taken.location
    assert office.ledger.balance(FUND).debited == roubles(900)
    stock = office.orders.stock(MUG)
    assert stock is not None
    assert (stock.on_hand, stock.shipped) == (38, 2)
    assert [one.split()[0] for one in told(office, ANNA)] == ["Заказ", "Заказ", "Возврат"]
    assert [one.split()[0] for one in told(office, MARINA)] == ["Новый", "Запрошен"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Укажите, сколько возвращается"),
        ({"b-mug": "4"}, "Можно вернуть не больше 3"),
        ({"b-mug": "1", "why": "я" * 201}, "длинн"),
    ],
)
def test_a_wish_to_return_that_cannot_be_is_answered_beside_it(
    typed: dict[str, str], message: str, anna: Browser, office: FakeOffice
) -> None:
    order = a_shipped_order(office, a_line("mug", 3))
    answer = anna.post(f"/orders/{order.order_id}/return", typed)
    assert (answer.status, office.orders.get(order.order_id).state) == (400, "shipped")
    assert message in words(answer)


def test_after_the_programmes_days_nothing_is_asked_back(anna: Browser, office: FakeOffice) -> None:
    order = a_shipped_order(office)
    office.clock.move(timedelta(days=14))
    anna = Browser(office, "anna")
    assert "Вернуть сувениры" in words(anna.get(f"/orders/{order.order_id}"))
    office.clock.move(timedelta(days=1))
    anna = Browser(office, "anna")
    assert "Вернуть сувениры" not in words(anna.get(f"/orders/{order.order_id}"))
    assert anna.post(f"/orders/{order.order_id}/return", {"b-mug": "1"}).status == 400


def test_a_refused_return_leaves_the_order_and_says_why(
    anna: Browser, marina: Browser, office: FakeOffice
) -> None:
    order = a_shipped_order(office)
    anna.post(f"/orders/{order.order_id}/return", {"b-mug": "1"})
    path = f"/manage/orders/{order.order_id}/refuse"
    assert marina.post(path, {"revision": "3"}).status == 400
    assert marina.post(path, {"revision": "2", "why": "Нет"}).status == 409
    assert marina.post(path, {"revision": "3", "why": "Брак не виден"}).status == 303
    assert office.orders.get(order.order_id).state == "shipped"
    assert "Причина: Брак не виден" in office.mailer.sent[-1].text
    sent = len(office.mailer.sent)
    assert marina.post(path, {"revision": "3", "why": "Брак не виден"}).status == 303
    assert len(office.mailer.sent) == sent
    assert marina.post(path, {"revision": "3", "why": "Иначе"}).status == 409
    assert "В возврате отказано" in words(anna.get(f"/orders/{order.order_id}"))
    assert "Брак не виден" in words(anna.get(f"/orders/{order.order_id}"))


def test_managers_see_what_waits_and_mark_it_shipped(marina: Browser, office: FakeOffice) -> None:
    order = an_order(office)
    assert "Ждут вас" in words(marina.get("/manage/orders"))
    path = f"/manage/orders/{order.order_id}"
    assert marina.post(f"{path}/ship", {"waybill": " "}).status == 400
    for _ in range(2):
        assert marina.post(f"{path}/ship", {"waybill": "ТН-5"}).status == 303
    assert marina.post(f"{path}/ship", {"waybill": "ТН-6"}).status == 409
    assert "Ничего не ждёт" in words(marina.get("/manage/orders"))
    assert office.ledger.balance(FUND).debited == roubles(900)
    change = office.orders.audit(order.order_id)[-1]
    assert (change.actor, change.to_state) == ("marina", "shipped")
    assert "ТН-5" in office.mailer.sent[-1].text


def test_points_of_company_or_person_pay_where_there_are_any(
    anna: Browser, office: FakeOffice
) -> None:
    assert "баллы" not in words(anna.get("/orders")).lower()
    with_points(office, 1_000)
    with_points(office, 500, OWN)
    said = words(anna.get("/orders"))
    assert "Баллы компании" in said
    assert "Мои баллы" in said
    form = confirmed(anna, **{"q-mug": "2", "paid_from": "company"})
    assert anna.post("/orders", form).status == 303
    short = anna.post("/orders/confirm", {"q-mug": "2", "paid_from": "person"})
    assert (short.status, "Баллов меньше" in words(short)) == (400, True)
    assert office.points.balance(COMPANY).spent == 900
    assert office.points.balance(OWN).spent == 0


def test_an_order_paid_with_somebodys_own_points_is_seen_by_them_alone(
    office: FakeOffice, anna: Browser, marina: Browser
) -> None:
    colleague = BORIS.model_copy(update={"partner_id": "integrator"})
    office.directory.add_person(colleague)
    with_points(office, 900, OWN)
    order = an_order(office, paid_from="person")
    assert (len(told(office, ANNA)), len(told(office, colleague))) == (1, 0)
    marina.post("/partners", {"partner": "integrator"})
    path = f"/orders/{order.order_id}"
    for other in (Browser(office, "boris"), marina):
        assert other.get(path).status == 404
        assert other.post(f"{path}/cancel").status == 404
        assert order.order_id not in words(other.get("/orders"))
    assert order.order_id in words(anna.get("/orders"))
    assert marina.get(f"/manage{path}").status == 200
    assert anna.post(f"{path}/cancel").status == 303
    assert office.points.balance(OWN).available == 900


def test_a_manager_orders_in_a_partners_name_and_the_audit_says_so(
    marina: Browser, office: FakeOffice
) -> None:
    marina.post("/partners", {"partner": "integrator"})
    assert marina.post("/orders", confirmed(marina, **{"q-mug": "1"})).status == 303
    (order,) = office.orders.of_partner("integrator")
    (change,) = office.orders.audit(order.order_id)
    assert (change.actor, change.on_behalf_of) == ("marina", "integrator")
    assert [mail.to for mail in office.mailer.sent] == [ANNA.mail, MARINA.mail]


def test_another_partners_order_is_not_found(office: FakeOffice) -> None:
    order, boris = an_order(office), Browser(office, "boris")
    before = everything(office)
    assert boris.get(f"/orders/{order.order_id}").status == 404
    assert boris.post(f"/orders/{order.order_id}/cancel").status == 404
    assert boris.post(f"/orders/{order.order_id}/return", {"b-mug": "1"}).status == 404
    assert everything(office) == before


@pytest.mark.parametrize("login", ["anna", "rita", "fedor", "oleg"])
def test_only_managers_see_and_answer_all_orders(login: str, office: FakeOffice) -> None:
    order, browser = an_order(office), Browser(office, login)
    before = everything(office)
    path = f"/manage/orders/{order.order_id}"
    answers = [browser.get("/manage/orders"), browser.get(path)]
    for act in ("ship", "return", "refuse"):
        form = {"waybill": "1", "number": "1", "b-mug": "1", "why": "-", "revision": "1"}
        answers.append(browser.post(f"{path}/{act}", form))
    assert {answer.status for answer in answers} == {404}
    assert everything(office) == before


def test_a_programme_without_souvenirs_says_so(anna: Browser, office: FakeOffice) -> None:
    partner = office.directory.partner("integrator")
    office.directory.add_partner(partner.model_copy(update={"programme": "shared-advertising"}))
    answer = anna.get("/orders")
    assert (answer.status, "сувениры не заказывают" in words(answer)) == (200, True)
    assert anna.post("/orders/confirm", {"q-mug": "1"}).status == 400


def test_what_was_confirmed_elsewhere_is_not_taken(anna: Browser, office: FakeOffice) -> None:
    form = confirmed(anna, **{"q-mug": "2"})
    for broken in ({"order_key": "#"}, {"p-mug": "x"}, {"p-mug": ""}, {"q-mug": "0"}):
        assert anna.post("/orders", form | broken).status == 400
    cheaper = anna.post("/orders", form | {"p-mug": "1"})
    assert (cheaper.status, "Каталог изменился" in words(cheaper)) == (400, True)
    assert office.orders.of_partner("integrator") == []
    assert audit_ledger(office.items).violations == ()


def test_all_that_is_out_of_stock_is_named_at_once(anna: Browser) -> None:
    answer = anna.post("/orders/confirm", {"q-mug": "41", "q-umbrella": "4", "q-pen": "x"})
    assert answer.status == 400
    assert words(answer).lower().count("столько нет в наличии") == 4
