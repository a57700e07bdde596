"""Every night: seal what was posted, and ring where something is not as it was sealed."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.steps.sealing import seal_ledger

OFFICE = LiveOffice()


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a schedule's event, of which nothing is used; return what was done."""
    report = seal_ledger(office=OFFICE)
    return finished("seal_ledger", breaks=len(report.breaks))
