"""State "Note proof": keep what the check of a link saw; a dead one gives the award back."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done_with_matter
from cofund.models.awards import LinkChecked
from cofund.steps.points.proof import note_proof

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``LinkChecked``; return whether an approver is asked, or it was returned."""
    checked = LinkChecked.model_validate(event)
    outcome = note_proof(checked, office=OFFICE)
    return done_with_matter("note_proof", checked, outcome=outcome)
