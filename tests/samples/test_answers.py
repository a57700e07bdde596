"""Every sample is answered as a careful marketing manager would, read from its real documents.

The answers were reasoned out from the facts in samples/cases.py and the programme's terms:

==================== ===========================================================================
clean                96 000 net of VAT, half is 48 000, as claimed
late-application     5 November; ten working days before Friday 13 November is 29 October
late-report          20 November; thirty days after 14 October is 13 November
no-participant-list  the list is missing; nothing else
no-event-programme   the event's programme is missing; nothing else
wrong-sums           lines 28 000, total 30 000; 22 % in 30 000 are 5 409.84, not 5 049.18
souvenir-too-dear    72 000 less 20 mugs for 37 000, net of VAT 28 688.52, half is 14 344.26
flight-on-invoice    122 000 less flights for 30 500, net of VAT 75 000, half is 37 500
same-invoice-twice   the files and the invoice of "clean"; a person looks, nothing is taken off
scanned-invoice      whatever recognition leaves open goes to a person; the claim stays whole
every-format         43 920 with VAT, half of the net 36 000 is 18 000; the scan's rest to a person
==================== ===========================================================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from cofund.files.stored_inputs import inputs_bytes, read_inputs
from cofund.judgement import assess
from cofund.models.assessment import Finding
from cofund.models.claim import Locale
from cofund.offline import FolderCheck
from cofund.rules import RULES
from cofund.steps import reading
from samples.cases import SAMPLES
from tests.builders.reads import roubles
from tests.samples.checked import checked, content_of
from tests.samples.filed import (
    EARLIER,
    after_sending,
    before_sending,
    drafted,
    named_as_offline,
    opened,
    read_before,
    without_people,
)
from tests.samples.letters import FOLDER, LOCALES, letter, letters


@dataclass(frozen=True)
class Answer:
    """What a sample is answered: the open findings as "rule.message file", amount, way, exit."""

    findings: frozenset[str]
    claimable: str
    outcome: str
    exit_code: int = 1


ANSWERS = {
    "clean": Answer(frozenset(), "48000", "review", exit_code=0),
    "late-application": Answer(frozenset({"application_lead_time.late"}), "45000", "return"),
    "late-report": Answer(frozenset({"claim_window.late"}), "45000", "return"),
    "no-participant-list": Answer(frozenset({"required_documents.missing"}), "18000", "return"),
    "no-event-programme": Answer(frozenset({"required_documents.missing"}), "60000", "return"),
    "wrong-sums": Answer(
        frozenset({"lines_total.differ invoice.pdf", "vat_amount.differs invoice.pdf"}),
        "15000",
        "return",
    ),
    "souvenir-too-dear": Answer(
        frozenset({"souvenir_price.too_dear invoice.pdf"}), "14344.26", "review"
    ),
    "flight-on-invoice": Answer(
        frozenset({"ineligible_lines.never_refunded invoice.pdf"}), "37500", "review"
    ),
    "same-invoice-twice": Answer(
        frozenset(
            {
                "same_file_elsewhere.own invoice.pdf",
                "same_file_elsewhere.own act.pdf",
                "same_file_elsewhere.own payment.pdf",
                "same_invoice_elsewhere.own invoice.pdf",
            }
        ),
        "48000",
        "review",
    ),
}

SCANS = {"scanned-invoice": ("invoice.pdf", 45_000), "every-format": ("invoice.jpg", 18_000)}
"""Samples with a scan: its file, and what stays claimable in roubles."""


def said(check: FolderCheck, finding: Finding) -> str:
    """Give a finding as "rule.message file"."""
    names = {d.document_id: d.file_name for d in check.file.claim.documents}
    about = names.get(finding.document_id or "", "")
    return f"{finding.rule}.{finding.message} {about}".strip()


@pytest.mark.parametrize("folder", sorted(ANSWERS))
def test_a_sample_is_answered_with_exactly_its_mistake(folder: str) -> None:
    check, answer = checked(folder), ANSWERS[folder]
    open_findings = [f for f in check.assessment.findings if f.verdict != "pass"]
    assert {said(check, finding) for finding in open_findings} == answer.findings
    assert check.assessment.waterfall.claimable == roubles(answer.claimable)
    assert check.assessment.outcome == answer.outcome
    assert check.exit_code == answer.exit_code


@pytest.mark.parametrize("folder", sorted(SCANS))
def test_a_scan_goes_to_a_person_and_costs_the_partner_nothing(folder: str) -> None:
    check, (scan, claimed) = checked(folder), SCANS[folder]
    open_findings = [f for f in check.assessment.findings if f.verdict != "pass"]
    assert open_findings
    assert {f.verdict for f in open_findings} == {"unclear"}
    assert {said(check, f).split()[-1] for f in open_findings} == {scan}
    assert check.assessment.waterfall.claimable == roubles(claimed)
    assert (check.assessment.outcome, check.exit_code) == ("review", 1)


@pytest.mark.parametrize("folder", [*ANSWERS, *SCANS])
def test_a_sample_judged_again_from_what_is_stored_is_answered_with_the_same_bytes(
    folder: str,
) -> None:
    check = checked(folder)
    stored = read_inputs(inputs_bytes(check.file, rules=(rule.name for rule in RULES)))
    assert assess(stored.file).model_dump_json() == check.assessment.model_dump_json()


def test_every_sample_has_its_answer() -> None:
    assert {sample.folder for sample in SAMPLES} == {*ANSWERS, *SCANS}


def test_evidence_is_shown_where_something_is_wrong_on_a_paper() -> None:
    for folder in ("souvenir-too-dear", "flight-on-invoice", "wrong-sums"):
        open_findings = [f for f in checked(folder).assessment.findings if f.verdict == "fail"]
        assert all(f.evidence and f.evidence[0].box is not None for f in open_findings), folder


@pytest.mark.parametrize("folder", [sample.folder for sample in SAMPLES])
def test_a_sample_is_answered_alike_offline_before_sending_and_after(
    folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "read_document", content_of)
    monkeypatch.setattr(reading, "recognise", content_of)
    monkeypatch.setattr(reading, "read_and_draw", read_before)
    offline = checked(folder)
    office, claims = opened(offline.file.assessed_at), {}
    if folder in EARLIER:
        first, about = drafted(office, EARLIER[folder])
        after_sending(office, first)
        claims[first.claim_id] = about.claim.claim_id
    draft, about = drafted(office, folder)
    claims[draft.claim_id] = about.claim.claim_id
    locked = office.files.keys("evidence")
    page = before_sending(office, draft)
    assert office.files.keys("evidence") == locked
    sent = after_sending(office, draft)
    assert page == sent
    documents = [one.document_id for one in office.claims.version(draft.claim_id, 1).documents]
    assert named_as_offline(sent, claims, documents) == without_people(offline.assessment)


def test_every_sample_gets_exactly_the_letter_that_is_kept() -> None:
    written = dict(letters())
    assert set(FOLDER.iterdir()) == set(written)
    other = [path.name for path, text in written.items() if path.read_text("utf-8") != text]
    assert other == [], "look at what changed: python -m tests.samples.letters; git diff"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_letter_shows_the_same_on_paper_and_on_a_screen(locale: Locale) -> None:
    mail = letter(checked("wrong-sums"), locale)
    words = re.sub(r"<[^>]+>", " ", mail.html)
    for line in filter(None, mail.text.splitlines()):
        plain = re.sub(r"^(\d+\.|-|--) ?", "", line.strip()).rstrip(":")
        if plain and not plain.startswith("http"):
            assert plain.split(". ")[0].rstrip(".") in words, line
