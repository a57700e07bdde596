"""Accounts that points are spent from, and points that become money of the fund."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cofund.calendar import local_day, period_of
from cofund.errors import LimitReached, NotAccepted, NotFound
from cofund.models.ledger import FundKey
from cofund.models.points import AccountKey, ConvertPoints, PointsOwner, PointsPart
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.office import Office
from cofund.steps.opening import claim_number
from cofund.steps.points.awards import owner_of, points_terms

if TYPE_CHECKING:
    from cofund.models.programme import Programme


@dataclass(frozen=True)
class Ordering:
    """A form that spends points."""

    account: PointsOwner
    form_id: str
    """Of the form as it was shown: sent twice it spends once."""


def convert(
    points: int,
    ordering: Ordering,
    filer: Filer,
    *,
    programme: Programme,
    office: Office,
) -> None:
    """Turn a company's points into available money of its fund of today, for good.

    The same form sent again converts nothing more, not even in the next quarter.

    Raises:
        NotFound: points are not converted here, or there is no account, or no fund of today.
        LimitReached: fewer than are converted at once.
        NotAccepted: the form is of a person's own account.
        InsufficientPoints: the account has fewer.
        FundClosed, AccountClosed: the period or the year has ended.
        TryAgain: others keep moving the same money or points.
    """
    terms = points_terms(programme)
    if terms.conversion is None:
        raise NotFound("points are not converted")
    if ordering.account != "company":
        raise NotAccepted("a person's points are not converted")
    if points < terms.conversion.at_least:
        raise LimitReached("fewer than are converted at once")
    account = account_of("company", filer, programme=programme, office=office)
    part = PointsPart(account=account, points=points, worth=terms.worth)
    conversion = claim_number(f"{filer.login}\n{ordering.form_id}\nconvert\n{points}")
    if office.points.spent(account, conversion) is None:
        _post_conversion(conversion, part, filer, programme=programme, office=office)


def conversion_fund(partner_id: str, programme: Programme, *, office: Office) -> FundKey:
    """Give the fund of today's period: what is converted becomes available there."""
    period = period_of(_today(programme, office=office), programme.fund.period)
    return FundKey(programme=programme.programme, partner=partner_id, period=period)


def account_of(
    owner: PointsOwner, filer: Filer, *, programme: Programme, office: Office
) -> AccountKey:
    """Give the account of this year that is meant.

    Raises:
        NotFound: it is a person's account, and somebody acts for their company.
    """
    year = str(_today(programme, office=office).year)
    return AccountKey(programme=programme.programme, owner=owner_of(owner, filer), year=year)


def _today(programme: Programme, *, office: Office) -> date:
    return local_day(office.clock(), programme.zone)


def _post_conversion(
    conversion: str, part: PointsPart, filer: Filer, *, programme: Programme, office: Office
) -> None:
    office.ledger.post(
        ConvertPoints(
            fund=conversion_fund(filer.partner_id or "", programme, office=office),
            actor=filer.login,
            reason="converted" if on_behalf_of(filer) is None else "converted on behalf",
            at=office.clock(),
            programme_version=programme.version,
            conversion=conversion,
            points=part,
        )
    )
