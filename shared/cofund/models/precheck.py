"""A pre-check: a draft judged before it is sent, by what has arrived of it up to now."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from cofund.models.base import Identifier, Model
from cofund.models.claim import Claim
from cofund.models.tasks import PrecheckNumber

PRECHECK_LIFETIME = timedelta(minutes=25)
"""Longer than its workflow may run: one that says nothing until then is dead."""

PrecheckState = Literal["running", "done", "failed"]


class Precheck(Model):
    """One pre-check: which draft, as it stood when and for whom."""

    number: PrecheckNumber
    state: PrecheckState = "running"
    claim: Claim
    """The draft as it would have been submitted at that moment."""
    begun_at: AwareDatetime
    begun_by: Identifier

    def state_at(self, now: datetime) -> PrecheckState:
        """Give how it stands: one that ran too long has failed, whatever is noted."""
        if self.state == "running" and now - self.begun_at > PRECHECK_LIFETIME:
            return "failed"
        return self.state
