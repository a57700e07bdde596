"""Which votes count for an amount on a scan: digits printed twice are misread twice, and alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from cofund.extraction.layout.passages import Passage


def independent(
    passage: Passage, passed: Sequence[str], *, repeated: Collection[str]
) -> tuple[str, ...]:
    """Give the checks that may vote for an amount.

    On a scan all those together that find the same digits once more (``repeated``) are one vote,
    and none where nothing else agrees: only arithmetic, words and check digits are evidence.
    """
    if passage.origin.source != "ocr":
        return tuple(passed)
    own = tuple(check for check in passed if check not in repeated)
    again = tuple(check for check in passed if check in repeated)
    return (*own, *again[:1]) if own else again[:1]
