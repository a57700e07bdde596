"""State "Replay batch": judge some past claims by another programme."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.tasks import BatchTask
from cofund.steps.replaying import replay_batch

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``BatchTask``; return "judged", how many claims it has."""
    task = BatchTask.model_validate(event)
    return finished("replay_batch", judged=replay_batch(task.replay_id, task.batch, office=OFFICE))
