"""State "Report period": add up what a run did, and tell managers what they should know."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.period_tasks import RunTask
from cofund.steps.funds.reporting_period import report_period

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``RunTask``; return "failed": for how many partners it did not go through."""
    report = report_period(RunTask.model_validate(event).run_id, office=OFFICE)
    return finished("report_period", failed=report.failed)
