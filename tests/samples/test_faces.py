"""What one builder draws does not depend on what another has drawn before it."""

from __future__ import annotations

from typing import get_args

from tests.builders import letters
from tests.builders.papers.page import paper, text
from tests.builders.papers.sheet import Face, Sheet


def test_a_paper_is_drawn_the_same_after_every_other_face_was_used() -> None:
    before = _drawn()
    letters.page(letters.words("Words"))
    for face in get_args(Face):
        Sheet(face=face)
    assert _drawn() == before


def _drawn() -> bytes:
    return paper([text("Счёт № 12"), text("Итого", font="Bold")], title="A paper")
