"""State "Check claim": judge a version, or a draft before it is sent, by every rule."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import CheckTask
from cofund.steps.judging import check_claim
from cofund.steps.prechecking import check_draft

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``CheckTask``; return the outcome, "return" or "review"."""
    task = CheckTask.model_validate(event)
    if task.precheck is None:
        outcome = check_claim(task.claim_id, task.version, office=OFFICE)
    else:
        outcome = check_draft(task.claim_id, task.version, task.precheck, office=OFFICE)
    return done("check_claim", task, outcome=outcome)
