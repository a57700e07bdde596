"""Waking the workflow's wait behind a reviewer's answer."""

from __future__ import annotations

from cofund.errors import TryAgain
from cofund.steps.office import Office


def wake(claim_id: str, version: int, *, office: Office) -> None:
    """Wake the workflow's wait; one that is over already has read or will read the decision.

    The decision is stored: what goes wrong here is mended by the sweeper.
    """
    token = office.links.task_token(claim_id, version)
    try:
        if token is not None and not office.workflow.answer(token):
            office.metrics.count("WaitWasOver", step="decide")
    except TryAgain:
        office.metrics.count("WakeLater", step="decide")
