"""A claim's number: short, readable aloud, and never the same twice."""

from __future__ import annotations

import re

from cofund.steps.opening import claim_number


def test_a_claim_number_has_twelve_letters_that_nobody_mixes_up() -> None:
    for number in range(500):
        pattern = r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"
        assert re.fullmatch(pattern, claim_number(f"id-{number}"))


def test_the_same_random_id_gives_the_same_number_and_another_gives_another() -> None:
    assert claim_number("id-1") == claim_number("id-1")
    assert len({claim_number(f"id-{number}") for number in range(20_000)}) == 20_000
