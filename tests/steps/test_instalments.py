"""Several claims for one approved activity: each with its own papers, together never more."""

from __future__ import annotations

import pytest

from cofund.errors import InsufficientFund
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.steps.holding import hold_fund
from cofund.steps.judging import check_claim
from cofund.steps.storage import find_assessment
from tests.builders.answers import answer
from tests.builders.claim_files import FUND, dinner_papers
from tests.builders.claims import a_draft, an_office
from tests.builders.reads import a_payment_order, an_invoice, read, roubles
from tests.builders.walks import Run, Walk, a_walk, once, twice
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice
from tests.security.browser import Browser
from tests.steps.soundness import assert_sound, in_roubles, money
from tests.steps.test_at_one_moment import all_at_once


def an_instalment(
    office: FakeOffice, number: int, *, claimed: Money | None = None, run: Run = once
) -> Walk:
    """Give a claim for the dinner, with an invoice of its own over 122,000 roubles."""
    kept = [paper for paper in dinner_papers() if paper.kind != "invoice"]
    paid = a_payment_order(amount=read(roubles(122_000)), number=read(f"38{number}"))
    lines = (an_invoice().lines[0].model_copy(update={"amount": read(roubles(122_000))}),)
    invoice = an_invoice(
        number=read(f"77-{number}"),
        gross=read(roubles(122_000)),
        net=None,
        tax=None,
        taxes=(),
        amount_in_words=None,
        lines=tuple(
            line.model_copy(update={"unit_price": None, "quantity": None}) for line in lines
        ),
        vat_included=read(value=True),
    )
    papers = [paid if paper.kind == "payment_order" else paper for paper in kept]
    draft = a_draft(office, papers=(*papers, invoice), claimed=claimed or roubles(61_000))
    return a_walk(office, draft, run=run)


def read_and_judged(walk: Walk) -> Walk:
    walk.read()
    assert check_claim(walk.claim_id, walk.version, office=walk.office) == "review"
    return walk


def held(walk: Walk) -> Money:
    hold = walk.office.ledger.hold(walk.claim_id, 1)
    return hold.amount if hold else roubles(0)


def paid(walk: Walk) -> Walk:
    walk.to_review()
    answer(walk.office, "approve")
    assert walk.end().state == "payout_sent"
    return walk


@pytest.mark.parametrize("run", [once, twice])
def test_three_instalments_get_what_was_approved_and_the_last_one_the_rest(run: Run) -> None:
    office = an_office()
    for number in (1, 2):
        paid(an_instalment(office, number, run=run))
    assert money(office) == in_roubles(available=850_000, reserved=28_000, debited=122_000)
    last = paid(an_instalment(office, 3, run=run))
    assert money(office) == in_roubles(available=850_000, debited=150_000)
    assessment = find_assessment(office, last.claim_id, 1)
    assert assessment is not None
    steps = {step.step: step for step in assessment.waterfall.steps}
    assert steps["approved_amount"].after == roubles(28_000)
    assert "122 000" in steps["approved_amount"].term
    assert_sound(office)


def test_after_the_last_one_nothing_is_left_to_hold_and_a_person_still_looks() -> None:
    office = an_office()
    for number in (1, 2, 3):
        paid(an_instalment(office, number))
    fourth = read_and_judged(an_instalment(office, 4))
    assert hold_fund(fourth.claim_id, 1, office=office) is None
    assert fourth.claim.state == "in_review"
    assert money(office) == in_roubles(available=850_000, debited=150_000)
    assert_sound(office)


def test_two_instalments_judged_before_either_held_never_take_more_together() -> None:
    office = an_office()
    walks = [an_instalment(office, number, claimed=roubles(61_000)) for number in (1, 2, 3)]
    for walk in walks:
        read_and_judged(walk)
    for walk in walks:
        hold_fund(walk.claim_id, 1, office=office)
    assert [held(walk) for walk in walks] == [roubles(61_000), roubles(61_000), roubles(28_000)]
    assert money(office) == in_roubles(available=850_000, held=150_000)
    assert_sound(office)


def test_a_hold_that_comes_between_look_and_write_is_seen_when_trying_again() -> None:
    items = FaultyItems(MemoryItems())
    office = an_office(items)
    first, second, third = (read_and_judged(an_instalment(office, number)) for number in (1, 2, 3))
    hold_fund(first.claim_id, 1, office=office)
    items.before_the_write(lambda: hold_fund(second.claim_id, 1, office=office))
    with pytest.raises(InsufficientFund):
        hold_fund(third.claim_id, 1, office=office)
    hold_fund(third.claim_id, 1, office=office)
    assert (held(second), held(third)) == (roubles(61_000), roubles(28_000))
    assert office.ledger.balance(FUND).available == roubles(850_000)
    assert_sound(office)


def test_of_many_instalments_at_one_moment_none_takes_more_than_was_approved() -> None:
    office = an_office()
    walks = [read_and_judged(an_instalment(office, number)) for number in range(1, 5)]

    def hold(walk: Walk) -> Hold | None:
        for _ in range(len(walks)):
            try:
                return hold_fund(walk.claim_id, 1, office=office)
            except InsufficientFund:
                continue
        raise AssertionError("never held")

    all_at_once([lambda walk=walk: hold(walk) for walk in walks])  # type: ignore[misc]
    amounts = sorted(held(walk).amount_minor // 100 for walk in walks)
    assert amounts == [0, 28_000, 61_000, 61_000]
    assert money(office) == in_roubles(available=850_000, held=150_000)
    assert_sound(office)


def test_what_a_rejected_instalment_lets_go_the_next_one_gets() -> None:
    office = an_office()
    for number in (1, 2):
        walk = an_instalment(office, number).to_review()
        answer(office, "reject" if number == 2 else "approve")
        walk.end()
    paid(an_instalment(office, 3))
    assert office.ledger.balance(FUND).debited == roubles(122_000)
    assert_sound(office)


def test_the_form_of_a_new_claim_says_what_is_left() -> None:
    office = an_office()
    partner = Browser(office, "anna")
    assert "осталось" not in partner.get("/claims/new").body
    an_instalment(office, 1).to_review()
    body = partner.get("/claims/new").body.replace("\u00a0", " ")
    assert "осталось 89 000,00 ₽" in body
