"""`cofund consent`: a matter's story, and letting a stopped one go on."""

from __future__ import annotations

import pytest

from cofund.cli import consent
from cofund.steps.consents.stopping import stop_matter
from tests.builders.claims import an_office
from tests.builders.matters import consented, filed
from tests.cli.commands import cofund
from tests.fakes.office import FakeOffice


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The office that the commands find."""
    found = an_office()
    monkeypatch.setattr(consent, "find_office", lambda: found)
    return found


def test_a_matters_story_is_told_change_by_change(office: FakeOffice) -> None:
    filed(office).ask()
    consented(office, "return")
    ran = cofund("consent", "show", "application", "app-1")
    assert ran.status == 0
    for words in ("application app-1, version 1: returned", "submitted", "in_review", "anna"):
        assert words in ran.out
    (told,) = cofund("consent", "show", "application", "app-1", "--json").rows
    assert [one["to_state"] for one in told["history"]] == ["submitted", "in_review", "returned"]


def test_a_stopped_matter_is_resumed_by_the_operator(office: FakeOffice) -> None:
    walk = filed(office)
    walk.ask()
    stop_matter(walk.matter, error="KeyError", office=office)
    ran = cofund("consent", "show", "application", "app-1")
    assert "cofund consent resume application app-1 --by LOGIN" in ran.out + ran.err
    ran = cofund("consent", "resume", "application", "app-1", "--by", "oleg")
    assert (ran.status, ran.err) == (0, "")
    assert walk.head.state == "in_review"


@pytest.mark.parametrize("words", [("show", "application", "app-9"), ("show", "claim", "app-1")])
def test_what_is_no_matter_is_said_plainly(words: tuple[str, ...], office: FakeOffice) -> None:
    filed(office)
    ran = cofund("consent", *words)
    assert ran.status != 0
    assert "Traceback" not in ran.out + ran.err


def test_what_was_not_stopped_is_not_resumed(office: FakeOffice) -> None:
    filed(office)
    ran = cofund("consent", "resume", "application", "app-1", "--by", "oleg")
    assert ran.status != 0
    assert "operator" in ran.err
