"""Finance's end of a claim: acknowledgements, control totals, messages sent again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cofund.calendar import local_day
from cofund.models.payout import Acknowledgement, PayoutControl, PayoutMessage
from cofund.models.standing import OutboxEntry
from cofund.payout import payout_control, read_payload
from cofund.steps.letters import send_paid_letter, tell_clawback
from cofund.steps.office import Office

RETRIED_WITHIN = timedelta(hours=1)
MAX_MESSAGES_A_DAY = 20_000


def acknowledge_payout(answer: Acknowledgement, *, office: Office) -> None:
    """Note that finance has booked a message, and tell the partner, once.

    Finance may answer again after days; only within the hour that is a retry of ours.

    Raises:
        NotFound: no such message was ever sent.
    """
    entry = office.outbox.mark_acked(answer.id, at=office.clock(), actor="acknowledge_payout")
    if entry.kind == "PAYOUT" and _was_paid_just_now(entry, office=office):
        send_paid_letter(office.claims.version(entry.claim, entry.version), office=office)
    if entry.kind == "CLAWBACK":
        # Whoever clawed back has told the partner, unless the command was cut off before it.
        tell_clawback(entry.event_id, office=office)


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


def _was_paid_just_now(entry: OutboxEntry, *, office: Office) -> bool:
    paid = [change for change in office.claims.audit(entry.claim) if change.to_state == "paid"]
    return bool(paid) and office.clock() - paid[-1].at < RETRIED_WITHIN
