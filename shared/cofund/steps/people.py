"""People and partners by the names that our own people read."""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.models.claim import Person
from cofund.steps.office import Office


def find_person(login: str, *, office: Office) -> Person | None:
    """Give a person; None where the login is a step's, or nobody's (any more)."""
    try:
        return office.directory.person(login)
    except NotFound:
        return None


def name_of(login: str, *, office: Office) -> str:
    """Give a person's name; of nobody known, the login."""
    person = find_person(login, office=office)
    return person.name if person else login


def partner_name(partner_id: str, *, office: Office) -> str:
    """Give a partner's name; of nobody known, the id."""
    try:
        return office.directory.partner(partner_id).name
    except NotFound:
        return partner_id
