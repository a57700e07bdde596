"""Every five minutes: send messages to finance that a crash left unsent."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.steps.sweeping import sweep_outbox

OFFICE = LiveOffice()


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a schedule's event, of which nothing is used; return what was done."""
    sent = sweep_outbox(office=OFFICE)
    return finished("sweep_outbox", sent=sent)
