"""Commands run in this program: what they print, and how they end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from cofund.cli import output
from cofund.cli.commands import app

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "samples"
WIDE = 400
"""Columns of a terminal on which no line breaks."""
PLAIN = {"COLUMNS": str(WIDE), "NO_COLOR": "1", "TERM": "dumb"}


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Give the JSON objects that it printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def cofund(*arguments: str | Path, typed: str = "") -> Ran:
    """Run a command; a failure without a sentence of its own shows as it would to its user."""
    words = [str(word) for word in arguments]
    for spoken in (output.console, output.errors):
        spoken.width = WIDE
    result = CliRunner().invoke(app, words, input=typed, env=PLAIN, prog_name="cofund")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)
