"""Tools asked file by file in processes of their own: a tool that dies or hangs fails that file."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from tests.bench.reading.facts import Answer, Said

PROJECT = Path(__file__).parents[3]
RIVALS = Path(__file__).parent / "rivals" / "program.py"
RIVALS_PYTHON = PROJECT / ".tools" / "rivals" / "bin" / "python"
SECONDS_AT_MOST = 180
"""For one file, all rounds."""
KILOBYTES_A_MEGABYTE = 1024
SECONDS_TO_END = 5
CUT = 200


@dataclass
class Asked:
    """A tool's answers, what it took, and how fast they came."""

    answers: dict[Path, Answer] = field(default_factory=dict)
    peak_mb: float = 0
    """The most that any one of its processes held."""
    wall_seconds: float = 0


def ours(rounds: int) -> list[str]:
    """Give the command that reads with Cofund."""
    return [sys.executable, "-m", "tests.bench.reading.ours", str(rounds)]


def rival(tool: str, rounds: int) -> list[str]:
    """Give the command that reads with a rival."""
    return [str(RIVALS_PYTHON), str(RIVALS), tool, str(rounds)]


def ask(
    command: Sequence[str],
    paths: Sequence[Path],
    *,
    processes: int,
    heard: Callable[[Path], None] = lambda _: None,
) -> Asked:
    """Ask about every file, by so many processes at once; each answered file is ``heard``."""
    asked = Asked()
    began = time.perf_counter()
    shares = [list(paths)[start::processes] for start in range(processes)]
    with ThreadPoolExecutor(processes) as pool:
        for told, peak_mb in pool.map(lambda share: _ask_alone(command, share, heard), shares):
            asked.answers |= told
            asked.peak_mb = max(asked.peak_mb, peak_mb)
    asked.wall_seconds = time.perf_counter() - began
    return asked


def _ask_alone(
    command: Sequence[str], paths: Sequence[Path], heard: Callable[[Path], None]
) -> tuple[dict[Path, Answer], float]:
    answers: dict[Path, Answer] = {}
    peak_mb = 0.0
    while len(answers) < len(paths):
        waiting = [path for path in paths if path not in answers]
        with TemporaryFile() as complaints:
            tool = _Tool(command, complaints)
            for path, answer in tool.ask(waiting):
                answers[path] = answer
                heard(path)
            peak_mb = max(peak_mb, tool.end())
    return answers, peak_mb


class _Tool:
    """One process of a tool: it answers until it dies."""

    def __init__(self, command: Sequence[str], complaints: IO[bytes]) -> None:
        self._complaints = complaints
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            command,
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )

    def ask(self, paths: Sequence[Path]) -> Iterator[tuple[Path, Answer]]:
        """Give answers in order; the last is a failure where the tool died of the file."""
        for path in paths:
            line = self._line(path)
            if not line:
                yield path, Answer(failure=self._died() if line == b"" else "took too long")
                return
            yield path, as_answer(json.loads(line))

    def _line(self, path: Path) -> bytes | None:
        """Give the answer's line; empty where the tool died, None where it hangs."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{path.resolve()}\n".encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            return b""
        ready, _, _ = select.select([self._process.stdout], [], [], SECONDS_AT_MOST)
        return self._process.stdout.readline() if ready else None

    def _died(self) -> str:
        """Give what the tool said last."""
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return f"died: {lines[-1][:CUT]}" if lines else "died"

    def end(self) -> float:
        """End the process; give the most memory in MB that it or a child of it held."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        used = _reaped(self._process)
        self._process.stdout.close()
        return used


def _reaped(process: subprocess.Popen[bytes]) -> float:
    """Wait for a process whose input has ended; give its peak memory in MB, its children's too."""
    until = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < until:
        pid, _, used = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = 0
            return used.ru_maxrss / KILOBYTES_A_MEGABYTE
        time.sleep(0.05)
    process.kill()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = -9
    return used.ru_maxrss / KILOBYTES_A_MEGABYTE


def as_answer(told: dict[str, Any]) -> Answer:
    """Give a program's line as an answer."""
    if told.get("failure"):
        return Answer(failure=told["failure"])
    return Answer(
        page=_said(told["page"]),
        whole=_said(told["whole"]),
        seconds=told["seconds"],
        seconds_inside=told.get("seconds_inside"),
        pages=told["pages"],
    )


def _said(told: dict[str, Any]) -> Said:
    return Said(
        kind=told.get("kind", ""),
        fields=told["fields"],
        lines=tuple(told["lines"]),
        participants=tuple(told["participants"]),
        disagreements=tuple(told.get("disagreements", ())),
    )
