"""State "Sum up replay": put the batches of a replay together."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.tasks import ReplayTask
from cofund.steps.replaying import sum_up_replay

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ReplayTask``; return "judged", how many claims there are."""
    task = ReplayTask.model_validate(event)
    return finished("sum_up_replay", judged=sum_up_replay(task.replay_id, office=OFFICE))
