"""The figures as a part of docs/benchmarks.md: one row a question, one column a tool."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from tests.bench.machine import Machine
from tests.bench.reading.facts import Truth
from tests.bench.reading.score import Miss
from tests.bench.reading.summary import OURS, Question

PART = "bench-reading"
ABOUT = """\
Every tool reads the same files in one run. Shares are of what the page shows; a file that a tool
fails on counts as wrong. The text tools (pdfplumber, pdfminer.six, pypdf, pdftotext, pypdfium2) get
the same label patterns in four languages over their text; tables of pdfplumber and camelot are read
by their head row; invoice2data has the templates that it ships. Tools without a status stand for
every amount that they give. `tests/bench/reading/README.md` says how to measure your own folder."""


def markdown(
    machine: Machine,
    documents: Sequence[Truth],
    asked: Sequence[Question],
    *,
    tools: Sequence[str],
    missed: Iterable[Miss],
    unread: Mapping[str, str],
) -> str:
    """Give the part: heading, table, what is missed most, files that could not be read."""
    corpora = Counter(one.corpus for one in documents)
    measured = ", ".join(f"{name} ({count})" for name, count in corpora.items())
    return "\n\n".join(
        (
            "## Reading, next to others",
            f"Written by `make bench-reading` on {machine.day}: {machine.cores} cores "
            f"({machine.processor}), Python {machine.python}; the load was {machine.load} when it "
            f"began. Documents: {measured}.",
            ABOUT,
            "\n".join(rows(asked, tools)),
            _most_missed(missed),
            _unread(unread),
        )
    )


def rows(asked: Sequence[Question], tools: Sequence[str]) -> list[str]:
    """Give the table's lines."""
    return [
        f"| | goal | | {' | '.join(tools)} |",
        f"|---|---:|---|{'---:|' * len(tools)}",
        *(_row(one, tools) for one in asked if one.answers),
    ]


def verdict(question: Question) -> str:
    """Say whether our answer meets the goal; nothing where there is none."""
    if not question.goal or question.ours is None:
        return ""
    wanted = float("".join(mark for mark in question.goal if mark.isdigit() or mark == "."))
    met = question.ours >= wanted if question.goal.startswith("≥") else question.ours <= wanted
    return "met" if met else "missed"


def _row(question: Question, tools: Sequence[str]) -> str:
    cells = (question.answers.get(tool, "–") for tool in tools)
    return f"| {question.name} | {question.goal} | {verdict(question)} | {' | '.join(cells)} |"


def _most_missed(missed: Iterable[Miss]) -> str:
    counts = Counter((miss.path.partition("/")[0], miss.field) for miss in missed)
    told = ", ".join(f"{corpus}: {field} ×{n}" for (corpus, field), n in counts.most_common(15))
    return f"What {OURS} misses most: {told or 'nothing'}."


def _unread(unread: Mapping[str, str]) -> str:
    told = "; ".join(f"`{path}` ({reason})" for path, reason in unread.items())
    return f"Files that {OURS} could not read: {told or 'none'}."
