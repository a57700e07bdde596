"""State "Send payout": send finance the message that the debit wrote."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import ClaimTask
from cofund.steps.money import send_payout

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``ClaimTask``; return the message's id."""
    task = ClaimTask.model_validate(event)
    message = send_payout(task.claim_id, task.version, office=OFFICE)
    return done("send_payout", task, message=message.id)
