"""State "Read award": which link proves an award, and by which terms it is looked at."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import Matter
from cofund.steps.points.proof import read_award

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``Matter``; return a ``ProofTask``."""
    matter = Matter.model_validate(event)
    task = read_award(matter, office=OFFICE)
    done_with_matter("read_award", matter, earned_by=task.earned_by)
    return task.model_dump(mode="json")
