"""What the partner's pages show of a claim, gathered from the books."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

from cofund.books.clawbacks import MAX_CLAWBACKS, clawbacks_of
from cofund.claim_states import IN_WORK
from cofund.errors import NotFound
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment
from cofund.models.claim import Application, AuditEntry, Claim, Locale
from cofund.models.kinds import DocumentKind
from cofund.models.points import PointsPart
from cofund.models.precheck import Precheck
from cofund.pages.views.frame import DocumentLine, Frame
from cofund.pages.views.partner import (
    ApplicationChoice,
    ClaimAction,
    ClaimLine,
    ClaimView,
    ClawbackLine,
    PrecheckLine,
    TimelineEntry,
    TimelineEvent,
)
from cofund.steps.claim_points import points_of
from cofund.steps.claiming import returned_by_person
from cofund.steps.disputed import dispute_until
from cofund.steps.documents import activity_type_name, document_lines
from cofund.steps.held import held_points
from cofund.steps.informing import last_question
from cofund.steps.instalments import activity_left
from cofund.steps.letters import mend_until
from cofund.steps.office import Office
from cofund.steps.partner_visits import programme_of as programme_of
from cofund.steps.storage import find_assessment
from cofund.steps.told import approved_in_all, disputed_decision, told_assessment, told_decision
from cofund.steps.uploading import SentFile, sent_files
from cofund.terms.due_days import report_due
from cofund.terms.entitlement import documents_for

MAX_CHOICES = 100
MAX_TIMELINE = 200
EVENTS: dict[str, TimelineEvent] = {
    "disputed": "disputed",
    "answered": "answered",
    "unanswered": "unanswered",
}
"""By the reason in the audit."""


def choosable_kinds() -> tuple[DocumentKind, ...]:
    """Give the kinds of documents that a partner can choose from."""
    return tuple(kind for kind in get_args(DocumentKind) if kind != "unknown")


def application_choices(
    partner_id: str, *, locale: Locale, office: Office
) -> tuple[ApplicationChoice, ...]:
    """Give a partner's approved activities, latest first, each with the last day for a claim."""
    latest = tuple(reversed(office.directory.applications_of(partner_id)))[:MAX_CHOICES]
    choices = []
    for application in latest:
        choices.append(
            ApplicationChoice(
                application_id=application.application_id,
                activity=application.activity,
                activity_type=activity_type_name(application, locale, office=office),
                approved_amount=application.approved_amount,
                left=activity_left(application, office=office),
                claim_by=_claim_by(application, office=office),
            )
        )
    return tuple(choices)


def claim_line(claim: Claim, *, locale: Locale, office: Office) -> ClaimLine:
    """Give a claim's line in the list."""
    application = office.directory.application(claim.application_id)
    return ClaimLine(
        claim_id=claim.claim_id,
        version=claim.version,
        state=claim.state,
        activity_name=application.activity.name,
        activity_type=activity_type_name(application, locale, office=office),
        claimed=claim.request.claimed,
        approved=approved_in_all(claim, office=office),
        opened_at=claim.opened_at,
        submitted_at=claim.submitted_at,
    )


def claim_view(claim: Claim, frame: Frame, *, locale: Locale, office: Office) -> ClaimView:
    """Give all that the partner's page of a claim shows."""
    application = office.directory.application(claim.application_id)
    files = sent_files(claim, office=office) if claim.state == "draft" else ()
    decision, assessment = _answer_shown(claim, office=office)
    return ClaimView(
        frame=frame,
        claim=claim,
        application=application,
        activity_type=activity_type_name(application, locale, office=office),
        timeline=timeline(claim, office=office),
        documents=documents_sent(files) if files else document_lines(claim, office=office),
        needed=needed_kinds(application, files, office=office) if claim.state == "draft" else (),
        assessment=assessment,
        decision=decision,
        points=points_of(decision, office=office),
        held_points=_held_points(claim, decision, assessment, office=office),
        disputed_points=points_of(disputed_decision(claim, office=office), office=office),
        questions=office.information.of_claim(claim.claim_id),
        dispute=office.information.dispute(claim.claim_id, claim.version),
        disputed=disputed_decision(claim, office=office),
        dispute_until=dispute_until(claim, office=office),
        clawbacks=tuple(
            ClawbackLine(amount=one.money, points=one.points, reason=one.reason, at=one.at)
            for one in clawbacks_of(claim.claim_id, items=office.items)[-MAX_CLAWBACKS:]
        ),
        actions=_actions(claim, files, office=office),
        do_until=do_until(claim, application, office=office),
    )


def timeline(claim: Claim, *, office: Office) -> tuple[TimelineEntry, ...]:
    """Give a claim's changes of state, without saying who exactly."""
    return tuple(
        TimelineEntry(
            state=entry.to_state,
            version=entry.version + (entry.to_state == "draft" or entry.reason == "disputed"),
            at=entry.at,
            who=_who(entry, claim, office=office),
            event=_event(entry),
        )
        for entry in office.claims.audit(claim.claim_id)[-MAX_TIMELINE:]
    )


