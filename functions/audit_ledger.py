"""Every night: check every law of the ledger; each violation rings."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.steps.operating import audit_ledger

OFFICE = LiveOffice()


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a schedule's event, of which nothing is used; return what was done."""
    report = audit_ledger(office=OFFICE)
    return finished("audit_ledger", violations=len(report.violations))
