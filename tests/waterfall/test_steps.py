"""The waterfall, step by step."""

from __future__ import annotations

from decimal import Decimal
from typing import get_args

import pytest

from cofund.judgement import assess
from cofund.models.assessment import WaterfallStep, WaterfallStepName
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Unreadable
from cofund.models.money_terms import WholeBrand
from cofund.models.terms import Term
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    a_request,
    an_application,
    balances,
    dinner_papers,
    the_programme,
    with_paper,
)
from tests.builders.companies import MASTERSKAYA
from tests.builders.reads import (
    DINNER_LINES,
    a_line,
    a_party,
    an_invoice,
    read,
    roubles,
    unsure,
    with_number,
)


def step(file: ClaimFile, name: WaterfallStepName) -> WaterfallStep:
    """Give one step of the claim's waterfall."""
    return next(s for s in assess(file).waterfall.steps if s.step == name)


def claimable(file: ClaimFile) -> Money:
    """Give the claimable amount."""
    return assess(file).waterfall.claimable


def test_all_steps_are_there_in_the_documented_order() -> None:
    steps = assess(a_claim_file()).waterfall.steps
    assert tuple(s.step for s in steps) == get_args(WaterfallStepName)


def test_each_step_begins_where_the_one_before_ended() -> None:
    steps = assess(a_claim_file()).waterfall.steps
    assert [s.before for s in steps[1:]] == [s.after for s in steps[:-1]]


def test_a_claim_in_order_gets_what_it_asks_for() -> None:
    assert claimable(a_claim_file()) == roubles(122_000)


def test_cost_counts_gross_for_partners_that_cannot_deduct_vat() -> None:
    invoiced = step(a_claim_file(), "invoiced")
    assert (invoiced.before, invoiced.after) == (roubles(244_000), roubles(244_000))
    assert invoiced.term == "gross"


def test_cost_counts_net_for_partners_that_deduct_vat() -> None:
    invoiced = step(a_claim_file(partner=a_partner(deducts_vat=True)), "invoiced")
    assert (invoiced.before, invoiced.after) == (roubles(244_000), roubles(200_000))
    assert invoiced.term == "net"


def test_without_a_printed_net_sum_vat_is_taken_off_the_total() -> None:
    file = a_claim_file(with_paper(an_invoice(net=None)), partner=a_partner(deducts_vat=True))
    assert step(file, "invoiced").after == roubles(200_000)


def test_ineligible_lines_leave_with_their_clause_and_evidence() -> None:
    lines = (*DINNER_LINES, a_line("Авиабилеты", price=30_500, position=3))
    taken = step(a_claim_file(with_paper(an_invoice(lines=lines))), "ineligible_lines")
    assert (taken.before, taken.after) == (roubles(274_500), roubles(244_000))
    assert taken.source == "Deck: not refunded: flights"
    assert [evidence.text for evidence in taken.evidence] == ["Авиабилеты"]


def test_papers_that_nobody_paid_leave() -> None:
    unpaid = with_number(an_invoice("invoice-2", seller=a_party(MASTERSKAYA)), "5")
    taken = step(a_claim_file([*dinner_papers(), unpaid]), "unproven_payment")
    assert (taken.before, taken.after) == (roubles(488_000), roubles(244_000))


def test_an_unpaid_paper_with_ineligible_lines_leaves_once() -> None:
    lines = (a_line("Авиабилеты", price=100), a_line(price=900, position=2))
    unpaid = with_number(an_invoice("invoice-2", seller=a_party(MASTERSKAYA), lines=lines), "5")
    file = a_claim_file([*dinner_papers(), unpaid])
    assert step(file, "ineligible_lines").after == roubles(244_900)
    assert step(file, "unproven_payment").after == roubles(244_000)


def test_sponsor_money_is_no_cost_of_the_partner() -> None:
    file = a_claim_file(request=a_request(sponsor_money=roubles(44_000)))
    assert step(file, "sponsor_money").after == roubles(200_000)
    assert claimable(file) == roubles(100_000)


def test_more_sponsor_money_than_cost_leaves_nothing() -> None:
    assert claimable(a_claim_file(request=a_request(sponsor_money=roubles(300_000)))) == roubles(0)


def test_the_brand_share_comes_before_the_refund_share() -> None:
    terms = the_programme()
    shared = terms.refund.model_copy(
        update={"brand_share": WholeBrand(by="fixed", share=Decimal(25))}
    )
    file = a_claim_file(programme=the_programme(refund=shared))
    assert step(file, "brand_share").after == roubles(61_000)
    assert step(file, "refund_share").after == roubles(30_500)


