"""Approval: links that nobody can forge, who may decide, and when a review is over.

A link carries no decision and no task token; opening it changes nothing. What was decided stands
in one item of the claims table, and only that item counts.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cofund.errors import Forbidden, Misconfigured
from cofund.models.approval import Approval, ApprovalRequest, Delegation, LinkClaims, ReviewProgress
from cofund.models.claim import Claim, Person, Role
from cofund.models.stages import ReviewStage
from cofund.money import Money
from cofund.ports import Macs
from cofund.tokens import ensure_valid_until, read_signed, signed

if TYPE_CHECKING:
    from cofund.models.activity_terms import ReviewTerms

LINK_LIFETIME = timedelta(days=7)
CODE_LIFETIME = timedelta(minutes=10)
CODE_TRIES = 5
CODE = re.compile(r"[0-9]{6}")
MAX_POSTS = 30
"""Of one link: more than a person ever needs, fewer than guessing would take."""


def link_token(request: ApprovalRequest, macs: Macs) -> str:
    """Give the text that a link carries: its claims, and their MAC."""
    claims = LinkClaims(
        jti=request.jti,
        claim_id=request.claim_id,
        version=request.version,
        reviewer=request.reviewer,
        expires_at=int(request.expires_at.timestamp()),
    )
    return signed(claims, macs)


def read_link(token: str, macs: Macs, *, now: datetime) -> LinkClaims:
    """Give what a link says, if we said it and it still holds.

    Raises:
        NotFound: forged, damaged, made for something else, or expired. They all look alike.
    """
    claims = read_signed(token, LinkClaims, macs)
    ensure_valid_until(claims.expires_at, now=now)
    return claims


def code_mac(jti: str, code: str, macs: Macs) -> str:
    """Give the keyed hash under which a link's code is stored."""
    return macs.sign(f"cofund-code:{jti}:{code}".encode()).hex()


def typed_code(text: str) -> str | None:
    """Give a code as somebody typed it, with spaces or without; None for what can be no code."""
    bare = "".join(text[:40].split())
    return bare if CODE.fullmatch(bare) else None


def same_secret(one: str, other: str) -> bool:
    """Compare two secrets without telling how much of them agrees."""
    return hmac.compare_digest(one.encode(), other.encode())


def needs_sign_in(amount: Money, terms: ReviewTerms) -> bool:
    """Say whether a mailed code is too weak a proof for this amount."""
    return amount > terms.code_up_to.value


def needs_two_approvers(amount: Money, terms: ReviewTerms) -> bool:
    """Say whether one person may not approve this amount alone."""
    return amount > terms.two_approvers_above.value


def wants_second_person(
    amount: Money, terms: ReviewTerms, *, claimable: Iterable[tuple[Money, Money]]
) -> bool:
    """Say whether one person may not approve alone: a large amount, or one that corrections raised.

    ``claimable`` are pairs: before any correction, and now.
    """
    raised = any(now > before for before, now in claimable)
    return raised or needs_two_approvers(amount, terms)


def ensure_may_decide(claim: Claim, reviewer: Person, first: Approval | None) -> None:
    """Stop who must not decide: partners, the claim's own people, the first approver's double.

    Raises:
        Forbidden: this person may not decide on this claim.
    """
    if reviewer.role not in ("reviewer", "manager"):
        raise Forbidden("only reviewers and managers decide")
    if reviewer.login in (claim.opened_by, claim.edited_by, *claim.stand_ins):
        raise Forbidden("who filed or edited a claim does not decide on it")
    if first is not None and first.role == reviewer.role:
        raise Forbidden("the second approver has another role than the first")


def may_decide(claim: Claim, reviewer: Person, first: Approval | None) -> bool:
    """Say whether this person may decide on this claim."""
    try:
        ensure_may_decide(claim, reviewer, first)
    except Forbidden:
        return False
    return True


def choose_reviewer(
    claim: Claim,
    stage: ReviewStage,
    people: Sequence[Person],
    first: Approval | None,
    *,
    asker: str | None = None,
    heard: Collection[str] = (),
) -> Person:
    """Give who is asked: always the same person for the same claim and stage.

    Reviewers take claims in turn, by the claim's id. The escalation goes to a manager; the second
    approver has another role than the first. ``asker`` had a question and gets its answer.
    ``heard`` have decided what is disputed: somebody else is asked, and where nobody else is left
    the manager.

    Raises:
        Misconfigured: nobody is there who may decide.
    """
    preferred: Role = "manager" if stage == "escalation" else "reviewer"
    if first is not None:
        preferred = "reviewer" if first.role == "manager" else "manager"
    able = [person for person in people if may_decide(claim, person, first)]
    fresh = [person for person in able if person.login not in heard]
    asking = [person for person in able if person.login == asker and stage != "escalation"]
    wanted = asking or _of_role(preferred, fresh) or fresh or _of_role("manager", able) or able
    if not wanted:
        raise Misconfigured("nobody is there to review: seed a reviewer and a manager")
    return in_turn(claim.claim_id, wanted)


def in_turn(asked_about: str, people: Sequence[Person]) -> Person:
    """Give whose turn it is: people take what they are asked about in turn, by its id."""
    turn = int(hashlib.sha256(asked_about.encode()).hexdigest(), 16)
    return sorted(people, key=lambda person: person.login)[turn % len(people)]


def _of_role(role: Role, people: Sequence[Person]) -> list[Person]:
    return [person for person in people if person.role == role]


def stand_in(
    reviewer: Person, delegations: Sequence[Delegation], amount: Money, *, today: date
) -> str | None:
    """Give the login of who takes the reviewer's place today for this amount, or None."""
    for delegation in delegations:
        covers = delegation.first_day <= today <= delegation.last_day
        if delegation.from_login == reviewer.login and covers and amount <= delegation.limit:
            return delegation.to_login
    return None


def plan_review(
    began_at: datetime, terms: ReviewTerms, *, now: datetime, first_approved: bool
) -> ReviewProgress:
    """Give what the workflow does next: at which stage to ask, and how long to wait.

    The outcome is ``timed_out`` from the timeout day on, ``undecided`` before it. The wait is
    rounded up: one that ended before the next mark would ask the same question again.
    """
    marks = (*terms.reminder_days, terms.escalation_day, terms.timeout_day)
    ahead = [
        began_at + timedelta(days=day) for day in marks if began_at + timedelta(days=day) > now
    ]
    if not ahead:
        return ReviewProgress(outcome="timed_out", stage="escalation", wait_seconds=1)
    stage = "second" if first_approved else _stage(began_at, terms, now=now)
    wait = max(1, math.ceil((ahead[0] - now).total_seconds()))
    return ReviewProgress(outcome="undecided", stage=stage, wait_seconds=wait)


def plan_answer(answer_until: datetime, *, now: datetime) -> ReviewProgress:
    """Give how long the workflow waits for a partner's answer: until its time is over."""
    wait = max(1, math.ceil((answer_until - now).total_seconds()))
    return ReviewProgress(outcome="information_requested", stage="first", wait_seconds=wait)


def _stage(began_at: datetime, terms: ReviewTerms, *, now: datetime) -> ReviewStage:
    if now >= began_at + timedelta(days=terms.escalation_day):
        return "escalation"
    if terms.reminder_days and now >= began_at + timedelta(days=terms.reminder_days[0]):
        return "reminder"
    return "first"
