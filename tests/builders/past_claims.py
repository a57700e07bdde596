"""Past claims as they were stored when they were judged."""

from __future__ import annotations

from decimal import Decimal

from cofund.files.stored_inputs import inputs_bytes, read_inputs
from cofund.judgement import assess
from cofund.models.claim import ClaimState
from cofund.models.claim_file import ClaimFile
from cofund.models.programme import Programme
from cofund.models.replay import PastClaim
from cofund.rules import RULES
from tests.builders.claim_files import a_claim_file, the_programme


def a_past_claim(file: ClaimFile | None = None, *, state: ClaimState = "paid") -> PastClaim:
    """Give a claim as check_claim stores it; the clean dinner by default."""
    file = file or a_claim_file()
    inputs = inputs_bytes(file, rules=(rule.name for rule in RULES))
    return PastClaim(
        claim_id=file.claim.claim_id,
        version=file.claim.version,
        state=state,
        inputs=inputs,
        assessment=assess(read_inputs(inputs).file).model_dump_json().encode(),
    )


def a_programme_refunding(percent: int) -> Programme:
    """Give the shipped programme with another share of refund, as its next version."""
    refund = the_programme().refund.model_copy(update={"share": Decimal(percent)})
    return the_programme(version="2026.9", refund=refund)
