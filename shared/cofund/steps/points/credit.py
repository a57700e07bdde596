"""State "Credit points": put what was agreed to into the account, once."""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.errors import AccountClosed, NotApproved
from cofund.models.awards import Award
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.models.points import AccountKey, EarnPoints, PointsPosted
from cofund.steps.office import Office


def credit_points(matter: Matter, *, office: Office) -> PointsPosted:
    """Put the points that were agreed to into the account of the year of the consent.

    Where that year was closed before the points came in, they go into the next one's: nobody loses
    points by our being late. A posting that stands is found first, so they come in once.

    Raises:
        NotApproved: nobody has agreed to this version.
        TryAgain: others keep moving points of this account.
    """
    consent = office.matters.consent(matter)
    if consent is None or consent.points is None:
        raise NotApproved("nobody has agreed to this award")
    head = office.matters.get(matter.kind, matter.matter_id)
    award = office.matters.content(matter, Award)
    year = year_of(consent, head, office=office)
    try:
        return _earn(award, consent, head, year, office=office)
    except AccountClosed:
        return _earn(award, consent, head, year + 1, office=office)


def year_of(consent: Consent, head: MatterHead, *, office: Office) -> int:
    """Give the calendar year of a consent, in the programme's zone."""
    zone = office.programme(head.programme, head.programme_version).zone
    return local_day(consent.decided_at, zone).year


def credited(matter: Matter, consent: Consent, *, office: Office) -> PointsPosted | None:
    """Give the posting by which an award's points came in; None before they did."""
    head = office.matters.get(matter.kind, matter.matter_id)
    award = office.matters.content(matter, Award)
    year = year_of(consent, head, office=office)
    found = (
        office.points.entry(_account(award, head, one), f"{matter.matter_id}#EARN")
        for one in (year, year + 1)
    )
    return next((posting for posting in found if posting is not None), None)


def _earn(
    award: Award, consent: Consent, head: MatterHead, year: int, *, office: Office
) -> PointsPosted:
    account = _account(award, head, year)
    office.points.open_account(account)
    movement = EarnPoints(
        account=account,
        actor=consent.decided_by,
        reason=award.earned_by,
        at=office.clock(),
        programme_version=head.programme_version,
        award=head.matter.matter_id,
        points=consent.points or 0,
    )
    return office.points.post(movement)


def _account(award: Award, head: MatterHead, year: int) -> AccountKey:
    return AccountKey(programme=head.programme, owner=award.owner, year=str(year))
