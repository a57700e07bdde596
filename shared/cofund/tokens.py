"""What links carry: some claims in the open, and a MAC that nobody else can make.

Each kind of link has a model of its own with its audience in it: a token made for one is nothing
for another.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError

from cofund.errors import NotFound
from cofund.models.base import Model
from cofund.ports import Macs

MAX_TOKEN_LENGTH = 1_000

T = TypeVar("T", bound=Model)


def signed(claims: Model, macs: Macs) -> str:
    """Give the text that carries some claims and their MAC."""
    body = claims.model_dump_json().encode()
    return f"{_encode(body)}.{_encode(macs.sign(body))}"


def read_signed(token: str, model: type[T], macs: Macs) -> T:
    """Give the claims of a token, if we made it for this.

    Raises:
        NotFound: forged, damaged, or made for something else. They all look alike.
    """
    body, mac = _split(token)
    if not macs.verify(body, mac):
        raise NotFound("no such link")
    try:
        return model.model_validate_json(body, strict=True)
    except ValidationError as wrong:
        raise NotFound("no such link") from wrong


def ensure_valid_until(expires_at: int, *, now: datetime) -> None:
    """Stop what has expired; ``expires_at`` is in seconds since 1970, UTC.

    Raises:
        NotFound: it has, which looks like any other link that is none.
    """
    if expires_at <= now.timestamp():
        raise NotFound("no such link")


def _split(token: str) -> tuple[bytes, bytes]:
    body, dot, mac = token.partition(".")
    if not dot or len(token) > MAX_TOKEN_LENGTH:
        raise NotFound("no such link")
    try:
        return _decode(body), _decode(mac)
    except (binascii.Error, UnicodeEncodeError) as wrong:
        raise NotFound("no such link") from wrong


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    content = base64.b64decode(
        text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
    )
    if _encode(content) != text:
        raise binascii.Error("not the canonical form")
    return content
