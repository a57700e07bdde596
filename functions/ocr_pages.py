"""State "OCR pages": recognise the pages of one document that have no text."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import DocumentTask
from cofund.steps.reading import ocr_pages

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``DocumentTask``; return nothing but the ids."""
    task = DocumentTask.model_validate(event)
    ocr_pages(task.claim_id, task.version, task.document_id, precheck=task.precheck, office=OFFICE)
    return done("ocr_pages", task)
