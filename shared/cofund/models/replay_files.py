"""The files of a replay in the installation: asked for, in batches, and what came of it."""

from typing import Annotated

from pydantic import Field

from cofund.models.base import Identifier, Model
from cofund.models.programme import Programme
from cofund.models.replay import Replayed, ReplaySummary

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class ReplayOrder(Model):
    """Which months are replayed, and by which terms."""

    months: tuple[Month, ...] = Field(min_length=1, max_length=120)
    programme: Programme


class ReplayBatch(Model):
    """The claims of one batch."""

    claims: tuple[Identifier, ...] = Field(max_length=1_000)


class ReplayPart(Model):
    """What came of one batch."""

    replayed: tuple[Replayed, ...] = Field(max_length=1_000)


class ReplayResult(Model):
    """What came of all batches."""

    summary: ReplaySummary
    replayed: tuple[Replayed, ...]
