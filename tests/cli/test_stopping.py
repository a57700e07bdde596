"""Signals end what runs, once, and cleaning up is not disturbed."""

from __future__ import annotations

import signal
import sys

import pytest

from cofund.cli.stopping import STOPPING, stoppable, wait_until_stopped
from tests.cli.commands import cofund


@pytest.mark.parametrize("number", STOPPING)
def test_a_signal_ends_the_block_as_if_it_had_come_to_its_end(number: signal.Signals) -> None:
    before = [signal.getsignal(one) for one in STOPPING]
    cleaned = []
    with stoppable():
        try:
            signal.raise_signal(number)
            wait_until_stopped()
        finally:
            for again in STOPPING:
                signal.raise_signal(again)
            cleaned.append("all of it")
    assert cleaned == ["all of it"]
    assert [signal.getsignal(one) for one in STOPPING] == before


def test_a_block_that_nobody_stops_ends_by_itself() -> None:
    before = [signal.getsignal(one) for one in STOPPING]
    with stoppable():
        assert [signal.getsignal(one) for one in STOPPING] != before
    assert [signal.getsignal(one) for one in STOPPING] == before


@pytest.mark.parametrize("command", ["local", "demo"])
def test_without_the_engines_libraries_a_command_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setitem(sys.modules, "infra.local.engine", None)
    ran = cofund(command, "--port", "0")
    assert (ran.status, ran.out) == (2, "")
    assert "run `make setup` in a clone of Cofund" in ran.err
