"""What keeps the flow going: errors of ours, the sweepers, acknowledgements, control totals, audit.

An error of ours never releases money and never rejects: the claim waits for an operator, who
resumes it. The sweepers repair what a crash left between two writes; running them is always safe.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cofund.books.claim_moves import Change, head_key
from cofund.books.ledger_audit import audit_ledger as audit_items
from cofund.calendar import is_working_day, local_day
from cofund.claim_states import FOLLOWERS, may_follow
from cofund.errors import NotInThisState
from cofund.models.claim import Claim, ClaimState
from cofund.models.payout import Acknowledgement, PayoutControl, PayoutMessage
from cofund.models.standing import AuditReport, OutboxEntry
from cofund.pages import mail_operator
from cofund.pages.views import OperatorMail
from cofund.payout import payout_control, read_payload
from cofund.ports import Mail
from cofund.steps.claiming import execution_name
from cofund.steps.deciding import wake
from cofund.steps.letters import send_paid_letter
from cofund.steps.money import send_message
from cofund.steps.office import Office

SWEEP_LIMIT = 100
"""Of one run: what is left comes next time."""
PATIENCE = timedelta(minutes=1)
"""What is younger is on its way by itself."""
UNSENT_ALARM = timedelta(minutes=15)
UNACKNOWLEDGED_WORKING_DAYS = 2
MAX_MESSAGES_A_DAY = 20_000


def needs_operator(claim_id: str, version: int, *, state: str, error: str, office: Office) -> None:
    """Stop a claim after an error of ours: its money stays held, an alarm rings."""
    office.metrics.count("ClaimNeedsOperator", step=state)
    claim = office.claims.get(claim_id)
    if claim.version != version or not may_follow(claim.state, "needs_operator"):
        return
    change = Change(
        to_state="needs_operator",
        at=office.clock(),
        actor="needs_operator",
        reason=f"{state}: {error}"[:200],
        assign={"resume_state": claim.state},
    )
    office.claims.advance(claim_id, version, claim.state, change)
    _tell_operators(claim, state=state, error=error, office=office)


def resume(claim_id: str, *, by: str, office: Office) -> str:
    """Let a stopped claim go on from where it stood; give the new execution's name.

    Every step finds what it has done already, so the workflow simply runs again.

    Raises:
        NotInThisState: the claim doesn't wait for an operator.
    """
    claim = office.claims.get(claim_id)
    head = office.items.get(head_key(claim_id))
    if claim.state != "needs_operator" or head is None:
        raise NotInThisState("the claim doesn't wait for an operator")
    change = Change(
        to_state=_state_before(str(head["resume_state"])),
        at=office.clock(),
        actor=by,
        reason="resumed",
    )
    resumed = office.claims.advance(claim_id, claim.version, "needs_operator", change)
    return drive_on(resumed, office=office)


def drive_on(claim: Claim, *, office: Office) -> str:
    """Start a new execution for a claim whose workflow is gone; give its name."""
    name = f"{execution_name(claim.claim_id, claim.version)}-r{claim.revision}"
    office.workflow.start(name, claim_id=claim.claim_id, version=claim.version)
    return name


def sweep_decisions(*, office: Office) -> int:
    """Wake workflows that have not read a decision, start those that never began; count them."""
    now = office.clock()
    swept = 0
    for stored in office.approvals.waiting_to_wake(limit=SWEEP_LIMIT):
        if _old_enough(str(stored.attributes["gsi1sk"]), now):
            claim_id, version = _claim_and_version(stored.key.pk, stored.key.sk)
            wake(claim_id, version, office=office)
            swept += 1
    for stored in office.claims.waiting_to_start(limit=SWEEP_LIMIT):
        if _old_enough(str(stored.attributes["gsi1sk"]), now):
            claim_id, version = _claim_and_version(stored.key.pk, stored.key.sk)
            name = execution_name(claim_id, version)
            office.workflow.start(name, claim_id=claim_id, version=version)
            swept += 1
    return swept


def sweep_outbox(*, office: Office) -> int:
    """Send messages that were never sent, and ring where something takes too long; count sends."""
    now = office.clock()
    sent = 0
    for entry in office.outbox.pending(SWEEP_LIMIT):
        if now - entry.at >= UNSENT_ALARM:
            office.metrics.count("PayoutUnsent", step="sweep_outbox")
        if now - entry.at >= PATIENCE:
            send_message(entry.event_id, office=office)
            sent += 1
    for entry in office.outbox.unacknowledged(SWEEP_LIMIT):
        if _waits_too_long(entry, now, office=office):
            office.metrics.count("PayoutUnacknowledged", step="sweep_outbox")
    return sent


def acknowledge_payout(answer: Acknowledgement, *, office: Office) -> None:
    """Note that finance has booked a message, and tell the partner, once.

    Raises:
        NotFound: no such message was ever sent.
    """
    before = office.outbox.entry(answer.id)
    if before.state == "ACKED":
        return
    entry = office.outbox.mark_acked(answer.id, at=office.clock(), actor="acknowledge_payout")
    if entry.kind == "PAYOUT":
        send_paid_letter(office.claims.version(entry.claim, entry.version), office=office)


def send_control(*, office: Office) -> PayoutControl:
    """Send finance yesterday's control totals."""
    programme = office.programme(office.programme_name)
    yesterday = local_day(office.clock(), programme.zone) - timedelta(days=1)
    message = control_of(yesterday, office=office)
    office.feed.send(message, group="control")
    return message


