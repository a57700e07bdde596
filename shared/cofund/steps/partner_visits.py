"""Who visits a partner's page, and whose claim it shows.

The partner's own people see their partner's pages. A manager sees those of the partner they chose
to act for; nobody else of the vendor sees any.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.errors import NotFound, StaleVersion
from cofund.models.claim import Claim
from cofund.steps.filing import Filer, StandIn
from cofund.steps.office import Office
from cofund.steps.opening import own_claim
from cofund.steps.site import Visitor, ensure_own_form, visitor_of
from cofund.web import Visit

if TYPE_CHECKING:
    from cofund.models.programme import Programme


@dataclass(frozen=True)
class PartnerVisitor(Visitor):
    """Somebody on a partner's pages, and in whose name they act there."""

    filer: Filer


def partner_visit(visit: Visit, *, office: Office) -> tuple[PartnerVisitor, str]:
    """Give who visits a partner's pages, and the partner's id.

    Raises:
        NotSignedIn: nobody is signed in.
        NotFound: these pages are not for this person, or no partner is chosen.
    """
    visitor = visitor_of(visit, office=office)
    filer = _filer(visitor)
    if filer.partner_id is None:
        raise NotFound("these pages are partners'")
    return PartnerVisitor(visitor.person, visitor.session, filer), filer.partner_id


def programme_of(partner_id: str, *, office: Office) -> Programme:
    """Give the newest version of a partner's programme."""
    return office.programme(office.directory.partner(partner_id).programme)


def own_visit(visit: Visit, claim_id: str, *, office: Office) -> tuple[PartnerVisitor, Claim]:
    """Give a visitor of a partner's pages and a claim of that partner.

    Raises:
        NotFound: no such claim, or another partner's.
    """
    visitor, _ = partner_visit(visit, office=office)
    return visitor, own_claim(claim_id, visitor.filer, office=office)


def own_form(visit: Visit, claim_id: str, *, office: Office) -> tuple[PartnerVisitor, Claim]:
    """Give visitor and claim as ``own_visit``, once it is sure that our page sent the form.

    Raises:
        NotFound: no such claim, or another partner's.
        Forbidden: another site sent the form, or it belongs to another session.
        StaleVersion: the form was shown with another version of the claim.
    """
    visitor, claim = own_visit(visit, claim_id, office=office)
    form = ensure_own_form(visit, visitor, office=office)
    shown = str(claim.version)
    if form.get("version", shown) != shown:
        raise StaleVersion("the form belongs to another version")
    return visitor, claim


def _filer(visitor: Visitor) -> Filer:
    """Give the person themselves, or a manager in the name of the partner they chose."""
    person, chosen = visitor.person, visitor.session.on_behalf_of
    if person.role == "manager" and chosen is not None:
        return StandIn(person, chosen)
    return person
