"""Finance's answers: each acknowledged payout makes its claim paid."""

from typing import Any

from pydantic import ValidationError

from cofund.aws.live_office import LiveOffice
from cofund.aws.step_log import finished
from cofund.errors import NotFound, TryAgain
from cofund.models.payout import Acknowledgement
from cofund.steps.finance import acknowledge_payout

OFFICE = LiveOffice()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Expect a batch of SQS messages; return those that are to come again.

    What we cannot read or do not know comes again until the dead-letter queue has it: a person
    looks there.
    """
    failed = [record["messageId"] for record in event["Records"] if not _acknowledged(record)]
    finished("acknowledge_payout", failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _acknowledged(record: dict[str, Any]) -> bool:
    try:
        answer = Acknowledgement.model_validate_json(record["body"])
        acknowledge_payout(answer, office=OFFICE)
    except (ValidationError, NotFound, TryAgain):
        return False
    return True
