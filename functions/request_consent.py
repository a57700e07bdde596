"""State "Request consent": mail the approver a link and leave the wait open."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import MatterWait
from cofund.steps.consents.asking import request_consent

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``MatterWait``; what it returns is ignored, only the consent item counts."""
    task = MatterWait.model_validate(event)
    request_consent(task.matter, task.stage, task.task_token, office=OFFICE)
    return done_with_matter("request_consent", task.matter, stage=task.stage)
