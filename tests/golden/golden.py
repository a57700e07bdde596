"""One golden document: what draws it, and the truth that its facts give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.golden.truths import Truth


@dataclass(frozen=True)
class Golden:
    """A document of known truth."""

    draw: Callable[[], bytes]
    truth: Truth
    pixels: bool = False
    """Drawn as a picture: another machine's arithmetic may give other bytes."""


Catalogue = Mapping[str, Golden]
