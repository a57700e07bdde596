"""State "Check proof link": look where a link leads, with no right to anything of ours."""

import time
from typing import Any

from cofund.aws.step_log import finished
from cofund.models.proofs import ProofTask
from cofund.programme import pinned, shipped_programmes
from cofund.proof_links.network import Internet
from cofund.steps.points.proof_check import check_proof_link


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ProofTask``; return what was seen, a ``ProofSeen``."""
    task = ProofTask.model_validate(event)
    programme = pinned(shipped_programmes(), name=task.programme, version=task.programme_version)
    seen = check_proof_link(task, programme=programme, network=Internet(), now=time.monotonic)
    finished("check_proof_link", verdict=seen.verdict, status=seen.status)
    return {"seen": seen.model_dump(mode="json")}
