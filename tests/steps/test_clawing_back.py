"""Money that was paid is taken back: once for each number, with its message and its letter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cofund.books.clawbacks import clawbacks_of
from cofund.errors import (
    EntryConflict,
    Forbidden,
    NotAccepted,
    NotFound,
    NotInThisState,
    Refusal,
    TryAgain,
)
from cofund.models.ledger import ClosePeriod
from cofund.models.payout import Acknowledgement, PayoutClawback
from cofund.money import Money
from cofund.steps.clawing_back import ClawbackOrder, ClawedBack, claw_back, paid_version
from cofund.steps.finance import acknowledge_payout, control_of
from cofund.steps.money import post_debit
from cofund.steps.sweeping import sweep_outbox
from tests.builders.answers import answer
from tests.builders.claim_files import FUND
from tests.builders.claims import ANNA, a_draft, an_office
from tests.builders.reads import roubles
from tests.builders.walks import Walk, a_walk
from tests.fakes.faulty_items import Fault, FaultyItems, Killed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser, everything
from tests.steps.soundness import assert_sound, in_roubles, mails_to, money
from tests.steps.test_at_one_moment import all_at_once

MOST_WRITES = 3
"""The money, the message sent, the letter noted: so often a clawback writes."""
FAULTS: tuple[Fault, ...] = ("killed_before", "killed_after", "answer_lost")


def paid(office: FakeOffice) -> Walk:
    """Bring the clean dinner's claim to its booked payout of 122,000 roubles."""
    walk = a_walk(office).to_review()
    answer(office, "approve")
    walk.end()
    assert walk.acknowledge().state == "paid"
    return walk


def order(walk: Walk, amount: Money | None = None, **changes: object) -> ClawbackOrder:
    """Give the manager's order to take all of it back."""
    fields = {
        "claim_id": walk.claim_id,
        "version": 1,
        "number": 1,
        "amount": amount or roubles(122_000),
        "reason": "Ужин не состоялся",
        "by": "marina",
        **changes,
    }
    return ClawbackOrder.model_validate(fields)


def clawbacks_sent(office: FakeOffice) -> list[PayoutClawback]:
    return [one for one in office.feed.messages if isinstance(one, PayoutClawback)]


@pytest.mark.parametrize("by", ["marina", "fedor"])
def test_a_whole_payout_comes_back_with_audit_message_and_letter(by: str) -> None:
    office = an_office()
    walk = paid(office)
    done = claw_back(order(walk, by=by), office=office)
    assert (done.left, done.replayed) == (roubles(0), False)
    assert money(office) == in_roubles(available=972_000, reserved=28_000)
    last = office.claims.audit(walk.claim_id)[-1]
    assert (last.from_state, last.to_state, last.actor) == ("paid", "clawed_back", by)
    (message,) = clawbacks_sent(office)
    assert (message.id, message.data.amount) == (f"{walk.claim_id}.v1.clawback1", roubles(122_000))
    assert message.data.payout_id == f"{walk.claim_id}.v1.payout"
    letter = [mail for mail in office.mailer.sent if mail.to == ANNA.mail][-1]
    assert "Ужин не состоялся" in letter.text
    assert "122 000,00" in letter.text.replace("\u00a0", " ")
    assert_sound(office)


def test_the_words_stand_beside_the_claim_and_not_in_ledger_or_feed() -> None:
    office = an_office()
    walk = paid(office)
    claw_back(order(walk), office=office)
    for stored in office.items.scan("ledger"):
        assert "не состоялся" not in str(stored.attributes)
    assert "не состоялся" not in clawbacks_sent(office)[0].model_dump_json()
    assert "Ужин не состоялся" in Browser(office, "anna").get(f"/claims/{walk.claim_id}").body


def test_parts_come_back_one_after_the_other_until_nothing_is_left() -> None:
    office = an_office()
    walk = paid(office)
    claw_back(order(walk, roubles(22_000)), office=office)
    assert walk.claim.state == "paid"
    done = claw_back(order(walk, roubles(40_000), number=2), office=office)
    assert (done.left, walk.claim.state) == (roubles(60_000), "paid")
    with pytest.raises(NotAccepted, match=r"at most 60000\.00"):
        claw_back(order(walk, roubles("60000.01"), number=3), office=office)
    claw_back(order(walk, roubles(60_000), number=3), office=office)
    assert walk.claim.state == "clawed_back"
    assert [one.data.amount for one in clawbacks_sent(office)] == [
        roubles(22_000),
        roubles(40_000),
        roubles(60_000),
    ]
    assert len(mails_to(office, ANNA.mail)) == 2 + 3
    assert_sound(office)


def test_the_same_order_twice_takes_the_money_back_once() -> None:
    office = an_office()
    walk = paid(office)
    first = claw_back(order(walk, roubles(10_000)), office=office)
    again = claw_back(order(walk, roubles(10_000)), office=office)
    assert again == ClawedBack(
        first.clawback.model_copy(update={"told": True}), roubles(112_000), replayed=True
    )
    assert money(office)["debited"] == 112_000
    assert len(mails_to(office, ANNA.mail)) == 3
    assert_sound(office)


@pytest.mark.parametrize("change", [{"amount": roubles(9_000)}, {"reason": "Иная причина"}])
def test_another_order_of_the_same_number_is_refused_and_told_the_next(
    change: dict[str, object],
) -> None:
    office = an_office()
    walk = paid(office)
    claw_back(order(walk, roubles(10_000)), office=office)
    with pytest.raises(EntryConflict, match="a further one is number 2"):
        claw_back(order(walk, roubles(10_000)).model_copy(update=change), office=office)
    assert money(office)["debited"] == 112_000


