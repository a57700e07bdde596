"""Outgoing mail, kept in a list; checked by tests/adapters/test_mailer.py."""

from __future__ import annotations

import re
import threading

from cofund.errors import NotAccepted
from cofund.ports import Mail

_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class MemoryMailer:
    """Keeps what was sent, in order."""

    def __init__(self) -> None:
        self._sent: list[Mail] = []
        self._lock = threading.Lock()

    @property
    def sent(self) -> tuple[Mail, ...]:
        """All mails so far."""
        with self._lock:
            return tuple(self._sent)

    def send(self, mail: Mail) -> None:
        if not _ADDRESS.fullmatch(mail.to):
            raise NotAccepted("not a mail address")
        subject = " ".join("".join(c if c.isprintable() else " " for c in mail.subject).split())
        with self._lock:
            self._sent.append(mail.model_copy(update={"subject": subject}))
