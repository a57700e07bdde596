"""Waking the workflow's wait behind a person's answer."""

from __future__ import annotations

from cofund.errors import TryAgain
from cofund.models.consents import Matter
from cofund.ports import ConsentWorkflow, Workflow
from cofund.steps.office import Office


def wake(claim_id: str, version: int, *, office: Office) -> None:
    """Wake the workflow's wait; one that is over already has read or will read the decision.

    The decision is stored: what goes wrong here is mended by the sweeper.
    """
    token = office.links.task_token(claim_id, version)
    if token is not None:
        _answer(office.workflow, token, office=office)


def wake_matter(matter: Matter, *, office: Office) -> None:
    """Wake the wait behind a matter's consent, likewise; before it is asked for nobody waits."""
    token = office.consent_links.task_token(matter)
    if token is not None:
        _answer(office.consent_workflow, token, office=office)


def _answer(workflow: Workflow | ConsentWorkflow, token: str, *, office: Office) -> None:
    try:
        if not workflow.answer(token):
            office.metrics.count("WaitWasOver", step="decide")
    except TryAgain:
        office.metrics.count("WakeLater", step="decide")
