"""The letters to the samples, word for word: a changed text shows as a changed file here."""

from __future__ import annotations

import re

import pytest

from cofund.models.claim import Locale
from tests.samples.checked import checked
from tests.samples.letters import FOLDER, LOCALES, letter, letters


def test_every_sample_gets_exactly_the_letter_that_is_kept() -> None:
    written = dict(letters())
    assert set(FOLDER.iterdir()) == set(written)
    other = [path.name for path, text in written.items() if path.read_text("utf-8") != text]
    assert other == [], "look at what changed: python -m tests.samples.letters; git diff"


@pytest.mark.parametrize("locale", LOCALES)
def test_a_letter_shows_the_same_on_paper_and_on_a_screen(locale: Locale) -> None:
    mail = letter(checked("wrong-sums"), locale)
    words = re.sub(r"<[^>]+>", " ", mail.html)
    for line in filter(None, mail.text.splitlines()):
        plain = re.sub(r"^(\d+\.|-|--) ?", "", line.strip()).rstrip(":")
        if plain and not plain.startswith("http"):
            assert plain.split(". ")[0].rstrip(".") in words, line
