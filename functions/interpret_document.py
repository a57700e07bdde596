"""State "Interpret document": say what one document means, and keep it."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import DocumentTask
from cofund.steps.reading import interpret_document

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``DocumentTask``; return its id."""
    task = DocumentTask.model_validate(event)
    interpret_document(
        task.claim_id, task.version, task.document_id, precheck=task.precheck, office=OFFICE
    )
    return done("interpret_document", task, document_id=task.document_id)
