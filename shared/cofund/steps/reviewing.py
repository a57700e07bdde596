"""A claim before its reviewer: read the decision, ask by mail, and take the answer.

The decision item is the only arbiter. The workflow's wait is woken by its task token, and whatever
woke it, it reads the decision; a link, a token or a mail decides nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cofund.approval import (
    LINK_LIFETIME,
    choose_reviewer,
    link_token,
    may_decide,
    needs_sign_in,
    plan_answer,
    plan_review,
    stand_in,
)
from cofund.books.claim_moves import assessed_key, head_key
from cofund.calendar import local_day
from cofund.errors import AlreadyDecided, NotFound, StaleVersion, TryAgain
from cofund.models.approval import (
    Approval,
    ApprovalRequest,
    Decision,
    InformationRequest,
    ReviewProgress,
)
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, Person
from cofund.models.stages import ReviewStage
from cofund.pages import mail_review_request
from cofund.pages.views.mails import ReviewRequestMail
from cofund.ports import Mail
from cofund.steps.documents import activity_type_name, document_lines
from cofund.steps.held import held_amount, held_points, payable_amount
from cofund.steps.informing import end_of_day, last_question, open_question
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.steps.storage import find_assessment

if TYPE_CHECKING:
    # The terms are much to import, and most of what is told needs none.
    from cofund.models.programme import Programme

DAY = timedelta(days=1)


def read_decision(claim_id: str, version: int, *, office: Office) -> ReviewProgress:
    """Give what was decided on a version; where nothing was, how long to wait for whom.

    When the time for a decision is over, the timeout is decided here, if nothing else was; when
    that for an answer is, the claim goes back to its reviewer.

    Raises:
        TryAgain: the claim is moving on at this moment.
    """
    decided = office.approvals.decision(claim_id, version)
    approvals = office.approvals.approvals(claim_id, version)
    if decided is None:
        progress = _plan(claim_id, version, approvals, office=office)
        if progress.outcome != "timed_out":
            office.approvals.picked_up(*approvals)
            return progress
        decided = _time_out(claim_id, version, office=office)
    office.approvals.picked_up(decided, *approvals)
    _note_read(last_question(claim_id, version, office=office), office=office)
    return ReviewProgress(outcome=decided.outcome, stage="first", wait_seconds=1)


def request_approval(
    claim_id: str, version: int, stage: ReviewStage, task_token: str, *, office: Office
) -> None:
    """Ask the reviewer whose turn it is, by one link; the link before it no longer works.

    A retry asks by the same link and mails it once. Where a decision came in meanwhile nobody is
    asked: the sweeper finds it and wakes this wait.
    """
    claim = office.claims.get(claim_id)
    assessment = judged(claim_id, version, office=office)
    programme = office.programme(assessment.programme, assessment.programme_version)
    reviewer, absent = _reviewer(claim, stage, programme, office=office)
    now = office.clock()
    request = ApprovalRequest(
        jti=office.ids(),
        claim_id=claim_id,
        version=version,
        reviewer=reviewer.login,
        stage=stage,
        on_behalf_of=absent,
        content_hash=claim.content_hash or "",
        form_key=office.ids(),
        issued_at=now,
        expires_at=now + LINK_LIFETIME,
    )
    issued = office.links.issue(request, task_token=task_token)
    if office.approvals.decision(claim_id, version) is None:
        mail = _mail(issued, claim, assessment, programme, reviewer, office=office)
        send_once(f"review-{issued.jti}", mail, office=office)


def judged(claim_id: str, version: int, *, office: Office) -> Assessment:
    """Give a version's assessment.

    Raises:
        NotFound: the version was not judged.
    """
    assessment = find_assessment(office, claim_id, version)
    if assessment is None:
        raise NotFound(f"nothing stands at {assessed_key(claim_id, version).sk}")
    return assessment


def review_began(claim_id: str, *, office: Office) -> datetime:
    """Give when the claim went into review.

    Raises:
        NotFound: it never did.
    """
    head = office.items.get(head_key(claim_id))
    if head is None or "review_began_at" not in head:
        raise NotFound("the claim is not in review")
    return datetime.fromisoformat(str(head["review_began_at"]))


def first_approval(claim_id: str, version: int, *, office: Office) -> Approval | None:
    """Give the first of two approvals of a version, if it was given."""
    approvals = office.approvals.approvals(claim_id, version)
    return approvals[0] if approvals else None


def _plan(
    claim_id: str, version: int, approvals: tuple[Approval, ...], *, office: Office
) -> ReviewProgress:
    """Give for whom to wait, and note that what became of the last question is known."""
    application = office.directory.application(office.claims.get(claim_id).application_id)
    programme = office.programme(application.programme, application.programme_version)
    question = open_question(claim_id, version, programme, office=office)
    _note_read(question or last_question(claim_id, version, office=office), office=office)
    if question is not None:
        return plan_answer(end_of_day(question, programme), now=office.clock())
    return plan_review(
        review_began(claim_id, office=office),
        programme.review,
        now=office.clock(),
        first_approved=bool(approvals),
    )


def _note_read(question: InformationRequest | None, *, office: Office) -> None:
    """Note that the workflow knows what became of a question: no sweep need wake it for that."""
    if question is not None:
        office.information.picked_up(question)


def _time_out(claim_id: str, version: int, *, office: Office) -> Decision:
    """Decide that time ran out, unless somebody decided at this very moment."""
    decision = Decision(
        claim_id=claim_id,
        version=version,
        outcome="timed_out",
        decided_at=office.clock(),
        decided_by=("read_decision",),
    )
    try:
        office.approvals.decide(decision, link=None)
    except (AlreadyDecided, StaleVersion):
        stored = office.approvals.decision(claim_id, version)
        if stored is None:
            raise TryAgain("the claim is moving on") from None
        return stored
    return decision


def _reviewer(
    claim: Claim, stage: ReviewStage, programme: Programme, *, office: Office
) -> tuple[Person, str | None]:
    """Give who is asked, and whose place they take where it is another's."""
    people = (*office.directory.people("reviewer"), *office.directory.people("manager"))
    first = first_approval(claim.claim_id, claim.version, office=office)
    heard = _heard(claim, people, office=office)
    question = last_question(claim.claim_id, claim.version, office=office)
    reviewer = choose_reviewer(
        claim, stage, people, first, asker=question.asked_by if question else None, heard=heard
    )
    assessment = judged(claim.claim_id, claim.version, office=office)
    amount = payable_amount(claim, assessment, office=office)
    deputy = stand_in(
        reviewer,
        office.approvals.delegations(reviewer.login),
        amount,
        today=local_day(office.clock(), programme.zone),
    )
    able = {person.login: person for person in people if may_decide(claim, person, first)}
    if deputy is None or deputy not in able or deputy in heard:
        return reviewer, None
    return able[deputy], reviewer.login


