"""Measured figures as a table on the screen, as docs/benchmarks.md, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import groupby

from tests.bench.figures import Figure
from tests.bench.machine import Machine

WHAT = {
    "claims": (
        "The local engine",
        "The whole stack of `template.yaml` on this machine, in processes of its own; claims come "
        "in through its real pages, each with six documents drawn for it and an application of "
        "its own. Each claim is then approved by the mailed link and code, taken off the queue "
        "and acknowledged. Nothing here says how fast AWS is: that was not measured.",
    ),
    "imports": (
        "Imports",
        "The processor's time of importing each function in a fresh interpreter, as a ratio to "
        "`import boto3` in the same run. Functions import boto3 itself only when a step first "
        "talks to a service. No goal is set for the functions that open documents.",
    ),
    "reading": (
        "Reading documents",
        "*Whole* is what a document costs the product (guard, child process, words, tables, "
        "meaning) as a ratio to a process that only takes the text out with pypdfium2; *words* is "
        "the reading alone, as a ratio to pypdfium2's text in one process.",
    ),
    "replay": (
        "A rule change replayed",
        "Past claims of six documents, each with its own amounts, one in seven without one of its "
        "papers: what is stored of them is read, judged by another programme in a process for "
        "each core, compared and added up, as `cofund programme replay` does. Starting the "
        "processes counts, fetching the files from S3 does not.",
    ),
    "rules": (
        "Judging",
        "A claim that is read already, judged again and again in one process. The facts of a "
        "list (who is one person, who is of the partner's own) are made once, when the claim is "
        "put together, and so are the keys by which two events' lists are compared.",
    ),
    "year": (
        "A year proved",
        "`make prove` with one seed: 500 partners' funds, claims, applications, orders and points "
        "through the steps, in memory, with two deliberate crashes an hour of simulated time and "
        "a fifth of all work done once more, late; at each month's end every balance, audit law "
        "and seal is compared with an independent clerk's books.",
    ),
    "accrual": (
        "Funds kept",
        "`keep_funds` for one partner after another, in one process: what is due is granted or "
        "corrected, what is over is ended. DynamoDB as moto plays it was asked about fewer "
        "partners, and nothing is extrapolated from them.",
    ),
    "latency": (
        "Posting as the table grows",
        "An accrual, a reservation and a hold posted to some fund of three tables in turns, each "
        "transaction with all its reads; the tables are filled with copies of a fund of ten items. "
        "moto is called in the same process, without HTTP. Nothing here says how fast AWS is.",
    ),
    "sizes": (
        "Sizes",
        "Lines of functions without decorators and docstrings; whole lines of modules. "
        "Product code only.",
    ),
}
"""The heading of each part, and how to read it."""


def rows(figures: Iterable[Figure]) -> list[tuple[str, str, str, str, str]]:
    """Give each figure as what stands in a table: what, value, goal, verdict, note."""
    return [
        (
            figure.name,
            with_unit(figure.value, figure.unit),
            "" if figure.goal is None else f"≤ {with_unit(figure.goal, figure.unit)}",
            figure.verdict,
            figure.note,
        )
        for figure in figures
    ]


def with_unit(value: float, unit: str) -> str:
    """Give a value as people read it: whole where decimals say nothing."""
    whole = unit in ("", "lines", "MB", "ms") and (unit != "ms" or value >= 10)
    number = f"{value:.0f}" if whole or value == int(value) else f"{value:.2f}"
    return f"{number} {unit}".strip()


def markdown(machine: Machine, figures: Sequence[Figure], *, command: str) -> str:
    """Give docs/benchmarks.md."""
    head = (
        "# Benchmarks\n\n"
        f"Written by `{command}` on {machine.day}: {machine.cores} cores ({machine.processor}), "
        f"{machine.memory_gb} GB, {machine.system}, Python {machine.python}; the load was "
        f"{machine.load} when it began. Run it yourself: your machine's figures are others.\n"
    )
    return "\n".join((head, *(_part(part, group) for part, group in _by_part(figures))))


def as_json(machine: Machine, figures: Sequence[Figure]) -> str:
    """Give everything for another program."""
    listed = [{**asdict(figure), "verdict": figure.verdict} for figure in figures]
    whole = {"machine": asdict(machine), "figures": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _by_part(figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    return [(part, list(group)) for part, group in groupby(figures, key=lambda one: one.part)]


def _part(part: str, figures: list[Figure]) -> str:
    heading, about = WHAT[part]
    lines = (f"| {' | '.join(row)} |" for row in rows(figures))
    table = "\n".join(("| what | measured | goal | | |", "|---|---:|---:|---|---|", *lines))
    return f"## {heading}\n\n{about}\n\n{table}\n"
