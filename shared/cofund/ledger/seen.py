"""What stands in the ledger where a movement wants to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cofund.items import Key
from cofund.models.budgets import Budget
from cofund.models.orders import StandingOrder, StockKey
from cofund.models.points import PointsBalance, PointsSpent
from cofund.models.standing import Balance, Hold, Reservation, SouvenirLimit


@dataclass(frozen=True)
class Seen:
    """What was read before a movement is judged; None where nothing stands."""

    balance: Balance | None
    from_balance: Balance | None = None
    """Of the fund that a reservation leaves; None where it leaves none."""
    hold: Hold | None = None
    account: PointsBalance | None = None
    """Of points that the movement moves, or its hold has."""
    spent: PointsSpent | None = None
    """On the movement's conversion."""
    reservation: Reservation | None = None
    limit: SouvenirLimit | None = None
    paid: Mapping[Key, int] = field(default_factory=dict)
    """Minor units taken of each invoice of the movement; those never touched are missing."""
    order: StandingOrder | None = None
    on_hand: Mapping[StockKey, int] = field(default_factory=dict)
    """Pieces of each thing that is ordered; those never in stock are missing."""
    budgets: Mapping[str, Budget] = field(default_factory=dict)
    """Those of the movement's scopes that exist, by scope."""
