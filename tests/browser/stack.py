"""The whole installation in a process of its own, at a moment that the samples belong to.

A process of its own, because the local engine repairs moto and sets the environment for good. It
is spoken to by lines: "rest" waits until everything waits for somebody, and says "rested"; "at"
and a moment puts its clock there, and says "set".
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

PROJECT = Path(__file__).parents[2]
SAMPLES = PROJECT / "samples"
PASSWORD = "Try-Cofund-here-1"


@dataclass(frozen=True)
class Mail:
    """A mail that the product sent."""

    to: str
    subject: str
    text: str


class Stack:
    """A running installation and its address."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._log = (folder / "stack.log").open("w")
        command = [sys.executable, "-m", "tests.browser.stack", now.isoformat()]
        paths = os.pathsep.join((str(PROJECT), str(PROJECT / "shared")))
        self._process = subprocess.Popen(  # noqa: S603 our own module
            command,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        self.url = self._hear("url ").removeprefix("url ")

    def rest(self) -> None:
        """Wait until everything is done or waits for somebody."""
        self._say("rest")
        self._hear("rested")

    def at(self, now: datetime) -> None:
        """Put the installation's clock to a moment."""
        self._say(f"at {now.isoformat()}")
        self._hear("set")

    def mails(self, to: str) -> list[Mail]:
        """Give the mails to somebody, the oldest first."""
        return [mail for mail in self._sent() if mail.to == to]

    def asked(self, activity: str) -> tuple[str, str]:
        """Give who was asked last to decide on an activity's claim, their login, and the link."""
        mail = next(
            mail
            for mail in reversed(self._sent())
            if activity in mail.text and "/review/" in mail.text
        )
        link = re.search(r"https?://\S+/review/\S+", mail.text)
        assert link is not None
        return mail.to.partition("@")[0], link.group()

    def newest(self, wanted: str) -> str:
        """Give what the newest mail that has it, to whomever, says in the place wanted."""
        found = (re.search(wanted, mail.text) for mail in reversed(self._sent()))
        return next(match.group() for match in found if match is not None)

    def _sent(self) -> list[Mail]:
        with urlopen(f"{self.url}/_local/mail.json") as answer:  # noqa: S310 our own engine
            newest_first = json.load(answer)
        return [Mail(one["to"][0], one["subject"], one["text"]) for one in reversed(newest_first)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.communicate("stop\n", timeout=60)
        self._log.close()

    def _say(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def _hear(self, beginning: str) -> str:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(beginning):
                return line.strip()
        raise AssertionError(f"the stack ended: {Path(self._log.name).read_text()[-4000:]}")


def run(now: datetime) -> None:
    """Run the stack until told to stop."""
    from cofund.aws.live_office import LiveOffice
    from cofund.cli.engine import WARM, running_engine, set_clock
    from cofund.steps.seeding import seed
    from tests.browser.filing import CASES, seed_with

    clock = Path("clock")
    set_clock(clock, now)
    with running_engine(port=0, state_dir=None, clock_file=clock.resolve()) as engine:
        seed(seed_with(CASES), password=PASSWORD, office=LiveOffice())
        engine.prewarm(WARM)
        print(f"url {engine.url}", flush=True)  # noqa: T201 read by the test
        for line in sys.stdin:
            word, _, moment = line.strip().partition(" ")
            if word == "at":
                set_clock(clock, datetime.fromisoformat(moment))
                print("set", flush=True)  # noqa: T201
            elif word == "rest":
                engine.drain()
                print("rested", flush=True)  # noqa: T201
            else:
                return


if __name__ == "__main__":
    run(datetime.fromisoformat(sys.argv[1]))
