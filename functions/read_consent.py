"""State "Read consent": what was answered, or how long to wait for whom."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.consents import Matter
from cofund.steps.consents.asking import read_consent

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``Matter``; return a ``ReviewProgress``."""
    matter = Matter.model_validate(event)
    progress = read_consent(matter, office=OFFICE)
    return done_with_matter("read_consent", matter, **progress.model_dump(mode="json"))
