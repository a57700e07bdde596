"""The nursery: ``python -m cofund.extraction.nursery CHILD``, one process that forks the children.

Importing what opens documents takes a second, forking a process that has imported it a few
milliseconds. So one process imports it once and never touches a document itself: for each order it
forks a child that does, and tells how the child ended. It has one thread, because forking more than
one copies locks that nobody opens again.

File 0 is the line to the parent. An order comes as one packet: JSON with ``task`` and ``limits``,
and three files: the document, a file for the answer, and a line of the order's own. How the child
ended goes back over the order's line (``REPORT``). Who hangs up an order's line ends its child; who
hangs up the parent's line ends all of them and the nursery.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NoReturn

from cofund.extraction.limits import Limits

CHILD = "cofund.extraction.child"
REPORT = struct.Struct("<iqd")
"""Exit status (negative for the signal that ended it), peak of memory in bytes, seconds of CPU."""
EXIT_BROKE_DOWN = 1
EXIT_OUT_OF_MEMORY = 3
READY = b"ready"
LONGEST_ORDER = 1 << 16
FILES_PER_ORDER = 3
KIB = 1 << 10
PRCTL = ctypes.CDLL(None).prctl
DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of ``prctl(2)``."""

FIRST = (
    "cofund.extraction.guard.pdf",
    "cofund.extraction.readers.pdf",
    "cofund.extraction.pictures",
    "PIL.JpegImagePlugin",
    "PIL.PngImagePlugin",
)
"""What most documents need: loaded before the first order is taken."""
LATER = (
    "PIL.BmpImagePlugin",
    "PIL.GifImagePlugin",
    "PIL.PpmImagePlugin",
    "PIL.TiffImagePlugin",
    "PIL.ImageFilter",
    "PIL.ImageOps",
    "encodings.cp437",
    "encodings.cp1251",
    "encodings.utf_16_be",
    "encodings.utf_16_le",
    "encodings.utf_8_sig",
    "lxml.etree",
    "numpy.ma",
    "zxingcpp",
    "tesserocr",
    "pi_heif",
)
LATER_PACKAGES = ("guard", "readers", "exact", "ocr")
"""What is loaded while there is nothing else to do: libraries, then all that stands in these."""

Child = Callable[[Mapping[str, Any], Limits], None]
"""Does one task: file 0 is the document, file 1 takes the answer."""


def main() -> None:
    """Serve the parent on file 0 until it hangs up."""
    for name in FIRST:
        _load(name)
    with socket.socket(fileno=os.dup(0)) as parent:
        Nursery(parent, import_module(sys.argv[1]).main).serve(later=_later())


def _later() -> list[str]:
    packages = [f"cofund.extraction.{name}" for name in LATER_PACKAGES]
    ours = [
        found.name
        for name in packages
        for found in iter_modules(import_module(name).__path__, f"{name}.")
    ]
    return [*LATER, *ours]


def _load(name: str) -> None:
    # Not installed here: a child that needs it answers for that.
    with suppress(ImportError):
        import_module(name)


class Nursery:
    """The children of one parent, from fork to report."""

    def __init__(self, parent: socket.socket, child: Child) -> None:
        self._parent = parent
        self._child = child
        self._lines: dict[int, socket.socket] = {}
        """The order's line of each child that lives, by the child's process id."""
        self._selector = selectors.DefaultSelector()
        self._rung, self._bell = socket.socketpair()
        self._open = True

    def serve(self, *, later: list[str]) -> None:
        """Take orders until the parent hangs up; load libraries while there are none."""
        self._listen_for_deaths()
        self._watch(self._parent, self._take_order)
        self._watch(self._rung, self._report_deaths)
        self._parent.send(READY)
        while self._open:
            ready = self._selector.select(0 if later else None)
            for key, _ in ready:
                key.data()
            if later and not ready:
                _load(later.pop(0))
        for pid in self._lines:
            _end_family(pid)

    def _listen_for_deaths(self) -> None:
        self._bell.setblocking(False)
        signal.set_wakeup_fd(self._bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _watch(self, line: socket.socket, react: Callable[[], None]) -> None:
        self._selector.register(line, selectors.EVENT_READ, react)

    def _take_order(self) -> None:
        packet, files, _, _ = socket.recv_fds(self._parent, LONGEST_ORDER, FILES_PER_ORDER)
        if not packet:
            self._open = False
            return
        document, answer, line = files
        gc.freeze()  # what the children share with the nursery stays shared
        nursery, pid = os.getpid(), os.fork()
        if pid == 0:
            _live(self._child, json.loads(packet), document=document, answer=answer, of=nursery)
        os.setpgid(pid, pid)
        os.close(document)
        os.close(answer)
        self._lines[pid] = socket.socket(fileno=line)
        self._watch(self._lines[pid], lambda: self._hung_up(pid))

    def _hung_up(self, pid: int) -> None:
        if pid in self._lines:  # it may have died in the same moment
            self._selector.unregister(self._lines[pid])
            _end_family(pid)

    def _report_deaths(self) -> None:
        self._rung.recv(KIB)
        while self._lines and (dead := _next_dead()) is not None:
            _end_family(dead)  # what it started ends with it
            _, status, used = os.wait4(dead, 0)
            self._tell(
                dead,
                REPORT.pack(
                    os.waitstatus_to_exitcode(status),
                    used.ru_maxrss * KIB,
                    used.ru_utime + used.ru_stime,
                ),
            )

    def _tell(self, pid: int, report: bytes) -> None:
        with self._lines.pop(pid) as line:
            with suppress(KeyError):  # who hung up is watched no more
                self._selector.unregister(line)
            with suppress(BrokenPipeError):
                line.send(report)


def _next_dead() -> int | None:
    """A child that died and was not waited for: its id is still its own."""
    dead = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    return None if dead is None else dead.si_pid


def _end_family(pid: int) -> None:
    os.killpg(pid, signal.SIGKILL)


def _live(
    child: Child, order: Mapping[str, Any], *, document: int, answer: int, of: int
) -> NoReturn:
    """Be a child of the nursery with this process id; never comes back."""
    status = EXIT_BROKE_DOWN
    try:
        _leave_home(document, answer, of)
        child(order["task"], Limits(**order["limits"]))
        status = 0
    except MemoryError:
        status = EXIT_OUT_OF_MEMORY
    finally:
        os._exit(status)


def _leave_home(document: int, answer: int, nursery: int) -> None:
    """Have a family of one's own and the order's two files; nothing else of the nursery's."""
    os.setpgid(0, 0)
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(document, 0)
    os.dup2(answer, 1)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    PRCTL(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != nursery:  # it died before the line above
        os._exit(EXIT_BROKE_DOWN)


if __name__ == "__main__":
    main()
