"""State "Keep batch": do for some partners what is due today."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.period_tasks import KeepTask
from cofund.steps.funds.keeping_batch import keep_batch

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``KeepTask``; return "failed": for how many partners it did not go through."""
    task = KeepTask.model_validate(event)
    return finished("keep_batch", failed=keep_batch(task.run_id, task.batch, office=OFFICE))