def control_of(day: date, *, office: Office) -> PayoutControl:
    """Give a day's control totals, in the programme's zone."""
    programme = office.programme(office.programme_name)
    entries = messages_between(day, day, office=office)
    return payout_control(
        (read_payload(entry.payload) for entry in entries),
        programme=programme.programme,
        day=day,
        zone=ZoneInfo(office.programme_zone),
        at=office.clock(),
    )


def messages_between(first: date, last: date, *, office: Office) -> tuple[OutboxEntry, ...]:
    """Give the messages whose money moved from one day to another, both included."""
    zone = ZoneInfo(office.programme_zone)
    begin = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone) - timedelta(microseconds=1)
    return office.outbox.between(begin, end, limit=MAX_MESSAGES_A_DAY)


def send_again(entry: OutboxEntry, *, office: Office) -> PayoutMessage:
    """Send a message once more, with the same id, whatever became of it before."""
    message = read_payload(entry.payload)
    office.feed.send(message, group=entry.fund.partner)
    return message


def audit_ledger(*, office: Office) -> AuditReport:
    """Check every law of the ledger; each violation rings."""
    report = audit_items(office.items)
    for violation in report.violations:
        office.metrics.count("LedgerViolation", step=violation.law)
    return report


def open_claims(*, office: Office) -> list[Claim]:
    """Give the claims whose workflow should be running; for a restart of the local engine."""
    heads = (stored for stored in office.items.scan("claims") if stored.key.sk == "CLAIM")
    running = {"submitted", "reading", "checked", "in_review", "approved", "debited"}
    return [
        office.claims.get(str(head.attributes["claim_id"]))
        for head in heads
        if head.attributes["state"] in running
    ]


def _tell_operators(claim: Claim, *, state: str, error: str, office: Office) -> None:
    zone = office.programme_zone
    for operator in office.directory.people("operator"):
        view = OperatorMail(
            claim_id=claim.claim_id,
            version=claim.version,
            zone=zone,
            state=state,
            error=error,
            at=office.clock(),
        )
        mail = mail_operator(view, locale=operator.locale)
        office.mailer.send(
            Mail(
                to=operator.mail,
                subject=mail.subject,
                text=mail.text,
                html=mail.html,
                purpose="notice",
            )
        )


def _state_before(state: str) -> ClaimState:
    for known in FOLLOWERS["needs_operator"]:
        if state == known:
            return known
    raise NotInThisState(f"nothing resumes from {state}")


def _old_enough(written: str, now: datetime) -> bool:
    return now - datetime.fromisoformat(written) >= PATIENCE


def _claim_and_version(pk: str, sk: str) -> tuple[str, int]:
    return pk.removeprefix("CLM#"), int(sk.split("#")[1])


def _waits_too_long(entry: OutboxEntry, now: datetime, *, office: Office) -> bool:
    programme = office.programme(office.programme_name)
    since, today = local_day(entry.at, programme.zone), local_day(now, programme.zone)
    days = (since + timedelta(days=1) * number for number in range(1, (today - since).days + 1))
    worked = sum(1 for day in days if is_working_day(day, programme.country))
    return worked > UNACKNOWLEDGED_WORKING_DAYS
