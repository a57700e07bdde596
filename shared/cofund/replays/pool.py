"""Past claims judged by several processes, in order, a bounded number on their way at a time."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context

from cofund.models.programme import Programme
from cofund.models.replay import NotReplayed, PastClaim, Replayed
from cofund.replays.replay import replay_batch

MOST_PROCESSES = 8
BATCHES_AHEAD = 3
"""For each process: it never waits for the next batch, and memory stays bounded."""

Batch = Sequence[PastClaim | NotReplayed]


def replay_in_processes(batches: Iterable[Batch], programme: Programme) -> Iterator[Replayed]:
    """Give each batch's claims under another programme, in the batches' order."""
    processes = min(os.cpu_count() or 1, MOST_PROCESSES)
    terms = programme.model_dump_json()
    under_way: deque[Future[list[Replayed]]] = deque()
    spawn = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=spawn, initializer=gc.disable) as judges:
        for batch in batches:
            under_way.append(judges.submit(_replay, batch, terms))
            if len(under_way) > processes * BATCHES_AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _replay(batch: Batch, terms: str) -> list[Replayed]:
    """Judge one batch in a process of its own; terms go there as text, as they go into files.

    Claims are trees of records that go when nothing names them: looking for circles among them all
    the time took a third of the work, so it is done once a batch.
    """
    replayed = replay_batch(batch, _programme(terms))
    gc.collect()
    return replayed


@lru_cache(maxsize=1)
def _programme(terms: str) -> Programme:
    return Programme.model_validate_json(terms)
