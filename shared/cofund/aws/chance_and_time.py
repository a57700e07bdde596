"""The machine's clock and its source of ids."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def utc_now() -> datetime:
    """Give the time now, aware, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """Give a new random id: 128 bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)
