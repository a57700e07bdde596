"""The machine's clock and its source of ids."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


def utc_now() -> datetime:
    """Give the time now, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class ShiftedClock:
    """A clock that is off by the whole seconds that a file holds; read anew at every look.

    For trying out on one machine what happens on another day. No installation sets it.
    """

    file: Path

    def __call__(self) -> datetime:
        """Give the shifted time, aware, UTC."""
        return utc_now() + timedelta(seconds=int(self.file.read_text()))


def new_id() -> str:
    """Give a new random id: 128 bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)
