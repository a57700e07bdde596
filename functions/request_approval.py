"""State "Request approval": mail the reviewer a link and leave the wait open."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ApprovalTask
from cofund.steps.reviewing import request_approval

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an ``ApprovalTask``; what it returns is ignored, only the decision item counts."""
    task = ApprovalTask.model_validate(event)
    request_approval(task.claim_id, task.version, task.stage, task.task_token, office=OFFICE)
    return done("request_approval", task, stage=task.stage)
