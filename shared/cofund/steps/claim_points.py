"""Points in claims: what a partner may ask for, what is held for it, and what can be approved.

A claim is paid from its company's account of the year in which it is held; its points never become
money of a fund. See docs/adr/0024.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cofund.calendar import local_day
from cofund.claimable.points_room import points_room, whole_points
from cofund.models.approval import Decision
from cofund.models.assessment import Assessment
from cofund.models.claim import Claim
from cofund.models.points import AccountKey, HeldPoints, PointsPart, company
from cofund.models.standing import Hold
from cofund.steps.disputed import hold_disputed
from cofund.steps.office import Office

if TYPE_CHECKING:
    # The terms are much to import, and most of what is told needs none.
    from cofund.models.points_terms import PointsTerms
    from cofund.models.programme import Programme


def claim_points_terms(programme: Programme) -> PointsTerms | None:
    """Give the terms of points that may pay activity costs; None where none may."""
    terms = programme.points
    return terms if terms is not None and "activity_costs" in terms.spent_on else None


def company_account(partner_id: str, programme: Programme, *, office: Office) -> AccountKey:
    """Give a company's account of this year, in the programme's zone."""
    year = local_day(office.clock(), programme.zone).year
    return AccountKey(programme=programme.programme, owner=company(partner_id), year=f"{year}")


def coverable_points(claim: Claim, assessment: Assessment, *, office: Office) -> PointsPart | None:
    """Give the points that a claim's hold takes: as asked for, there, and of use."""
    programme = office.programme(assessment.programme, assessment.programme_version)
    terms = claim_points_terms(programme)
    if terms is None or not claim.request.points:
        return None
    account = company_account(claim.partner_id, programme, office=office)
    empty = HeldPoints(account=account, worth=terms.worth, points=0)
    wanted = _wanted(claim, assessment, empty, office=office)
    return empty.part(min(wanted, _available(account, office=office)))


def missing_points(
    hold: Hold, claim: Claim, assessment: Assessment, *, office: Office
) -> PointsPart | None:
    """Give the points that a hold lacks after a correction, as far as there are any.

    A hold keeps to one account: where that year has ended, nothing is added to it.
    """
    if hold.points is None:
        return coverable_points(claim, assessment, office=office)
    wanted = _wanted(claim, assessment, hold.points, office=office)
    there = _available(hold.points.account, office=office)
    return hold.points.part(max(0, min(wanted - hold.points.points, there)))


def approvable_points(
    claim: Claim, hold: Hold | None, assessment: Assessment, *, office: Office
) -> PointsPart | None:
    """Give the most points that can be approved: what is held and still of use."""
    if hold is None or hold.points is None:
        return None
    wanted = _wanted(claim, assessment, hold.points, office=office)
    return hold.points.part(min(hold.points.points, wanted))


def points_of(decision: Decision | None, *, office: Office) -> PointsPart | None:
    """Give what points pay by a decision; None where none do."""
    if decision is None or not decision.points:
        return None
    hold = office.ledger.hold(decision.claim_id, decision.version)
    return None if hold is None or hold.points is None else hold.points.part(decision.points)


def points_offered(partner_id: str, programme: Programme, *, office: Office) -> PointsPart | None:
    """Give the points that a company could use for a claim now, at their worth."""
    terms = claim_points_terms(programme)
    if terms is None:
        return None
    account = company_account(partner_id, programme, office=office)
    empty = HeldPoints(account=account, worth=terms.worth, points=0)
    return empty.part(_available(account, office=office))


def _wanted(claim: Claim, assessment: Assessment, held: HeldPoints, *, office: Office) -> int:
    """Give how many points are asked for and of use, less what a disputed version spent."""
    disputed = hold_disputed(claim, office=office)
    before = 0 if disputed is None or disputed.points is None else disputed.points.posted
    room = whole_points(points_room(assessment), held.worth)
    return max(0, min(claim.request.points, room) - before)


def _available(account: AccountKey, *, office: Office) -> int:
    standing = office.points.find(account)
    return standing.available if standing is not None and standing.status == "OPEN" else 0
