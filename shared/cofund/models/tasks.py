"""What the workflow hands to its functions: ids and references only."""

from typing import Annotated

from pydantic import Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.stages import ReviewStage

MAX_PRECHECKS = 20
"""Of one version of a draft."""

PrecheckNumber = Annotated[int, Field(ge=1, le=MAX_PRECHECKS)]
"""Counts the pre-checks of one version."""


class ClaimTask(Model):
    """Which version of which claim."""

    claim_id: Identifier
    version: int = Field(ge=1)


class CheckTask(ClaimTask):
    """Judge a submitted version, or a draft before it is sent."""

    precheck: PrecheckNumber | None = None
    """Which pre-check of the draft; None for the submitted version."""


class DocumentTask(CheckTask):
    """Which document of it."""

    document_id: Identifier


class WaitTask(ClaimTask):
    """Ask somebody and wait; the token wakes the wait and goes nowhere else."""

    task_token: str = Field(min_length=1, max_length=2_048)


class ApprovalTask(WaitTask):
    """Ask for a decision."""

    stage: ReviewStage


class OperatorTask(CheckTask):
    """Stop a claim, or give up a pre-check, after an error of ours."""

    error: ShortText
    """The error's name, never its text."""


class ReplayTask(Model):
    """Which replay of a rule change over past claims."""

    replay_id: Identifier


class BatchTask(ReplayTask):
    """Which batch of its claims."""

    batch: int = Field(ge=1)
