"""The end of a year of points: what is available expires, once, however often it is looked at."""

from __future__ import annotations

from cofund.calendar import local_day
from cofund.errors import EntryConflict, NotFound
from cofund.models.points import (
    AccountKey,
    ClosePoints,
    PointsBalance,
    company,
    person,
)
from cofund.models.programme import Programme
from cofund.steps.office import Office

ACTOR = "close_points"
YEARS_LOOKED_BACK = 5
"""A run that did not happen for longer leaves accounts that a person has to look at."""


def close_points(owner: str, *, office: Office) -> tuple[PointsBalance, ...]:
    """Close an owner's accounts of years that have ended; give those that this call closed.

    ``owner`` is "company.{partner id}" or "person.{login}". Points that claims hold live on, and
    expire when they are let go.

    Raises:
        NotFound: no such partner or person.
        TryAgain: others kept moving the same points.
    """
    programme = office.programme(_programme_of(owner, office=office))
    this_year = local_day(office.clock(), programme.zone).year
    accounts = (
        AccountKey(programme=programme.programme, owner=owner, year=f"{year}")
        for year in range(this_year - YEARS_LOOKED_BACK, this_year)
    )
    return tuple(
        office.points.balance(account)
        for account in accounts
        if _closes(account, programme, office=office)
    )


def close_partner_points(partner_id: str, *, office: Office) -> tuple[PointsBalance, ...]:
    """Close the ended years of a company's account and of the accounts of its people.

    Raises:
        NotFound: no such partner.
        TryAgain: others kept moving the same points.
    """
    people = office.directory.people_of(partner_id)
    owners = (company(partner_id), *(person(one.login) for one in people))
    return tuple(closed for owner in owners for closed in close_points(owner, office=office))


def _programme_of(owner: str, *, office: Office) -> str:
    kind, _, name = owner.partition(".")
    partner_id: str | None = name
    if kind == "person":
        partner_id = office.directory.person(name).partner_id
    if partner_id is None:
        raise NotFound("no points without a partner")
    return office.directory.partner(partner_id).programme


def _closes(account: AccountKey, programme: Programme, *, office: Office) -> bool:
    """Close an account that stands open; say whether this call did it."""
    standing = office.points.find(account)
    if standing is None or standing.status == "CLOSED":
        return False
    close = ClosePoints(
        account=account,
        actor=ACTOR,
        reason="year_over",
        at=office.clock(),
        programme_version=programme.version,
    )
    try:
        return not office.points.post(close).replayed
    except EntryConflict:
        return False  # a twin closed it under another version of the programme
