"""State "Hold fund": hold the claimable amount and put the claim in review."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.holding import hold_fund

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return whether money is held."""
    task = ClaimTask.model_validate(event)
    hold = hold_fund(task.claim_id, task.version, office=OFFICE)
    return done("hold_fund", task, held=hold is not None)
