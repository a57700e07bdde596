"""Duplicates: in the claim they count once, in another claim a person looks."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.cost import cost_of
from cofund.models.claim_file import EarlierFile, EarlierInvoice
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    dinner_papers,
    findings_of,
    judged,
    the_finding,
)
from tests.builders.companies import VETER
from tests.builders.reads import an_invoice, roubles, unsure, with_number

ELSEWHERE = EarlierInvoice(
    seller=VETER.tax_id,
    number="77",
    issue_date=date(2026, 9, 1),
    gross=roubles(244_000),
    claim_id="claim-0",
    partner_id="integrator",
)
FILE_HASH = a_document(an_invoice()).sha256


def test_a_claim_without_duplicates_passes_all_four_rules() -> None:
    file = a_claim_file()
    rules = ("same_file_in_claim", "same_invoice_in_claim", "same_file_elsewhere")
    for rule in (*rules, "same_invoice_elsewhere"):
        assert judged(file, rule) == [("pass", "none")]


def test_the_same_file_twice_counts_once() -> None:
    again = an_invoice("invoice-2")
    documents = [*(a_document(p) for p in dinner_papers()), a_document(again, sha256=FILE_HASH)]
    file = a_claim_file([*dinner_papers(), again], documents=documents)
    finding = the_finding(file, "same_file_in_claim")
    assert (finding.verdict, finding.effect, finding.document_id) == ("fail", "note", "invoice-2")
    assert judged(file, "same_invoice_in_claim") == [("pass", "none")]
    assert cost_of(file).gross == roubles(244_000)


def test_the_same_invoice_in_two_files_counts_once() -> None:
    file = a_claim_file([*dinner_papers(), an_invoice("invoice-2")])
    finding = the_finding(file, "same_invoice_in_claim")
    assert (finding.verdict, finding.document_id) == ("fail", "invoice-2")
    assert cost_of(file).gross == roubles(244_000)


def test_two_different_invoices_of_one_seller_both_count() -> None:
    file = a_claim_file([*dinner_papers(), with_number(an_invoice("invoice-2"), "78")])
    assert judged(file, "same_invoice_in_claim") == [("pass", "none")]
    assert cost_of(file).gross == roubles(488_000)


@pytest.mark.parametrize(("partner", "message"), [("integrator", "own"), ("other", "other")])
def test_a_file_of_another_claim_goes_to_a_person(partner: str, message: str) -> None:
    use = EarlierFile(sha256=FILE_HASH or "", claim_id="claim-0", partner_id=partner)
    finding = the_finding(a_claim_file(earlier_uses=(use,)), "same_file_elsewhere")
    assert (finding.verdict, finding.effect) == ("fail", "review")
    assert (finding.message, finding.document_id) == (message, "invoice")


@pytest.mark.parametrize(("partner", "message"), [("integrator", "own"), ("other", "other")])
def test_an_invoice_of_another_claim_goes_to_a_person(partner: str, message: str) -> None:
    use = ELSEWHERE.model_copy(update={"partner_id": partner})
    finding = the_finding(a_claim_file(earlier_uses=(use,)), "same_invoice_elsewhere")
    assert (finding.verdict, finding.effect, finding.message) == ("fail", "review", message)


def test_another_partners_claim_is_never_named() -> None:
    invoice = ELSEWHERE.model_copy(update={"partner_id": "other"})
    copy = EarlierFile(sha256=FILE_HASH or "", claim_id="claim-0", partner_id="other")
    file = a_claim_file(earlier_uses=(invoice, copy))
    for rule in ("same_invoice_elsewhere", "same_file_elsewhere"):
        assert "claim-0" not in the_finding(file, rule).model_dump_json()


def test_case_and_spaces_of_a_number_make_no_other_invoice() -> None:
    use = ELSEWHERE.model_copy(update={"number": "a 77"})
    papers = [p for p in dinner_papers() if p.document_id != "invoice"]
    file = a_claim_file([*papers, with_number(an_invoice(), "A77")], earlier_uses=(use,))
    assert judged(file, "same_invoice_elsewhere") == [("fail", "own")]


@pytest.mark.parametrize(
    "changed",
    [
        {"seller": "7810200025"},
        {"number": "78"},
        {"issue_date": date(2026, 9, 2)},
        {"gross": roubles("244000.01")},
    ],
    ids=["seller", "number", "date", "sum"],
)
def test_an_invoice_that_differs_in_anything_is_another_one(changed: dict[str, object]) -> None:
    use = ELSEWHERE.model_copy(update=changed)
    assert judged(a_claim_file(earlier_uses=(use,)), "same_invoice_elsewhere") == [("pass", "none")]


def test_an_invoice_whose_number_is_uncertain_is_compared_by_a_person() -> None:
    papers = [p for p in dinner_papers() if p.document_id != "invoice"]
    file = a_claim_file([*papers, an_invoice(number=unsure("77"))], earlier_uses=(ELSEWHERE,))
    assert [f.verdict for f in findings_of(file, "same_invoice_elsewhere")] == ["pass"]
    assert ("unclear", "number") in judged(file, "value_certain")
