"""Reminders to a partner's people: each goes out once, whoever runs again or beside us.

=====================  ==================  =====================================================
pk                     sk                  attributes
=====================  ==================  =====================================================
``REMINDED#{about}``   ``EXPIRES#{days}``  days, at: the reminder so many days before was sent
=====================  ==================  =====================================================

``about`` is a fund, or a claim that is due: ids only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from cofund.books.writing import integer
from cofund.errors import NotAccepted, QuietHours
from cofund.funds.reminding import is_quiet
from cofund.items import Key
from cofund.models.claim import Person
from cofund.models.programme import Programme
from cofund.pages.views.mails import Rendered
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office

if TYPE_CHECKING:
    from cofund.models.activity_terms import ReminderTerms

MAX_SENT = 20


def reminder_now(
    due_after: Callable[[Iterable[int]], int | None], *, about: str, office: Office
) -> int | None:
    """Give which reminder about something has to go out now, if any: how many days before.

    ``due_after`` gives which is due after some that were sent. Most things are far off: then what
    was sent is not looked up.
    """
    if due_after(()) is None:
        return None
    return due_after(_days_sent(about, office=office))


def _days_sent(about: str, *, office: Office) -> list[int]:
    stored = office.items.query("claims", _partition(about), prefix="EXPIRES#", limit=MAX_SENT)
    return [integer(one.attributes["days"]) for one in stored]


def send_reminder(
    name: str,
    people: tuple[Person, ...],
    mail_for: Callable[[Person], Rendered],
    *,
    office: Office,
) -> None:
    """Mail a reminder to a partner's people; whoever was just sent the one of this name is not.

    Raises:
        TryAgain: a mail is being sent at this moment.
    """
    for person in people:
        mail = mail_to(person, mail_for(person), purpose="letter")
        try:
            send_once(f"{name}-{person.login}", mail, office=office)
        except NotAccepted:
            office.metrics.count("LetterRefused", step="remind")


def note_sent(about: str, days: int, *, office: Office) -> None:
    """Note that the reminder so many days before went out."""
    key = Key("claims", _partition(about), f"EXPIRES#{days:03d}")
    office.claims.note(key, {"days": days, "at": office.clock().isoformat()})


def ensure_loud(terms: ReminderTerms, programme: Programme, *, office: Office) -> None:
    """Stop where people are not written to at this hour.

    Raises:
        QuietHours: it is too late or too early.
    """
    if is_quiet(terms, office.clock(), zone=programme.zone):
        hours = f"from {terms.quiet_from} until {terms.quiet_until} in {programme.zone}"
        raise QuietHours(f"nobody is mailed {hours}")


def _partition(about: str) -> str:
    return f"REMINDED#{about}"
