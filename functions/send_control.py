"""Every day: send finance the control totals of the day before."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.steps.finance import send_control

OFFICE = LiveOffice()


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a schedule's event, of which nothing is used; return what was done."""
    message = send_control(office=OFFICE)
    return finished("send_control", message=message.id)
