"""The samples, filed, checked before they are sent, and sent: by the real steps, in memory.

Each document is read once: what stands in it is kept by its bytes, and goes its own way through
the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cofund.files.written import load_claim_folder, load_seed
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, ClaimRequest
from cofund.models.claim_folder import ClaimFolder
from cofund.models.content import DocumentContent
from cofund.models.extraction import Unreadable
from cofund.money import Money
from cofund.steps.claiming import submit
from cofund.steps.judging import check_claim
from cofund.steps.opening import open_claim
from cofund.steps.prechecking import check_draft, precheck, precheck_answer
from cofund.steps.reading import (
    interpret_document,
    ocr_pages,
    read_pages,
    scan_document,
    start_review,
)
from cofund.steps.seeding import seed
from cofund.steps.storage import find_assessment
from cofund.steps.uploading import CONTENT_TYPES, TicketRequest, upload_ticket
from tests.fakes.clock import FakeClock
from tests.fakes.office import FakeOffice
from tests.samples.checked import SAMPLES_DIR, content_of

EARLIER = {"same-invoice-twice": "clean"}
"""By sample: whose papers stand in it, too; that one is sent first, as its history says."""


def drafted(office: FakeOffice, folder: str) -> tuple[Claim, ClaimFolder]:
    """Open a sample's claim and send its documents."""
    about = load_claim_folder(SAMPLES_DIR / folder)
    request = ClaimRequest(
        application_id=about.application.application_id,
        claimed=about.claim.claimed,
        sponsor_money=about.claim.sponsor_money or Money.zero(about.claim.claimed.currency),
        participant_count=about.claim.participant_count,
    )
    person = office.directory.people_of(about.partner.partner_id)[0]
    claim = open_claim(request, person, office=office)
    for document in about.documents:
        file = SAMPLES_DIR / folder / document.file
        content_type = next(name for name, ends in CONTENT_TYPES.items() if file.suffix in ends)
        asked = TicketRequest(kind=document.kind, content_type=content_type, file_name=file.name)
        ticket = upload_ticket(claim, asked, redirect_to=None, office=office)
        office.files.arrive(ticket, file.read_bytes())
    return office.claims.get(claim.claim_id), about


def read_all(office: FakeOffice, claim: Claim, number: int | None) -> None:
    """Read every document as the state machines do."""
    for document in claim.documents:
        here = (claim.claim_id, claim.version, document.document_id)
        scan_document(*here, precheck=number, office=office)
        if read_pages(*here, precheck=number, office=office):
            ocr_pages(*here, precheck=number, office=office)
        interpret_document(*here, precheck=number, office=office)


def before_sending(office: FakeOffice, claim: Claim) -> Assessment:
    """Give the answer of the page, before the claim is sent."""
    person = office.directory.person(claim.opened_by)
    begun = precheck(claim, person, office=office)
    read_all(office, begun.claim, begun.number)
    check_draft(claim.claim_id, claim.version, begun.number, office=office)
    done = office.prechecks.get(claim.claim_id, claim.version, begun.number)
    answer = precheck_answer(done, office=office)
    assert answer is not None
    return answer


def after_sending(office: FakeOffice, claim: Claim) -> Assessment:
    """Give the answer after the claim was sent."""
    submit(claim, office.directory.person(claim.opened_by), office=office)
    start_review(claim.claim_id, claim.version, office=office)
    read_all(office, office.claims.version(claim.claim_id, claim.version), None)
    check_claim(claim.claim_id, claim.version, office=office)
    answer = find_assessment(office, claim.claim_id, claim.version)
    assert answer is not None
    return answer


def opened(now: datetime) -> FakeOffice:
    """Give the seeded installation of the samples at a moment."""
    office = FakeOffice(clock=FakeClock(now))
    seed(load_seed(SAMPLES_DIR / "seed.yaml"), password="a long enough Password 1", office=office)
    return office


def named_as_offline(
    answer: Assessment, claims: dict[str, str], documents: Sequence[str]
) -> Assessment:
    """Give an answer with the ids of claims and documents that the offline check gives."""
    text = answer.model_dump_json()
    for own, offline in claims.items():
        text = text.replace(own, offline)
    for place, own in enumerate(documents, 1):
        text = text.replace(f'"{own}"', f'"d{place}"')
    return without_people(Assessment.model_validate_json(text))


def without_people(answer: Assessment) -> Assessment:
    """Leave out who else's guests came: only an installation knows the people of other claims."""
    known = tuple(one for one in answer.findings if one.rule != "participants_overlap")
    return answer.model_copy(update={"findings": known})


def read_before(
    document: bytes, *, document_id: str
) -> tuple[DocumentContent | Unreadable, tuple[()]]:
    """Give what stands in a document that was read before; its pages are not drawn again."""
    return content_of(document, document_id=document_id), ()
