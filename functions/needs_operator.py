"""State "Needs operator": stop a claim or a matter, or give up a pre-check: an error of ours."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done, done_with_matter
from cofund.models.consents import MatterFailure
from cofund.models.tasks import OperatorTask
from cofund.steps.consents.stopping import stop_matter
from cofund.steps.operating import needs_operator
from cofund.steps.prechecking import give_up_precheck

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect an ``OperatorTask`` or a ``MatterFailure``; return nothing but the ids."""
    if "matter" in event:
        failure = MatterFailure.model_validate(event)
        stop_matter(failure.matter, error=failure.error, office=OFFICE)
        return done_with_matter("needs_operator", failure.matter, error=failure.error)
    task = OperatorTask.model_validate(event)
    if task.precheck is None:
        needs_operator(task.claim_id, task.version, error=task.error, office=OFFICE)
    else:
        give_up_precheck(task.claim_id, task.version, task.precheck, office=OFFICE)
    return done("needs_operator", task, error=task.error)
