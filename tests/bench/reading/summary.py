"""The figures: every tool on the same documents, one row a question, one column a tool.

A share counts what the page shows (*visible* in the truth); a document that a tool fails on counts
as wrong in each of its questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from tests.bench.reading import counting
from tests.bench.reading.asking import Asked
from tests.bench.reading.counting import Count
from tests.bench.reading.facts import CORE, Answer, Truth

OURS = "Cofund"
YARDSTICK = "pypdfium2"
TEXTS = (OURS, YARDSTICK, "pdfplumber", "pdfminer", "pypdf", "pdftotext", "invoice2data")
"""Tools that are asked for number, date and total."""
TABLES = (OURS, "pdfplumber", "camelot")
"""Tools that are asked for lines and participants."""
PAPERS = ("payments", "events")
"""Groups of papers that no other tool is asked about."""
STATUSES = (OURS,)
"""Tools that say how far a value may be trusted."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One row of the table: what is asked of every tool, and the least or most that is wanted."""

    name: str
    goal: str = ""
    answers: Mapping[str, str]
    """By tool, ready to print."""
    ours: float | None = None
    """Our answer as a number, to hold against the goal."""


def questions(
    documents: Sequence[Truth], asked: Mapping[str, Asked], timed: Mapping[str, Asked]
) -> list[Question]:
    """Give every row of the table."""
    return [
        *_foreign(documents, asked),
        *_russian(documents, asked),
        *_others(documents, asked),
        *_people(documents, asked),
        *_trust(documents, asked),
        *_cost(documents, asked, timed),
    ]


def _foreign(documents: Sequence[Truth], asked: Mapping[str, Asked]) -> list[Question]:
    page = [one for one in documents if one.group == "foreign"]
    inside = [one for one in page if one.with_e_invoice]
    templates = [one for one in documents if one.group == "templates"]
    names = {"gross": "total", "issue_date": "date", "number": "number"}
    return [
        *(_core_shares(name, names[name], page, asked) for name in CORE),
        _shares("– all three", "95 %", page, asked, counting.all_core),
        _macro("– all visible fields, mean of the invoices", "92 %", page, asked),
        _shares("– with the e-invoice inside: fields", "100 %", inside, asked,
                lambda truth, answer: counting.fields(truth, answer.whole, truth.fields)),
        _shares("– page and e-invoice differ: told", "100 %", inside, asked, counting.told),
        _shares("invoices of invoice2data's own tests: core fields", "90 %", templates, asked,
                counting.core),
    ]  # fmt: skip


def _core_shares(
    name: str, called: str, page: Sequence[Truth], asked: Mapping[str, Asked]
) -> Question:
    def count(truth: Truth, answer: Answer) -> Count:
        return counting.fields(truth, answer.page, {name} & truth.visible)

    return _shares(f"invoices of other countries, page only: {called}", "98 %", page, asked, count)


def _russian(documents: Sequence[Truth], asked: Mapping[str, Asked]) -> list[Question]:
    page = [one for one in documents if one.group == "russian"]
    return [
        _shares("Russian digital papers: header fields", "100 %", page, asked,
                counting.visible),
        _shares("– lines exact", "99.5 %", page, asked, counting.lines, tools=TABLES),
    ]  # fmt: skip


def _others(documents: Sequence[Truth], asked: Mapping[str, Asked]) -> list[Question]:
    scans = [one for one in documents if one.group == "scan"]
    papers = [one for one in documents if one.group in PAPERS]
    known = [one for one in documents if one.kind]
    return [
        _shares("scans and photos: header fields", "", scans, asked,
                counting.visible, tools=STATUSES),
        _shares("payments, reports, programmes: fields", "", papers, asked,
                counting.visible, tools=STATUSES),
        _shares("documents known for what they are", "", known, asked,
                counting.kind, tools=STATUSES),
    ]  # fmt: skip


def _people(documents: Sequence[Truth], asked: Mapping[str, Asked]) -> list[Question]:
    lists = [one for one in documents if one.participants]
    return [_shares("participant rows exact", "98 %", lists, asked, counting.persons, tools=TABLES)]


