"""State "Read decision": what was decided, or how long to wait for whom."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.reviewing import read_decision

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return a ``ReviewProgress``."""
    task = ClaimTask.model_validate(event)
    progress = read_decision(task.claim_id, task.version, office=OFFICE)
    return done("read_decision", task, **progress.model_dump(mode="json"))
