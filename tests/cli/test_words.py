"""The command line's texts: each is used, and each that is used is there."""

from __future__ import annotations

import re

from cofund.cli.stage import SAMPLES
from tests.cli.commands import PROJECT
from tests.pages.test_catalogues import catalog

SOURCES = "".join(path.read_text() for path in (PROJECT / "shared/cofund/cli").glob("*.py"))
COMPOSED = re.compile(
    r"(check\.column|check\.verdict|read\.column|sample|import"
    r"|explain\.column|explain\.verdict|explain\.balance"
    r"|law|break"
    r"|replay\.title|replay\.column|replay\.not_judged|year\.chapter)\..+"
    r"|year\.(?:award|application)_asked"
)
"""Named by what is shown: a column, a verdict, a sample, a chapter."""


def ids() -> set[str]:
    """Give the ids of all texts."""
    messages = (one.id for one in catalog("cli", "en") if one.id)
    return {one if isinstance(one, str) else one[0] for one in messages}


def test_every_text_that_is_named_is_there() -> None:
    named = set(re.findall(r"""["']((?:check|read|demo|year)\.[a-z_.]+)["']""", SOURCES))
    assert len(named) > 25
    assert named <= ids()


def test_no_text_is_left_over() -> None:
    counted = {"demo.funds", "demo.postings", "demo.holds"}
    spelled = {one for one in ids() - counted if not COMPOSED.fullmatch(one)}
    assert {
        one for one in spelled if not re.search(f"[\"']{re.escape(one)}[\"']", SOURCES)
    } == set()


def test_every_sample_is_told_of() -> None:
    told = {one.removeprefix("sample.") for one in ids() if one.startswith("sample.")}
    assert told == {path.parent.name for path in SAMPLES.glob("*/claim.yaml")}
