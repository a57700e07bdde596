"""All rules on one claim: a six-document dinner, and a list of 10,000 people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from statistics import median

from cofund.guests.facts import lists_of, participant_facts
from cofund.guests.keys import people_keys
from cofund.judgement import assess
from cofund.models.extraction import MAX_PARTICIPANTS
from cofund.rules import RULES, judge
from tests.bench.figures import Figure, Stopwatch
from tests.builders.claim_files import a_claim_file, a_partner, dinner_papers, with_paper
from tests.builders.reads import a_participant_list

ROUNDS = 20
LONG_ROUNDS = 5
GOAL_LONG_LIST_SECONDS = 1.0


def measure() -> Iterator[Figure]:
    """Judge each claim several times; the first time, which loads the calendar, does not count."""
    dinner = a_claim_file()
    assess(dinner)
    papers = len(dinner_papers())
    yield _figure(
        f"all {len(RULES)} rules on {papers} documents", lambda: judge(dinner), ROUNDS, unit="ms"
    )
    yield _figure("the same with the waterfall", lambda: assess(dinner), ROUNDS, unit="ms")
    listed = a_participant_list(MAX_PARTICIPANTS)
    papers_of_many = with_paper(listed)
    many = a_claim_file(papers_of_many)
    people = f"{MAX_PARTICIPANTS:,} people".replace(",", " ")
    yield _figure(
        f"a list of {people} judged",
        lambda: assess(many),
        LONG_ROUNDS,
        unit="s",
        goal=GOAL_LONG_LIST_SECONDS,
    )
    read = {paper.document_id: paper for paper in papers_of_many}
    documents, partner = many.claim.documents, a_partner()
    yield _figure(
        f"facts of {people}",
        lambda: participant_facts(documents, read, partner=partner),
        LONG_ROUNDS,
        unit="s",
    )
    lists = lists_of(documents, read)
    yield _figure(
        f"keys of {people}", lambda: people_keys(lists, secret=b"bench"), LONG_ROUNDS, unit="s"
    )


def _figure(
    name: str, act: Callable[[], object], rounds: int, *, unit: str, goal: float | None = None
) -> Figure:
    watch = Stopwatch()
    for _ in range(rounds):
        with watch.lap():
            act()
    times = 1000 if unit == "ms" else 1
    shown = [seconds * times for seconds in watch.seconds]
    note = f"median of {rounds}: {min(shown):.2f} to {max(shown):.2f} {unit}"
    return Figure(part="rules", name=name, value=median(shown), unit=unit, goal=goal, note=note)
