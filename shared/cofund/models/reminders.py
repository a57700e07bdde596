"""What can still be done with money that is about to expire."""

from datetime import date
from typing import Literal

from pydantic import Field

from cofund.models.base import Model
from cofund.models.claim import Application

NextStep = Literal["claim", "apply", "order", "none"]
"""Claim an activity that is approved; apply for one; order souvenirs; nothing can be begun any
more."""

MAX_UNCLAIMED = 5
MAX_CLAIMS_DUE = 20
"""In one mail; those after them are due for the next run."""


class Unclaimed(Model):
    """An approved activity without a claim."""

    application: Application
    claim_until: date
    """By the terms that it was approved under."""


class Chances(Model):
    """What a partner can still do with a fund's money, the surest way first."""

    next_step: NextStep
    do_until: date | None
    """By when; None where nothing can be done."""
    activity_until: date
    """The last day of the fund's period: an activity that it pays has to end by then."""
    unclaimed: tuple[Unclaimed, ...] = Field(default=(), max_length=MAX_UNCLAIMED)
    """Activities of this fund that are over and can still be claimed, the most urgent first."""
