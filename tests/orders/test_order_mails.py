"""Mails about orders: managers learn what to do, once, and everybody what became of it."""

from __future__ import annotations

import pytest

from cofund.errors import TryAgain
from cofund.models.order_lines import ReturnedLine
from cofund.steps.funds.keeping_batch import keep_batch
from cofund.steps.funds.running import list_partners, manifest_of
from cofund.steps.orders.desk import refuse_return, ship
from cofund.steps.orders.ordering import ask_return, cancel
from tests.builders.claims import ANNA, MARINA
from tests.builders.souvenirs import a_line, a_shipped_order, a_shop, an_order, told
from tests.fakes.office import FakeOffice

ONE_MUG = (ReturnedLine(sku="mug", quantity=1),)


@pytest.fixture
def office() -> FakeOffice:
    return a_shop()


def test_managers_learn_of_a_new_order_what_it_is_and_where_to_answer(office: FakeOffice) -> None:
    office.directory.add_person(MARINA.model_copy(update={"login": "mark", "locale": "en"}))
    an_order(office, a_line("mug", 2), a_line("pen", 10))
    english, russian = (mail for mail in office.mailer.sent if mail.to == MARINA.mail)
    if "Новый" in english.subject:
        english, russian = russian, english
    assert "New souvenir order O-1: " in english.subject
    assert "Новый заказ сувениров O-1: " in russian.subject
    assert "Кружка с логотипом: 2" in russian.text
    assert "https://cofund.example/manage/orders/O-1" in russian.text
    assert (russian.purpose, "как менеджер программы" in russian.text) == ("notice", True)


def test_a_cancelled_order_is_told_to_everybody_and_once(office: FakeOffice) -> None:
    order = an_order(office)
    for _ in range(2):
        cancel(order, ANNA, office=office)
    assert told(office, ANNA)[1:] == ["Заказ сувениров O-1 отменён"]
    assert [one.partition(":")[0] for one in told(office, MARINA)] == [
        "Новый заказ сувениров O-1",
        "Заказ сувениров O-1 отменён",
    ]


def test_a_colleague_who_cancels_too_finds_it_cancelled(office: FakeOffice) -> None:
    order = an_order(office)
    cancel(order, ANNA, office=office)
    cancel(order, ANNA.model_copy(update={"login": "boris"}), office=office)
    assert office.orders.get("O-1").state == "cancelled"


def test_each_wish_to_give_back_is_told_to_managers_with_its_pieces_and_reason(
    office: FakeOffice,
) -> None:
    order = a_shipped_order(office, a_line("mug", 3))
    for _ in range(2):
        ask_return(order, ONE_MUG, "Скол на ручке", ANNA, office=office)
    asked = office.orders.get("O-1")
    refuse_return(asked, "Нет", MARINA, revision=asked.revision, office=office)
    ask_return(office.orders.get("O-1"), ONE_MUG, "И всё же", ANNA, office=office)
    wishes = [mail for mail in office.mailer.sent if "Запрошен возврат" in mail.subject]
    assert ["Скол на ручке" in wishes[0].text, "И всё же" in wishes[1].text] == [True, True]
    assert "Кружка с логотипом: 1 ×" in wishes[0].text
    assert len(wishes) == 2


def test_managers_learn_by_day_of_what_could_not_be_mailed_and_no_partner_waits_for_it(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_args: object, **_more: object) -> None:
        raise TryAgain("mail is out of reach")

    with monkeypatch.context() as patch:
        patch.setattr("cofund.steps.orders.ordering.tell_desk", out_of_reach)
        for order_id in ("O-1", "O-2", "O-3"):
            assert an_order(office, order_id=order_id).state == "placed"
        cancel(office.orders.get("O-3"), ANNA, office=office)
    ship(office.orders.get("O-2"), "17", MARINA, office=office)
    assert told(office, MARINA) == []
    for _ in range(2):
        run = list_partners("remind", office=office)
        (batch,) = manifest_of(run.run_id, office=office)
        assert keep_batch(run.run_id, batch, office=office) == 0
    (mail,) = told(office, MARINA)
    assert mail.startswith("Новый заказ сувениров O-1")
