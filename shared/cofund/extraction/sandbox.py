"""A child process per document: libraries that open hostile files abort, hang and fill memory.

pdfium and calamine abort their process, which no ``except`` catches. So a child opens the document,
forked by a ``nursery`` that has the libraries loaded; it is waited for within a wall clock, and
every way of dying has a reason.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from cofund.extraction.limits import Limits
from cofund.extraction.nurseries import KEEPER, Ended, NurseryDied
from cofund.extraction.nursery import EXIT_OUT_OF_MEMORY
from cofund.extraction.refused import CannotRead

OUT_OF_TIME = (None, -signal.SIGXCPU, -signal.SIGPROF, -signal.SIGKILL)
TRIES = 2
"""A nursery that dies takes the children of other documents with it: they are asked for again."""


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
    with _opened(document) as source:
        for _ in range(TRIES):
            nursery = KEEPER.nursery()
            with TemporaryFile() as out:
                source.seek(0)
                try:
                    return answer_of(nursery.order(task, limits, document=source, answer=out), out)
                except NurseryDied:
                    KEEPER.replace(nursery)
    raise CannotRead("reader_failed")


def _opened(document: bytes | Path) -> AbstractContextManager[IO[bytes]]:
    if isinstance(document, Path):
        return document.open("rb")
    source = TemporaryFile()  # noqa: SIM115 - the caller's ``with`` closes it
    source.write(BytesIO(document).getbuffer())
    source.flush()
    return source


def answer_of(ended: Ended, out: IO[bytes]) -> Answer:
    """Give what a child that ended like this has written.

    Raises:
        CannotRead: it refused the document, or died of it.
    """
    if ended.exit_status == EXIT_OUT_OF_MEMORY:
        raise CannotRead("out_of_memory")
    if ended.exit_status in OUT_OF_TIME:
        raise CannotRead("timed_out")
    if ended.exit_status == -signal.SIGXFSZ:
        raise CannotRead("too_much_content")
    if ended.exit_status != 0:
        raise CannotRead("reader_failed")
    out.seek(0)
    said = json.loads(out.readline())
    if "unreadable" in said:
        raise CannotRead(said["unreadable"])
    return Answer(said, out.read())
