"""Offices of other programmes than those that come with Cofund, kept night by night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cofund.errors import NotFound
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.models.standing import Balance
from cofund.programme import in_force_at, pinned, zone_of
from cofund.steps.funds.years import recent_funds
from tests.fakes.office import FakeOffice

HALF_PAST_MIDNIGHT = time(0, 30)


@dataclass
class OfficeOf(FakeOffice):
    """An office with the versions of one programme installed."""

    installed: tuple[Programme, ...] = ()

    @property
    def programme_zone(self) -> str:
        """The programme's."""
        return zone_of(self.installed, name=self.programme_name)

    def programme(self, name: str, version: str | None = None) -> Programme:
        """Give a version; without one, that in force today."""
        if version is None:
            return in_force_at(self.installed, name=name, now=self.clock())
        return pinned(self.installed, name=name, version=version)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Every installed version."""
        return self.installed


def at_night(office: FakeOffice, day: date) -> None:
    """Put the clock to the nightly run of a day, by the programme's own clock."""
    zone = ZoneInfo(office.programme_zone)
    office.clock.set(datetime.combine(day, HALF_PAST_MIDNIGHT, tzinfo=zone))


def days(first: date, last: date) -> Iterator[date]:
    """Give the days of a span."""
    while first <= last:
        yield first
        first += timedelta(days=1)


def funds_of(office: FakeOffice, partner_id: str, *, today: date) -> dict[str, Balance]:
    """Give the funds of this year and the last that were ever opened, by period."""
    programme = office.programme(office.directory.partner(partner_id).programme)
    found = {}
    for key in recent_funds(programme, partner_id, today=today, office=office):
        balance = _balance(key, office)
        if balance is not None:
            found[key.period] = balance
    return found


def _balance(key: FundKey, office: FakeOffice) -> Balance | None:
    try:
        return office.ledger.balance(key)
    except NotFound:
        return None
