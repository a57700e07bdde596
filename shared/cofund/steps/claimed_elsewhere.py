"""What a partner's other claims have taken of the caps that this one falls under.

Counted is what they hold or were paid, clawbacks taken off. The list of a partner's claims may lag
a moment behind: of two claims judged at the same moment, neither may see the other; the person who
decides sees both, and the ledger never gives more than the fund has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cofund.models.assessment import BalanceFacts
from cofund.models.claim import Application, Claim
from cofund.models.programme import Programme
from cofund.money import Money
from cofund.steps.office import Office


@dataclass(frozen=True)
class _Taken:
    """What another claim holds or was paid, and for which activity."""

    application: Application
    amount: Money


def with_claimed_elsewhere(
    balances: BalanceFacts,
    claim: Claim,
    application: Application,
    programme: Programme,
    *,
    office: Office,
) -> BalanceFacts:
    """Add to the balances what other claims took of the activity, its month and its year."""
    others = tuple(_others(claim, application, programme, office=office))
    day = application.activity.last_day
    same_year = [one for one in others if one.application.activity.last_day.year == day.year]
    same_month = [x for x in same_year if x.application.activity.last_day.month == day.month]
    same = [x for x in others if x.application.application_id == application.application_id]
    currency, caps = programme.currency, programme.caps
    return balances.model_copy(
        update={
            "claimed_in_month": _total(same_month, currency) if caps.per_month else None,
            "claimed_in_year": _total(same_year, currency) if caps.per_year else None,
            "paid_for_activity": _total(same, currency) if same else None,
        }
    )


def _others(
    claim: Claim, application: Application, programme: Programme, *, office: Office
) -> Iterator[_Taken]:
    """Give the partner's other claims under the programme; of other activities if caps need it."""

    @cache
    def applied(application_id: str) -> Application:
        return office.directory.application(application_id)

    wide = programme.caps.per_month is not None or programme.caps.per_year is not None
    for other in office.claims.of_partner(claim.partner_id):
        if other.claim_id == claim.claim_id:
            continue
        if not wide and other.application_id != application.application_id:
            continue
        its = applied(other.application_id)
        amount = _amount(other, programme.currency, office=office)
        if its.programme == programme.programme and amount:
            yield _Taken(its, amount)


def _amount(claim: Claim, currency: str, *, office: Office) -> Money:
    """Give what all versions of a claim hold, or were paid and still have."""
    holds = [office.ledger.hold(claim.claim_id, number + 1) for number in range(claim.version)]
    held = [h.amount for h in holds if h is not None and h.state == "HELD"]
    paid = [h.reversible for h in holds if h is not None and h.state == "POSTED"]
    return Money.total((*held, *paid), currency)


def _total(taken: list[_Taken], currency: str) -> Money:
    return Money.total((one.amount for one in taken), currency)
