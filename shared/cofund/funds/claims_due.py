"""Claims that a partner has still to send, or to send again, and by when. Pure.

An approved activity that is over wants its claim; a claim that came back wants to be mended. Who
misses the day loses what was reserved, so the last days are reminded of: those of the programme's
days that lie in the second half of the time there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cofund.calendar import local_day
from cofund.funds.reminding import reminder_due
from cofund.models.activity_terms import ReminderTerms
from cofund.models.claim import Application, Claim
from cofund.models.programme import Programme
from cofund.terms.due_days import report_due, resubmission_due


@dataclass(frozen=True)
class ClaimDue:
    """A claim that has to be sent by a day."""

    application: Application
    claim: Claim | None
    """The one that was begun, or came back; None where there is none."""
    since: date
    """The activity's last day, or the day on which the claim came back."""
    until: date

    @property
    def about(self) -> str:
        """Give what names it: a claim that comes back again is due anew."""
        if self.claim is None or self.claim.returned_at is None:
            return f"CLAIM#{self.application.application_id}"
        return f"CLAIM#{self.claim.claim_id}#{self.since}"


def claims_due(
    applications: Iterable[Application],
    claims: Iterable[Claim],
    *,
    programme_of: Callable[[Application], Programme],
) -> Iterator[ClaimDue]:
    """Give what is still to be sent for a partner's approved activities, over or to come.

    ``programme_of`` gives the version that an activity was approved under.
    """
    standing = [claim for claim in claims if claim.state != "withdrawn"]
    for application in applications:
        own = [one for one in standing if one.application_id == application.application_id]
        programme = programme_of(application)
        yield from (due for one in own if (due := _to_mend(one, application, programme)))
        if all(one.state == "draft" and one.returned_at is None for one in own):
            last_day = application.activity.last_day
            yield ClaimDue(
                application=application,
                claim=own[0] if own else None,
                since=last_day,
                until=report_due(programme, last_day),
            )


def claim_reminder_due(
    terms: ReminderTerms, due: ClaimDue, *, today: date, sent: Iterable[int]
) -> int | None:
    """Give which of the programme's days before a claim's last day is due, if any."""
    window = (due.until - due.since).days
    late = tuple(days for days in terms.days_before if 2 * days <= window)
    if today <= due.since or not late:
        return None
    return reminder_due(late, due.until, today=today, sent=sent)


def _to_mend(claim: Claim, application: Application, programme: Programme) -> ClaimDue | None:
    if claim.returned_at is None or claim.state not in ("draft", "returned"):
        return None
    back = local_day(claim.returned_at, programme.zone)
    until = resubmission_due(programme, back)
    return ClaimDue(application=application, claim=claim, since=back, until=until)
