"""From read to judged: gather the claim file, judge it, and say where the claim goes.

The first assessment of a version that is stored is the one that counts: a retry, or a resumed
workflow, finds it and judges nothing anew.
"""

from __future__ import annotations

from typing import Literal

from cofund.books.claim_moves import Change
from cofund.books.judged_list import list_judged
from cofund.errors import NotFound, TryAgain
from cofund.guests.facts import participant_facts, without_people
from cofund.judgement import assess
from cofund.models.assessment import Assessment, BalanceFacts
from cofund.models.claim import Application, Claim
from cofund.models.claim_file import ClaimFile, EarlierParticipants, EarlierPhoto
from cofund.models.extraction import Extraction
from cofund.money import Money
from cofund.steps.claimed_elsewhere import with_claimed_elsewhere
from cofund.steps.corrections import as_corrected, corrections_in_force
from cofund.steps.disputed import hold_disputed, paid_before
from cofund.steps.extractions import find_extraction
from cofund.steps.judged_inputs import find_inputs, keep_inputs
from cofund.steps.office import Office
from cofund.steps.rates import with_rates
from cofund.steps.repeating import keys_of_people, leave_behind, repeated
from cofund.steps.storage import (
    assessment_key,
    corrections_judged,
    document_note,
    find_assessment,
    store_assessment,
)
from cofund.steps.uses import earlier_files, earlier_invoices, remember_uses


def check_claim(claim_id: str, version: int, *, office: Office) -> Literal["return", "review"]:
    """Judge a version and say where it goes: back to the partner, or before a person."""
    assessment = find_assessment(office, claim_id, version)
    claim = office.claims.version(claim_id, version)
    if assessment is None:
        assessment = _judged(claim, corrections=0, office=office)
    activity = office.directory.application(claim.application_id).activity
    list_judged(office.items, claim_id, last_day=activity.last_day)
    remember_uses(claim, assessment, office=office)
    change = Change(to_state="checked", at=office.clock(), actor="check_claim")
    office.claims.advance(claim_id, version, "reading", change)
    return "review" if claim.person_requested else assessment.outcome


def judge_corrected(claim: Claim, *, corrections: int, office: Office) -> Assessment:
    """Judge a version anew after so many corrections of it: once, as the first time."""
    assessment = find_assessment(office, claim.claim_id, claim.version)
    if corrections_judged(office, claim.claim_id, claim.version) < corrections:
        assessment = _judged(claim, corrections=corrections, office=office)
    if assessment is None:
        raise NotFound("the version was not judged")
    remember_uses(claim, assessment, office=office)
    return assessment


def judge_draft(draft: Claim, precheck: int, *, office: Office) -> Assessment:
    """Judge a draft by what its pre-check has read; nothing of it is kept or remembered."""
    alone = _claim_file(draft, precheck, office=office)
    people = keys_of_people(alone, precheck, office=office)
    others = repeated(alone, people, office=office)
    return assess(_with_uses(alone, others, office=office))


def balances_now(application: Application, *, office: Office) -> BalanceFacts:
    """Give what the activity's fund, reservation and souvenir limit hold now."""
    zero = Money.zero(application.approved_amount.currency)
    reservation = office.ledger.reservation(application.application_id)
    limit = office.ledger.souvenir_limit(application.fund.limit())
    try:
        balance = office.ledger.balance(application.fund)
    except NotFound:
        balance = None
    active = reservation is not None and reservation.state == "ACTIVE"
    return BalanceFacts(
        fund=application.fund,
        available=balance.available if balance else zero,
        reserved_for_activity=reservation.remaining if reservation and active else zero,
        fund_open=balance is not None and balance.status == "OPEN",
        souvenir_available=limit.available if limit else None,
    )


def _balances(claim: Claim, application: Application, *, office: Office) -> BalanceFacts:
    """Give the balances, with what the version before took where this one disputes the rest."""
    now = _with_own_hold(claim, balances_now(application, office=office), office=office)
    paid, before = paid_before(claim, office=office), hold_disputed(claim, office=office)
    if paid is None or before is None:
        return now
    left = now.souvenir_available
    return now.model_copy(
        update={
            "paid_before": paid,
            "souvenir_available": None if left is None else left + before.souvenir,
        }
    )


def _with_own_hold(claim: Claim, now: BalanceFacts, *, office: Office) -> BalanceFacts:
    """Count what is held for the version as set aside for it: it is only judged anew."""
    hold = office.ledger.hold(claim.claim_id, claim.version)
    if hold is None or hold.state != "HELD":
        return now
    left = now.souvenir_available
    return now.model_copy(
        update={
            "reserved_for_activity": now.reserved_for_activity + hold.amount,
            "souvenir_available": None if left is None else left + hold.souvenir,
        }
    )


def _judged(claim: Claim, *, corrections: int, office: Office) -> Assessment:
    """Keep what is known of a claim, and judge what was kept."""
    key = assessment_key(claim.claim_id, claim.version, corrections=corrections)
    alone = _claim_file(claim, None, office=office)
    others = _repeated(alone, corrections=corrections, office=office)
    file = keep_inputs(key, _with_uses(alone, others, office=office), office=office)
    return store_assessment(office, assess(file), corrections=corrections)


def _repeated(
    alone: ClaimFile, *, corrections: int, office: Office
) -> tuple[EarlierPhoto | EarlierParticipants, ...]:
    """Find photos and guests of other claims; corrections change none, so they are found once."""
    claim = alone.claim
    if corrections:
        first = find_inputs(assessment_key(claim.claim_id, claim.version), office=office).file
        uses = first.earlier_uses
        return tuple(use for use in uses if isinstance(use, EarlierPhoto | EarlierParticipants))
    people = keys_of_people(alone, None, office=office)
    leave_behind(alone, people, office=office)
    return repeated(alone, people, office=office)


def _with_uses(
    alone: ClaimFile,
    others: tuple[EarlierPhoto | EarlierParticipants, ...],
    *,
    office: Office,
) -> ClaimFile:
    """Judge a first time: that tells which invoices to look for in other claims."""
    uses = (
        *earlier_files(alone.claim, office=office),
        *earlier_invoices(alone.claim, assess(alone).invoices, office=office),
        *others,
    )
    return alone.model_copy(update={"earlier_uses": uses}) if uses else alone


def _claim_file(claim: Claim, precheck: int | None, *, office: Office) -> ClaimFile:
    """Give what a version is judged by, but for what other claims hold."""
    application = office.directory.application(claim.application_id)
    corrections = corrections_in_force(claim, office=office)
    extractions: dict[str, Extraction] = {}
    documents = []
    for document in claim.documents:
        where = (claim.claim_id, claim.version, document.document_id)
        read = find_extraction(office, *where, precheck=precheck)
        extraction = as_corrected(read, claim.version, corrections)
        note = document_note(office, *where, precheck=precheck)
        if extraction is None or note is None:
            raise TryAgain("a document is not read yet")
        extractions[document.document_id] = extraction
        documents.append(document.model_copy(update={"sha256": note.sha256}))
    partner = office.directory.partner(claim.partner_id)
    programme = office.programme(application.programme, application.programme_version)
    file = ClaimFile(
        claim=claim.model_copy(update={"documents": tuple(documents)}),
        partner=partner,
        application=application,
        programme=programme,
        extractions=without_people(documents, extractions),
        participants=participant_facts(documents, extractions, partner=partner),
        balances=with_claimed_elsewhere(
            _balances(claim, application, office=office),
            claim,
            application,
            programme,
            office=office,
        ),
        assessed_at=office.clock(),
    )
    return with_rates(file, office=office)
