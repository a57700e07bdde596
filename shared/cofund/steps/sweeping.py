"""The sweepers: they repair what a crash left between two writes; running them is always safe."""

from __future__ import annotations

from datetime import datetime, timedelta

from cofund.books.matter_moves import matter_of_key
from cofund.calendar import is_working_day, local_day
from cofund.items import Key
from cofund.models.standing import OutboxEntry
from cofund.steps.claiming import execution_name
from cofund.steps.consents.filing import start_consent
from cofund.steps.money import send_message
from cofund.steps.office import Office
from cofund.steps.rejudging import settle_corrections
from cofund.steps.waking import wake, wake_matter

SWEEP_LIMIT = 500
"""Of one run: what is left comes next time."""
PATIENCE = timedelta(minutes=1)
"""What is younger is on its way by itself."""
UNSENT_ALARM = timedelta(minutes=15)
UNACKNOWLEDGED_WORKING_DAYS = 2


def sweep_decisions(*, office: Office) -> int:
    """Wake workflows that have not read a decision, start those that never began; count them."""
    now = office.clock()
    swept = 0
    for stored in office.approvals.waiting_to_wake(limit=SWEEP_LIMIT):
        if _old_enough(str(stored.attributes["gsi1sk"]), now):
            _wake(stored.key, office=office)
            swept += 1
    for stored in office.claims.waiting_to_start(limit=SWEEP_LIMIT):
        if _old_enough(str(stored.attributes["gsi1sk"]), now):
            _start(stored.key, office=office)
            swept += 1
    return swept


def sweep_corrections(*, office: Office) -> int:
    """Judge claims whose corrections were stored and not judged; count them."""
    now = office.clock()
    waiting = {
        _claim_and_version(stored.key.pk, stored.key.sk)
        for stored in office.corrections.waiting_to_judge(limit=SWEEP_LIMIT)
        if _old_enough(str(stored.attributes["gsi1sk"]), now)
    }
    for claim_id, version in sorted(waiting):
        settle_corrections(claim_id, version, office=office)
    return len(waiting)


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


def _wake(key: Key, *, office: Office) -> None:
    """Wake the workflow that has not read a decision or a consent."""
    matter = matter_of_key(key)
    if matter is not None:
        wake_matter(matter, office=office)
        return
    claim_id, version = _claim_and_version(key.pk, key.sk)
    wake(claim_id, version, office=office)


def _start(key: Key, *, office: Office) -> None:
    """Start the workflow that never began, of a claim's or a matter's version."""
    matter = matter_of_key(key)
    if matter is not None:
        start_consent(matter, office=office)
        return
    claim_id, version = _claim_and_version(key.pk, key.sk)
    name = execution_name(claim_id, version)
    office.workflow.start(name, claim_id=claim_id, version=version)


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