def _trust(documents: Sequence[Truth], asked: Mapping[str, Asked]) -> list[Question]:
    paid = [one for one in documents if "gross" in one.core]
    scans = [one for one in paid if one.group == "scan"]
    digital = [one for one in paid if one.group != "scan"]
    wrong = {
        tool: sum(counting.wrong_and_passed(one, of.answers.get(one.path)) for one in paid)
        for tool, of in _only(asked, TEXTS)
    }
    return [
        _shares(
            "totals accepted without a person: digital",
            "",
            digital,
            asked,
            counting.accepted,
            tools=STATUSES,
        ),
        _shares("– scans and photos", "92 %", scans, asked, counting.accepted, tools=STATUSES),
        Question(
            name="wrong amounts that nobody would look at, documents",
            goal="≤ 0",
            answers={tool: f"{count} of {len(paid)}" for tool, count in wrong.items()},
            ours=float(wrong[OURS]),
        ),
    ]


def _cost(
    documents: Sequence[Truth], asked: Mapping[str, Asked], timed: Mapping[str, Asked]
) -> list[Question]:
    ratios = {tool: _ratios(of, timed[YARDSTICK]) for tool, of in timed.items()}
    inside = _ratios(_inside(timed[OURS]), timed[YARDSTICK])
    ours = asked[OURS]
    pages = sum(answer.pages for answer in ours.answers.values())
    return [
        Question(
            name="digital page, times pypdfium2's bare text: median",
            goal="≤ 6 ×",
            answers={tool: f"{median(of):.1f} ×" for tool, of in ratios.items() if of},
            ours=median(ratios[OURS]) if ratios[OURS] else None,
        ),
        Question(
            name="– the same without child process and second look",
            answers={OURS: f"{median(inside):.1f} ×"} if inside else {},
        ),
        Question(
            name="digital page: median",
            answers={tool: f"{_milliseconds(of):.1f} ms" for tool, of in timed.items()},
        ),
        Question(
            name="peak memory of a process",
            goal="≤ 512 MB",
            answers={tool: f"{of.peak_mb:.0f} MB" for tool, of in asked.items()},
            ours=ours.peak_mb,
        ),
        Question(
            name=f"throughput on two cores ({len(documents)} documents, {pages} pages)",
            answers={OURS: f"{pages / ours.wall_seconds:.1f} pages/s"},
        ),
    ]


def _shares(
    name: str,
    goal: str,
    documents: Sequence[Truth],
    asked: Mapping[str, Asked],
    count: Callable[[Truth, Answer], Count],
    *,
    tools: Sequence[str] = TEXTS,
) -> Question:
    shares = {}
    for tool, of in _only(asked, tools):
        mine = [one for one in documents if one.path in of.answers]
        counts = [count(one, of.answers[one.path]) for one in mine]
        shares[tool] = (sum(right for right, _ in counts), sum(all_ for _, all_ in counts))
    right, total = shares[OURS]
    return Question(
        name=name,
        goal=f"≥ {goal}" if goal else "",
        answers={tool: _percent(*share) for tool, share in shares.items() if share[1]},
        ours=100 * right / total if total else None,
    )


def _macro(
    name: str, goal: str, documents: Sequence[Truth], asked: Mapping[str, Asked]
) -> Question:
    means = {}
    for tool, of in _only(asked, TEXTS):
        shares = [
            right / total
            for one in documents
            if one.path in of.answers
            for right, total in [counting.fields(one, of.answers[one.path].page, one.visible)]
            if total
        ]
        if shares:
            means[tool] = 100 * sum(shares) / len(shares)
    return Question(
        name=name,
        goal=f"≥ {goal}",
        answers={tool: f"{mean:.1f} %" for tool, mean in means.items()},
        ours=means.get(OURS),
    )


def _only(asked: Mapping[str, Asked], tools: Sequence[str]) -> list[tuple[str, Asked]]:
    return [(tool, of) for tool, of in asked.items() if tool in tools]


def _inside(of: Asked) -> Asked:
    """Give the same answers with the time of reading in one process."""
    times = {path: replace(one, seconds=one.seconds_inside) for path, one in of.answers.items()}
    return Asked(answers=times)


def _ratios(of: Asked, yardstick: Asked) -> list[float]:
    return [
        answer.seconds / bare.seconds
        for path, answer in of.answers.items()
        if answer.seconds and (bare := yardstick.answers.get(path)) and bare.seconds
    ]


def _milliseconds(of: Asked) -> float:
    times = [1000 * one.seconds / one.pages for one in of.answers.values() if one.seconds]
    return median(times) if times else 0.0


def _percent(right: int, total: int) -> str:
    return f"{100 * right / total:.1f} % ({right}/{total})"


def is_digital(document: Truth) -> bool:
    """Say whether the others can be asked about it: they read PDFs with text, no pictures."""
    return document.path.suffix.lower() == ".pdf" and document.group != "scan"
