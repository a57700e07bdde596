"""Who visits a partner's page, and whose claim it shows."""

from __future__ import annotations

from cofund.errors import NotFound, StaleVersion
from cofund.models.claim import Claim
from cofund.steps.office import Office
from cofund.steps.opening import own_claim
from cofund.steps.site import Visitor, ensure_own_form, visitor_of
from cofund.web import Visit


def partner_visit(visit: Visit, *, office: Office) -> tuple[Visitor, str]:
    """Give a visiting partner and their partner's id.

    Raises:
        NotSignedIn: nobody is signed in.
        NotFound: these pages are not for people of the vendor.
    """
    visitor = visitor_of(visit, office=office)
    if visitor.person.partner_id is None:
        raise NotFound("these pages are partners'")
    return visitor, visitor.person.partner_id


def own_visit(visit: Visit, claim_id: str, *, office: Office) -> tuple[Visitor, Claim]:
    """Give a visiting partner and a claim of theirs.

    Raises:
        NotFound: no such claim, or another partner's.
    """
    visitor, _ = partner_visit(visit, office=office)
    return visitor, own_claim(claim_id, visitor.person, office=office)


def own_form(visit: Visit, claim_id: str, *, office: Office) -> tuple[Visitor, Claim]:
    """Give a visiting partner and a claim of theirs, once it is sure that our page sent the form.

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
