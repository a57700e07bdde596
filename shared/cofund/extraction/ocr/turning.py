"""Which way up a page is, and in which languages: what the first words tell decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cofund.extraction.ocr.digit_groups import with_digit_groups
from cofund.extraction.ocr.engine import BLOCK, Engine, Seen
from cofund.extraction.ocr.labels import with_labels
from cofund.extraction.ocr.number_words import with_number_words
from cofund.extraction.ocr.paper import as_picture
from cofund.extraction.ocr.straight import SHORT_SIDE_PIXELS, Straight, straightened
from cofund.extraction.placement import Placement

if TYPE_CHECKING:
    from PIL.Image import Image

FIRST_LANGUAGES = "rus+eng"
OTHER_LANGUAGES = (
    ("deu+eng", re.compile(r"^(?:rechnung\w*|mwst\.?|betrag|gesamt\w*|netto|datum|und|der|gmbh)$")),
    ("fra+eng", re.compile(r"^(?:facture|tva|montant|total|date|net|les?|des?|ttc|ht|sarl)$")),
)
"""Languages of the Latin script, and words that give them away."""
FEWEST_TELLING = 3
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[А-Яа-яЁё]")
LATIN_SHARE = 0.6
WORD = re.compile(r"[^\W\d_]{3,}")
SURE = 70.0
UPRIGHT_SHARE = 0.5
"""On a page the right way up at least this share of the longer words is read with certainty."""
FEW_WORDS = 8
TRIED_SIDE = 1_240
"""Pixels of the shorter side while the right way up is looked for."""


@dataclass
class Engines:
    """Tesseract for each choice of languages, loaded when it is asked for."""

    tessdata: str
    loaded: dict[str, Engine] = field(default_factory=dict)

    def of(self, languages: str) -> Engine:
        """Give the engine of some languages: "rus+eng".

        Raises:
            CannotRead: recognition, or one of the languages, is not installed.
        """
        if languages not in self.loaded:
            self.loaded[languages] = Engine(self.tessdata, languages)
        return self.loaded[languages]

    def has(self, languages: str) -> bool:
        """Whether the models of these languages are installed."""
        folder = Path(self.tessdata)
        return all((folder / f"{name}.traineddata").is_file() for name in languages.split("+"))


@dataclass(frozen=True)
class Recognised:
    """A page's words, on the straightened page that they were read from."""

    words: list[Seen]
    straight: Straight
    engine: str
    onto_drawn: Placement
    """From pixels of the straightened page to those of the page as drawn."""
    is_as_drawn: bool
    """Whether the page was neither turned nor straightened."""


def recognised_upright(
    engines: Engines,
    picture: Image,
    *,
    shorter_side: int = SHORT_SIDE_PIXELS,
    layout: int = BLOCK,
) -> Recognised:
    """Give a page's words, whichever way up it lies, in the languages that it is in."""
    engine = engines.of(FIRST_LANGUAGES)
    straight = straightened(picture, shorter_side=shorter_side)
    words = engine.words(as_picture(straight.grey), layout=layout)
    quarters = 0
    if not _is_upright(words):
        quarters = _quarters(engine, picture)
    if quarters:
        straight = straightened(_turned(picture, quarters), shorter_side=shorter_side)
        words = engine.words(as_picture(straight.grey), layout=layout)
    languages = _languages(words)
    if languages and engines.has(languages):
        engine = engines.of(languages)
        words = engine.words(as_picture(straight.grey), layout=layout)
    back = Placement.turned_back(quarters, *picture.size)
    return Recognised(
        words=with_labels(with_number_words(with_digit_groups(words))),
        straight=straight,
        engine=engine.name,
        onto_drawn=straight.onto_drawn.then(back),
        is_as_drawn=straight.is_level and not quarters,
    )


def _is_upright(words: Sequence[Seen]) -> bool:
    return _sure_words(words) >= UPRIGHT_SHARE * max(FEW_WORDS, len(_longer(words)))


def _longer(words: Sequence[Seen]) -> list[Seen]:
    return [word for word in words if WORD.search(word.text)]


def _sure_words(words: Sequence[Seen]) -> int:
    return sum(word.confidence >= SURE for word in _longer(words))


def _quarters(engine: Engine, picture: Image) -> int:
    """By how many quarters a page has to be turned, anticlockwise, for most words to be sure."""
    found = []
    for quarters in range(4):
        tried = straightened(_turned(picture, quarters), shorter_side=TRIED_SIDE)
        found.append(_sure_words(engine.words(as_picture(tried.grey), layout=BLOCK)))
    return found.index(max(found)) if max(found) >= FEW_WORDS else 0


def _turned(picture: Image, quarters: int) -> Image:
    from PIL import Image

    turns = (
        None,
        Image.Transpose.ROTATE_90,
        Image.Transpose.ROTATE_180,
        Image.Transpose.ROTATE_270,
    )
    turn = turns[quarters]
    return picture if turn is None else picture.transpose(turn)


def _languages(words: Sequence[Seen]) -> str | None:
    """The languages of a page in Latin script; None where the first ones will do."""
    letters = "".join(word.text for word in words)
    latin, cyrillic = len(LATIN.findall(letters)), len(CYRILLIC.findall(letters))
    if latin < LATIN_SHARE * (latin + cyrillic) or not latin:
        return None
    lowered = [word.text.lower().strip(" .,:;") for word in words]
    telling = {
        languages: sum(1 for word in lowered if pattern.match(word))
        for languages, pattern in OTHER_LANGUAGES
    }
    best = max(telling, key=lambda languages: telling[languages])
    return best if telling[best] >= FEWEST_TELLING else "eng"
