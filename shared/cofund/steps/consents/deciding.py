"""An approver's answer: prove the link and the person, then store one consent.

Whoever only holds a link gets no further than the page: an answer needs the link's own form, from
our own page, and proof of the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cofund.consenting import ensure_may_answer
from cofund.models.approval import DecisionOutcome
from cofund.models.consents import MAX_POINTS, Consent
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.steps.consents.kinds import kind_of
from cofund.steps.consents.links import Asked
from cofund.steps.link_proof import code_errors, ensure_links_form, ensure_links_reviewer
from cofund.steps.office import Office
from cofund.steps.waking import wake_matter
from cofund.typed import typed_amount, typed_count

OUTCOMES: dict[str, DecisionOutcome] = {
    "approve": "approved",
    "approve_part": "approved",
    "return": "returned",
    "reject": "rejected",
}
MAX_REMARK = 4_000


def decide_consent(
    asked: Asked, form: Mapping[str, str], session_login: str | None, *, office: Office
) -> Consent | tuple[FieldError, ...]:
    """Store an approver's answer and wake the workflow; or give what is wrong with the form.

    More than was asked for counts as the whole of it.

    Raises:
        Forbidden: not this link's form, or not its approver, or somebody who may not answer.
        AlreadyDecided: another answer stands.
        StaleVersion: the matter has changed since it was shown.
        TooMany: the link or its code has had all its tries.
    """
    ensure_links_form(asked, form)
    ensure_links_reviewer(asked, session_login, office=office)
    ensure_may_answer(asked.head, asked.reviewer, kind_of(asked.link.matter).roles)
    agreed = _agreed(asked, form)
    errors = _form_errors(asked, form, agreed, session_login, office=office)
    if errors:
        return errors
    consent = Consent.model_validate(
        {
            "matter": asked.link.matter,
            "outcome": OUTCOMES[form["choice"]],
            "decided_at": office.clock(),
            "decided_by": asked.reviewer.login,
            "in_place_of": asked.link.on_behalf_of,
            "remark": form.get("remark", "").strip()[:MAX_REMARK],
            **(agreed if isinstance(agreed, dict) else {}),
        }
    )
    office.matters.decide(consent, link=asked.link)
    wake_matter(consent.matter, office=office)
    return consent


def _form_errors(
    asked: Asked,
    form: Mapping[str, str],
    agreed: dict[str, Any] | FieldError,
    session_login: str | None,
    *,
    office: Office,
) -> tuple[FieldError, ...]:
    errors = []
    choice = form.get("choice", "")
    if choice not in OUTCOMES:
        errors.append(FieldError(field="choice", problem="missing"))
    if isinstance(agreed, FieldError):
        errors.append(agreed)
    if choice in ("return", "reject") and not form.get("remark", "").strip():
        errors.append(FieldError(field="remark", problem="remark_missing"))
    if not errors and session_login is None:
        errors += code_errors(asked, form.get("code", ""), office=office)
    return tuple(errors)


def _agreed(asked: Asked, form: Mapping[str, str]) -> dict[str, Any] | FieldError:
    """Give what is agreed to: never more than was asked for, whatever the form says."""
    shown, choice = asked.shown, form.get("choice", "")
    if OUTCOMES.get(choice) != "approved":
        return {}
    if choice == "approve":
        return {"amount": shown.amount, "points": shown.points}
    if shown.amount is not None:
        return _part_of_money(form, shown.amount)
    return _part_of_points(form, shown.points or 0)


def _part_of_money(form: Mapping[str, str], asked: Money) -> dict[str, Any] | FieldError:
    typed = typed_amount(form.get("amount", ""), asked.currency, field="amount")
    if isinstance(typed, FieldError):
        return typed
    if not typed:
        return FieldError(field="amount", problem="not_above_zero")
    return {"amount": min(typed, asked)}


def _part_of_points(form: Mapping[str, str], asked: int) -> dict[str, Any] | FieldError:
    typed = typed_count(form.get("points", ""), field="points", most=MAX_POINTS)
    if isinstance(typed, FieldError):
        return typed
    if typed is None:
        return FieldError(field="points", problem="missing")
    if not typed:
        return FieldError(field="points", problem="not_above_zero")
    return {"points": min(typed, asked)}
