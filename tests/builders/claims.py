"""An office with people, money and claims: a September dinner of 2026, brought to any state.

Claims get there through the real steps. Where reading is not the point, a document's extraction is
stored as if the readers had found it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cofund.models.claim import Application, Claim, ClaimRequest, Partner, Person
from cofund.models.extraction import Extraction
from cofund.models.ledger import Accrue, ClosePeriod, FundKey, Reserve
from cofund.money import Money
from cofund.ports import Items
from cofund.steps.claiming import submit
from cofund.steps.extractions import EXTRACTIONS
from cofund.steps.opening import open_claim
from cofund.steps.storage import DocumentNote, extraction_key, note_document, scan_key
from cofund.steps.uploading import TicketRequest, upload_ticket
from tests.builders.claim_files import (
    FUND,
    a_partner,
    an_activity,
    an_application,
    dinner_papers,
    moment,
    september,
)
from tests.builders.companies import NEBYVALYE
from tests.builders.reads import roubles
from tests.fakes.clock import FakeClock
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice

PASSWORD = "an invented password 1"
OTHER_FUND = FundKey(programme="it-vendor", partner="nebyvalye", period="2026Q3")

ANNA = Person(
    login="anna",
    role="partner",
    name="Анна Примерова",
    mail="anna@integrator.example",
    partner_id="integrator",
)
BORIS = Person(
    login="boris",
    role="partner",
    name="Борис Небылов",
    mail="boris@nebyvalye.example",
    partner_id="nebyvalye",
)
RITA = Person(login="rita", role="reviewer", name="Rita Review", mail="rita@vendor.example")
ROMAN = Person(login="roman", role="reviewer", name="Роман Проверкин", mail="roman@vendor.example")
MARINA = Person(login="marina", role="manager", name="Марина Главная", mail="marina@vendor.example")
FEDOR = Person(login="fedor", role="finance", name="Фёдор Счетов", mail="fedor@vendor.example")
OLEG = Person(login="oleg", role="operator", name="Олег Дежурный", mail="oleg@vendor.example")
EVERYBODY = (ANNA, BORIS, RITA, ROMAN, MARINA, FEDOR, OLEG)


def an_office(
    items: Items | None = None,
    *,
    people: Sequence[Person] = EVERYBODY,
    accrued: Money | None = None,
    approved: Money | None = None,
) -> FakeOffice:
    """Give an office on 25 September 2026: two partners, each with a fund and a dinner approved."""
    office = FakeOffice(items=items or MemoryItems(), clock=FakeClock(september(25)))
    for person in people:
        office.directory.add_person(person)
        office.sign_in.create(person.login, PASSWORD)
    approved_amount = approved or roubles(150_000)
    accrual = accrued or roubles(1_000_000)
    _join(a_partner(), an_application(approved_amount=approved_amount), accrual, office)
    _join(other_partner(), other_application(), accrual, office)
    return office


def other_partner() -> Partner:
    """Give the second partner."""
    return a_partner(
        partner_id="nebyvalye",
        name=NEBYVALYE.name,
        inn=NEBYVALYE.tax_id,
        kpp=NEBYVALYE.kpp,
        erp_number="ERP-0040",
    )


def other_application() -> Application:
    """Give the second partner's consent."""
    return an_application(application_id="other-dinner", partner_id="nebyvalye", fund=OTHER_FUND)


def souvenirs_application(**changes: object) -> Application:
    """Give the first partner's consent to souvenirs."""
    activity = an_activity(activity_type="souvenirs", name="Сувениры")
    plain = an_application(application_id="souvenirs-2026", activity=activity)
    return plain.model_copy(update=changes)


def reserve(application: Application, office: FakeOffice) -> None:
    """Store an application and reserve its amount."""
    office.directory.add_application(application)
    office.ledger.post(
        Reserve(
            fund=application.fund,
            actor="seed",
            reason="approved",
            at=moment(date(2026, 8, 24)),
            programme_version=application.programme_version,
            application=application.application_id,
            amount=application.approved_amount,
        )
    )


def a_draft(
    office: FakeOffice,
    *,
    claimed: Money | None = None,
    papers: Iterable[Extraction] = (),
    person: Person = ANNA,
    application_id: str = "dinner-2026",
    points: int = 0,
) -> Draft:
    """Give an open draft with a file arrived for each paper; the clean dinner's by default."""
    request = ClaimRequest(
        application_id=application_id,
        claimed=claimed or roubles(122_000),
        sponsor_money=roubles(0),
        points=points,
    )
    claim = open_claim(request, person, office=office)
    papers = tuple(papers) or dinner_papers()
    sent = tuple(
        send_file(office, claim, kind=paper.kind, content=_content(claim, paper))
        for paper in papers
    )
    return Draft(claim, dict(zip(sent, papers, strict=True)), person)


@dataclass(frozen=True)
class Draft:
    """A draft, and what will be read from each of its documents."""

    claim: Claim
    papers: dict[str, Extraction]
    person: Person

    def submitted(self, office: FakeOffice) -> Claim:
        """Submit it."""
        return submit(office.claims.get(self.claim.claim_id), self.person, office=office)


def send_file(office: FakeOffice, claim: Claim, *, kind: str, content: bytes) -> str:
    """Send one file as a browser does; give its document id."""
    asked = TicketRequest.model_validate(
        {
            "kind": kind,
            "content_type": "application/pdf",
            "file_name": f"{kind}.pdf",
            "size_bytes": len(content),
        }
    )
    ticket = upload_ticket(claim, asked, redirect_to=None, office=office)
    office.files.arrive(ticket, content)
    return ticket.document_id


def read_as(
    office: FakeOffice,
    claim: Claim,
    extraction: Extraction,
    document_id: str,
    *,
    precheck: int | None = None,
) -> None:
    """Store what was read from a document, as the last of the reading steps does."""
    area: Literal["evidence", "personal"] = "evidence" if precheck is None else "personal"
    content = EXTRACTIONS.dump_json(extraction)
    named = re.sub(rb'"document_id":"[^"]*"', f'"document_id":"{document_id}"'.encode(), content)
    where = (claim.claim_id, claim.version, document_id)
    key = extraction_key(*where, precheck=precheck)
    office.files.write(area, key, named, content_type="application/json")
    scan = office.claims.noted(scan_key(*where, precheck=precheck)) or {}
    note = DocumentNote(
        document_id=document_id,
        sha256=str(scan["sha256"]),
        area=area,
        found_kind=extraction.kind,
    )
    note_document(office, claim.claim_id, claim.version, note, precheck=precheck)


def _join(partner: Partner, application: Application, accrual: Money, office: FakeOffice) -> None:
    office.directory.add_partner(partner)
    office.ledger.open_fund(application.fund, "RUB")
    office.ledger.set_souvenir_limit(application.fund.limit(), roubles(100_000))
    office.ledger.post(
        Accrue(
            fund=application.fund,
            actor="seed",
            reason="turnover",
            at=moment(date(2026, 7, 1)),
            programme_version="2026.1",
            source=f"turnover-{partner.partner_id}",
            amount=accrual,
        )
    )
    reserve(application, office)


def _content(claim: Claim, paper: Extraction) -> bytes:
    return f"%PDF-1.7 {claim.claim_id} {paper.document_id}".encode()


def close_period(office: FakeOffice, fund: FundKey = FUND) -> None:
    """End a fund's period, as the programme's calendar does."""
    office.ledger.post(
        ClosePeriod(
            fund=fund,
            actor="keep_funds",
            reason="period_over",
            at=office.clock(),
            programme_version="2026.1",
        )
    )
