"""`cofund demo`: a claim from upload to payout, then every classic mistake, by the real pages."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from cofund.aws.live_office import LiveOffice
from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.engine import running_engine
from cofund.cli.output import FAILED, Language, console, said_plainly, say_error
from cofund.cli.stopping import stoppable, wait_until_stopped
from cofund.cli.story import Story
from cofund.cli.words import said, seconds


def demo(
    port: Annotated[
        int, typer.Option(help="Where the pages are; 0: any free one.", min=0, max=65535)
    ] = 0,
    language: Language = "en",
) -> None:
    """Run a claim from upload to payout on this machine, then show what mistakes are answered.

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
            story = Story(engine, clock_file, LiveOffice(), language)
            _tell(story)
            if sys.stdout.isatty():
                story.invite()
                wait_until_stopped()


def _tell(story: Story) -> None:
    """Tell the story, or end the command with the sentence where it went wrong."""
    from infra.local.errors import StillBusy

    try:
        story.tell()
    except (UnexpectedAnswer, StillBusy) as wrong:
        say_error(f"the demo went wrong: {wrong}")
        raise typer.Exit(FAILED) from None
