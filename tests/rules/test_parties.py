"""Parties: who sells, who buys, and whether their numbers can be right."""

from __future__ import annotations

import pytest

from cofund.models.extraction import PartyRead
from tests.builders.claim_files import a_claim_file, findings_of, judged, with_paper
from tests.builders.companies import (
    FICTIVE_EVENTS,
    INTEGRATOR,
    NEBYLITSYN,
    NEBYVALYE,
    VETER,
)
from tests.builders.reads import a_party, a_payment_order, an_act, an_invoice, read, unsure


def seller(**changes: object) -> PartyRead:
    """Give the invoice's seller, some of what is printed changed."""
    return a_party(VETER).model_copy(update=changes)


def test_a_seller_that_is_not_the_partner_passes() -> None:
    assert judged(a_claim_file(), "seller_is_partner") == [("pass", "other")]


def test_a_partner_that_invoices_itself_goes_to_a_person() -> None:
    file = a_claim_file(with_paper(an_invoice(seller=a_party(INTEGRATOR))))
    findings = findings_of(file, "seller_is_partner")
    assert ("fail", "same", "review") in [(f.verdict, f.message, f.effect) for f in findings]


def test_papers_made_out_to_the_partner_pass() -> None:
    assert judged(a_claim_file(), "buyer_is_partner") == [("pass", "same")] * 3


@pytest.mark.parametrize("paper", [an_invoice, an_act])
def test_a_paper_made_out_to_somebody_else_returns_the_claim(paper) -> None:  # type: ignore[no-untyped-def]
    file = a_claim_file(with_paper(paper(buyer=a_party(NEBYVALYE))))
    wrong = [f for f in findings_of(file, "buyer_is_partner") if f.verdict == "fail"]
    assert [(f.message, f.effect) for f in wrong] == [("another_buyer", "return")]


def test_another_kpp_may_be_a_branch() -> None:
    branch = a_party(INTEGRATOR).model_copy(update={"kpp": read("771502001")})
    file = a_claim_file(with_paper(an_invoice(buyer=branch)))
    assert ("unclear", "another_kpp") in judged(file, "buyer_is_partner")


def test_a_payment_by_somebody_else_returns_the_claim() -> None:
    file = a_claim_file(with_paper(a_payment_order(payer=a_party(NEBYVALYE))))
    wrong = [f for f in findings_of(file, "buyer_is_partner") if f.verdict == "fail"]
    assert [(f.message, f.effect) for f in wrong] == [("another_payer", "return")]


def test_an_uncertain_buyer_goes_to_a_person() -> None:
    buyer = a_party(INTEGRATOR).model_copy(update={"tax_id": unsure("5407400040")})
    file = a_claim_file(with_paper(an_invoice(buyer=buyer)))
    assert "fail" not in {f.verdict for f in findings_of(file, "buyer_is_partner")}
    assert ("unclear", "buyer") in judged(file, "value_certain")


@pytest.mark.parametrize(
    "changed",
    [
        {"tax_id": read("7700100011")},
        {"tax_id": read("12345")},
        {"kpp": read("7700010")},
        {"ogrn": read("1207700000013")},
    ],
    ids=["INN check digit", "INN length", "KPP form", "OGRN check digit"],
)
def test_a_wrong_number_returns_the_claim(changed: dict[str, object]) -> None:
    file = a_claim_file(with_paper(an_invoice(seller=seller(**changed))))
    wrong = [f for f in findings_of(file, "tax_ids") if f.verdict == "fail"]
    assert [(f.message, f.effect, f.document_id) for f in wrong] == [("wrong", "return", "invoice")]
    assert wrong[0].evidence[0].text in {read.value for read in changed.values()}  # type: ignore[attr-defined]


def test_right_numbers_pass_paper_by_paper() -> None:
    assert judged(a_claim_file(), "tax_ids") == [("pass", "right")] * 3


def test_a_sole_trader_has_no_kpp() -> None:
    trader = a_party(NEBYLITSYN)
    with_kpp = trader.model_copy(update={"kpp": read("770001001")})
    right = a_claim_file(with_paper(an_invoice(seller=trader)))
    wrong = a_claim_file(with_paper(an_invoice(seller=with_kpp)))
    assert "fail" not in {verdict for verdict, _ in judged(right, "tax_ids")}
    assert ("fail", "person_with_kpp") in judged(wrong, "tax_ids")


def test_a_seller_abroad_has_a_vat_number_and_an_iban() -> None:
    file = a_claim_file(with_paper(an_invoice(seller=a_party(FICTIVE_EVENTS))))
    assert "fail" not in {verdict for verdict, _ in judged(file, "tax_ids")}
    assert "fail" not in {verdict for verdict, _ in judged(file, "bank_details")}


def test_a_wrong_vat_number_returns_the_claim() -> None:
    abroad = a_party(FICTIVE_EVENTS).model_copy(update={"tax_id": read("GB980780685")})
    file = a_claim_file(with_paper(an_invoice(seller=abroad)))
    assert ("fail", "wrong") in judged(file, "tax_ids")


@pytest.mark.parametrize(
    "changed",
    [
        {"bik": read("944525901")},
        {"account": read("40702810600000000102")},
        {"correspondent_account": read("30101810300000000902")},
        {"iban": read("GB82WEST12345698765433")},
    ],
    ids=["BIK", "account key", "correspondent account key", "IBAN"],
)
def test_wrong_bank_details_go_to_a_person(changed: dict[str, object]) -> None:
    file = a_claim_file(with_paper(an_invoice(seller=seller(**changed))))
    wrong = [f for f in findings_of(file, "bank_details") if f.verdict == "fail"]
    assert [(f.message, f.effect) for f in wrong] == [("wrong", "review")]


def test_right_bank_details_pass() -> None:
    assert judged(a_claim_file(), "bank_details") == [("pass", "right")] * 3
