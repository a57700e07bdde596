"""Sums across papers."""

from __future__ import annotations

import pytest

from cofund.models.assessment import MoneyValue
from cofund.models.extraction import CreditNote, Unreadable
from cofund.money import Money
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    a_request,
    dinner_papers,
    findings_of,
    judged,
    the_finding,
    with_paper,
)
from tests.builders.companies import MASTERSKAYA
from tests.builders.reads import a_party, a_payment_order, an_invoice, read, roubles, unsure


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [("122000", ("pass", "covered")), ("122000.01", ("fail", "above")), ("1", ("pass", "covered"))],
)
def test_half_of_the_invoices_may_be_claimed(claimed: str, expected: tuple[str, str]) -> None:
    file = a_claim_file(request=a_request(claimed=roubles(claimed)))
    assert judged(file, "claimed_sum") == [expected]


def test_the_most_that_may_be_claimed_is_named() -> None:
    finding = the_finding(a_claim_file(request=a_request(claimed=roubles(200_000))), "claimed_sum")
    assert finding.effect == "return"
    assert finding.params["most"] == MoneyValue(value=roubles(122_000))


def test_a_partner_that_deducts_vat_may_claim_half_of_the_net_sum() -> None:
    partner = a_partner(deducts_vat=True)
    within = a_claim_file(partner=partner, request=a_request(claimed=roubles(100_000)))
    above = a_claim_file(partner=partner, request=a_request(claimed=roubles("100000.01")))
    assert judged(within, "claimed_sum") == [("pass", "covered")]
    assert judged(above, "claimed_sum") == [("fail", "above")]


def test_nothing_is_said_about_the_sum_while_an_invoice_is_uncertain() -> None:
    file = a_claim_file(
        with_paper(an_invoice(gross=unsure(roubles(10)))),
        request=a_request(claimed=roubles(200_000)),
    )
    assert judged(file, "claimed_sum") == []
    assert ("unclear", "total") in judged(file, "value_certain")


@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("243999.99", ("fail", "less")),
        ("244000", ("pass", "agrees")),
        ("244000.01", ("unclear", "more")),
    ],
)
def test_payments_are_what_the_invoice_asks_for(paid: str, expected: tuple[str, str]) -> None:
    file = a_claim_file(with_paper(a_payment_order(amount=read(roubles(paid)))))
    assert judged(file, "payment_sum") == [expected]


def test_an_invoice_may_be_paid_in_parts() -> None:
    parts = [a_payment_order(amount=read(roubles(200_000)))]
    parts.append(a_payment_order("payment-2", amount=read(roubles(44_000))))
    papers = [paper for paper in dinner_papers() if paper.document_id != "payment"]
    assert judged(a_claim_file([*papers, *parts]), "payment_sum") == [("pass", "agrees")]


def test_the_same_payment_twice_is_one_payment() -> None:
    papers = [*with_paper(a_payment_order(amount=read(roubles(122_000))))]
    again = a_payment_order("payment-2", amount=read(roubles(122_000)))
    documents = [a_document(paper) for paper in papers]
    first = next(document for document in documents if document.document_id == "payment")
    documents.append(a_document(again, sha256=first.sha256))
    file = a_claim_file([*papers, again], documents=documents)
    assert judged(file, "payment_sum") == [("fail", "less")]


def test_each_seller_is_paid_on_its_own() -> None:
    other = an_invoice("invoice-2", seller=a_party(MASTERSKAYA), number=read("78"))
    paid = a_payment_order("payment-2", payee=a_party(MASTERSKAYA), amount=read(roubles(10)))
    file = a_claim_file([*dinner_papers(), other, paid])
    assert judged(file, "payment_sum") == [("pass", "agrees"), ("fail", "less")]


def test_an_unreadable_payment_says_nothing_about_the_sum() -> None:
    scan = Unreadable(document_id="payment-2", reason="no_text")
    papers = [*with_paper(a_payment_order(amount=read(roubles(10)))), scan]
    documents = [
        a_document(paper, declared_kind="payment_order") if paper is scan else a_document(paper)
        for paper in papers
    ]
    assert judged(a_claim_file(papers, documents=documents), "payment_sum") == []


def test_all_papers_are_in_one_currency() -> None:
    assert judged(a_claim_file(), "one_currency") == [("pass", "same")]


def test_a_paper_in_another_currency_goes_to_a_person() -> None:
    dollars = read(Money(amount_minor=244_000_00, currency="USD"))
    file = a_claim_file(with_paper(an_invoice(gross=dollars)))
    findings = findings_of(file, "one_currency")
    assert [(f.verdict, f.effect, f.document_id) for f in findings] == [
        ("fail", "review", "invoice")
    ]


def test_a_credit_note_goes_to_a_person() -> None:
    note = CreditNote(document_id="note", gross=read(roubles(-100)))
    assert judged(a_claim_file([*dinner_papers(), note]), "credit_note") == [("unclear", "present")]
    assert judged(a_claim_file(), "credit_note") == []
