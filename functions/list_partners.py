"""State "List partners": find whose funds are looked at in today's run."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.models.period_tasks import PeriodTask
from cofund.steps.funds.running import list_partners

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``PeriodTask``; return "run_id", and "batches": how many there are."""
    run = list_partners(PeriodTask.model_validate(event).what, office=OFFICE)
    return finished("list_partners", run_id=run.run_id, batches=run.batches)
