"""What taking a list in would do to the funds today: looked at, nothing is moved.

The funds are weighed in the order in which taking the list in moves them: what a row takes of a
budget is gone for the rows below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from cofund.calendar import local_day
from cofund.errors import NotFound
from cofund.funds.calendar import funds_due
from cofund.funds.weighing import BudgetRoom, FundSeen, effect_on
from cofund.models.budgets import Budget, BudgetKey
from cofund.models.imports import FundEffect, PartnerChange
from cofund.models.ledger import FundKey
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.steps.funds.keeping_funds import granted_by_terms
from cofund.steps.managing.weighing_ended import effects_on_ended
from cofund.steps.office import Office


def weigh(
    changes: Iterable[PartnerChange], *, programme: str, office: Office
) -> tuple[FundEffect, ...]:
    """Give what each change would put into open funds or take back, fund by fund.

    What would be refused is given too, with what it lacks: money in the fund, or room in a budget.
    So are funds that have ended and would have been granted something else.

    Raises:
        NotFound: there is no such programme.
    """
    terms = office.programme(programme)
    room = BudgetRoom(partial(_budget, office=office))
    return tuple(
        effect
        for change in changes
        for effect in (
            *effects_on_ended(change, terms, office=office),
            *_effects(change, terms, room, office=office),
        )
    )


def _effects(
    change: PartnerChange, terms: Programme, room: BudgetRoom, *, office: Office
) -> Iterator[FundEffect]:
    partner = change.new
    known = office.directory.turnovers(partner.partner_id)
    known |= {one.period: one.new for one in change.turnovers}
    today = local_day(office.clock(), terms.zone)

    def turnover_of(period: str) -> Money:
        return known.get(period, Money.zero(terms.currency))

    for due in funds_due(terms, partner, today=today, turnover_of=turnover_of):
        if due.expires_on < today:
            continue
        seen = FundSeen(
            granted=granted_by_terms(due.fund, office=office),
            available=_available(due.fund, terms, office=office),
        )
        effect = effect_on(due, partner, seen, row=change.row, room=room)
        if effect is not None:
            yield effect


def _available(fund: FundKey, terms: Programme, *, office: Office) -> Money:
    try:
        return office.ledger.balance(fund).available
    except NotFound:
        return Money.zero(terms.currency)


def _budget(key: BudgetKey, *, office: Office) -> Budget | None:
    try:
        return office.budgets.budget(key)
    except NotFound:
        return None
