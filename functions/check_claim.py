"""State "Check claim": judge a version by every rule."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.judging import check_claim

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return the outcome, "return" or "review"."""
    task = ClaimTask.model_validate(event)
    outcome = check_claim(task.claim_id, task.version, office=OFFICE)
    return done("check_claim", task, outcome=outcome)
