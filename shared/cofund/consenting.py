"""Consent to a matter: its link, who is asked, and who may answer. One approver is enough.

A link to a matter is nothing for a claim and the other way round: each says what it is for, and
the MAC covers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cofund.approval import in_turn
from cofund.errors import Forbidden, Misconfigured
from cofund.models.claim import Person, Role
from cofund.models.consents import ConsentClaims, ConsentRequest, MatterHead
from cofund.models.stages import ReviewStage
from cofund.ports import Macs
from cofund.tokens import ensure_valid_until, read_signed, signed


def consent_token(request: ConsentRequest, macs: Macs) -> str:
    """Give the text that a link carries: its claims, and their MAC."""
    claims = ConsentClaims(
        jti=request.jti,
        matter=request.matter,
        reviewer=request.reviewer,
        expires_at=int(request.expires_at.timestamp()),
    )
    return signed(claims, macs)


def read_consent_token(token: str, macs: Macs, *, now: datetime) -> ConsentClaims:
    """Give what a link says, if we said it and it still holds.

    Raises:
        NotFound: forged, damaged, made for something else, or expired. They all look alike.
    """
    claims = read_signed(token, ConsentClaims, macs)
    ensure_valid_until(claims.expires_at, now=now)
    return claims


def may_answer(head: MatterHead, person: Person, roles: Sequence[Role]) -> bool:
    """Say whether this person may answer: of the right role, and nobody who filed it."""
    filed = (head.opened_by, head.edited_by, *head.stand_ins)
    return person.role in roles and person.login not in filed


def ensure_may_answer(head: MatterHead, person: Person, roles: Sequence[Role]) -> None:
    """Stop who must not answer.

    Raises:
        Forbidden: another role, or somebody who filed a version of the matter.
    """
    if not may_answer(head, person, roles):
        raise Forbidden("who filed a matter does not consent to it, nor do others than approvers")


def choose_approver(
    head: MatterHead, stage: ReviewStage, people: Sequence[Person], roles: Sequence[Role]
) -> Person:
    """Give who is asked: always the same person for the same matter and stage.

    Approvers take matters in turn. The escalation goes to a manager, and to another person than
    the first where there is one.

    Raises:
        Misconfigured: nobody is there who may answer.
    """
    able = [person for person in people if may_answer(head, person, roles)]
    if not able:
        raise Misconfigured("nobody is there to consent: seed a reviewer and a manager")
    first = in_turn(head.matter.matter_id, _of_role(roles[0], able) or able)
    if stage != "escalation":
        return first
    others = [person for person in able if person != first] or able
    return in_turn(head.matter.matter_id, _of_role("manager", others) or others)


def _of_role(role: Role, people: Sequence[Person]) -> list[Person]:
    return [person for person in people if person.role == role]
