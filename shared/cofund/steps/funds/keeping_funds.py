"""Funds through the year: granted when their time comes, corrected, and ended, each thing once.

One step brings all funds of a partner to what they should be today. Run twice, late, after a crash
or beside another run it leaves the same books: it looks at what is there, and moves the difference.
"""

from __future__ import annotations

from datetime import date, datetime

from cofund.books.writing import TRIES
from cofund.calendar import local_day
from cofund.errors import (
    BudgetExceeded,
    EntryConflict,
    InsufficientFund,
    LimitReached,
    NotFound,
    TryAgain,
)
from cofund.funds.calendar import BY_TERMS, FundDue, funds_due, funds_over, year_fund
from cofund.funds.counting import accrued_by, parts_back, parts_of
from cofund.models.budgets import BudgetKey
from cofund.models.claim import Partner
from cofund.models.fund_reports import FundRefusal, FundsKept
from cofund.models.ledger import Accrue, ClosePeriod, CorrectAccrual, FundKey
from cofund.models.programme import Programme
from cofund.models.standing import Posted
from cofund.money import Money
from cofund.programme import in_force_at
from cofund.steps.funds.years import last_years
from cofund.steps.office import Office
from cofund.terms.entitlement import souvenir_limit

ACTOR = "keep_funds"


def keep_funds(partner_id: str, *, office: Office) -> FundsKept:
    """Bring a partner's funds to what they should be today; give what that took.

    Ended funds are closed first: what is left of them expires. Money that should be taken back and
    is spent already is left where it is, and money that a budget has no room for is not granted:
    both are named.

    Raises:
        NotFound: no such partner, or no version of the programme is in force yet.
        TryAgain: others kept moving the same money.
    """
    partner = office.directory.partner(partner_id)
    now = office.clock()
    programme = in_force_at(office.programmes, name=partner.programme, now=now)
    today = local_day(now, programme.zone)
    closed, expired = _close_ended(programme, partner_id, today, now, office=office)
    due = funds_due(
        programme,
        partner,
        today=today,
        turnover_of=lambda period: office.directory.turnover(
            partner_id, period, programme.currency
        ),
    )
    open_due = [one for one in due if one.expires_on >= today]
    moved = [_bring(one, partner, programme, now, office=office) for one in open_due]
    refused = [one for one in moved if isinstance(one, FundRefusal)]
    changes = [one.amount_minor for one in moved if isinstance(one, Money)]
    limit_refused = _limit(due, programme, partner, office=office)
    return FundsKept(
        partner_id=partner_id,
        granted=_money(sum(change for change in changes if change > 0), programme),
        taken_back=_money(-sum(change for change in changes if change < 0), programme),
        expired=expired,
        closed=closed,
        refused=(*refused, *limit_refused),
    )


def granted_by_terms(fund: FundKey, *, office: Office) -> list[Posted]:
    """Give what the terms have granted a fund so far and taken back, in that order."""
    return sorted(office.ledger.postings(fund, begins=BY_TERMS), key=_number_of)


def _close_ended(
    programme: Programme, partner_id: str, today: date, now: datetime, *, office: Office
) -> tuple[tuple[FundKey, ...], Money]:
    closed, expired = [], Money.zero(programme.currency)
    before = last_years(programme, today=today, office=office)
    for fund in funds_over(programme, partner_id, today=today, last_years=before):
        left = _close(fund, programme, now, office=office)
        if left is not None:
            closed.append(fund)
            expired += left
    return tuple(closed), expired


def _close(fund: FundKey, programme: Programme, now: datetime, *, office: Office) -> Money | None:
    """Close a fund that is open; give what expired, or None where there was nothing to close."""
    try:
        standing = office.ledger.balance(fund)
    except NotFound:
        return None
    if standing.status == "CLOSED":
        return None
    posted = office.ledger.post(
        ClosePeriod(
            fund=fund,
            actor=ACTOR,
            reason="period_over",
            at=now,
            programme_version=programme.version,
        )
    )
    left = (delta.amount for delta in posted.deltas if delta.bucket == "expired")
    return Money.total(left, standing.currency)


def _bring(
    due: FundDue, partner: Partner, programme: Programme, now: datetime, *, office: Office
) -> Money | FundRefusal:
    """Move the difference between what a fund was granted and what it should have been.

    Give what was moved, below zero where it was taken back.
    """
    office.ledger.open_fund(due.fund, programme.currency)
    for _ in range(TRIES):
        granted = granted_by_terms(due.fund, office=office)
        short = due.granted - accrued_by(granted, programme.currency)
        try:
            _move(due.fund, short, granted, partner, programme, now, office=office)
        except EntryConflict:
            continue  # another run, by newer facts, was here: look again
        except InsufficientFund:
            return FundRefusal(fund=due.fund, refusal="InsufficientFund", short=-short)
        except BudgetExceeded as exceeded:
            return _over_budget(due.fund, short, exceeded.scope, office=office)
        return short
    raise TryAgain("others keep granting money to this fund")


def _over_budget(fund: FundKey, short: Money, scope: str, *, office: Office) -> FundRefusal:
    left = office.budgets.budget(BudgetKey.of(fund, scope)).left
    return FundRefusal(fund=fund, refusal="BudgetExceeded", short=short, budget=scope, left=left)


def _number_of(posting: Posted) -> tuple[int, str]:
    """Give the place of a grant among the fund's; a seed's first one has no number."""
    number = str(posting.subject).rpartition("-")[2]
    return (int(number) if number.isdigit() else 0), posting.entry_id


def _move(
    fund: FundKey,
    short: Money,
    granted: list[Posted],
    partner: Partner,
    programme: Programme,
    now: datetime,
    *,
    office: Office,
) -> None:
    number = len(granted) + 1
    source = f"{BY_TERMS}{fund.period}-{number}"
    if short.amount_minor > 0:
        office.ledger.post(
            Accrue(
                fund=fund,
                actor=ACTOR,
                reason="granted" if number == 1 else "corrected",
                at=now,
                programme_version=programme.version,
                source=source,
                amount=short,
                scopes=parts_of(partner, short),
            )
        )
    elif short.amount_minor < 0:
        office.ledger.post(
            CorrectAccrual(
                fund=fund,
                actor=ACTOR,
                reason="corrected",
                at=now,
                programme_version=programme.version,
                source=source,
                amount=-short,
                scopes=parts_back(granted, -short),
            )
        )


def _limit(
    due: tuple[FundDue, ...],
    programme: Programme,
    partner: Partner,
    *,
    office: Office,
) -> tuple[FundRefusal, ...]:
    """Set the year's souvenir limit; what is ordered above a lower one is named."""
    whole = year_fund(due, programme, partner)
    cap = souvenir_limit(programme, level=partner.level, year_fund=whole)
    if cap is None or not due:
        return ()
    key = due[0].fund.limit()
    try:
        office.ledger.set_souvenir_limit(key, cap)
    except LimitReached:
        standing = office.ledger.souvenir_limit(key)
        short = standing.cap - cap if standing else cap
        return (FundRefusal(fund=due[0].fund, refusal="LimitReached", short=short),)
    return ()


def _money(minor: int, programme: Programme) -> Money:
    return Money(amount_minor=minor, currency=programme.currency)
