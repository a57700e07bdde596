"""Awards of points: what somebody did, the link that proves it, whose account it is for."""

from datetime import date
from typing import Annotated

from pydantic import Field

from cofund.models.base import Identifier, Model, Sha256, ShortText
from cofund.models.consents import Matter
from cofund.models.points import Owner
from cofund.models.proofs import Link, ProofSeen

Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A calendar month, "2026-11"."""


class Award(Model):
    """One version of a request for points: what was done, and its proof."""

    earned_by: Identifier
    """A key of the programme's ways to earn points."""
    owner: Owner
    link: Link
    """As it is asked for: in plain signs."""
    page: Sha256
    """The same for every link to this page."""
    title: ShortText
    published_on: date
    points: int = Field(ge=1)
    """What the programme gives for it."""
    month: Month
    """In which this version was filed: it counts against this month's caps."""


class LinkChecked(Matter):
    """What the check of a version's link saw: between two steps of the workflow."""

    seen: ProofSeen
