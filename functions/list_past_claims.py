"""State "List past claims": find the claims that a rule change is replayed over."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.tasks import ReplayTask
from cofund.steps.replaying import list_past_claims

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ReplayTask``; return "batches", how many there are."""
    task = ReplayTask.model_validate(event)
    return finished("list_past_claims", batches=list_past_claims(task.replay_id, office=OFFICE))
