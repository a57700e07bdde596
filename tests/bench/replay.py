"""A rule change replayed over 5,000 past claims: read, judged, compared and added up.

The claims are as they lie in storage, in memory: fetching them from S3 is not in the figure. Each
differs in its amounts, and one in seven lacks a paper.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from statistics import median

from cofund.models.replay import PastClaim, ReplayedClaim
from cofund.replays.pool import replay_in_processes
from cofund.replays.totals import summarise
from tests.bench.figures import Figure, spread_note
from tests.builders.claim_files import a_claim_file, a_request, dinner_papers
from tests.builders.past_claims import a_past_claim, a_programme_refunding
from tests.builders.reads import a_line, an_invoice, roubles

CLAIMS = 5_000
DIFFERENT = 70
BATCH = 50
ROUNDS = 3
GOAL_SECONDS = 10.0
PROGRAMME = a_programme_refunding(45)


def measure() -> Iterator[Figure]:
    """Replay all claims several times; each round starts its own processes."""
    kinds = [_past(number) for number in range(DIFFERENT)]
    claims = [
        kinds[number % DIFFERENT].model_copy(update={"claim_id": f"claim-{number}"})
        for number in range(CLAIMS)
    ]
    before = _processor_seconds()
    seconds = [_round(claims) for _ in range(ROUNDS)]
    spent = (_processor_seconds() - before) / (CLAIMS * ROUNDS)
    yield _figure(
        f"replay of {CLAIMS:,} claims".replace(",", " "),
        median(seconds),
        "s",
        GOAL_SECONDS,
        spread_note(seconds),
    )
    yield _figure("processor time a claim", spent * 1000, "ms", note="of the processes that judge")
    size = sum(len(claim.inputs) for claim in claims) / CLAIMS / 1000
    yield _figure("what is stored of a claim, compressed", size, "kB")


def _round(claims: list[PastClaim]) -> float:
    """Replay all claims once, as the command does, and see that they are all there."""
    batches = [claims[start : start + BATCH] for start in range(0, CLAIMS, BATCH)]
    began = time.perf_counter()
    replayed = list(replay_in_processes(batches, PROGRAMME))
    summary = summarise(replayed, PROGRAMME)
    seconds = time.perf_counter() - began
    assert summary.everybody.claims == CLAIMS
    assert all(isinstance(one, ReplayedClaim) and one.steps for one in replayed)
    return seconds


def _processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _past(number: int) -> PastClaim:
    hall = a_line("Аренда зала ресторана", price=60_000 + 100 * number)
    dinner = a_line("Банкетное обслуживание", quantity=12, price=6_000 + number, position=2)
    invoice = an_invoice(lines=(hall, dinner))
    papers = [invoice if paper.kind == "invoice" else paper for paper in dinner_papers()]
    if number % 7 == 0:
        del papers[number % len(papers)]
    request = a_request(claimed=roubles(60_000 + 10 * number))
    return a_past_claim(a_claim_file(papers, request=request))


def _figure(
    name: str, value: float, unit: str, goal: float | None = None, note: str = ""
) -> Figure:
    return Figure(part="replay", name=name, value=value, unit=unit, goal=goal, note=note)
