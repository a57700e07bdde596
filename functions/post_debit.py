"""State "Post debit": move the approved amount out of the partner's fund, once."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.money import post_debit

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return whether the posting stood there already."""
    task = ClaimTask.model_validate(event)
    posted = post_debit(task.claim_id, task.version, office=OFFICE)
    return done("post_debit", task, replayed=posted.replayed)
