"""What the workflow hands to its functions: ids and references only."""

from pydantic import Field

from cofund.models.approval import ReviewStage
from cofund.models.base import Identifier, Model, ShortText


class ClaimTask(Model):
    """Which version of which claim."""

    claim_id: Identifier
    version: int = Field(ge=1)


class DocumentTask(ClaimTask):
    """Which document of it."""

    document_id: Identifier


class ApprovalTask(ClaimTask):
    """Ask for a decision; the token wakes the wait behind it and goes nowhere else."""

    stage: ReviewStage
    task_token: str = Field(min_length=1, max_length=2_048)


class OperatorTask(ClaimTask):
    """Stop a claim after an error of ours."""

    error: ShortText
    """The error's name, never its text."""
