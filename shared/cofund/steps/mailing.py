"""Mails by steps: addressed to a person, and sent once however often the step runs."""

from __future__ import annotations

from typing import Literal

from cofund.models.claim import Person
from cofund.pages.views.mails import Rendered
from cofund.ports import Mail
from cofund.steps.office import Office


def mail_to(
    person: Person, rendered: Rendered, *, purpose: Literal["review", "code", "letter", "notice"]
) -> Mail:
    """Give a mail to a person."""
    return Mail(
        to=person.mail,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        purpose=purpose,
    )


def send_once(key: str, mail: Mail, *, office: Office) -> None:
    """Send a mail unless it was sent within the hour; the key says which it is, by ids only.

    Raises:
        NotAccepted: the address is refused for good.
        TryAgain: it is being sent at this moment, or mail is out of reach.
    """

    def send() -> str:
        office.mailer.send(mail)
        return "sent"

    office.once.do(f"mail-{key}", send)
