"""What the kinds of matters differ in: one row each, made where the kind is at home.

The consent itself is the same for all: one link, one approver, one answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cofund.models.claim import Role
from cofund.models.consents import Consent, Matter, MatterShown, Said
from cofund.steps.office import Office

Shows = Callable[[Matter, Office], MatterShown]
Follows = Callable[[Matter, Consent, Office], tuple[Said, ...]]


@dataclass(frozen=True)
class ConsentKind:
    """What one kind of matter has of its own."""

    shown: Shows
    """What the approver sees of a version."""
    follows: Follows
    """What follows from an answer, in sentences for the applicant: what to do next and by when."""
    page: str
    """Path of the applicant's page, with ``{matter_id}`` in it."""
    roles: tuple[Role, ...] = ("reviewer", "manager")
    """Who may answer; the first is asked first, managers get the escalation."""


def kind_of(matter: Matter) -> ConsentKind:
    """Give what a matter's kind has of its own; imported when asked for: most need one kind."""
    match matter.kind:
        case "application":
            from cofund.steps.activities.consent import KIND as APPLICATION

            return APPLICATION
        case "award":
            from cofund.steps.points.consent import KIND as AWARD

            return AWARD
