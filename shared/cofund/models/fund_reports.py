"""What keeping the funds did: for one partner, and for all of them together."""

from typing import Literal

from pydantic import Field

from cofund.models.base import Identifier, Model
from cofund.models.ledger import FundKey
from cofund.money import Money

RefusalName = Literal["InsufficientFund", "LimitReached"]


class FundRefusal(Model):
    """A correction that could not be made: the money is spent, or the souvenirs are ordered."""

    fund: FundKey
    refusal: RefusalName
    short: Money
    """What should have been taken back."""


class FundsKept(Model):
    """What was done so that one partner's funds are as they should be on a day."""

    partner_id: Identifier
    granted: Money
    """Put into funds."""
    taken_back: Money
    """Corrected down."""
    expired: Money
    """Left over in funds that ended."""
    closed: tuple[FundKey, ...] = Field(default=(), max_length=30)
    refused: tuple[FundRefusal, ...] = Field(default=(), max_length=30)
    ended: tuple[Identifier, ...] = Field(default=(), max_length=1_000)
    """Applications whose reservation nothing can use any more."""

    @property
    def nothing_done(self) -> bool:
        """Whether all was as it should be."""
        moved = self.granted.amount_minor or self.taken_back.amount_minor
        return not (moved or self.closed or self.refused or self.ended)
