"""What a document costs to read, as a ratio to pypdfium2's bare text of the same file.

Both open the file anew each time. "Whole" is what the product does for each document: guard, a
child process, words and tables, a second look where a check stays open, and what it all means;
its yardstick is a process of its own as well. "Words" is the reading itself, next to the text in
one process. Only PDF has such a yardstick; other kinds are given in milliseconds.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdfium2

from cofund.cli.browsing import UnexpectedAnswer
from cofund.extraction import READING, read_file
from cofund.extraction.guard import inspect
from cofund.extraction.readers import read
from cofund.extraction.sniff import sniff
from cofund.models.extraction import Unreadable
from tests.bench.figures import Figure, Stopwatch, ratio_of_best

GOLDEN = Path(__file__).parents[1] / "golden"
DOCUMENTS = (
    "invoice-1c.pdf",
    "invoice-english.pdf",
    "invoice-many-pages.pdf",
    "act.pdf",
    "payment-order.pdf",
    "participants.pdf",
    "report.pdf",
    "programme.pdf",
    "participants.xlsx",
    "participants-cp1251.csv",
    "report.docx",
)
ROUNDS = 5
SECONDS_AT_MOST = 60
BARE_TEXT = """
import sys, pypdfium2
with pypdfium2.PdfDocument(sys.argv[1]) as document:
    for page in document:
        page.get_textpage().get_text_range()
"""


def measure() -> Iterator[Figure]:
    """Read every kind of document several times."""
    for name in DOCUMENTS:
        path = GOLDEN / name
        whole = timed(partial(_whole, path))
        if path.suffix == ".pdf":
            yield from _next_to_bare_text(path, whole)
        else:
            yield _figure(f"{name}: whole", min(whole) * 1000, "ms")


def timed(act: Callable[[], object]) -> list[float]:
    """Do something several times; give the seconds of each."""
    watch = Stopwatch()
    for _ in range(ROUNDS):
        with watch.lap():
            act()
    return watch.seconds


def bare_text(document: bytes) -> str:
    """Give all text of a PDF as pypdfium2 finds it."""
    with pypdfium2.PdfDocument(BytesIO(document)) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


def _next_to_bare_text(path: Path, whole: list[float]) -> Iterator[Figure]:
    content = path.read_bytes()
    yardstick = timed(lambda: _bare_text_process(path))
    words = timed(lambda: _words(content))
    text = timed(lambda: bare_text(content))
    note = f"{min(whole) * 1000:.0f} ms"
    yield _figure(f"{path.name}: whole", ratio_of_best(whole, yardstick), "×", note)
    note = f"{min(words) * 1000:.1f} ms"
    yield _figure(f"{path.name}: words", ratio_of_best(words, text), "×", note)


def _whole(path: Path) -> None:
    extraction = read_file(path, document_id="document")
    if isinstance(extraction, Unreadable):
        raise UnexpectedAnswer(f"{path.name} was not read: {extraction.reason}")


def _words(content: bytes) -> object:
    return read(inspect(content, sniff(content, READING), READING), READING)


def _bare_text_process(path: Path) -> None:
    command = [sys.executable, "-c", BARE_TEXT, str(path)]
    subprocess.run(command, check=True, timeout=SECONDS_AT_MOST)  # noqa: S603 - our own words


def _figure(name: str, value: float, unit: str, note: str = "") -> Figure:
    return Figure(part="reading", name=name, value=value, unit=unit, note=note)
