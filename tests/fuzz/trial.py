"""One file through guard, child, models and interpreter: how it ended and what that took."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import process_time
from typing import Any

from cofund.extraction import interpret
from cofund.extraction.content import content_of
from cofund.extraction.limits import READING, Limits
from cofund.extraction.nurseries import KEEPER, Ended
from cofund.extraction.refused import CannotRead
from cofund.extraction.sandbox import answer_of
from cofund.models.extraction import Unreadable

CONTENT = "content"
PICTURES = "pictures"
MB = 1 << 20


LOADED_LATER_BYTES = 32 * MB
"""The bound is taken of what a child maps beyond its nursery's; its promise is 512 MB in memory."""


@dataclass(frozen=True)
class Trial:
    """How reading a file ended: content, pictures or a reason, and what that took."""

    outcome: str
    seconds: float
    """Of processors, the child's and the parent's: how busy the machine is says nothing."""
    peak_bytes: int

    def broken(self, limits: Limits) -> str | None:
        """Give the bound that was broken; None when all held."""
        if self.peak_bytes > limits.memory_bytes + LOADED_LATER_BYTES:
            return f"took {self.peak_bytes // MB} MB"
        if self.seconds > limits.wall_seconds:
            return f"took {self.seconds:.1f} s"
        return None


def tried(document: bytes, task: Mapping[str, Any], *, limits: Limits = READING) -> Trial:
    """Do a task on a file as the parent does it; what is found is interpreted, too."""
    started = process_time()
    with TemporaryFile() as source, TemporaryFile() as answer:
        source.write(document)
        source.seek(0)
        ended = KEEPER.nursery().order(task, limits, document=source, answer=answer)
        outcome = _outcome(ended, answer)
    return Trial(outcome, ended.cpu_seconds + process_time() - started, ended.peak_bytes)


def _outcome(ended: Ended, answer: Any) -> str:
    try:
        said = answer_of(ended, answer)
    except CannotRead as refused:
        return refused.reason
    if "content" not in said.said:
        return PICTURES
    content = content_of(said, "d-1")
    if isinstance(content, Unreadable):
        return content.reason
    interpret(content)
    return CONTENT
