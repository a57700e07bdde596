"""What a corrected turnover would have granted to funds that have ended: nothing moves in them.

A manager who corrects last year's turnover in autumn has to know that some of what was granted in
spring was too much and is spent, or was too little: both are settled with the partner by people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.funds.calendar import FundDue, funds_due
from cofund.funds.weighing import effect_on_ended
from cofund.models.claim import Partner
from cofund.models.imports import FundEffect, PartnerChange
from cofund.models.ledger import FundKey
from cofund.models.money_terms import TurnoverBands
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.steps.funds.years import last_years
from cofund.steps.office import Office

Turnovers = dict[str, Money]


def effects_on_ended(
    change: PartnerChange, terms: Programme, *, office: Office
) -> Iterator[FundEffect]:
    """Give the ended funds of this year and the last that a turnover would have changed.

    A new level or region counts from the day it is known: it corrects nothing that has ended.
    """
    if change.old is None:
        return
    today = local_day(office.clock(), terms.zone)
    corrected = change.old.model_copy(update={"turnover": change.new.turnover})
    known = office.directory.turnovers(change.old.partner_id)
    others = known | {one.period: one.new for one in change.turnovers}
    for version, day in _years(terms, today, office=office):
        was = _due(version, change.old, known, day)
        right = _due(version, corrected, others, day)
        for before, after in zip(was, right, strict=True):
            differs = after.granted - before.granted
            if differs and before.expires_on < today:
                yield from _effect(before.fund, differs, change.row, office=office)


def _years(terms: Programme, today: date, *, office: Office) -> Iterator[tuple[Programme, date]]:
    """Give the version of each year whose funds a turnover of today's list may go back to.

    Bands go by one figure, which each year has anew: today's says nothing of last year's funds.
    """
    before = last_years(terms, today=today, office=office)
    if not isinstance(before.fund.accrual, TurnoverBands):
        yield before, date(today.year - 1, 12, 31)
    yield terms, today


def _due(
    terms: Programme, partner: Partner, turnovers: Turnovers, today: date
) -> tuple[FundDue, ...]:
    nothing = Money.zero(terms.currency)
    return funds_due(
        terms, partner, today=today, turnover_of=lambda period: turnovers.get(period, nothing)
    )


def _effect(fund: FundKey, differs: Money, row: int, *, office: Office) -> Iterator[FundEffect]:
    try:
        standing = office.ledger.balance(fund)
    except NotFound:
        return  # the partner came after it
    effect = effect_on_ended(standing, differs, row=row)
    if effect is not None:
        yield effect
