"""State "Needs operator": stop a claim after an error of ours; its money stays held."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import OperatorTask
from cofund.steps.operating import needs_operator

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an ``OperatorTask``; return nothing but the ids."""
    task = OperatorTask.model_validate(event)
    needs_operator(task.claim_id, task.version, error=task.error, office=OFFICE)
    return done("needs_operator", task, error=task.error)
