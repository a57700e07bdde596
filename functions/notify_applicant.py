"""State "Notify applicant": write the letter about the answer to an application or an award."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import Matter
from cofund.steps.consents.letters import notify_applicant

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``Matter``; return nothing but the ids."""
    matter = Matter.model_validate(event)
    notify_applicant(matter, office=OFFICE)
    return done_with_matter("notify_applicant", matter)
