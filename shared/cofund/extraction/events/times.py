"""Times of day as programmes print them: "10:00–10:30", "с 9.30 до 11.00", "9:30 AM"."""

from __future__ import annotations

import re

_CLOCK = (
    r"(?:[01]?\d|2[0-4])\s?(?:[:.]|-(?=[0-5]\d(?!\d)))\s?[0-5]\d(?:\s?(?:ч\.?|час\w*|"
    r"[ap]\.?\s?m\.?|h|uhr))?|(?:[01]?\d|2[0-4])\s?(?:[ap]\.?m\.?|ч\.)"
)
_TO = r"\s*(?:[-–—‑]|до|to|till|until|bis)\s*"
TIME = re.compile(
    rf"(?:с\s+|от\s+|from\s+|в\s+|at\s+)?(?:{_CLOCK})(?:{_TO}(?:{_CLOCK}))?", re.IGNORECASE
)
TIME_AT_START = re.compile(
    rf"^[\W_]*(?:\d{{1,2}}[.)]\s+)?(?P<time>{TIME.pattern})(?=\s*(?:[.:,;–—|-]|"
    rf"\s)\s*\S)\s*[.:,;–—|-]?\s*(?!\d{{2}}[.:]\d)",
    re.IGNORECASE,
)


def is_time(text: str) -> bool:
    """Whether a text is a time or a range of times and nothing else."""
    return bool(TIME.fullmatch(text.strip(" .,;:")))
