"""State "Release hold": let the money go of a claim that is not paid."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.money import release_hold

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return nothing but the ids."""
    task = ClaimTask.model_validate(event)
    release_hold(task.claim_id, task.version, office=OFFICE)
    return done("release_hold", task)
