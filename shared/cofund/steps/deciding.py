"""A reviewer's answer: prove the link and the person, then store one decision.

Whoever only holds a link gets no further than the page: a decision needs the link's own form, from
our own page, and proof of the person: a mailed code for small amounts, a session for larger ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from cofund.approval import (
    code_mac,
    ensure_may_decide,
    needs_sign_in,
    needs_two_approvers,
    read_link,
    same_secret,
)
from cofund.books.claim_book import integer
from cofund.errors import (
    AlreadyDecided,
    Forbidden,
    NotFound,
    SamePerson,
    StaleVersion,
    TooMany,
    TryAgain,
)
from cofund.items import Item
from cofund.models.approval import (
    Approval,
    ApprovalRequest,
    Decision,
    DecisionOutcome,
    Remark,
)
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim, Person
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.pages import mail_code
from cofund.pages.views import CodeMail, FieldError
from cofund.ports import Mail
from cofund.steps.office import Office
from cofund.steps.reviewing import first_approval, held_amount, judged
from cofund.typed import typed_amount

OUTCOMES: dict[str, DecisionOutcome] = {
    "approve": "approved",
    "approve_part": "approved",
    "return": "returned",
    "reject": "rejected",
}
MAX_REMARK = 4_000


@dataclass(frozen=True)
class Review:
    """An open link with all that belongs to it."""

    link: ApprovalRequest
    item: Item
    claim: Claim
    assessment: Assessment
    programme: Programme
    reviewer: Person
    held: Money

    @property
    def wants_sign_in(self) -> bool:
        """Say whether a mailed code is too weak a proof for the amount."""
        return needs_sign_in(self.held, self.programme.review)


def open_review(token: str, session_login: str | None, *, office: Office) -> Review:
    """Give the review behind a link.

    Raises:
        NotFound: the link is forged, unknown, expired, used or revoked: a stranger can't tell.
        AlreadyDecided: the link was used, and it is its proven reviewer who asks.
        StaleVersion: the claim has changed, and it is its proven reviewer who asks.
    """
    said = read_link(token, office.macs, now=office.clock())
    link, item = office.approvals.link(said.jti)
    proven = session_login == link.reviewer
    if link.state != "OPEN":
        raise AlreadyDecided("the link was used") if proven else NotFound("no such link")
    claim = office.claims.get(link.claim_id)
    if _has_moved(claim, link):
        raise StaleVersion("the claim has changed") if proven else NotFound("no such link")
    assessment = judged(claim.claim_id, claim.version, office=office)
    return Review(
        link=link,
        item=item,
        claim=claim,
        assessment=assessment,
        programme=office.programme(assessment.programme, assessment.programme_version),
        reviewer=office.directory.person(link.reviewer),
        held=held_amount(claim.claim_id, assessment, office=office),
    )


def send_code(review: Review, *, office: Office) -> None:
    """Mail the reviewer a new six-digit code for this link; the one before no longer works.

    Raises:
        TooMany: the link has had all its POSTs.
        Forbidden: the amount wants a sign-in, not a code.
    """
    if review.wants_sign_in:
        raise Forbidden("this amount wants a sign-in")
    office.approvals.count_post(review.link.jti)
    code = _six_digits(office.ids())
    now = office.clock()
    mac = code_mac(review.link.jti, code, office.macs)
    expires_at = office.approvals.set_code(review.link.jti, mac, now=now)
    view = CodeMail(
        to_name=review.reviewer.name,
        zone=review.programme.zone,
        claim_id=review.claim.claim_id,
        code=code,
        expires_at=expires_at,
    )
    mail = mail_code(view, locale=review.reviewer.locale)
    office.mailer.send(
        Mail(
            to=review.reviewer.mail,
            subject=mail.subject,
            text=mail.text,
            html=mail.html,
            purpose="code",
        )
    )


def replayed_by_reviewer(token: str, code: str, *, office: Office) -> bool:
    """Say whether a used link comes again from its reviewer, proven by the same code."""
    said = read_link(token, office.macs, now=office.clock())
    _, item = office.approvals.link(said.jti)
    mac = code_mac(said.jti, code.strip(), office.macs)
    return same_secret(str(item.get("code_mac", "")), mac)


def decide(
    review: Review, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> Decision | Approval | tuple[FieldError, ...]:
    """Store a reviewer's answer and wake the workflow; or give what is wrong with the form.

    An amount above what is held counts as the whole of it.

    Raises:
        Forbidden: not this link's form, or not its reviewer, or somebody who may not decide.
        SamePerson: the first approver approves again.
        AlreadyDecided: another decision stands.
        StaleVersion: the claim has changed since it was shown.
        TooMany: the link or its code has had all its tries.
    """
    _ensure_form(review, form, session_login, office=office)
    first = first_approval(review.claim.claim_id, review.claim.version, office=office)
    if first is not None and first.reviewer == review.reviewer.login:
        raise SamePerson("one person cannot be both approvers")
    ensure_may_decide(review.claim, review.reviewer, first)
    amount = _amount(review, form, first)
    errors = _form_errors(review, form, amount, session_login, office=office)
    if errors:
        return errors
    answer = _store(review, form, amount, first, office=office)
    wake(review.claim.claim_id, review.claim.version, office=office)
    return answer


def wake(claim_id: str, version: int, *, office: Office) -> None:
    """Wake the workflow's wait; one that is over already has read or will read the decision.

    The decision is stored: what goes wrong here is mended by the sweeper.
    """
    token = office.approvals.task_token(claim_id, version)
    try:
        if token is not None and not office.workflow.answer(token):
            office.metrics.count("WaitWasOver", step="decide")
    except TryAgain:
        office.metrics.count("WakeLater", step="decide")


def _has_moved(claim: Claim, link: ApprovalRequest) -> bool:
    same = claim.version == link.version and claim.content_hash == link.content_hash
    return not same or claim.state != "in_review"


def _ensure_form(
    review: Review, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> None:
    office.approvals.count_post(review.link.jti)
    if not same_secret(form.get("csrf", ""), review.link.form_key):
        raise Forbidden("this is not the link's form")
    if session_login is not None and session_login != review.link.reviewer:
        raise Forbidden("the link is another reviewer's")
    if review.wants_sign_in and session_login is None:
        raise Forbidden("this amount wants a sign-in")


def _form_errors(
    review: Review,
    form: Mapping[str, str],
    amount: Money | FieldError | None,
    session_login: str | None,
    *,
    office: Office,
) -> tuple[FieldError, ...]:
    errors = []
    choice = form.get("choice", "")
    if choice not in OUTCOMES:
        errors.append(FieldError(field="choice", problem="missing"))
    if isinstance(amount, FieldError):
        errors.append(amount)
    if choice in ("return", "reject") and not _remarks(review, form):
        errors.append(FieldError(field="remark", problem="remark_missing"))
    if not errors and session_login is None:
        errors += _code_errors(review, form.get("code", ""), office=office)
    return tuple(errors)


def _code_errors(review: Review, code: str, *, office: Office) -> list[FieldError]:
    """Check the mailed code; a good one is worth nothing for another link."""
    if not code.strip():
        return [FieldError(field="code", problem="code_missing")]
    _, item = office.approvals.link(review.link.jti)
    expires = item.get("code_expires")
    if expires is None or integer(expires) <= office.clock().timestamp():
        return [FieldError(field="code", problem="code_expired")]
    try:
        office.approvals.count_code_try(review.link.jti)
    except TooMany:
        return [FieldError(field="code", problem="code_locked")]
    mac = code_mac(review.link.jti, code.replace(" ", ""), office.macs)
    if not same_secret(str(item.get("code_mac", "")), mac):
        return [FieldError(field="code", problem="code_wrong")]
    return []


def _amount(
    review: Review, form: Mapping[str, str], first: Approval | None
) -> Money | FieldError | None:
    """Give the amount that is approved: never more than is held, whatever the form says."""
    choice = form.get("choice", "")
    if OUTCOMES.get(choice) != "approved":
        return None
    if first is not None:
        return first.amount
    amount: Money | FieldError = review.held
    if choice == "approve_part":
        amount = typed_amount(form.get("amount", ""), review.held.currency, field="amount")
    if isinstance(amount, FieldError):
        return amount
    if not amount:
        return FieldError(field="amount", problem="not_above_zero")
    return min(amount, review.held)


def _store(
    review: Review,
    form: Mapping[str, str],
    amount: Money | FieldError | None,
    first: Approval | None,
    *,
    office: Office,
) -> Decision | Approval:
    now = office.clock()
    approved = isinstance(amount, Money)
    if approved and first is None and needs_two_approvers(review.held, review.programme.review):
        approval = Approval.model_validate(
            {
                "claim_id": review.claim.claim_id,
                "version": review.claim.version,
                "position": 1,
                "reviewer": review.reviewer.login,
                "role": review.reviewer.role,
                "amount": amount,
                "at": now,
            }
        )
        office.approvals.approve_first(review.link, approval)
        return approval
    decided_by: tuple[str, ...] = (review.reviewer.login,)
    if approved and first is not None:
        decided_by = (first.reviewer, *decided_by)
    decision = Decision.model_validate(
        {
            "claim_id": review.claim.claim_id,
            "version": review.claim.version,
            "outcome": OUTCOMES[form["choice"]],
            "amount": amount,
            "decided_at": now,
            "decided_by": decided_by,
            "remarks": _remarks(review, form),
        }
    )
    office.approvals.decide(decision, link=review.link)
    return decision


def _remarks(review: Review, form: Mapping[str, str]) -> tuple[Remark, ...]:
    """Give what the reviewer wrote: to findings of this claim, and to the claim as a whole."""
    rules = sorted({finding.rule for finding in review.assessment.findings})
    remarks = [
        Remark(rule=rule, text=form[f"remark.{rule}"].strip()[:MAX_REMARK])
        for rule in rules
        if form.get(f"remark.{rule}", "").strip()
    ]
    if form.get("remark", "").strip():
        remarks.append(Remark(text=form["remark"].strip()[:MAX_REMARK]))
    return tuple(remarks)


def _six_digits(random_id: str) -> str:
    """Give six digits from a random id: as hard to guess as a million lets it be."""
    digest = hashlib.sha256(random_id.encode()).digest()
    return f"{int.from_bytes(digest, 'big') % 1_000_000:06d}"
