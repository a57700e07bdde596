"""`cofund demo`: a partner's year, by the real pages, and every classic mistake."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from cofund.aws.live_office import LiveOffice
from cofund.cli import story
from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.engine import running_engine
from cofund.cli.output import FAILED, Language, console, said_plainly, say_error
from cofund.cli.stage import Stage
from cofund.cli.stopping import stoppable, wait_until_stopped
from cofund.cli.words import said, seconds


def demo(
    port: Annotated[
        int, typer.Option(help="Where the pages are; 0: any free one.", min=0, max=65535)
    ] = 0,
    language: Language = "en",
) -> None:
    """Tell a partner's year on this machine: from turnover to expiry, with a claim paid on the way.

    On a terminal it stays up for a look in the browser until Ctrl-C. Exit status 1: the story did
    not go as it should.
    """
    with stoppable(), tempfile.TemporaryDirectory(prefix="cofund-demo-") as folder, said_plainly():
        clock_file = Path(folder) / "clock"
        clock_file.write_text("0")
        began = time.perf_counter()
        with running_engine(port=port, state_dir=None, clock_file=clock_file) as engine:
            up = seconds(time.perf_counter() - began, language)
            console.rule(said("demo.engine", language, seconds=up))
            stage = Stage(engine, clock_file, LiveOffice(), language)
            _tell(stage)
            if sys.stdout.isatty():
                story.invite(stage)
                wait_until_stopped()


def _tell(stage: Stage) -> None:
    """Tell the story, or end the command with the sentence where it went wrong."""
    from infra.local.errors import StillBusy

    try:
        story.tell(stage)
    except (UnexpectedAnswer, StillBusy) as wrong:
        say_error(f"the demo went wrong: {wrong}")
        raise typer.Exit(FAILED) from None