def _heard(claim: Claim, people: tuple[Person, ...], *, office: Office) -> frozenset[str]:
    """Give who had their say on what is disputed, or let the time for it run out."""
    if claim.disputes is None:
        return frozenset()
    disputed = office.approvals.decision(claim.claim_id, claim.disputes)
    if disputed is not None and disputed.outcome != "timed_out":
        return frozenset(disputed.decided_by)
    before = office.claims.version(claim.claim_id, claim.disputes)
    return frozenset({choose_reviewer(before, "first", people, None).login})


def _mail(
    request: ApprovalRequest,
    claim: Claim,
    assessment: Assessment,
    programme: Programme,
    reviewer: Person,
    *,
    office: Office,
) -> Mail:
    held = held_amount(claim.claim_id, assessment, office=office)
    payable = payable_amount(claim, assessment, office=office)
    application = office.directory.application(claim.application_id)
    question = last_question(claim.claim_id, claim.version, office=office)
    view = ReviewRequestMail(
        to_name=reviewer.name,
        zone=programme.zone,
        claim_id=claim.claim_id,
        version=claim.version,
        activity_name=application.activity.name,
        activity_type=activity_type_name(application, reviewer.locale, office=office),
        stage=request.stage,
        partner_name=office.directory.partner(claim.partner_id).name,
        claimed=claim.request.claimed,
        claimable=assessment.waterfall.claimable,
        held=held,
        points=held_points(claim, assessment, office=office),
        assessment=assessment,
        documents=document_lines(claim, office=office),
        link=f"{office.public_url}/review/{link_token(request, office.macs)}",
        expires_at=request.expires_at,
        question=question.outcome if question and question.outcome != "open" else None,
        disputes=claim.disputes,
        proof="sign_in" if needs_sign_in(payable, programme.review) else "code",
    )
    mail = mail_review_request(view, locale=reviewer.locale)
    return mail_to(reviewer, mail, purpose="review")
