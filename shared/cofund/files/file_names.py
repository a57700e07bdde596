"""Names that partners give to files: shown on pages and in mails, never part of a key."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

LONGEST_NAME = 200
LONGEST_ENDING = 12


def shown_name(name: str) -> str:
    """Give a file's name as pages show it: no control or direction marks, and not too long."""
    plain = "".join(letter for letter in name[:4_000] if unicodedata.category(letter)[0] != "C")
    ending = PurePosixPath(plain).suffix[:LONGEST_ENDING]
    shortened = plain[: LONGEST_NAME - len(ending)] + ending
    return (plain if len(plain) <= LONGEST_NAME else shortened) or "document"
