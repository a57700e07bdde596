"""Every five minutes: wake workflows that sleep on a decision, start others, judge corrections."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.steps.sweeping import sweep_corrections, sweep_decisions

OFFICE = LiveOffice()


def handler(_event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a schedule's event, of which nothing is used; return what was done."""
    swept = sweep_decisions(office=OFFICE) + sweep_corrections(office=OFFICE)
    return finished("sweep_decisions", swept=swept)