def test_key_directions_are_refunded_whole() -> None:
    terms = the_programme()
    dinner = terms.activities["business_dinner"].model_copy(update={"key_direction": True})
    pushed = the_programme(activities={**terms.activities, "business_dinner": dinner})
    refund = step(a_claim_file(programme=pushed), "refund_share")
    assert (refund.after, refund.term) == (roubles(244_000), "100 %")


@pytest.mark.parametrize(
    ("gross", "half"), [("0.01", "0.01"), ("0.03", "0.02"), ("100.01", "50.01")]
)
def test_half_a_kopeck_is_rounded_up_as_the_programme_says(gross: str, half: str) -> None:
    invoice = an_invoice(lines=(a_line(price=gross),))
    assert step(a_claim_file(with_paper(invoice)), "refund_share").after == roubles(half)


def test_another_rounding_of_the_programme_rounds_another_way() -> None:
    down = the_programme(rounding=Term[str](value="down", source="test"))
    file = a_claim_file(with_paper(an_invoice(lines=(a_line(price="100.01"),))), programme=down)
    assert step(file, "refund_share").after == roubles(50)


@pytest.mark.parametrize(
    ("cost", "after"), [(1_000_000, "500000"), ("1000000.02", "500000"), (999_999, "499999.50")]
)
def test_an_activity_gets_at_most_500_000(cost: int | str, after: str) -> None:
    file = a_claim_file(
        with_paper(an_invoice(lines=(a_line(price=cost),))),
        application=an_application(approved_amount=roubles(600_000)),
    )
    assert step(file, "activity_cap").after == roubles(after)


@pytest.mark.parametrize(("approved", "after"), [(50_000, 50_000), (50_001, 122_000)])
def test_a_claim_without_tender_gets_at_most_50_000(approved: int, after: int) -> None:
    file = a_claim_file(application=an_application(approved_amount=roubles(approved)))
    assert step(file, "claim_cap").after == roubles(after)


def test_a_programme_without_tenders_caps_every_claim() -> None:
    caps = the_programme().caps
    assert caps.per_claim is not None
    never = caps.per_claim.model_copy(update={"tender": "never"})
    strict = the_programme(caps=caps.model_copy(update={"per_claim": never}))
    assert claimable(a_claim_file(programme=strict)) == roubles(50_000)


def test_nobody_gets_more_than_was_approved() -> None:
    file = a_claim_file(application=an_application(approved_amount=roubles(100_000)))
    assert claimable(file) == roubles(100_000)
    assert step(file, "approved_amount").source == "Application dinner-2026"


def test_nobody_gets_more_than_was_claimed() -> None:
    assert claimable(a_claim_file(request=a_request(claimed=roubles("0.01")))) == roubles("0.01")


@pytest.mark.parametrize(
    ("available", "reserved", "is_open", "after"),
    [
        (100_000, 20_000, True, 120_000),
        (100_000, 20_000, False, 20_000),
        (0, 0, True, 0),
        (200_000, 200_000, True, 122_000),
    ],
)
def test_the_fund_covers_what_is_reserved_and_while_open_what_is_free(
    available: int, reserved: int, is_open: bool, after: int
) -> None:
    standing = balances(
        available=roubles(available), reserved_for_activity=roubles(reserved), fund_open=is_open
    )
    assert claimable(a_claim_file(balances=standing)) == roubles(after)


def test_the_act_states_the_cost_where_there_is_no_invoice() -> None:
    papers = [paper for paper in dinner_papers() if paper.document_id != "invoice"]
    assert step(a_claim_file(papers), "invoiced").after == roubles(244_000)


def test_an_invoice_that_cannot_be_read_counts_as_much_as_the_claim_implies() -> None:
    scan = Unreadable(document_id="invoice", reason="no_text")
    papers = [p for p in with_paper(scan) if p.document_id != "act"]
    documents = [
        a_document(p, declared_kind="invoice") if p is scan else a_document(p) for p in papers
    ]
    file = a_claim_file(papers, documents=documents)
    assert step(file, "invoiced").after == roubles(244_000)
    assert claimable(file) == roubles(122_000)
    assert assess(file).invoices == ()


@pytest.mark.parametrize("misread", [10, 9_000_000_000])
def test_an_uncertain_total_neither_lowers_nor_raises_the_claim(misread: int) -> None:
    file = a_claim_file(with_paper(an_invoice(gross=unsure(roubles(misread)))))
    assert claimable(file) == roubles(122_000)


def test_an_incredible_total_counts_as_unread() -> None:
    huge = Money(amount_minor=10**13 + 1, currency="RUB")
    file = a_claim_file(with_paper(an_invoice(gross=read(huge))))
    assert claimable(file) == roubles(122_000)


def test_an_empty_claim_can_claim_nothing() -> None:
    assert claimable(a_claim_file([])) == roubles(0)
