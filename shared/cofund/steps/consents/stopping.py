"""Errors of ours on the way to a consent: the matter waits for an operator, who resumes it.

An error of ours never refuses. Resuming runs the workflow again from the start: every step finds
what it has done already.
"""

from __future__ import annotations

from typing import cast

from cofund.books.matter_moves import MatterChange, head_key
from cofund.errors import NotAccepted, NotInThisState
from cofund.items import Value
from cofund.matter_states import may_follow
from cofund.models.consents import Matter, MatterHead, MatterKind, MatterState
from cofund.steps.consents.filing import consent_execution
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office


def stop_matter(matter: Matter, *, error: str, office: Office) -> None:
    """Stop a matter after an error of ours: an alarm rings."""
    head = office.matters.get(matter.kind, matter.matter_id)
    office.metrics.count("MatterNeedsOperator", step=head.state)
    if head.matter != matter:
        return
    if may_follow(matter.kind, head.state, "needs_operator"):
        change = MatterChange(
            to_state="needs_operator",
            at=office.clock(),
            actor="needs_operator",
            reason=error[:200],
            assign={"resume_state": head.state},
        )
        head = office.matters.move(matter, head.state, change)
    if head.state == "needs_operator":
        _tell_operators(head, error=error, office=office)


def resume_matter(kind: MatterKind, matter_id: str, *, by: str, office: Office) -> str:
    """Let a stopped matter go on from where it stood; give the new execution's name.

    Resuming twice starts it once: what was resumed and has not moved since is only driven on.

    Raises:
        NotFound: there is no such matter.
        NotInThisState: the matter doesn't wait for an operator.
    """
    head = office.matters.get(kind, matter_id)
    if head.state == "needs_operator":
        before = stopped_at(kind, matter_id, office=office)
        change = MatterChange(
            to_state=before,
            at=office.clock(),
            actor=by,
            reason="resumed",
            assign=_asked_anew(before, office=office),
        )
        head = office.matters.move(head.matter, "needs_operator", change)
    elif office.matters.audit(kind, matter_id)[-1].from_state != "needs_operator":
        raise NotInThisState("the matter doesn't wait for an operator")
    name = f"{consent_execution(head.matter)}-r{head.revision}"
    office.consent_workflow.start(name, head.matter)
    return name


def stopped_at(kind: MatterKind, matter_id: str, *, office: Office) -> MatterState:
    """Give the state in which a matter was stopped.

    Raises:
        NotInThisState: it never was.
    """
    head = office.items.get(head_key(kind, matter_id)) or {}
    if "resume_state" not in head:
        raise NotInThisState("the matter never waited for an operator")
    return cast("MatterState", head["resume_state"])


def _asked_anew(state: MatterState, *, office: Office) -> dict[str, Value]:
    """Let the approver's time begin again: an error of ours never lets a matter time out."""
    return {"review_began_at": office.clock().isoformat()} if state == "in_review" else {}


def _tell_operators(head: MatterHead, *, error: str, office: Office) -> None:
    from cofund.pages import mail_operator
    from cofund.pages.views.mails import OperatorMail

    for operator in office.directory.people("operator"):
        view = OperatorMail(
            asked_about=head.matter.kind,
            asked_id=head.matter.matter_id,
            version=head.matter.version,
            zone=office.programme_zone,
            state=stopped_at(head.matter.kind, head.matter.matter_id, office=office),
            error=error[:200],
            at=office.clock(),
        )
        mail = mail_to(operator, mail_operator(view, locale=operator.locale), purpose="notice")
        key = f"operator-{head.matter.matter_id}-{head.revision}-{operator.login}"
        try:
            send_once(key, mail, office=office)
        except NotAccepted:
            office.metrics.count("LetterRefused", step="needs_operator")
