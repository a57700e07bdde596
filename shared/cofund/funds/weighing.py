"""What other facts of a partner would move in its funds, by what stands there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cofund.funds.calendar import FundDue
from cofund.models.imports import FundEffect
from cofund.money import Money


def effect_on(due: FundDue, *, row: int, granted: Money, available: Money) -> FundEffect | None:
    """Give what bringing a fund to what is due would move; None where nothing would.

    ``granted`` is what the terms have granted it so far. What should be taken back and is not
    available is short: then nothing of it is taken back.
    """
    change = due.granted - granted
    if not change:
        return None
    short = max(-change - available, Money.zero(change.currency))
    return FundEffect(row=row, fund=due.fund, change=change, short=short)


@dataclass(frozen=True)
class EffectsSummed:
    """What a list would move in all funds together; amounts are not negative."""

    granted: Money
    taken_back: Money
    refused: Money
    """What should be taken back and will not be, because it is spent or set aside."""


def summed(effects: Sequence[FundEffect]) -> EffectsSummed:
    """Give the sums of some effects, at least one."""
    currency = effects[0].change.currency
    nothing = Money.zero(currency)
    back = [one for one in effects if one.change < nothing]
    return EffectsSummed(
        granted=Money.total((one.change for one in effects if one.change > nothing), currency),
        taken_back=Money.total((-one.change for one in back if not one.short), currency),
        refused=Money.total((-one.change for one in back if one.short), currency),
    )
