"""The local engine in a process of its own, as `cofund local` runs it, and what it weighs.

It says ``ready`` with its address and settings, answers ``rest`` with ``rested`` when everything is
done or waits for somebody, and ends with its input.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.request import urlopen

PROJECT = Path(__file__).parents[2]
CLOCK = "clock"
STOP_SECONDS = 60
MEBIBYTE_KB = 1024


@dataclass(frozen=True)
class Weight:
    """What a tree of processes holds in memory."""

    processes: int
    megabytes: float
    """Proportional: what several processes share counts once."""


class Installed:
    """A running installation. Its clock is ``clock_file``; its settings are those of functions."""

    def __init__(self, folder: Path) -> None:
        self.clock_file = folder / CLOCK
        self._log = (folder / "engine.log").open("w")
        began = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "tests.bench.installed", str(self.clock_file)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'shared'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        ready = self._hear("ready")
        self.up_seconds = time.perf_counter() - began
        self.up_spent = self.processor_seconds()
        self.url: str = ready["url"]
        self.settings: dict[str, str] = ready["settings"]

    def rest(self) -> None:
        """Wait until everything is done or waits for somebody."""
        assert self._process.stdin is not None
        self._process.stdin.write("rest\n")
        self._process.stdin.flush()
        self._hear("rested")

    def mails(self) -> list[str]:
        """Give the texts of the sent mails, the oldest first."""
        with urlopen(f"{self.url}/_local/mail.json") as answer:  # noqa: S310 - our own engine
            newest_first = json.load(answer)
        return [str(mail["text"]) for mail in reversed(newest_first)]

    def weight(self) -> Weight:
        """Weigh the engine and everything it has started."""
        tree = process_tree(self._process.pid)
        return Weight(len(tree), sum(map(proportional_kb, tree)) / MEBIBYTE_KB)

    def processor_seconds(self) -> float:
        """Give the processor's time that the engine and everything it has started took so far."""
        ticks = sum(map(ticks_of, process_tree(self._process.pid)))
        return ticks / os.sysconf("SC_CLK_TCK")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=STOP_SECONDS)
        self._log.close()

    def _hear(self, word: str) -> dict[str, Any]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith(word):
                heard: dict[str, Any] = json.loads(line.removeprefix(word).strip() or "{}")
                return heard
        raise RuntimeError(f"the engine ended: {Path(self._log.name).read_text()[-4000:]}")


def process_tree(root: int) -> list[int]:
    """Give a process and all its descendants that live now."""
    numbers = (entry.name for entry in Path("/proc").iterdir() if entry.name.isdigit())
    parents = {pid: parent_of(pid) for pid in map(int, numbers)}
    tree = [root]
    for member in tree:  # grows while it is walked, and ends: nobody is its own ancestor
        tree += [pid for pid, parent in parents.items() if parent == member]
    return tree


def parent_of(pid: int) -> int:
    """Give a process's parent; 0 where the process has ended meanwhile."""
    status = _status(pid)
    return int(status[1]) if status else 0


def ticks_of(pid: int) -> int:
    """Give the processor's ticks that a process and its ended children took."""
    return sum(map(int, _status(pid)[11:15]))


def _status(pid: int) -> list[str]:
    """Give what proc(5) lists of a process after its name; nothing where it has ended meanwhile."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return status.rpartition(")")[2].split()


def proportional_kb(pid: int) -> int:
    """Give a process's share of memory in KB; 0 where it has ended meanwhile."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def run(clock_file: Path) -> None:
    """Run the engine until the input ends."""
    from cofund.cli.engine import WARM, running_engine, settings_of

    clock_file.write_text("0")
    with running_engine(port=0, state_dir=None, clock_file=clock_file) as engine:
        settings = settings_of(engine) | {"COFUND_CLOCK_FILE": str(clock_file)}
        _say("ready " + json.dumps({"url": engine.url, "settings": settings}))
        engine.prewarm(WARM)
        for _ in sys.stdin:
            engine.drain()
            _say("rested")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
