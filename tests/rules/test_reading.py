"""Reading: whatever is not certain goes to a person, and nothing else happens because of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cofund.judgement import assess
from cofund.models.extraction import Extraction, Invoice, Receipt, Unknown, Unreadable
from cofund.models.unreadable import Flag
from cofund.rules import judge
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    dinner_papers,
    findings_of,
    judged,
    with_paper,
)
from tests.builders.companies import VETER
from tests.builders.reads import (
    a_line,
    a_participant_list,
    a_party,
    a_payment_order,
    a_report,
    an_invoice,
    read,
    roubles,
    unsure,
)


def test_papers_that_were_read_pass() -> None:
    assert judged(a_claim_file(), "document_readable") == [("pass", "all")]
    assert judged(a_claim_file(), "value_certain") == [("pass", "all")]


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        (Unreadable(document_id="invoice", reason="encrypted"), "unreadable"),
        (Unknown(document_id="invoice", beginning="Меню"), "unknown"),
    ],
)
def test_a_document_that_says_nothing_goes_to_a_person(paper: Extraction, message: str) -> None:
    documents = [
        a_document(p, declared_kind="invoice") if p is paper else a_document(p)
        for p in with_paper(paper)
    ]
    assessment = assess(a_claim_file(with_paper(paper), documents=documents))
    unclear = [f for f in assessment.findings if f.verdict == "unclear"]
    assert ("document_readable", message) in [(f.rule, f.message) for f in unclear]
    assert assessment.outcome == "review"


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("hidden_text", [("unclear", "hidden_text")]),
        ("script", [("unclear", "active_content")]),
        ("launch_action", [("unclear", "active_content")]),
        ("embedded_file", [("unclear", "active_content")]),
        ("external_link", []),
        ("repaired", []),
    ],
)
def test_what_is_unusual_about_a_file_is_shown_to_a_person(
    flag: Flag, expected: list[tuple[str, str]]
) -> None:
    flagged = an_invoice(flags=(flag,))
    assert judged(a_claim_file(with_paper(flagged)), "document_flags") == expected


@pytest.mark.parametrize(
    ("paper", "message"),
    [
        (an_invoice(number=unsure("77")), "number"),
        (an_invoice(number=None), "number"),
        (an_invoice(issue_date=None), "issue_date"),
        (an_invoice(gross=unsure(roubles(1))), "total"),
        (an_invoice(gross=None), "total"),
        (an_invoice(gross=read(roubles(244_000), status="review", alternates=("1",))), "total"),
        (an_invoice(gross=read(roubles(244_000), status="unreadable")), "total"),
        (an_invoice(seller=a_party(VETER).model_copy(update={"tax_id": None})), "seller"),
        (an_invoice(buyer=a_party(VETER).model_copy(update={"tax_id": None})), "buyer"),
        (an_invoice(lines=(), gross=read(roubles(5))), "no_lines"),
        (a_payment_order(amount=None), "payment_amount"),
        (a_payment_order(payee=a_party().model_copy(update={"tax_id": None})), "payee"),
        (a_report(first_day=None), "event_day"),
        (a_participant_list(0), "participants"),
    ],
)
def test_a_value_that_is_needed_and_not_certain_goes_to_a_person(
    paper: Extraction, message: str
) -> None:
    file = a_claim_file(with_paper(paper))
    found = [f for f in findings_of(file, "value_certain") if f.message == message]
    assert [(f.verdict, f.effect, f.document_id) for f in found] == [
        ("unclear", "review", paper.document_id)
    ]


def test_an_uncertain_line_is_shown_with_its_place() -> None:
    doubtful = a_line().model_copy(update={"amount": unsure(roubles(1))})
    file = a_claim_file(with_paper(an_invoice(lines=(a_line(), doubtful))))
    (finding,) = [f for f in findings_of(file, "value_certain") if f.message == "lines"]
    assert finding.evidence == (doubtful.amount.evidence,) if doubtful.amount else ()


def test_vat_is_needed_only_where_cost_counts_without_it() -> None:
    untaxed = with_paper(an_invoice(tax=None, net=None))
    deducting = a_claim_file(untaxed, partner=a_partner(deducts_vat=True))
    assert ("unclear", "vat") in judged(deducting, "value_certain")
    assert judged(a_claim_file(untaxed), "value_certain") == [("pass", "all")]


def test_a_receipt_names_no_buyer() -> None:
    invoice = an_invoice()
    fields = {name: getattr(invoice, name) for name in Invoice.model_fields if name != "kind"}
    receipt = Receipt(**{**fields, "buyer": a_party().model_copy(update={"tax_id": None})})
    papers = [p for p in dinner_papers() if p.document_id not in ("invoice", "act")]
    assert ("unclear", "buyer") not in judged(a_claim_file([*papers, receipt]), "value_certain")


def test_uncertain_values_never_return_and_never_deduct() -> None:
    wrong = an_invoice(
        number=unsure("1"),
        issue_date=None,
        gross=unsure(roubles(1)),
        net=unsure(roubles(2)),
        tax=unsure(roubles(3)),
        amount_in_words=unsure(roubles(4)),
        seller=a_party().model_copy(update={"tax_id": unsure("1"), "bik": unsure("1")}),
        buyer=a_party().model_copy(update={"tax_id": unsure("2")}),
        lines=(
            a_line("Авиабилеты").model_copy(
                update={"amount": unsure(roubles(9)), "quantity": unsure(Decimal(7))}
            ),
        ),
        taxes=(),
    )
    findings = judge(a_claim_file(with_paper(wrong)))
    about_it = [f for f in findings if f.document_id in ("invoice", None)]
    assert {f.effect for f in about_it} <= {None, "review"}
