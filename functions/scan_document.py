"""State "Scan document": wait for the malware scan of one document."""

from typing import Any

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import done
from cofund.models.tasks import DocumentTask
from cofund.steps.reading import scan_document

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a ``DocumentTask``; return whether it is clean, once the scan has answered."""
    task = DocumentTask.model_validate(event)
    scan = scan_document(
        task.claim_id, task.version, task.document_id, precheck=task.precheck, office=OFFICE
    )
    return done("scan_document", task, scan=scan)
