"""Participants as facts: what rules need to know of the people on a list, without who they are.

Facts lie in locked storage for years; names, phones and addresses never get there.
"""

from pydantic import Field

from cofund.models.base import Model, ShortText
from cofund.models.evidence import Evidence
from cofund.models.extraction import MAX_PARTICIPANTS


class ParticipantFact(Model):
    """One row of a list."""

    person: int = Field(ge=1)
    """Rows that name one person, on whichever of the claim's lists, have one number."""
    evidence: Evidence
    """Where the row stands; its text is left out."""
    company: ShortText = ""
    """As printed; left out where it is, or may hold, a person's name or address."""
    mail_domain: ShortText = ""
    """What stands behind the "@", in lower case."""
    own_staff: bool = False
    """Whether it is one of the partner's own people, by the address or the company."""


class ParticipantFacts(Model):
    """One list, row by row, in the list's order."""

    rows: tuple[ParticipantFact, ...] = Field(default=(), max_length=MAX_PARTICIPANTS)
