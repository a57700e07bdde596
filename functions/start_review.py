"""State "Start review": begin the review of a submitted version."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.reading import start_review

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return the ids of its documents."""
    task = ClaimTask.model_validate(event)
    documents = start_review(task.claim_id, task.version, office=OFFICE)
    return done("start_review", task, documents=documents)