def documents_sent(files: tuple[SentFile, ...]) -> tuple[DocumentLine, ...]:
    """Give a draft's documents: awaited or arrived."""
    return tuple(
        DocumentLine(
            document_id=file.document_id,
            kind=file.kind,
            file_name=file.file_name,
            size_bytes=file.size_bytes,
            status="arrived" if file.storage_version else "awaited",
        )
        for file in files
    )


def precheck_line(
    begun: Precheck, claim: Claim, files: tuple[SentFile, ...], *, now: datetime
) -> PrecheckLine:
    """Give how a draft's pre-check stands beside what the draft holds now."""
    checked = {(one.document_id, one.storage_version) for one in begun.claim.documents}
    there = {(one.document_id, one.storage_version) for one in files if one.storage_version}
    changed = checked != there or begun.claim.request != claim.request
    return PrecheckLine(state=begun.state_at(now), begun_at=begun.begun_at, changed=changed)


def needed_kinds(
    application: Application, files: tuple[SentFile, ...], *, office: Office
) -> tuple[tuple[DocumentKind, ...], ...]:
    """Give what the programme asks for and is not there yet; of each, one kind is enough."""
    programme = office.programme(application.programme, application.programme_version)
    there = {file.kind for file in files}
    needed = documents_for(programme, application.activity.activity_type)
    return tuple(options for options in needed if there.isdisjoint(options))


def _answer_shown(claim: Claim, *, office: Office) -> tuple[Decision | None, Assessment | None]:
    assessment = _assessment_shown(claim, office=office)
    decision = office.approvals.decision(claim.claim_id, claim.version)
    if decision is None or assessment is None:
        return decision, assessment
    told = told_assessment(claim, decision, assessment, office=office)
    return told_decision(claim, decision), told


def _held_points(
    claim: Claim, decision: Decision | None, assessment: Assessment | None, *, office: Office
) -> PointsPart | None:
    """Give the points that wait for a decision."""
    if decision is not None or assessment is None or claim.state not in IN_WORK:
        return None
    return held_points(claim, assessment, office=office)


def _assessment_shown(claim: Claim, *, office: Office) -> Assessment | None:
    """Give the version's assessment; in a draft, that of the version that was returned."""
    if claim.state == "draft" and claim.version > 1:
        return find_assessment(office, claim.claim_id, claim.version - 1)
    return find_assessment(office, claim.claim_id, claim.version)


def _actions(
    claim: Claim, files: tuple[SentFile, ...], *, office: Office
) -> tuple[ClaimAction, ...]:
    if claim.state == "draft":
        ready = any(file.storage_version for file in files)
        return (
            ("documents", "precheck", "submit", "withdraw") if ready else ("documents", "withdraw")
        )
    if claim.state == "returned":
        if returned_by_person(claim, office=office):
            return ("revise", "withdraw")
        return ("revise", "person", "withdraw")
    if claim.state == "information_requested":
        return ("answer", "withdraw")
    if claim.state in IN_WORK:
        return ("withdraw",)
    return ("dispute",) if dispute_until(claim, office=office) else ()


def do_until(claim: Claim, application: Application, *, office: Office) -> date | None:
    """Give the last day for what the partner has to do; None where there is nothing to do."""
    programme = office.programme(application.programme, application.programme_version)
    if claim.state == "information_requested":
        question = last_question(claim.claim_id, claim.version, office=office)
        return question.answer_until if question else None
    if claim.state == "returned" or (claim.state == "draft" and claim.returned_at is not None):
        return mend_until(claim, programme, office=office)
    return _claim_by(application, office=office) if claim.state == "draft" else None


def _claim_by(application: Application, *, office: Office) -> date:
    programme = office.programme(application.programme, application.programme_version)
    return report_due(programme, application.activity.last_day)


def _event(entry: AuditEntry) -> TimelineEvent | None:
    """Give what happened, where the state that followed does not say it."""
    if entry.to_state == "paid" and entry.from_state != "payout_sent":
        return "dispute_ended"
    return EVENTS.get(entry.reason)


def _who(
    entry: AuditEntry, claim: Claim, *, office: Office
) -> Literal["partner", "manager", "cofund", "reviewer", "finance", "operator"]:
    if entry.on_behalf_of is not None:
        return "manager"
    if entry.to_state == "paid" and entry.from_state == "payout_sent":
        return "finance"
    try:
        person = office.directory.person(entry.actor)
    except NotFound:
        return "cofund"
    if person.role == "partner":
        return "partner" if person.partner_id == claim.partner_id else "cofund"
    return "operator" if person.role == "operator" else "reviewer"
