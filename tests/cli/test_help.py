"""The help of every command reads as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import typer.main

from cofund.cli.commands import app
from tests.cli.commands import cofund

NOT_RESULTS = {"demo"}
"""Tells a story."""


def commands(group: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Give every command with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_says_what_it_does_and_what_each_word_means(words: tuple[str, ...]) -> None:
    command = COMMANDS[words]
    assert command.help.split("\n")[0].endswith(".")
    assert all(parameter.help for parameter in command.params), words
    ran = cofund(*words, "--help")
    assert ran.status == 0
    assert command.help.split("\n")[0] in ran.out


@pytest.mark.parametrize("words", [one for one in COMMANDS if one[0] not in NOT_RESULTS])
def test_every_command_that_prints_results_prints_json(words: tuple[str, ...]) -> None:
    options = {option for one in COMMANDS[words].params for option in one.opts}
    assert "--json" in options


@pytest.mark.parametrize("words", [(), ("claim",), ("feed",), ("ledger",), ("programme",)])
def test_a_group_alone_shows_its_commands(words: tuple[str, ...]) -> None:
    ran = cofund(*words)
    assert "Commands" in ran.out + ran.err
    assert "Traceback" not in ran.out + ran.err
