"""State "Credit points": put what was agreed to into the account, once."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import Matter
from cofund.steps.points.credit import credit_points

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``Matter``; return whether the points were there already."""
    matter = Matter.model_validate(event)
    posted = credit_points(matter, office=OFFICE)
    return done_with_matter("credit_points", matter, replayed=posted.replayed)
