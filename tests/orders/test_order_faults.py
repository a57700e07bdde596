"""Steps of orders killed, repeated and met by others: everything once, and everybody told."""

from __future__ import annotations

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.order_book import OrderBook
from cofund.cli import ledger
from cofund.errors import (
    InsufficientFund,
    NotInThisState,
    OutOfStock,
    StaleVersion,
    TryAgain,
)
from cofund.items import Update
from cofund.ledger.shapes import posting_key
from cofund.models.order_lines import ReturnedLine
from cofund.steps.explaining_entries import explain_entry
from cofund.steps.orders.desk import refuse_return, ship, take_back
from cofund.steps.orders.ordering import ask_return, cancel
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, MARINA
from tests.builders.reads import roubles
from tests.builders.souvenirs import MUG, a_line, a_shipped_order, a_shop, an_order, told
from tests.cli.commands import cofund
from tests.fakes.faulty_items import FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import AT_ONCE, FakeOffice

ONE_MUG = (ReturnedLine(sku="mug", quantity=1),)


@pytest.fixture
def faulty() -> FaultyItems:
    return FaultyItems(MemoryItems())


@pytest.fixture
def office(faulty: FaultyItems) -> FakeOffice:
    return a_shop(faulty)


def test_whoever_is_killed_after_the_commit_is_told_when_the_form_comes_again(
    office: FakeOffice, faulty: FaultyItems
) -> None:
    for kill in ("killed_before", "killed_after"):
        order_id = f"O-{kill}"
        faulty.faults.append(kill)  # type: ignore[arg-type]
        with pytest.raises(Killed):
            an_order(office, order_id=order_id)
        assert an_order(office, order_id=order_id).state == "placed"
    assert len(office.orders.of_partner("integrator")) == 2
    assert (len(told(office, ANNA)), len(told(office, MARINA))) == (2, 2)
    assert audit_ledger(office.items).violations == ()


def test_mail_out_of_reach_loses_no_order_and_is_sent_by_the_next_click(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_args: object, **_more: object) -> None:
        raise TryAgain("mail is out of reach")

    with monkeypatch.context() as patch:
        patch.setattr("cofund.steps.orders.letters.send_once", out_of_reach)
        with pytest.raises(TryAgain):
            an_order(office)
        with pytest.raises(TryAgain):
            ship(office.orders.get("O-1"), "17", MARINA, office=office)
    assert an_order(office).state == "shipped"
    ship(office.orders.get("O-1"), "17", MARINA, office=office)
    assert [one.split()[-1] for one in told(office, ANNA)] == ["размещён", "отправлен"]
    assert office.ledger.balance(FUND).debited == roubles(900)


def test_a_twin_at_the_same_moment_is_the_same_order(
    office: FakeOffice, faulty: FaultyItems
) -> None:
    faulty.before_the_write(lambda: an_order(_beside(office, faulty)))
    assert an_order(office).order_id == "O-1"
    assert len(office.orders.of_partner("integrator")) == 1
    assert office.ledger.balance(FUND).held == roubles(900)


def test_the_last_piece_goes_to_one_of_two(office: FakeOffice, faulty: FaultyItems) -> None:
    rival = _beside(office, faulty)
    faulty.before_the_write(lambda: an_order(rival, a_line("umbrella", 2), order_id="O-2"))
    with pytest.raises(OutOfStock):
        an_order(office, a_line("umbrella", 2))
    assert office.orders.find("O-1") is None
    assert audit_ledger(office.items).violations == ()


def test_of_shipping_and_cancelling_at_one_moment_one_is_done_and_told(
    office: FakeOffice, faulty: FaultyItems
) -> None:
    order, rival = an_order(office), _beside(office, faulty)
    faulty.before_the_write(lambda: cancel(order, ANNA, office=rival))
    with pytest.raises(NotInThisState):
        ship(order, "17", MARINA, office=office)
    assert office.orders.get("O-1").state == "cancelled"
    assert [one.split()[-1] for one in told(office, ANNA)] == ["размещён", "отменён"]
    assert [one.split()[0] for one in told(office, MARINA)] == ["Новый", "Заказ"]


def test_a_return_asked_for_twice_is_one_wish_and_a_later_one_is_stale(
    office: FakeOffice, faulty: FaultyItems
) -> None:
    order = a_shipped_order(office, a_line("mug", 3))
    for _ in range(2):
        ask_return(order, ONE_MUG, "", ANNA, office=office)
    two = (ReturnedLine(sku="mug", quantity=2),)
    with pytest.raises((StaleVersion, NotInThisState)):
        ask_return(order, two, "", ANNA, office=office)
    asked, rival = office.orders.get("O-1"), _beside(office, faulty)
    faulty.before_the_write(lambda: take_back(asked, ONE_MUG, 1, MARINA, office=rival))
    with pytest.raises(StaleVersion):
        refuse_return(asked, "Нет", MARINA, revision=asked.revision, office=office)
    assert office.orders.get("O-1").returns == 1
    assert audit_ledger(office.items).violations == ()


def test_two_returns_at_one_moment_are_one_or_named(
    office: FakeOffice, faulty: FaultyItems
) -> None:
    order, rival = a_shipped_order(office, a_line("mug", 3)), _beside(office, faulty)
    two = (ReturnedLine(sku="mug", quantity=2),)
    faulty.before_the_write(lambda: take_back(order, ONE_MUG, 1, MARINA, office=rival))
    with pytest.raises(StaleVersion):
        take_back(order, two, 1, MARINA, office=office)
    take_back(order, ONE_MUG, 1, MARINA, office=office)
    stock = office.orders.stock(MUG)
    assert stock is not None
    assert stock.shipped == 2


def test_an_order_takes_the_fund_that_bears_it_or_says_so(office: FakeOffice) -> None:
    left = office.ledger.balance(FUND).available
    office.ledger.set_souvenir_limit(FUND.limit(), left + left)
    dear = next(one for one in office.orders.catalogue("it-vendor") if one.sku == "umbrella")
    office.orders.offer("it-vendor", dear, on_hand=1_000)
    with pytest.raises(InsufficientFund):
        an_order(office, a_line("umbrella", 900))
    assert an_order(office, a_line("umbrella", 500)).state == "placed"


def test_a_posting_of_an_order_is_explained_by_its_order(office: FakeOffice) -> None:
    a_shipped_order(office)
    (explained,) = explain_entry("O-1#SHIP", office=office)
    assert explained.order is not None
    assert (explained.order.waybill, explained.posting.kind) == ("ТН-17", "SHIP")


def _beside(office: FakeOffice, faulty: FaultyItems) -> FakeOffice:
    """Give somebody else's office over the same tables, where nothing goes wrong."""
    other = FakeOffice(items=faulty.items, clock=office.clock, once=office.once)
    other.mailer = office.mailer
    other.orders = OrderBook(faulty.items, backoff=AT_ONCE)
    return other


def test_a_posting_of_an_order_is_sealed_and_tampering_with_it_is_found(
    office: FakeOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "find_office", lambda: office)
    a_shipped_order(office)
    assert cofund("ledger", "seal").status == 0
    assert cofund("ledger", "verify").status == 0
    assert "order O-1: mug × 2" in cofund("ledger", "explain", "O-1#SHIP").out
    key = posting_key(FUND, "O-1#ORDER")
    office.items.write((Update(key, assign={"reason": "something else"}),))
    ran = cofund("ledger", "verify")
    assert (ran.status, "posting O-1#ORDER was changed" in ran.out) == (1, True)
