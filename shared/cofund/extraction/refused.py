"""The one failure of reading: a document cannot be read, for a reason that has a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cofund.models.unreadable import UnreadableReason


class CannotRead(Exception):
    """Raised inside the child; crosses its border as the reason only, never as a message."""

    def __init__(self, reason: UnreadableReason) -> None:
        super().__init__(reason)
        self.reason: UnreadableReason = reason
