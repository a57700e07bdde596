"""State "Notify partner": write the letter about the decision."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.letters import notify_partner

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return nothing but the ids."""
    task = ClaimTask.model_validate(event)
    notify_partner(OFFICE.claims.get(task.claim_id), office=OFFICE)
    return done("notify_partner", task)
