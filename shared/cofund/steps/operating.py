"""Errors of ours: the claim waits for an operator, who resumes it; and the nightly audit.

An error of ours never releases money and never rejects. Resuming runs the workflow again from the
start: every step finds what it has done already.
"""

from __future__ import annotations

from cofund.books.claim_moves import Change, head_key
from cofund.books.ledger_audit import audit_ledger as audit_items
from cofund.claim_states import DRIVEN, FOLLOWERS, may_follow
from cofund.errors import NotAccepted, NotInThisState
from cofund.items import Value
from cofund.models.claim import Claim, ClaimState
from cofund.models.standing import AuditReport
from cofund.pages import mail_operator
from cofund.pages.views.mails import OperatorMail
from cofund.steps.claiming import execution_name
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office


def needs_operator(claim_id: str, version: int, *, error: str, office: Office) -> None:
    """Stop a claim after an error of ours: its money stays held, an alarm rings."""
    claim = office.claims.get(claim_id)
    office.metrics.count("ClaimNeedsOperator", step=claim.state)
    if claim.version != version:
        return
    if may_follow(claim.state, "needs_operator"):
        change = Change(
            to_state="needs_operator",
            at=office.clock(),
            actor="needs_operator",
            reason=error[:200],
            assign={"resume_state": claim.state},
        )
        claim = office.claims.move(claim_id, version, claim.state, change)
    if claim.state == "needs_operator":
        _tell_operators(claim, error=error, office=office)


def resume(claim_id: str, *, by: str, office: Office) -> str:
    """Let a stopped claim go on from where it stood; give the new execution's name.

    Every step finds what it has done already, so the workflow simply runs again. Resuming twice
    starts it once: what was resumed and has not moved since is only driven on.

    Raises:
        NotInThisState: the claim doesn't wait for an operator.
    """
    claim = office.claims.get(claim_id)
    if claim.state == "needs_operator":
        before = stopped_at(claim_id, office=office)
        change = Change(
            to_state=before,
            at=office.clock(),
            actor=by,
            reason="resumed",
            assign=_review_anew(before, office=office),
        )
        claim = office.claims.move(claim_id, claim.version, "needs_operator", change)
    elif not _was_resumed(claim_id, office=office):
        raise NotInThisState("the claim doesn't wait for an operator")
    return drive_on(claim, office=office)


def stopped_at(claim_id: str, *, office: Office) -> ClaimState:
    """Give the state in which a claim was stopped.

    Raises:
        NotInThisState: it never was.
    """
    head = office.items.get(head_key(claim_id)) or {}
    return _state_before(str(head.get("resume_state", "")))


def drive_on(claim: Claim, *, office: Office) -> str:
    """Start a new execution for a claim whose workflow is gone; give its name."""
    name = f"{execution_name(claim.claim_id, claim.version)}-r{claim.revision}"
    office.workflow.start(name, claim_id=claim.claim_id, version=claim.version)
    return name


def audit_ledger(*, office: Office) -> AuditReport:
    """Check every law of the ledger; each violation rings."""
    report = audit_items(office.items)
    for violation in report.violations:
        office.metrics.count("LedgerViolation", step=violation.law)
    return report


def open_claims(*, office: Office) -> list[Claim]:
    """Give the claims whose workflow should be running; for a restart of the local engine."""
    heads = (stored for stored in office.items.scan("claims") if stored.key.sk == "CLAIM")
    return [
        office.claims.get(str(head.attributes["claim_id"]))
        for head in heads
        if head.attributes["state"] in DRIVEN
    ]


def _was_resumed(claim_id: str, *, office: Office) -> bool:
    """Say whether the last that happened to a claim is that it was resumed."""
    changes = office.claims.audit(claim_id)
    return bool(changes) and changes[-1].from_state == "needs_operator"


def _review_anew(state: ClaimState, *, office: Office) -> dict[str, Value]:
    """Let the reviewer's time begin again: an error of ours never lets a claim time out."""
    return {"review_began_at": office.clock().isoformat()} if state == "in_review" else {}


def _tell_operators(claim: Claim, *, error: str, office: Office) -> None:
    state = stopped_at(claim.claim_id, office=office)
    for operator in office.directory.people("operator"):
        view = OperatorMail(
            asked_id=claim.claim_id,
            version=claim.version,
            zone=office.programme_zone,
            state=state,
            error=error[:200],
            at=office.clock(),
        )
        mail = mail_to(operator, mail_operator(view, locale=operator.locale), purpose="notice")
        key = f"operator-{claim.claim_id}-{claim.revision}-{operator.login}"
        try:
            send_once(key, mail, office=office)
        except NotAccepted:
            office.metrics.count("LetterRefused", step="needs_operator")


def _state_before(state: str) -> ClaimState:
    for known in FOLLOWERS["needs_operator"]:
        if state == known:
            return known
    raise NotInThisState(f"nothing resumes from {state}")
