"""A partner's funds as pages show them: what stands in each, and until when it can be used."""

from __future__ import annotations

from datetime import date

from cofund.errors import NotFound
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.pages.views.partner import FundLine
from cofund.steps.funds.years import recent_funds
from cofund.steps.office import Office
from cofund.terms.entitlement import expires_on


def fund_lines(
    programme: Programme, partner_id: str, *, today: date, office: Office
) -> tuple[FundLine, ...]:
    """Give the funds of this year and the last that were ever opened, the newest period first."""
    keys = recent_funds(programme, partner_id, today=today, office=office)
    found = (find_fund_line(programme, key, office=office) for key in keys)
    return tuple(line for line in found if line is not None)


def find_fund_line(programme: Programme, fund: FundKey, *, office: Office) -> FundLine | None:
    """Give a fund's line; None where the fund was never opened."""
    try:
        standing = office.ledger.balance(fund)
    except NotFound:
        return None
    expires = expires_on(programme, fund.period) if standing.status == "OPEN" else None
    return FundLine(balance=standing, expires_on=expires)
