"""Duplicates: in the claim they count once, in another claim a person looks."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.claimable.cost import cost_of
from cofund.models.assessment import TextValue
from cofund.models.claim_file import EarlierFile, EarlierInvoice, EarlierPhoto
from cofund.models.evidence import EmbeddedPicture
from cofund.models.extraction import Photo
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    dinner_papers,
    findings_of,
    judged,
    the_finding,
    with_paper,
)
from tests.builders.companies import VETER
from tests.builders.reads import a_report, an_invoice, roubles, unsure, with_number

ELSEWHERE = EarlierInvoice(
    seller=VETER.tax_id,
    number="77",
    issue_date=date(2026, 9, 1),
    gross=roubles(244_000),
    claim_id="claim-0",
    partner_id="integrator",
)
RULE = "similar_photo"
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


PRINT = "0123456789abcdef" * 4


def different_in(bits: int) -> str:
    """Give a fingerprint that differs from ``PRINT`` in so many bits."""
    return f"{int(PRINT, 16) ^ ((1 << bits) - 1):064x}"


def a_photo(fingerprint: str | None = PRINT) -> Photo:
    """Give a photo of the dinner."""
    return Photo(document_id="photo", width=900, height=700, fingerprint=fingerprint)


def an_earlier_photo(partner: str = "nebyvalye", bits: int = 0) -> EarlierPhoto:
    """Give a photo of another claim."""
    return EarlierPhoto(fingerprint=different_in(bits), claim_id="claim-9", partner_id=partner)


@pytest.mark.parametrize(
    ("bits", "expected"),
    [(0, ("fail", "other")), (32, ("fail", "other")), (33, ("pass", "none"))],
)
def test_a_photo_that_hardly_differs_is_one_of_another_claim(
    bits: int, expected: tuple[str, str]
) -> None:
    file = a_claim_file([*dinner_papers(), a_photo()], earlier_uses=(an_earlier_photo(bits=bits),))
    assert judged(file, "similar_photo") == [expected]


def test_only_an_own_claims_photo_is_named() -> None:
    papers = [*dinner_papers(), a_photo()]
    own = the_finding(a_claim_file(papers, earlier_uses=(an_earlier_photo("integrator"),)), RULE)
    other = the_finding(a_claim_file(papers, earlier_uses=(an_earlier_photo(),)), RULE)
    assert (own.message, own.params["claim"]) == ("own", TextValue(value="claim-9"))
    assert "claim-9" not in other.model_dump_json()
    assert (other.document_id, other.effect, other.evidence[0].page) == ("photo", "review", 1)


@pytest.mark.parametrize("page", [3, None])
def test_a_photo_inside_a_report_is_known_too(page: int | None) -> None:
    picture = EmbeddedPicture(page=page, width=900, height=700, sha256="0", fingerprint=PRINT)
    papers = with_paper(a_report(pictures=(picture,)))
    finding = the_finding(a_claim_file(papers, earlier_uses=(an_earlier_photo(),)), RULE)
    assert finding.document_id == "report"
    assert [place.page for place in finding.evidence] == ([3] if page else [])


def test_a_file_that_stands_elsewhere_byte_for_byte_is_told_once() -> None:
    papers = [*dinner_papers(), a_photo()]
    sha256 = a_document(a_photo()).sha256
    assert sha256 is not None
    file = EarlierFile(sha256=sha256, claim_id="claim-9", partner_id="nebyvalye")
    claim = a_claim_file(papers, earlier_uses=(file, an_earlier_photo()))
    assert judged(claim, "same_file_elsewhere") == [("fail", "other")]
    assert judged(claim, RULE) == []


def test_without_photos_that_can_be_told_apart_nothing_is_said() -> None:
    papers = [*dinner_papers(), a_photo(None)]
    assert judged(a_claim_file(papers, earlier_uses=(an_earlier_photo(),)), RULE) == []
