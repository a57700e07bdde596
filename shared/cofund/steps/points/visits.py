"""Who visits the pages of points, and the programme whose points they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.errors import NotFound
from cofund.steps.office import Office
from cofund.steps.partner_visits import PartnerVisitor, partner_visit
from cofund.steps.points.awards import points_terms
from cofund.steps.points.views import own_owners
from cofund.web import Visit

if TYPE_CHECKING:
    from cofund.models.points_terms import PointsTerms
    from cofund.models.programme import Programme


@dataclass(frozen=True)
class PointsVisit:
    """A visitor of the pages of points."""

    visitor: PartnerVisitor
    partner_id: str
    programme: Programme

    @property
    def terms(self) -> PointsTerms:
        """Give the terms of points."""
        return points_terms(self.programme)


def points_visit(visit: Visit, *, office: Office) -> PointsVisit:
    """Give who visits.

    Raises:
        NotSignedIn: nobody is signed in.
        NotFound: these pages are not for this person, or the programme knows no points.
    """
    visitor, partner_id = partner_visit(visit, office=office)
    programme = office.programme(office.directory.partner(partner_id).programme)
    if not own_owners(points_terms(programme), visitor.filer):
        raise NotFound("there is no account for this person")
    return PointsVisit(visitor, partner_id, programme)
