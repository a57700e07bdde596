"""A partner's funds of this year and the last, by the versions that gave them their length."""

from __future__ import annotations

from datetime import date

from cofund.errors import NotFound
from cofund.funds.calendar import fund_keys
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.steps.office import Office


def last_years(programme: Programme, *, today: date, office: Office) -> Programme:
    """Give the version that was in force at last year's end; of a new programme its first one."""
    from cofund.programme import in_force  # it reads YAML

    years_end = date(today.year - 1, 12, 31)
    try:
        return in_force(office.programmes, name=programme.programme, day=years_end)
    except NotFound:
        return programme


def recent_funds(
    programme: Programme, partner_id: str, *, today: date, office: Office
) -> tuple[FundKey, ...]:
    """Give all funds of this year and the last, the newest period first, begun or not."""
    before = last_years(programme, today=today, office=office)
    return (
        *fund_keys(programme, partner_id, year=today.year),
        *fund_keys(before, partner_id, year=today.year - 1),
    )


def has_begun(partner_id: str, *, office: Office) -> bool:
    """Say whether a version of the partner's programme is in force: before, there are no funds.

    Raises:
        NotFound: no such partner, or no such programme is installed.
    """
    from cofund.programme import in_force_at, zone_of  # it reads YAML

    name = office.directory.partner(partner_id).programme
    zone_of(office.programmes, name=name)
    try:
        in_force_at(office.programmes, name=name, now=office.clock())
    except NotFound:
        return False
    return True
