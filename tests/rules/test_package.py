"""The package: what is missing, what is something else, what nobody paid."""

from __future__ import annotations

import pytest

from cofund.models.assessment import KindsValue, MoneyValue
from cofund.models.evidence import Read
from cofund.models.extraction import Unknown, Unreadable
from cofund.models.kinds import DocumentKind
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    an_activity,
    an_application,
    dinner_papers,
    findings_of,
    judged,
    the_finding,
    with_paper,
)
from tests.builders.companies import MASTERSKAYA
from tests.builders.reads import (
    a_party,
    a_payment_order,
    an_act,
    an_invoice,
    read,
    roubles,
    unsure,
)


def test_a_complete_package_passes() -> None:
    assert judged(a_claim_file(), "required_documents") == [("pass", "complete")]


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ({"list"}, ("participant_list",)),
        ({"programme"}, ("event_programme",)),
        ({"report", "list"}, ("event_report", "participant_list")),
        ({"invoice"}, ("invoice",)),
        ({"act", "payment"}, ("act", "payment_order")),
    ],
)
def test_all_missing_documents_are_named_at_once(
    left_out: set[str], missing: tuple[DocumentKind, ...]
) -> None:
    papers = [paper for paper in dinner_papers() if paper.document_id not in left_out]
    finding = the_finding(a_claim_file(papers), "required_documents")
    assert (finding.verdict, finding.effect) == ("fail", "return")
    assert finding.params["missing"] == KindsValue(value=missing)


def test_a_document_that_cannot_be_read_is_not_missing() -> None:
    scan = Unreadable(document_id="list", reason="no_text")
    documents = [
        a_document(paper, declared_kind="participant_list")
        if paper.document_id == "list"
        else a_document(paper)
        for paper in with_paper(scan)
    ]
    file = a_claim_file(with_paper(scan), documents=documents)
    assert judged(file, "required_documents") == [("pass", "complete")]
    assert judged(file, "document_readable") == [("unclear", "unreadable")]


def test_what_a_document_says_counts_not_what_it_is_declared_as() -> None:
    papers = [paper for paper in dinner_papers() if paper.document_id != "list"]
    second_act = an_act("list")
    documents = [
        *(a_document(paper) for paper in papers),
        a_document(second_act, declared_kind="participant_list"),
    ]
    file = a_claim_file([*papers, second_act], documents=documents)
    assert judged(file, "required_documents") == [("fail", "missing")]
    declared = the_finding(file, "declared_kind")
    assert (declared.verdict, declared.effect) == ("fail", "note")
    assert declared.params["read"] == KindsValue(value=("act",))


def test_documents_that_are_what_they_are_declared_as_need_no_word() -> None:
    assert judged(a_claim_file(), "declared_kind") == []


def test_the_partner_conference_needs_a_contract_and_an_act_but_no_list() -> None:
    conference = an_application(activity=an_activity(activity_type="partner_conference"))
    finding = the_finding(a_claim_file([an_act()], application=conference), "required_documents")
    assert finding.params["missing"] == KindsValue(value=("contract",))
    assert judged(a_claim_file([an_act()], application=conference), "payment_proof") == []


def test_a_paid_invoice_passes() -> None:
    assert judged(a_claim_file(), "payment_proof") == [("pass", "paid")]


def test_an_invoice_that_nobody_paid_is_taken_off() -> None:
    unpaid = an_invoice("invoice-2", seller=a_party(MASTERSKAYA), number=None)
    file = a_claim_file([*dinner_papers(), unpaid])
    finding = findings_of(file, "payment_proof")[-1]
    assert (finding.verdict, finding.effect) == ("fail", "deduct")
    assert finding.deducted == roubles(244_000)
    assert finding.params["amount"] == MoneyValue(value=roubles(244_000))


def test_without_any_payment_only_the_missing_document_is_named() -> None:
    papers = [paper for paper in dinner_papers() if paper.document_id != "payment"]
    assert judged(a_claim_file(papers), "payment_proof") == []


@pytest.mark.parametrize(
    "payment",
    [
        a_payment_order(payee=a_party(MASTERSKAYA).model_copy(update={"tax_id": unsure("1")})),
        Unreadable(document_id="payment", reason="no_text"),
        Unknown(document_id="payment"),
    ],
    ids=["uncertain payee", "unreadable", "unknown"],
)
def test_a_payment_that_cannot_be_read_takes_nothing_off(payment: Unreadable) -> None:
    papers = with_paper(payment)
    documents = [
        a_document(paper, declared_kind="payment_order")
        if paper.document_id == "payment"
        else a_document(paper)
        for paper in papers
    ]
    file = a_claim_file(papers, documents=documents)
    assert judged(file, "payment_proof") == [("unclear", "perhaps")]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (read(value=True), ("pass", "executed")),
        (read(value=False), ("fail", "not_yet")),
        (read(value=False, status="review", source="ocr"), ("unclear", "no_mark")),
        (None, ("unclear", "no_mark")),
    ],
)
def test_a_payment_counts_once_the_bank_has_executed_it(
    marked: Read[bool] | None, expected: tuple[str, str]
) -> None:
    file = a_claim_file(with_paper(a_payment_order(executed=marked)))
    assert judged(file, "payment_executed") == [expected]


def test_an_order_that_waits_at_the_bank_is_sent_back() -> None:
    file = a_claim_file(with_paper(a_payment_order(executed=read(value=False))))
    assert the_finding(file, "payment_executed").effect == "return"
