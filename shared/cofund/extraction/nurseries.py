"""The parent's nursery: started when first needed, kept, replaced when it dies.

A fork of the parent starts one of its own. See ``nursery`` for what it is.
"""

from __future__ import annotations

import atexit
import errno
import json
import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any

from cofund.errors import TryAgain
from cofund.extraction.limits import Limits
from cofund.extraction.nursery import CHILD, READY, REPORT

PROGRAM = (sys.executable, "-P", "-s", "-S", "-m", "cofund.extraction.nursery")
OUR_OWN = str(Path(__file__).parents[2])
"""Where ``cofund`` lies: an installation for editing finds it by a hook, not by ``sys.path``."""
LINE_IS_DEAD = (errno.EPIPE, errno.ECONNRESET, errno.EBADF)
"""The nursery hung up, or another thread ended it and hung up for us."""
START_SECONDS = 60.0
LAST_WORD_SECONDS = 5.0
"""How long the nursery may take to end a child that it was told to end."""


class NurseryDied(TryAgain):
    """The nursery ended before it told how the child ended: the machine may be out of memory."""


@dataclass(frozen=True)
class Ended:
    """How a child ended and what it took."""

    exit_status: int | None
    """Negative for the signal that ended it; None when its time was up and it was ended."""
    peak_bytes: int = 0
    """The most memory it held at once, with what it shared with the nursery."""
    cpu_seconds: float = 0.0


class RunningNursery:
    """The line to one nursery process; several threads may order at once."""

    def __init__(self, child: str) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
                [*PROGRAM, child],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,  # libraries print what they read: personal data
                env=_environment(),
                start_new_session=True,
            )
        self._await_ready()

    @property
    def pid(self) -> int:
        """The nursery's process id."""
        return int(self._process.pid)

    def _await_ready(self) -> None:
        """Its start is not on the first document's time."""
        self._line.settimeout(START_SECONDS)
        try:
            ready = self._line.recv(len(READY))
        except TimeoutError:
            ready = b""
        if ready != READY:
            self.end()
            raise NurseryDied
        self._line.settimeout(None)

    def order(
        self, task: Mapping[str, Any], limits: Limits, *, document: IO[bytes], answer: IO[bytes]
    ) -> Ended:
        """Have a child do a task; give how it ended, within the wall clock.

        Raises:
            NurseryDied: nobody knows how the child ended; it has ended, too.
        """
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._send(
                    {"task": task, "limits": asdict(limits)},
                    [document.fileno(), answer.fileno(), theirs.fileno()],
                )
            return self._told(ours, limits.wall_seconds)

    def _send(self, order: Mapping[str, Any], files: list[int]) -> None:
        try:
            socket.send_fds(self._line, [json.dumps(order).encode()], files)
        except OSError as failure:
            if failure.errno in LINE_IS_DEAD:
                raise NurseryDied from None
            raise

    def _told(self, line: socket.socket, wall_seconds: float) -> Ended:
        try:
            line.settimeout(wall_seconds)
            return _ended(line.recv(REPORT.size))
        except TimeoutError:
            return self._told_to_end(line)

    def _told_to_end(self, line: socket.socket) -> Ended:
        """Hang up, and wait until the child is gone: nothing of it runs into the next document."""
        line.shutdown(socket.SHUT_WR)
        line.settimeout(LAST_WORD_SECONDS)
        try:
            ended = _ended(line.recv(REPORT.size))
        except TimeoutError:
            self.end()
            return Ended(None)
        return Ended(None, ended.peak_bytes, ended.cpu_seconds)

    def end(self) -> None:
        """End the nursery and all its children."""
        self._line.close()
        try:
            self._process.wait(LAST_WORD_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()  # its children die with it
            self._process.wait()

    def forget(self) -> None:
        """Let go of a nursery that is another process's: this one was forked from it."""
        self._line.close()
        self._process.returncode = 0


def _ended(report: bytes) -> Ended:
    if len(report) != REPORT.size:
        raise NurseryDied
    return Ended(*REPORT.unpack(report))


def _environment() -> dict[str, str]:
    """Nothing but where Python and its libraries lie: no credentials reach nursery or child."""
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (OUR_OWN, *sys.path))),
        "LD_LIBRARY_PATH": sysconfig.get_config_var("LIBDIR") or "",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        # One thread in the nursery, and one in each child.
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }


class Keeper:
    """Keeps at most one nursery for this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: RunningNursery | None = None

    def nursery(self) -> RunningNursery:
        """Give the nursery, started when there is none."""
        with self._lock:
            if self._kept is None:
                self._kept = RunningNursery(CHILD)
            return self._kept

    def replace(self, dead: RunningNursery) -> None:
        """Let the next who asks start a new nursery."""
        with self._lock:
            if self._kept is dead:
                self._kept = None
        dead.end()

    def end(self) -> None:
        """End the nursery, when there is one."""
        with self._lock:
            kept, self._kept = self._kept, None
        if kept is not None:
            kept.end()

    def start_anew(self) -> None:
        """Forget the nursery of the process that this one was forked from."""
        self._lock = Lock()  # another thread of that process may have held it
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.forget()


KEEPER = Keeper()
"""The one thing that outlives a document here; a fork of this process starts without."""
atexit.register(KEEPER.end)
os.register_at_fork(after_in_child=KEEPER.start_anew)
