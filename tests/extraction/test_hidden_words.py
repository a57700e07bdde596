"""Words that nobody sees are flagged, and only they."""

from __future__ import annotations

import pytest

from tests.builders.letters import (
    SEEN,
    Draw,
    clipped,
    ground,
    in_a_form,
    page,
    picture,
    words,
)
from tests.extraction.reading import content_of

SECRET = "999 999,00"

HIDDEN: dict[str, tuple[Draw, ...]] = {
    "white on paper": (words(SECRET, grey=1),),
    "nearly white on paper": (words(SECRET, grey=0.985),),
    "white on a white box": (ground(1), words(SECRET, grey=1)),
    "grey on the same grey": (ground(0.5), words(SECRET, grey=0.51)),
    "black on black": (ground(0), words(SECRET)),
    "invisible": (words(SECRET, mode=3),),
    "only a clip": (words(SECRET, mode=7),),
    "transparent": (words(SECRET, alpha=0),),
    "tiny": (words(SECRET, size=1),),
    "left of the page": (words(SECRET, x=-200),),
    "below the page": (words(SECRET, y=-40),),
    "clipped away": (clipped(words(SECRET), x=300, y=100, width=50, height=50),),
    "covered by a white box": (words(SECRET), ground(1)),
    "covered by a black box": (words(SECRET), ground(0)),
    "covered by a picture": (words(SECRET), picture()),
    "white in a drawing of its own": (in_a_form(words(SECRET, grey=1)),),
}
VISIBLE: dict[str, tuple[Draw, ...]] = {
    "black on paper": (words(SECRET),),
    "white on a dark box": (ground(0.2), words(SECRET, grey=1)),
    "white on a picture": (picture(), words(SECRET, grey=1)),
    "white on a box over white": (ground(1), ground(0.3), words(SECRET, grey=1)),
    "black on grey": (ground(0.8), words(SECRET)),
    "outlined": (words(SECRET, mode=1),),
    "under a stamp that shows it": (words(SECRET), picture(opacity=60)),
    "under a marker": (words(SECRET), ground(0.9, alpha=0.4)),
    "half cut by its cell": (clipped(words(SECRET), x=50, y=690, width=40, height=30),),
    "touched by a box": (words(SECRET), ground(1, x=50, width=25)),
    "in a drawing of its own": (in_a_form(words(SECRET)),),
}


@pytest.mark.parametrize("drawn", HIDDEN.values(), ids=HIDDEN)
def test_words_that_nobody_sees_are_hidden(drawn: tuple[Draw, ...]) -> None:
    content = content_of(page(words(SEEN, y=500), *drawn))
    [only] = content.pages
    assert {word.text: word.hidden for word in only.words} == {
        **dict.fromkeys(SEEN.split(), False),
        **dict.fromkeys(SECRET.split(), True),
    }
    assert content.flags == ("hidden_text",)


@pytest.mark.parametrize("drawn", VISIBLE.values(), ids=VISIBLE)
def test_words_that_are_seen_are_not_hidden(drawn: tuple[Draw, ...]) -> None:
    content = content_of(page(words(SEEN, y=500), *drawn))
    [only] = content.pages
    assert [word.text for word in only.words if word.hidden] == []
    assert set(SECRET.split()) <= {word.text for word in only.words}


def test_a_page_of_hidden_words_only_counts_as_one_without_text() -> None:
    content = content_of(page(words(SECRET, mode=3)))
    assert content.pages_without_text == (1,)
    assert not content.pages[0].has_text
