"""A reviewer's answer: prove the link and the person, then store one decision.

Whoever only holds a link gets no further than the page: a decision needs the link's own form, from
our own page, and proof of the person: a mailed code for small amounts, a session for larger ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from cofund.approval import ensure_may_decide, wants_second_person
from cofund.errors import SamePerson
from cofund.models.approval import (
    MAX_QUESTIONS,
    Approval,
    Decision,
    DecisionOutcome,
    InformationRequest,
    Remark,
)
from cofund.models.points import LARGEST_POINTS
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.steps.corrections import claimable_before_and_now, corrections_in_force
from cofund.steps.informing import ask_partner
from cofund.steps.link_proof import code_errors, ensure_links_form, ensure_links_reviewer
from cofund.steps.office import Office
from cofund.steps.review_links import Review
from cofund.steps.reviewing import first_approval
from cofund.steps.waking import wake
from cofund.typed import typed_amount, typed_count

OUTCOMES: dict[str, DecisionOutcome] = {
    "approve": "approved",
    "approve_part": "approved",
    "return": "returned",
    "reject": "rejected",
}
MAX_REMARK = 4_000


@dataclass(frozen=True)
class Granted:
    """What is approved: money of the fund, and points beside it."""

    amount: Money
    points: int


Answer: TypeAlias = Decision | Approval | InformationRequest
"""What a reviewer answers: decides, approves as the first of two, or asks the partner."""


def decide(
    review: Review, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> Answer | tuple[FieldError, ...]:
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
    granted = _granted(review, form, first)
    errors = _form_errors(review, form, granted, session_login, office=office)
    if errors:
        return errors
    answer = _store(review, form, granted, first, office=office)
    wake(review.claim.claim_id, review.claim.version, office=office)
    return answer


def second_is_wanted(review: Review, *, office: Office) -> bool:
    """Say whether a second person has to approve what the link's reviewer approves."""
    found = corrections_in_force(review.claim, office=office)
    claimable = claimable_before_and_now(found, office=office)
    return wants_second_person(review.payable, review.programme.review, claimable=claimable)


def _ensure_form(
    review: Review, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> None:
    ensure_links_form(review, form)
    ensure_links_reviewer(review, session_login, office=office)


def _form_errors(
    review: Review,
    form: Mapping[str, str],
    granted: Granted | FieldError | None,
    session_login: str | None,
    *,
    office: Office,
) -> tuple[FieldError, ...]:
    errors = []
    choice = form.get("choice", "")
    if choice not in (*OUTCOMES, "ask"):
        errors.append(FieldError(field="choice", problem="missing"))
    if choice == "ask":
        errors += _question_errors(review, form, office=office)
    if choice == "return" and review.paid_before is not None:
        errors.append(FieldError(field="choice", problem="not_in_list"))
    if isinstance(granted, FieldError):
        errors.append(granted)
    if choice in ("return", "reject") and not _remarks(review, form):
        errors.append(FieldError(field="remark", problem="remark_missing"))
    if not errors and session_login is None:
        errors += code_errors(review, form.get("code", ""), office=office)
    return tuple(errors)


def _question_errors(
    review: Review, form: Mapping[str, str], *, office: Office
) -> list[FieldError]:
    asked = office.information.of_version(review.claim.claim_id, review.claim.version)
    if len(asked) >= MAX_QUESTIONS:
        return [FieldError(field="choice", problem="no_more_questions")]
    missing = FieldError(field="question", problem="missing")
    return [] if form.get("question", "").strip() else [missing]


def _granted(
    review: Review, form: Mapping[str, str], first: Approval | None
) -> Granted | FieldError | None:
    """Give what is approved: never more than is held, whatever the form says."""
    choice = form.get("choice", "")
    if OUTCOMES.get(choice) != "approved":
        return None
    if first is not None:
        return Granted(first.amount, first.points)
    most = Granted(review.held, review.points.points if review.points else 0)
    granted = _typed_part(form, most) if choice == "approve_part" else most
    if isinstance(granted, Granted) and not granted.amount and not granted.points:
        return FieldError(field="amount", problem="not_above_zero")
    return granted


def _typed_part(form: Mapping[str, str], most: Granted) -> Granted | FieldError:
    """Give money and points as typed, each at most what is held."""
    amount = typed_amount(form.get("amount", ""), most.amount.currency, field="amount")
    if isinstance(amount, FieldError):
        return amount
    if not most.points:
        return Granted(min(amount, most.amount), 0)
    points = typed_count(form.get("points", ""), field="points", most=LARGEST_POINTS)
    if isinstance(points, FieldError):
        return points
    return Granted(min(amount, most.amount), min(points or 0, most.points))


def _store(
    review: Review,
    form: Mapping[str, str],
    granted: Granted | FieldError | None,
    first: Approval | None,
    *,
    office: Office,
) -> Answer:
    if form["choice"] == "ask":
        return ask_partner(review, form["question"].strip()[:MAX_REMARK], office=office)
    if isinstance(granted, Granted) and first is None and second_is_wanted(review, office=office):
        return _approve_first(review, granted, office=office)
    decided_by: tuple[str, ...] = (review.reviewer.login,)
    if isinstance(granted, Granted) and first is not None:
        decided_by = (first.reviewer, *decided_by)
    decision = Decision.model_validate(
        {
            "claim_id": review.claim.claim_id,
            "version": review.claim.version,
            "outcome": OUTCOMES[form["choice"]],
            "amount": granted.amount if isinstance(granted, Granted) else None,
            "points": granted.points if isinstance(granted, Granted) else 0,
            "decided_at": office.clock(),
            "decided_by": decided_by,
            "remarks": _remarks(review, form),
        }
    )
    office.approvals.decide(decision, link=review.link)
    return decision


def _approve_first(review: Review, granted: Granted, *, office: Office) -> Approval:
    """Store the first of two approvals; the claim is decided by the second."""
    approval = Approval.model_validate(
        {
            "claim_id": review.claim.claim_id,
            "version": review.claim.version,
            "position": 1,
            "reviewer": review.reviewer.login,
            "role": review.reviewer.role,
            "amount": granted.amount,
            "points": granted.points,
            "at": office.clock(),
        }
    )
    office.approvals.approve_first(review.link, approval)
    return approval


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
