"""Pages are shown to the reviewer where they could be drawn, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.extraction import read_and_draw
from cofund.steps import reading
from cofund.steps.reading import interpret_document, read_pages, scan_document, start_review
from cofund.steps.storage import document_note
from tests.builders.claims import a_draft, an_office, send_file
from tests.builders.companies import INTEGRATOR, VETER
from tests.builders.papers import Line, Sale, invoice_pdf
from tests.fakes.office import FakeOffice


@pytest.fixture(scope="module")
def paper() -> bytes:
    return invoice_pdf(
        Sale(
            number="7",
            issued=date(2026, 11, 2),
            seller=VETER,
            buyer=INTEGRATOR,
            lines=(Line(description="Аренда зала", price_minor=10_000_00),),
        )
    )


def pages_noted(office: FakeOffice, paper: bytes) -> int:
    """Read one paper and give of how many pages an image is noted."""
    draft = a_draft(office)
    sent = send_file(office, draft.claim, kind="invoice", content=paper)
    claim = draft.submitted(office)
    start_review(claim.claim_id, 1, office=office)
    scan_document(claim.claim_id, 1, sent, office=office)
    read_pages(claim.claim_id, 1, sent, office=office)
    interpret_document(claim.claim_id, 1, sent, office=office)
    note = document_note(office, claim.claim_id, 1, sent)
    assert note is not None
    return len(note.pages)


def test_a_drawn_page_is_noted_with_its_size(paper: bytes) -> None:
    assert pages_noted(an_office(), paper) == 1


def test_a_page_that_could_be_read_but_not_drawn_is_not_noted(
    paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, _ = read_and_draw(paper, document_id="d1")
    monkeypatch.setattr(
        reading,
        "read_and_draw",
        lambda _paper, document_id: (content.model_copy(update={"document_id": document_id}), ()),
    )
    assert pages_noted(an_office(), paper) == 0
