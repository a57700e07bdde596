"""Which installation commands find: the environment's, a running engine's, or a sentence."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cofund.aws import wiring
from cofund.cli import installation
from cofund.cli.installation import ENDPOINT, SETTINGS, find_office, local_settings, published
from tests.cli.commands import cofund


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder of its own, and an environment that names no installation."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEDGER_TABLE", raising=False)
    return tmp_path


@pytest.fixture
def engine() -> Iterator[dict[str, str]]:
    """The settings of something that listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield settings_at(listening.getsockname()[1])


def settings_at(port: int) -> dict[str, str]:
    """Give the settings of an engine at a port."""
    return {ENDPOINT: f"http://127.0.0.1:{port}", "LEDGER_TABLE": "ledger"}


def a_killed_engine() -> dict[str, str]:
    """Leave what an engine leaves that was killed: settings, and nobody at their address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = settings_at(listening.getsockname()[1])
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(json.dumps(settings))
    return settings


WORKING = [
    ("ledger", "audit"),
    ("feed", "tail"),
    ("feed", "ack", "c.v1.payout"),
    ("feed", "reconcile", "--day", "2026-11-20"),
    ("feed", "replay", "--from", "2026-11-20", "--to", "2026-11-20"),
    ("claim", "show", "c"),
    ("claim", "resume", "c", "--by", "oleg"),
    ("consent", "show", "application", "a"),
    ("consent", "resume", "award", "a", "--by", "oleg"),
]


@pytest.mark.parametrize("words", WORKING, ids=" ".join)
def test_without_an_installation_a_command_says_how_to_have_one(words: tuple[str, ...]) -> None:
    ran = cofund(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "no installation to work on: start `cofund local` in this folder" in ran.err


@pytest.mark.parametrize("words", WORKING, ids=" ".join)
def test_the_settings_of_a_killed_engine_are_recognised(words: tuple[str, ...]) -> None:
    a_killed_engine()
    ran = cofund(*words)
    assert (ran.status, ran.out) == (2, "")
    assert "names an engine that does not run any more" in ran.err
    assert "Start `cofund local` in this folder again" in ran.err


@pytest.mark.parametrize("text", ["{", "[]", '"words"', ""])
def test_damaged_settings_are_named(text: str) -> None:
    SETTINGS.parent.mkdir()
    SETTINGS.write_text(text)
    ran = cofund("ledger", "audit")
    assert ran.status == 2
    assert f"{SETTINGS} is damaged: remove it" in ran.err


def test_a_running_engine_is_found(engine: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    adopted: dict[str, str] = {}
    monkeypatch.setattr(wiring, "adopt", adopted.update)
    with published(engine):
        assert find_office() is not None
    assert adopted == engine
    assert "LEDGER_TABLE" not in os.environ


def test_an_installation_of_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDGER_TABLE", "ledger")
    a_killed_engine()
    assert find_office() is not None


def test_an_engine_takes_its_settings_away_when_it_ends(engine: dict[str, str]) -> None:
    with published(engine):
        assert local_settings() == engine
    assert not SETTINGS.exists()


def test_an_engine_replaces_what_a_killed_one_left(engine: dict[str, str]) -> None:
    assert a_killed_engine() != engine
    with published(engine):
        assert local_settings() == engine
    assert not SETTINGS.exists()


def test_a_second_engine_leaves_the_first_ones_settings_alone(engine: dict[str, str]) -> None:
    with published(engine):
        with published(settings_at(1)):
            assert local_settings() == engine
        assert local_settings() == engine


def test_an_engine_removes_no_settings_but_its_own(engine: dict[str, str]) -> None:
    with published(engine):
        SETTINGS.write_text(json.dumps(settings_at(1)))
    assert local_settings() == settings_at(1)


def test_no_answer_in_time_is_no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_address: object) -> None:
        raise TimeoutError

    a_killed_engine()
    monkeypatch.setattr(installation.socket, "create_connection", silent)
    assert "does not run any more" in cofund("ledger", "audit").err