@pytest.fixture(scope="module")
def standing() -> Walk:
    """Give a paid claim that nothing may change."""
    return paid(an_office())


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"by": "anna"}, Forbidden),
        ({"by": "rita"}, Forbidden),
        ({"by": "oleg"}, Forbidden),
        ({"by": "nobody"}, NotFound),
        ({"claim_id": "no-such-claim"}, NotFound),
        ({"version": 2}, NotFound),
        ({"number": 2}, NotAccepted),
        ({"amount": roubles("122000.01")}, NotAccepted),
        ({"amount": roubles(0)}, NotAccepted),
        ({"amount": Money(amount_minor=100, currency="EUR")}, NotAccepted),
    ],
)
def test_what_may_not_be_changes_nothing(
    change: dict[str, object], refusal: type[Refusal], standing: Walk
) -> None:
    office = standing.office
    before = everything(office)
    with pytest.raises(refusal):
        claw_back(order(standing).model_copy(update=change), office=office)
    assert everything(office) == before


def test_nothing_is_taken_back_of_what_was_never_paid() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    with pytest.raises(NotFound):
        paid_version(walk.claim_id, office=office)
    with pytest.raises(NotFound):
        claw_back(order(walk), office=office)


def test_a_payout_on_its_way_is_taken_back() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "approve")
    assert walk.end().state == "payout_sent"
    claw_back(order(walk), office=office)
    assert walk.claim.state == "clawed_back"
    assert walk.acknowledge().state == "clawed_back"
    assert_sound(office)


def test_in_a_closed_period_what_comes_back_expires() -> None:
    office = an_office()
    walk = paid(office)
    close(office)
    claw_back(order(walk, roubles(22_000)), office=office)
    assert money(office) == in_roubles(reserved=28_000, debited=100_000, expired=872_000)
    assert_sound(office)


def close(office: FakeOffice) -> None:
    office.ledger.post(
        ClosePeriod(
            fund=FUND,
            actor="fund_period",
            reason="period_ended",
            at=office.clock(),
            programme_version="2026.1",
        )
    )


def test_an_invoice_whose_payout_came_back_can_be_claimed_again() -> None:
    office = an_office()
    walk = paid(office)
    claw_back(order(walk, roubles(122_000)), office=office)
    again = a_walk(office, a_draft(office)).to_review()
    answer(office, "approve")
    assert again.end().state == "payout_sent"
    assert_sound(office)


@pytest.mark.parametrize("write", range(MOST_WRITES))
@pytest.mark.parametrize("fault", FAULTS)
def test_a_clawback_that_is_killed_and_asked_for_again_happens_once(
    fault: Fault, write: int
) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = paid(office)
    items.faults.extend([*["none"] * write, fault])
    try:
        claw_back(order(walk, roubles(22_000)), office=office)
    except (Killed, TryAgain):
        pass
    finally:
        items.all_is_well()
    claw_back(order(walk, roubles(22_000)), office=office)
    assert money(office)["debited"] == 100_000
    assert {one.id for one in clawbacks_sent(office)} == {f"{walk.claim_id}.v1.clawback1"}
    assert len(mails_to(office, ANNA.mail)) == 3
    assert_sound(office)


@pytest.mark.parametrize("write", range(1, MOST_WRITES))
def test_what_a_killed_clawback_left_out_sweeper_and_finance_make_good(write: int) -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    walk = paid(office)
    items.faults.extend([*["none"] * write, "killed_before"])
    try:
        claw_back(order(walk), office=office)
    except Killed:
        pass
    finally:
        items.all_is_well()
    office.clock.move(timedelta(minutes=2))
    sweep_outbox(office=office)
    booked = Acknowledgement(id=f"{walk.claim_id}.v1.clawback1", booked_at=office.clock())
    acknowledge_payout(booked, office=office)
    acknowledge_payout(booked, office=office)
    office.clock.move(timedelta(hours=2))
    acknowledge_payout(booked, office=office)
    assert walk.claim.state == "clawed_back"
    assert {one.id for one in clawbacks_sent(office)} == {f"{walk.claim_id}.v1.clawback1"}
    assert len(mails_to(office, ANNA.mail)) == 3
    assert_sound(office)


def test_of_many_orders_at_one_moment_each_number_takes_once() -> None:
    office = an_office()
    walk = paid(office)
    orders = [order(walk, roubles(amount)) for amount in (50_000, 50_000, 60_000, 122_000)]
    found = all_at_once(
        [lambda one=one: claw_back(one, office=office) for one in orders]  # type: ignore[misc]
    )
    (clawback,) = clawbacks_of(walk.claim_id, items=office.items)
    taken = {one.clawback.amount for one in found if isinstance(one, ClawedBack)}
    assert taken == {clawback.amount}
    assert roubles(122_000) - clawback.amount == roubles(money(office)["debited"])
    assert_sound(office)


def test_the_days_control_total_takes_clawbacks_off() -> None:
    office = an_office()
    walk = paid(office)
    claw_back(order(walk, roubles(22_000)), office=office)
    (total,) = control_of(office.clock().date(), office=office).data.totals
    assert (total.amount, total.count) == (roubles(100_000), 2)


def test_a_claim_waiting_for_its_payout_to_be_sent_is_not_clawed_back() -> None:
    office = an_office()
    walk = a_walk(office).to_review()
    answer(office, "approve")
    post_debit(walk.claim_id, 1, office=office)
    with pytest.raises(NotInThisState):
        claw_back(order(walk), office=office)
