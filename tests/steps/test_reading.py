"""Reading a claim's documents, with real papers: what is found, and where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from cofund.errors import NotFound, ScanPending
from cofund.steps.extractions import find_extraction
from cofund.steps.reading import interpret_document, ocr_pages, read_pages, scan_document
from cofund.steps.storage import document_note, extraction_key, working_prefix
from cofund.steps.uploading import TicketRequest, upload_ticket
from tests.builders.claims import a_draft, an_office
from tests.builders.companies import INTEGRATOR, VETER
from tests.builders.papers import (
    GuestList,
    Line,
    Sale,
    invoice_pdf,
    participant_list_xlsx,
    some_guests,
)
from tests.fakes.office import FakeOffice

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
INVOICE = invoice_pdf(
    Sale(
        number="77",
        issued=date(2026, 9, 1),
        seller=VETER,
        buyer=INTEGRATOR,
        lines=(Line(description="Аренда зала", quantity=Decimal(1), price_minor=100_000_00),),
        vat_rate=22,
    )
)
GUESTS = participant_list_xlsx(
    GuestList(event_name="Ужин", event_date=date(2026, 9, 15), guests=some_guests(12))
)


@dataclass(frozen=True)
class Sent:
    """A document of a submitted claim."""

    office: FakeOffice
    claim_id: str
    document_id: str

    def read(self) -> None:
        """Scan, read and interpret, each twice."""
        which = (self.claim_id, 1, self.document_id)
        for _ in range(2):
            assert scan_document(*which, office=self.office) == "clean"
        for _ in range(2):
            if read_pages(*which, office=self.office):
                ocr_pages(*which, office=self.office)
        for _ in range(2):
            interpret_document(*which, office=self.office)


def sent(kind: str, content: bytes, content_type: str = "application/pdf") -> Sent:
    office = an_office()
    draft = a_draft(office)
    asked = TicketRequest.model_validate(
        {"kind": kind, "content_type": content_type, "file_name": "a"}
    )
    ticket = upload_ticket(draft.claim, asked, redirect_to=None, office=office)
    office.files.arrive(ticket, content)
    claim = draft.submitted(office)
    return Sent(office, claim.claim_id, ticket.document_id)


def is_stored(office: FakeOffice, area: str, key: str) -> bool:
    try:
        office.files.read(area, key, limit=10**8)  # type: ignore[arg-type]
    except NotFound:
        return False
    return True


def test_an_invoice_is_read_drawn_and_locked_as_evidence() -> None:
    document = sent("invoice", INVOICE)
    document.read()
    found = find_extraction(document.office, document.claim_id, 1, document.document_id)
    assert found is not None
    assert found.kind == "invoice"
    note = document_note(document.office, document.claim_id, 1, document.document_id)
    assert note is not None
    assert (note.area, note.reason, len(note.pages)) == ("evidence", None, 1)
    name = f"{document.claim_id}/0001/{document.document_id}"
    assert is_stored(document.office, "evidence", f"originals/{name}")
    assert not is_stored(document.office, "personal", f"originals/{name}")
    image = working_prefix(document.claim_id, 1, document.document_id) + "page-1"
    assert is_stored(document.office, "personal", image)


@pytest.mark.parametrize("declared", ["participant_list", "invoice"])
def test_people_are_kept_where_they_can_be_deleted_whatever_the_list_is_called(
    declared: str,
) -> None:
    document = sent(declared, GUESTS, XLSX)
    document.read()
    found = find_extraction(document.office, document.claim_id, 1, document.document_id)
    assert found is not None
    assert found.kind == "participant_list"
    key = extraction_key(document.claim_id, 1, document.document_id)
    assert is_stored(document.office, "personal", key)
    assert not is_stored(document.office, "evidence", key)
    name = f"originals/{document.claim_id}/0001/{document.document_id}"
    assert not is_stored(document.office, "evidence", name)


def test_what_is_said_to_be_a_list_of_people_is_kept_like_one() -> None:
    document = sent("participant_list", INVOICE)
    document.read()
    note = document_note(document.office, document.claim_id, 1, document.document_id)
    assert note is not None
    assert note.area == "personal"


@pytest.mark.parametrize(
    "content", [b"MZ\x90\x00 a program", b"<html><script>alert(1)</script>", b"%PDF-1.7 broken"]
)
def test_what_cannot_be_read_is_unreadable_and_stops_nothing(content: bytes) -> None:
    document = sent("invoice", content)
    document.read()
    found = find_extraction(document.office, document.claim_id, 1, document.document_id)
    assert found is not None
    assert found.kind == "unreadable"


def test_a_reader_that_died_leaves_an_unreadable_document() -> None:
    document = sent("invoice", INVOICE)
    which = (document.claim_id, 1, document.document_id)
    scan_document(*which, office=document.office)
    interpret_document(*which, office=document.office)
    found = find_extraction(document.office, *which)
    assert found is not None
    assert found.kind == "unreadable"
    assert found.reason == "reader_failed"


def test_a_scan_that_has_not_answered_is_waited_for() -> None:
    document = sent("invoice", INVOICE)
    claim = document.office.claims.version(document.claim_id, 1)
    file = next(one for one in claim.documents if one.document_id == document.document_id)
    document.office.scanner.tell(file.storage_key, file.storage_version, None)
    with pytest.raises(ScanPending):
        scan_document(document.claim_id, 1, document.document_id, office=document.office)


def test_a_document_of_no_claim_is_not_found() -> None:
    document = sent("invoice", INVOICE)
    with pytest.raises(NotFound):
        read_pages(document.claim_id, 1, "no-such-document", office=document.office)
