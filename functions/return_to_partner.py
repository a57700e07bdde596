"""State "Return to partner": send a version back with one letter."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.returning import return_to_partner

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return nothing but the ids."""
    task = ClaimTask.model_validate(event)
    return_to_partner(task.claim_id, task.version, office=OFFICE)
    return done("return_to_partner", task)
