"""What a child does with one document: bind itself, look it over, read it, answer, die.

``nursery`` forks a child for each document and gives it the document as file 0 and a file for its
answer as file 1: one line of JSON, page images behind it. It binds its own memory, time and output
before it touches a byte; it has no environment, no secrets and no reason to ask the network.
However it dies, only it dies: see ``sandbox``.
"""

from __future__ import annotations

import json
import os
import resource
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from cofund.extraction.limits import READING, Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.extraction.found import ContentFound
    from cofund.extraction.guard import Inspected
    from cofund.extraction.pictures import PageImage


def main(task: Mapping[str, Any], limits: Limits) -> None:
    """Do one task on the document in file 0; answer into file 1."""
    _bind(limits)
    with open(0, "rb", closefd=False) as source, open(1, "wb", closefd=False) as out:
        document = source.read(limits.file_bytes + 1)
        try:
            _answer(task, document, limits, out)
        except CannotRead as refused:
            _say(out, {"unreadable": refused.reason})


def _bind(limits: Limits) -> None:
    memory = limits.memory_bytes + _mapped_and_unused()
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output_bytes, limits.output_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python ignores the signal of a file grown too large; the parent knows the death by it.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def allow_pages(pages: int, limits: Limits) -> None:
    """Bind this child's time anew: so much for each page that is recognised."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ceil(used.ru_utime + used.ru_stime) + pages * limits.page_cpu_seconds
    seconds = min(seconds, limits.cpu_seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, limits.cpu_seconds + 1))


@contextmanager
def drawing() -> Iterator[None]:
    """End this child when drawing one page takes longer than reading any document does.

    The signal cannot be caught by what draws: pages that never end are drawn by native code.
    """
    signal.setitimer(signal.ITIMER_PROF, READING.cpu_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _mapped_and_unused() -> int:
    """The bytes of libraries that lie in the address space but not in memory.

    Without them the limit would depend on how many libraries the nursery has loaded so far.
    """
    mapped, resident, *_ = map(int, Path("/proc/self/statm").read_text(encoding="ascii").split())
    return (mapped - resident) * os.sysconf("SC_PAGESIZE")


def _answer(task: Mapping[str, Any], document: bytes, limits: Limits, out: BinaryIO) -> None:
    """Each task imports its own readers: what the nursery has not loaded yet costs its time."""
    from cofund.extraction.guard import inspect
    from cofund.extraction.sniff import sniff

    inspected = inspect(document, sniff(document, limits), limits)
    said: dict[str, Any] = {}
    images: list[PageImage] = []
    if "longest_side" in task:
        from cofund.extraction.pictures import draw

        images = draw(inspected, limits, longest_side=task["longest_side"])
        said["images"] = [[len(image.jpeg), image.width, image.height] for image in images]
    if task["do"] != "draw":
        said["content"] = _content(task, inspected, limits)
    _say(out, said)
    out.writelines(image.jpeg for image in images)


def _content(task: Mapping[str, Any], inspected: Inspected, limits: Limits) -> ContentFound:
    if task["do"] == "recognise":
        from cofund.extraction.ocr import recognise

        look = task.get("look", "first")
        return recognise(inspected, limits, tessdata=task["tessdata"], look=look)
    if task["do"] == "read thoroughly":
        from cofund.extraction.readers.thorough import read_thoroughly

        return read_thoroughly(inspected, limits)
    from cofund.extraction.readers import read

    return read(inspected, limits)


def _say(out: BinaryIO, answer: Mapping[str, Any]) -> None:
    out.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    out.flush()
