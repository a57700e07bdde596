"""The child that opens documents: ``python -m cofund.extraction.child TASK LIMITS``.

It binds its own memory, time and output before it touches a byte, reads the document from standard
input and writes one line of JSON to standard output (page images follow it). It has no environment,
no secrets and no reason to ask the network. However it dies, only it dies: see ``sandbox``.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from cofund.extraction.limits import Limits
from cofund.extraction.refused import CannotRead

if TYPE_CHECKING:
    from cofund.extraction.found import ContentFound
    from cofund.extraction.guard import Inspected
    from cofund.extraction.pictures import PageImage

EXIT_OUT_OF_MEMORY = 3


def main() -> None:
    """Do one task on one document."""
    task, limits = json.loads(sys.argv[1]), Limits(**json.loads(sys.argv[2]))
    _bind(limits)
    document = sys.stdin.buffer.read(limits.file_bytes + 1)
    try:
        _answer(task, document, limits, sys.stdout.buffer)
    except CannotRead as refused:
        _say(sys.stdout.buffer, {"unreadable": refused.reason})
    except MemoryError:
        sys.exit(EXIT_OUT_OF_MEMORY)


def _bind(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.output_bytes, limits.output_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Python ignores the signal of a file grown too large; the parent knows the death by it.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)


def _answer(task: Mapping[str, Any], document: bytes, limits: Limits, out: BinaryIO) -> None:
    """Each task imports its own readers: a spreadsheet needs no PDF library."""
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

        return recognise(inspected, limits, tessdata=task["tessdata"])
    if task["do"] == "read thoroughly":
        from cofund.extraction.readers.thorough import read_thoroughly

        return read_thoroughly(inspected, limits)
    from cofund.extraction.readers import read

    return read(inspected, limits)


def _say(out: BinaryIO, answer: Mapping[str, Any]) -> None:
    out.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
