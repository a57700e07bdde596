"""Past claims for a replay: which were judged in some months, and what was stored of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cofund.books.judged_list import judged_in, judgement_of
from cofund.errors import NotFound
from cofund.models.replay import NotReplayed, PastClaim
from cofund.steps.judged_inputs import MAX_INPUT_BYTES, inputs_key
from cofund.steps.office import Office
from cofund.steps.storage import MAX_RESULT_BYTES


def judged_claims(months: Iterable[str], *, office: Office) -> Iterator[str]:
    """Give the ids of the claims whose activity ended in these months and that were judged."""
    for month in months:
        yield from judged_in(office.items, month)


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
