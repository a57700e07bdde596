"""How large the code is, as a reader meets it: ``python -m infra.measure_code``.

Prints, per folder, the files, lines, functions, and how long files and functions are: median, the
longest tenth begins at, longest. A function's length counts from its first statement on; docstrings
don't count.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from infra.expand import ROOT

FOLDERS = ("shared/cofund", "functions", "infra", "tests")
TENTHS = 10


@dataclass(frozen=True)
class Measured:
    """What one folder measures."""

    folder: str
    file_lines: tuple[int, ...]
    function_lines: tuple[int, ...]

    def row(self) -> str:
        """Give the measures as a line of the table."""
        return (
            f"{self.folder:<14}{len(self.file_lines):>6}{sum(self.file_lines):>8}"
            f"{_spread(self.file_lines):>18}{len(self.function_lines):>11}"
            f"{_spread(self.function_lines):>18}"
        )


def measure(folder: str) -> Measured:
    """Measure the Python files below a folder."""
    files = sorted((ROOT / folder).rglob("*.py"))
    lines = tuple(len(path.read_text(encoding="utf-8").splitlines()) for path in files)
    lengths = tuple(length for path in files for length in _function_lengths(path))
    return Measured(folder, lines, lengths)


def table() -> str:
    """Give the table for all folders, and how many test lines stand on one of source."""
    measured = [measure(folder) for folder in FOLDERS]
    head = f"{'folder':<14}{'files':>6}{'lines':>8}{'file length':>18}{'functions':>11}"
    rows = [f"{head}{'function length':>18}", *(part.row() for part in measured)]
    lines = {part.folder: sum(part.file_lines) for part in measured}
    ratio = lines["tests"] / sum(lines[folder] for folder in FOLDERS[:3])
    return "\n".join((*rows, f"test lines per source line: {ratio:.2f}"))


def _function_lengths(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            yield (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def _spread(lengths: tuple[int, ...]) -> str:
    long = quantiles(lengths, n=TENTHS)[-1] if len(lengths) > 1 else lengths[0]
    return f"{median(lengths):.0f} / {long:.0f} / {max(lengths)}"


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
