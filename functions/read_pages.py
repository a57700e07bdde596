"""State "Read pages": find the words of one document and draw its pages."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import DocumentTask
from cofund.steps.reading import read_pages

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``DocumentTask``; return whether pages have no text of their own."""
    task = DocumentTask.model_validate(event)
    without_text = read_pages(
        task.claim_id, task.version, task.document_id, precheck=task.precheck, office=OFFICE
    )
    return done("read_pages", task, without_text=without_text)
