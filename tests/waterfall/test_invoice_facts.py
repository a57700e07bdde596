"""The invoices that a claim stands on, each with its part of the claimable amount."""

from __future__ import annotations

from cofund.judgement import assess
from tests.builders.claim_files import a_claim_file, a_request, dinner_papers, with_paper
from tests.builders.reads import a_line, an_invoice, roubles, unsure, with_number


def test_the_shares_of_the_invoices_sum_up_to_the_claimable_amount() -> None:
    second = with_number(an_invoice("invoice-2", lines=(a_line(price=122_000),)), "5")
    file = a_claim_file([*dinner_papers(), second], request=a_request(claimed=roubles("100.01")))
    facts = assess(file).invoices
    assert [fact.number for fact in facts] == ["77", "5"]
    assert [fact.share for fact in facts] == [roubles("66.67"), roubles("33.34")]
    assert [fact.cost for fact in facts] == [roubles(244_000), roubles(122_000)]


def test_an_invoice_that_is_taken_off_whole_has_no_share() -> None:
    flights = an_invoice("invoice-2", lines=(a_line("Авиабилеты", price=122_000),))
    file = a_claim_file([*dinner_papers(), with_number(flights, "5")])
    assert [fact.share for fact in assess(file).invoices] == [roubles(122_000), roubles(0)]


def test_an_invoice_of_uncertain_number_is_no_invoice_to_the_ledger() -> None:
    file = a_claim_file(with_paper(an_invoice(number=unsure("77"))))
    assert assess(file).invoices == ()
