"""Past claims judged by another programme: what was stored of them, and the replay in batches.

Its files lie under ``replays/{id}/`` in the personal area, which forgets them after a month::

    order.json           the months and the terms
    manifest.json        one entry for each batch, for the Distributed Map
    batches/{n}.json     its claims
    parts/{n}.json       what came of them
    result.json          everything, added up

Every step writes the same file again when it runs again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from cofund.books.judged_list import judged_in, judgement_of
from cofund.errors import NotFound, TooMany
from cofund.models.base import Model
from cofund.models.replay import NotReplayed, PastClaim, Replayed
from cofund.models.replay_files import ReplayBatch, ReplayOrder, ReplayPart, ReplayResult
from cofund.replays import replay
from cofund.replays.totals import largest_first, summarise
from cofund.steps.judged_inputs import MAX_INPUT_BYTES, inputs_key
from cofund.steps.office import Office
from cofund.steps.storage import JSON, MAX_RESULT_BYTES

MOST_CLAIMS = 200_000
BATCH = 50
MAX_REPLAY_BYTES = 500 * 1024 * 1024


def judged_claims(months: Iterable[str], *, office: Office) -> list[str]:
    """Give the ids of the claims whose activity ended in these months and that were judged.

    Raises:
        TooMany: more than ``MOST_CLAIMS``.
    """
    found = (claim for month in months for claim in judged_in(office.items, month))
    claims = list(islice(found, MOST_CLAIMS + 1))
    if len(claims) > MOST_CLAIMS:
        raise TooMany(f"more than {MOST_CLAIMS} claims: take fewer months at a time")
    return claims


def past_claim(claim_id: str, *, office: Office) -> PastClaim | NotReplayed:
    """Give what was stored of a claim's last judgement."""
    judgement = judgement_of(office.items, claim_id)
    try:
        inputs = office.files.read("evidence", inputs_key(judgement.key), limit=MAX_INPUT_BYTES)
    except NotFound:
        return NotReplayed(claim_id=claim_id, version=judgement.version, reason="not_kept")
    return PastClaim(
        claim_id=claim_id,
        version=judgement.version,
        state=office.claims.get(claim_id).state,
        inputs=inputs,
        assessment=office.files.read("evidence", judgement.key, limit=MAX_RESULT_BYTES),
    )


def order_replay(replay_id: str, order: ReplayOrder, *, office: Office) -> None:
    """Store what is asked for, before the workflow is started."""
    _write(replay_id, "order.json", order, office=office)


def list_past_claims(replay_id: str, *, office: Office) -> int:
    """Write which claims are judged in which batch; give how many batches there are."""
    claims = judged_claims(_order(replay_id, office=office).months, office=office)
    batches = [claims[start : start + BATCH] for start in range(0, len(claims), BATCH)]
    for number, ids in enumerate(batches, 1):
        batch = ReplayBatch(claims=tuple(ids))
        _write(replay_id, f"batches/{number:05d}.json", batch, office=office)
    manifest = json.dumps([{"batch": number} for number, _ in enumerate(batches, 1)])
    key = f"{_folder(replay_id)}manifest.json"
    office.files.write("personal", key, manifest.encode(), content_type=JSON)
    return len(batches)


def replay_batch(replay_id: str, batch: int, *, office: Office) -> int:
    """Judge the claims of one batch by the other programme; give how many there are."""
    programme = _order(replay_id, office=office).programme
    stored = _read(replay_id, f"batches/{batch:05d}.json", office=office)
    claims = ReplayBatch.model_validate_json(stored).claims
    past = [past_claim(claim_id, office=office) for claim_id in claims]
    part = ReplayPart(replayed=tuple(replay.replay_batch(past, programme)))
    _write(replay_id, f"parts/{batch:05d}.json", part, office=office)
    return len(claims)


def sum_up_replay(replay_id: str, *, office: Office) -> int:
    """Put the batches together, the largest differences first; give how many claims there are."""
    batches = len(json.loads(_read(replay_id, "manifest.json", office=office)))
    replayed = sorted(_parts(replay_id, batches, office=office), key=largest_first)
    summary = summarise(replayed, _order(replay_id, office=office).programme)
    result = ReplayResult(summary=summary, replayed=tuple(replayed))
    _write(replay_id, "result.json", result, office=office)
    return len(replayed)


def replay_result(replay_id: str, *, office: Office) -> ReplayResult:
    """Give what came of a replay.

    Raises:
        NotFound: it is not done yet, or forgotten.
    """
    return ReplayResult.model_validate_json(_read(replay_id, "result.json", office=office))


def _parts(replay_id: str, batches: int, *, office: Office) -> Iterator[Replayed]:
    for number in range(1, batches + 1):
        stored = _read(replay_id, f"parts/{number:05d}.json", office=office)
        yield from ReplayPart.model_validate_json(stored).replayed


def _order(replay_id: str, *, office: Office) -> ReplayOrder:
    return ReplayOrder.model_validate_json(_read(replay_id, "order.json", office=office))


def _read(replay_id: str, name: str, *, office: Office) -> bytes:
    return office.files.read("personal", _folder(replay_id) + name, limit=MAX_REPLAY_BYTES)


def _write(replay_id: str, name: str, content: Model, *, office: Office) -> None:
    written = content.model_dump_json().encode()
    office.files.write("personal", _folder(replay_id) + name, written, content_type=JSON)


def _folder(replay_id: str) -> str:
    return f"replays/{replay_id}/"
