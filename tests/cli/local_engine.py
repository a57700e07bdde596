"""`cofund local` in a process of its own, as its user starts and stops it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import urlopen

from tests.bench.installed import process_tree
from tests.cli.commands import PROJECT, Ran

COFUND = (sys.executable, "-c", "from cofund.cli import main; main()")
ENVIRONMENT = {
    **{name: text for name, text in os.environ.items() if not name.startswith(("AWS_", "COFUND_"))},
    "PYTHONPATH": os.pathsep.join((str(PROJECT), str(PROJECT / "shared"))),
    "COLUMNS": "300",
    "NO_COLOR": "1",
}
START_SECONDS = 120
COMMAND_SECONDS = 560
"""Bounds for a machine that has much else to do."""
END_SECONDS = 60
SEEN_WITHIN_SECONDS = 180.0
LOOK_SECONDS = 0.2

Seen = TypeVar("Seen")


@dataclass(frozen=True)
class Ended:
    """How an engine ended."""

    status: int
    err: str
    left_over: set[int]
    """Its processes that still live."""


class LocalEngine:
    """A running `cofund local`; its addresses are those that it printed."""

    def __init__(self, folder: Path, *options: str) -> None:
        self._folder = folder
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [*COFUND, "local", "--json", *options],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.printed = self._printed()
        self.url = self.printed["pages"].removesuffix("/sign-in")

    def mails(self) -> list[dict[str, Any]]:
        """Give the mails that were sent, the oldest first."""
        with urlopen(f"{self.printed['mailbox']}mail.json") as answer:  # noqa: S310 - our own
            newest_first: list[dict[str, Any]] = json.load(answer)
        return newest_first[::-1]

    def end(self, wish: signal.Signals) -> Ended:
        """Send a signal to it alone and wait for its end."""
        family = set(process_tree(self._process.pid))
        self._process.send_signal(wish)
        _, err = self._process.communicate(timeout=END_SECONDS)
        return Ended(self._process.returncode, err, {pid for pid in family if lives(pid)})

    def interrupt_all(self) -> Ended:
        """Press Ctrl-C: the terminal tells every process of the group."""
        family = set(process_tree(self._process.pid))
        os.killpg(self._process.pid, signal.SIGINT)
        _, err = self._process.communicate(timeout=END_SECONDS)
        return Ended(self._process.returncode, err, {pid for pid in family if lives(pid)})

    def _printed(self) -> dict[str, str]:
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        too_late = threading.Timer(START_SECONDS, self._process.kill)
        too_late.start()
        line = self._process.stdout.readline()
        too_late.cancel()
        assert line, self._process.stderr.read()
        printed: dict[str, str] = json.loads(line)
        return printed


def run(folder: Path, *words: str) -> Ran:
    """Run a command in a folder, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own command
        [*COFUND, *words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=COMMAND_SECONDS,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def seen(look: Callable[[], Seen | None]) -> Seen:
    """Look until there is something to see."""
    end = time.monotonic() + SEEN_WITHIN_SECONDS
    pause = threading.Event()
    while time.monotonic() < end:
        found = look()
        if found is not None:
            return found
        pause.wait(LOOK_SECONDS)
    raise AssertionError("nothing came to be seen in time")


def lives(pid: int) -> bool:
    """Say whether a process runs."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
