"""Claim files: start from a clean one, a business dinner of September 2026, name what matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import get_args
from zoneinfo import ZoneInfo

from cofund.guests.facts import participant_facts, without_people
from cofund.models.assessment import BalanceFacts, Finding
from cofund.models.claim import Activity, Application, Claim, ClaimRequest, Document, Partner
from cofund.models.claim_file import ClaimFile
from cofund.models.extraction import Extraction
from cofund.models.kinds import DocumentKind
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.programme import pinned, shipped_programmes
from cofund.rules import judge
from tests.builders.companies import INTEGRATOR
from tests.builders.reads import (
    a_participant_list,
    a_payment_order,
    a_report,
    an_act,
    an_event_programme,
    an_invoice,
    roubles,
)

MOSCOW = ZoneInfo("Europe/Moscow")
FUND = FundKey(programme="it-vendor", partner="integrator", period="2026Q3")


def moment(day: date, hour: int = 12) -> datetime:
    """Give a moment of a day in Moscow."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW)


def september(day: int, hour: int = 12) -> datetime:
    """Give a moment in September 2026 in Moscow."""
    return moment(date(2026, 9, day), hour)


def the_programme(**changes: object) -> Programme:
    """Give the shipped programme of the IT vendor, some terms replaced."""
    programme = pinned(shipped_programmes(), name="it-vendor", version="2026.1")
    return programme.model_copy(update=changes)


def a_partner(**changes: object) -> Partner:
    """Give a partner that cannot deduct VAT: its cost counts gross."""
    plain = Partner(
        partner_id="integrator",
        name=INTEGRATOR.name,
        inn=INTEGRATOR.tax_id,
        kpp=INTEGRATOR.kpp,
        level="gold",
        turnover=roubles(18_000_000),
        deducts_vat=False,
        erp_number="ERP-0037",
        programme="it-vendor",
    )
    return plain.model_copy(update=changes)


def an_activity(**changes: object) -> Activity:
    """Give the business dinner of 15 September 2026."""
    plain = Activity(
        activity_type="business_dinner",
        name="Деловой ужин",
        first_day=date(2026, 9, 15),
        last_day=date(2026, 9, 15),
        place="Москва",
        planned_cost=roubles(250_000),
    )
    return plain.model_copy(update=changes)


def an_application(**changes: object) -> Application:
    """Give the consent to the dinner, applied for on 20 August 2026."""
    plain = Application(
        application_id="dinner-2026",
        partner_id="integrator",
        programme="it-vendor",
        programme_version="2026.1",
        activity=an_activity(),
        submitted_at=moment(date(2026, 8, 20)),
        approved_at=moment(date(2026, 8, 24)),
        approved_amount=roubles(150_000),
        fund=FUND,
    )
    return plain.model_copy(update=changes)


def a_request(**changes: object) -> ClaimRequest:
    """Ask for half of the invoice."""
    plain = ClaimRequest(
        application_id="dinner-2026", claimed=roubles(122_000), sponsor_money=roubles(0)
    )
    return plain.model_copy(update=changes)


def balances(**changes: object) -> BalanceFacts:
    """Give a fund that covers the claim."""
    plain = BalanceFacts(
        fund=FUND,
        available=roubles(100_000),
        reserved_for_activity=roubles(150_000),
        fund_open=True,
        souvenir_available=roubles(100_000),
    )
    return plain.model_copy(update=changes)


def a_document(extraction: Extraction, **changes: object) -> Document:
    """Give the file that an extraction was read from; its hash follows from its id."""
    known = get_args(DocumentKind)
    plain = Document(
        document_id=extraction.document_id,
        declared_kind=extraction.kind if extraction.kind in known else "unknown",
        file_name=f"{extraction.document_id}.pdf",
        content_type="application/pdf",
        size_bytes=10_000,
        storage_key=f"evidence/{extraction.document_id}",
        storage_version="1",
        sha256=sha256(extraction.document_id.encode()).hexdigest(),
    )
    return plain.model_copy(update=changes)


def dinner_papers() -> tuple[Extraction, ...]:
    """Give all that a business dinner needs."""
    return (
        a_report(),
        an_event_programme(),
        a_participant_list(),
        an_invoice(),
        an_act(),
        a_payment_order(),
    )


def with_paper(changed: Extraction) -> tuple[Extraction, ...]:
    """Give the dinner's papers, one of them replaced by another of the same id."""
    return tuple(
        changed if paper.document_id == changed.document_id else paper for paper in dinner_papers()
    )


def a_claim_file(
    papers: Sequence[Extraction] | None = None,
    *,
    documents: Sequence[Document] | None = None,
    request: ClaimRequest | None = None,
    claim: dict[str, object] | None = None,
    **changes: object,
) -> ClaimFile:
    """Give a claim file; the clean one by default. ``claim`` changes fields of the claim."""
    papers = dinner_papers() if papers is None else tuple(papers)
    plain = Claim(
        claim_id="claim-1",
        version=1,
        partner_id="integrator",
        application_id="dinner-2026",
        request=request or a_request(),
        state="reading",
        revision=2,
        opened_at=september(24),
        opened_by="anna",
        edited_by="anna",
        submitted_at=september(25),
        first_submitted_at=september(25),
        documents=tuple(documents or [a_document(paper) for paper in papers]),
    )
    partner = changes.get("partner", a_partner())
    assert isinstance(partner, Partner)
    read = {paper.document_id: paper for paper in papers}
    whole: dict[str, object] = {
        "claim": plain.model_copy(update=claim or {}),
        "partner": partner,
        "application": an_application(),
        "programme": the_programme(),
        "extractions": without_people(plain.documents, read),
        "participants": participant_facts(plain.documents, read, partner=partner),
        "balances": balances(),
        "assessed_at": september(25, 13),
        **changes,
    }
    return ClaimFile(**whole)  # type: ignore[arg-type]


def findings_of(file: ClaimFile, rule: str) -> list[Finding]:
    """Give the findings of one rule, in order."""
    return [finding for finding in judge(file) if finding.rule == rule]


def judged(file: ClaimFile, rule: str) -> list[tuple[str, str]]:
    """Give verdict and message of each finding of one rule, in order."""
    return [(finding.verdict, finding.message) for finding in findings_of(file, rule)]


def the_finding(file: ClaimFile, rule: str) -> Finding:
    """Give the only finding of a rule."""
    (finding,) = findings_of(file, rule)
    return finding
