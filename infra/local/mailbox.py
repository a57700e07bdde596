"""The mails that the product sent: they go to this mailbox instead of to their addressees."""

from __future__ import annotations

import base64
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

_KEPT = 5000


@dataclass(frozen=True)
class Mail:
    """One sent mail; `text` or `html` is empty where it had no such part."""

    id: str
    sent_at: str
    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    bcc: tuple[str, ...]
    reply_to: tuple[str, ...]
    subject: str
    text: str
    html: str
    headers: Mapping[str, str]
    configuration_set: str

    def as_json(self) -> dict[str, Any]:
        """The mail for `/_local/mail.json` and for keeping."""
        return asdict(self)

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> Mail:
        """The mail that `as_json` gave."""
        lists = ("to", "cc", "bcc", "reply_to")
        return cls(**{**fields, **{name: tuple(fields[name]) for name in lists}})


class Mailbox:
    """The sent mails, oldest first; beyond a bound the oldest are forgotten."""

    def __init__(self) -> None:
        self._mails: deque[Mail] = deque(maxlen=_KEPT)
        self._lock = threading.Lock()

    def keep(self, message_id: str, request: Mapping[str, Any]) -> None:
        """Take a mail from a `SendEmail` request of SES v2."""
        mail = _mail(message_id, request)
        with self._lock:
            self._mails.append(mail)

    def restore(self, mails: list[Mail]) -> None:
        """Put mails of an earlier run before those of this one."""
        with self._lock:
            now = list(self._mails)
            self._mails.clear()
            self._mails.extend([*mails, *now])

    def mails(self) -> list[Mail]:
        """Every kept mail, oldest first."""
        with self._lock:
            return list(self._mails)


def _mail(message_id: str, request: Mapping[str, Any]) -> Mail:
    destination = request.get("Destination", {})
    subject, text, html, headers = _contents(request["Content"])
    return Mail(
        id=message_id,
        sent_at=datetime.now(UTC).isoformat(timespec="milliseconds"),
        sender=request.get("FromEmailAddress") or headers.get("From", ""),
        to=tuple(destination.get("ToAddresses", ())) or _addresses(headers, "To"),
        cc=tuple(destination.get("CcAddresses", ())) or _addresses(headers, "Cc"),
        bcc=tuple(destination.get("BccAddresses", ())),
        reply_to=tuple(request.get("ReplyToAddresses", ())) or _addresses(headers, "Reply-To"),
        subject=subject,
        text=text,
        html=html,
        headers=headers,
        configuration_set=request.get("ConfigurationSetName", ""),
    )


def _addresses(headers: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in headers.get(name, "").split(",") if part.strip())


def _contents(content: Mapping[str, Any]) -> tuple[str, str, str, dict[str, str]]:
    """Subject, plain text, HTML and headers of a simple or a raw mail."""
    if "Raw" in content:
        return _raw_contents(base64.b64decode(content["Raw"]["Data"]))
    simple = content["Simple"]
    headers = {header["Name"]: header["Value"] for header in simple.get("Headers", ())}
    body = simple["Body"]
    text, html = (body.get(part, {}).get("Data", "") for part in ("Text", "Html"))
    return simple["Subject"]["Data"], text, html, headers


def _raw_contents(raw: bytes) -> tuple[str, str, str, dict[str, str]]:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    headers = {name: str(value) for name, value in message.items()}
    parts = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    text, html = (part.get_content() if part is not None else "" for part in parts)
    return headers.get("Subject", ""), text, html, headers
