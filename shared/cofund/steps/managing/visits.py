"""Who visits the programme manager's pages: managers, and nobody else."""

from __future__ import annotations

from cofund.errors import NotFound
from cofund.models.claim import Partner
from cofund.pages.views.frame import Frame
from cofund.steps.office import Office
from cofund.steps.site import Visitor, frame_of, visitor_of
from cofund.web import Visit

MOST_FOUND = 50


def manager_visit(visit: Visit, *, office: Office) -> Visitor:
    """Give the manager who visits.

    Raises:
        NotSignedIn: nobody is signed in.
        NotFound: these pages are not for this person.
    """
    visitor = visitor_of(visit, office=office)
    if visitor.person.role != "manager":
        raise NotFound("these pages are managers'")
    return visitor


def manager_frame(visit: Visit, visitor: Visitor, *, office: Office) -> Frame:
    """Give what stands around a manager's page."""
    return frame_of(visit, visitor, zone=office.programme_zone, office=office)


def partners_found(wanted: str, *, office: Office) -> tuple[tuple[Partner, ...], int]:
    """Give the partners whose name or INN holds some words, by name, and how many more there are.

    At most ``MOST_FOUND`` are given.
    """
    found = [one for one in office.directory.partners() if _fits(one, wanted)]
    found.sort(key=lambda one: one.name.casefold())
    return tuple(found[:MOST_FOUND]), max(0, len(found) - MOST_FOUND)


def words_wanted(visit: Visit) -> str:
    """Give what the query's ``find`` looks for."""
    return visit.query.get("find", "").strip()[:100]


def _fits(partner: Partner, wanted: str) -> bool:
    return wanted.casefold() in partner.name.casefold() or wanted in partner.inn
