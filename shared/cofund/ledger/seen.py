"""What stands in the ledger where a movement wants to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cofund.items import Key
from cofund.models.standing import Balance, Hold, Reservation, SouvenirLimit


@dataclass(frozen=True)
class Seen:
    """What was read before a movement is judged; None where nothing stands."""

    balance: Balance | None
    hold: Hold | None = None
    reservation: Reservation | None = None
    limit: SouvenirLimit | None = None
    paid: Mapping[Key, int] = field(default_factory=dict)
    """Minor units taken of each invoice of the movement; those never touched are missing."""
