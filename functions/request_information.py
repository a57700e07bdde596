"""State "Request information": mail the partner a question and leave the wait open."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import WaitTask
from cofund.steps.informing import request_information

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``WaitTask``; what it returns is ignored, only the stored answer counts."""
    task = WaitTask.model_validate(event)
    request_information(task.claim_id, task.version, task.task_token, office=OFFICE)
    return done("request_information", task)
