"""A child process per document: libraries that open hostile files abort, hang and fill memory.

pdfium and calamine abort their process, which no ``except`` catches. So the parent starts a child
(by ``subprocess``: Lambda has no /dev/shm for multiprocessing), waits for it within a wall clock,
and gives every way of dying a reason.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from cofund.extraction.child import EXIT_OUT_OF_MEMORY
from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

PROGRAM = (sys.executable, "-P", "-s", "-S", "-m", "cofund.extraction.child")
OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)

OUR_OWN = str(Path(__file__).parents[2])
"""Where ``cofund`` lies: an installation for editing finds it by a hook, not by ``sys.path``."""


@dataclass(frozen=True)
class Answer:
    """What the child said: one JSON object, and bytes after it."""

    said: dict[str, Any]
    rest: bytes


def ask_child(task: Mapping[str, Any], document: bytes | Path, limits: Limits) -> Answer:
    """Let a child do a task on a document.

    Raises:
        CannotRead: the child refused the document, or died of it.
    """
    with _opened(document) as source, TemporaryFile() as out:
        arguments = [*PROGRAM, json.dumps(task), json.dumps(asdict(limits))]
        exit_status = _run(arguments, source, out, limits.wall_seconds)
        out.seek(0)
        return _answer(exit_status, out)


def _opened(document: bytes | Path) -> AbstractContextManager[IO[bytes]]:
    if isinstance(document, Path):
        return document.open("rb")
    source = TemporaryFile()  # noqa: SIM115 - the caller's ``with`` closes it
    source.write(BytesIO(document).getbuffer())
    source.seek(0)
    return source


def _run(arguments: list[str], source: IO[bytes], out: IO[bytes], wall_seconds: float) -> int:
    """The child's exit status; negative for the signal that ended it."""
    child = subprocess.Popen(  # noqa: S603 - our own program, our own arguments
        arguments,
        stdin=source,
        stdout=out,
        stderr=subprocess.DEVNULL,  # libraries print what they read: personal data
        env=_environment(),
        start_new_session=True,
    )
    try:
        return child.wait(wall_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return child.wait()


def _environment() -> dict[str, str]:
    """Nothing but where Python and its libraries lie: no credentials reach the child."""
    return {
        "PYTHONPATH": os.pathsep.join(filter(None, (OUR_OWN, *sys.path))),
        "LD_LIBRARY_PATH": sysconfig.get_config_var("LIBDIR") or "",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OMP_THREAD_LIMIT": "1",
    }


def _answer(exit_status: int, out: IO[bytes]) -> Answer:
    if exit_status == EXIT_OUT_OF_MEMORY:
        raise CannotRead("out_of_memory")
    if exit_status in OUT_OF_TIME:
        raise CannotRead("timed_out")
    if exit_status == -signal.SIGXFSZ:
        raise CannotRead("too_much_content")
    if exit_status != 0:
        raise CannotRead("reader_failed")
    said = json.loads(out.readline())
    if "unreadable" in said:
        raise CannotRead(said["unreadable"])
    return Answer(said, out.read())
