"""State "Reserve fund": set money aside for an activity that was consented to, once."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import Matter
from cofund.steps.activities.reserving import reserve_activity

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``Matter``; return what became of its money: see ``Reserved``."""
    matter = Matter.model_validate(event)
    reserved = reserve_activity(matter, office=OFFICE)
    return done_with_matter("reserve_fund", matter, **reserved.model_dump(mode="json"))
