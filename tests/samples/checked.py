"""The samples, read from their real documents and judged offline; once for all tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from cofund.offline import FolderCheck, check_folder

SAMPLES_DIR = Path(__file__).parents[2] / "samples"


@cache
def checked(folder: str) -> FolderCheck:
    """Read and judge a sample, once for all tests."""
    return check_folder(SAMPLES_DIR / folder)
