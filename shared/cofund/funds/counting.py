"""To whose budgets a partner's grants belong, and to whose a correction gives back. Pure.

A correction gives back what was granted last, first: to the level and region that the partner had
when it was granted, whatever they are today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cofund.models.budgets import BudgetPart
from cofund.models.claim import Partner
from cofund.models.standing import Posted
from cofund.money import Money

ALL = "all"


def parts_of(partner: Partner, amount: Money) -> tuple[BudgetPart, ...]:
    """Give what an accrual of today counts against: everybody's, the level's, the region's."""
    scopes = [ALL, f"level.{partner.level}"]
    if partner.region is not None:
        scopes.append(f"region.{partner.region}")
    return tuple(BudgetPart(scope=scope, amount=amount) for scope in scopes)


def accrued_by(granted: Iterable[Posted], currency: str) -> Money:
    """Give what some postings have put into a fund, less what they have taken back."""
    accrued = (d.amount for one in granted for d in one.deltas if d.bucket == "accrued")
    return Money.total(accrued, currency)


def parts_back(granted: Iterable[Posted], amount: Money) -> tuple[BudgetPart, ...]:
    """Give what taking an amount back gives back to whom.

    ``granted`` are the fund's accruals and corrections in the order of their posting.
    """
    layers: list[tuple[int, tuple[str, ...]]] = []
    for posting in granted:
        minor = next(delta.amount for delta in posting.deltas if delta.bucket == "accrued")
        if minor.amount_minor > 0:
            layers.append((minor.amount_minor, tuple(one.scope for one in posting.scopes)))
        else:
            _take(layers, -minor.amount_minor)
    back = _take(layers, amount.amount_minor)
    return tuple(
        BudgetPart(scope=scope, amount=Money(amount_minor=minor, currency=amount.currency))
        for scope, minor in sorted(back.items())
    )


def _take(layers: list[tuple[int, tuple[str, ...]]], minor: int) -> Counter[str]:
    """Take the uppermost layers off; give how much of it was whose."""
    back: Counter[str] = Counter()
    while minor and layers:
        left, scopes = layers.pop()
        taken = min(left, minor)
        back.update(dict.fromkeys(scopes, taken))
        minor -= taken
        if left > taken:
            layers.append((left - taken, scopes))
    return back
