"""Exact sources: what differs or is missing goes to a person, with evidence, line and field."""

from __future__ import annotations

import pytest

from cofund.judgement import assess
from cofund.models.assessment import Finding
from cofund.models.evidence import Disagreement, Evidence, Read
from cofund.models.exact import Problem, ProblemCode
from cofund.models.extraction import Unreadable
from tests.builders.claim_files import a_claim_file, judged, with_paper
from tests.builders.reads import an_invoice

STATED = Evidence(document_id="invoice", page=1, text="100.00", place="line 9, Totals/Gross")
PRINTED = Evidence(document_id="invoice", page=1, text="1 000,00")


def differing(field: str) -> tuple[Disagreement, ...]:
    """Give one disagreement."""
    return (Disagreement(field=field, exact=STATED, printed=PRINTED),)


def test_papers_without_exact_sources_are_not_spoken_of() -> None:
    assert judged(a_claim_file(), "exact_sources") == []


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("gross", "total"),
        ("due", "total"),
        ("net", "vat"),
        ("tax", "vat"),
        ("number", "number"),
        ("issue_date", "issue_date"),
        ("seller_tax_id", "seller"),
        ("buyer_tax_id", "buyer"),
        ("line 2 amount", "value"),
        ("seller_account", "value"),
    ],
)
def test_a_difference_goes_to_a_person_with_both_pieces_of_evidence(
    field: str, message: str
) -> None:
    file = a_claim_file(with_paper(an_invoice(disagreements=differing(field))))
    (finding,) = _of_rule(assess(file).findings)
    assert (finding.verdict, finding.effect, finding.message) == ("unclear", "review", message)
    assert finding.evidence == (STATED, PRINTED)
    assert finding.params["stated"].value == "100.00"
    assert finding.params["printed"].value == "1 000,00"


@pytest.mark.parametrize(
    ("code", "line", "message"),
    [
        ("missing", 12, "missing"),
        ("wrong_value", 12, "wrong_value"),
        ("malformed", 12, "malformed"),
        ("unknown_version", 12, "version"),
        ("unknown_syntax", 12, "syntax"),
        ("missing", None, "missing_in_qr"),
        ("wrong_value", None, "wrong_in_qr"),
        ("forbidden", None, "forbidden"),
        ("too_large", None, "too_large"),
    ],
)
def test_a_fault_is_named_with_its_line_and_field(
    code: ProblemCode, line: int | None, message: str
) -> None:
    problem = Problem(code=code, line=line, field="СвСчФакт/@НомерДок")
    file = a_claim_file(with_paper(an_invoice(problems=(problem,))))
    (finding,) = _of_rule(assess(file).findings)
    assert (finding.verdict, finding.message) == ("unclear", message)
    assert finding.params["field"].value == "СвСчФакт/@НомерДок"
    if line is not None:
        assert finding.params["line"].value == line


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("gross", "total_not_printed"),
        ("number", "number_not_printed"),
        ("issue_date", "issue_date_not_printed"),
        ("net", "vat_not_printed"),
        ("tax", "vat_not_printed"),
    ],
)
def test_what_the_page_does_not_show_is_named(field: str, message: str) -> None:
    problem = Problem(code="not_printed", field=field)
    file = a_claim_file(with_paper(an_invoice(problems=(problem,))))
    assert judged(file, "exact_sources") == [("unclear", message)]


def test_a_file_that_could_not_be_read_still_says_on_which_line() -> None:
    broken = Unreadable(
        document_id="invoice",
        reason="damaged",
        problems=(Problem(code="malformed", line=40, field=""),),
    )
    assert judged(a_claim_file(with_paper(broken)), "exact_sources") == [("unclear", "malformed")]


def test_the_invoice_that_a_pdf_brings_for_programs_is_nothing_unusual() -> None:
    number = an_invoice().number
    assert number is not None
    stated: Read[str] = number.model_copy(update={"source": "xml"})
    brought = an_invoice(number=stated, flags=("embedded_file",))
    assert judged(a_claim_file(with_paper(brought)), "document_flags") == []


def test_a_script_beside_the_invoice_for_programs_is_still_shown() -> None:
    number = an_invoice().number
    assert number is not None
    stated: Read[str] = number.model_copy(update={"source": "xml"})
    flagged = an_invoice(number=stated, flags=("embedded_file", "script"))
    file = a_claim_file(with_paper(flagged))
    assert judged(file, "document_flags") == [("unclear", "active_content")]


def _of_rule(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.rule == "exact_sources"]
