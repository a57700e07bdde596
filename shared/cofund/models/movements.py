"""What movements of money are made of: buckets, funds, amounts, and what every movement carries.

The movements themselves stand in ``ledger``, those of orders in ``orders``.
"""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.money import Money

Bucket = Literal["accrued", "available", "reserved", "held", "debited", "expired"]
BUCKETS: tuple[Bucket, ...] = get_args(Bucket)
"""Accrued is what ever came in; the other five say where it is now, and sum up to it."""

Period = Annotated[str, Field(pattern=r"^\d{4}(Q[1-4]|M(0[1-9]|1[0-2]))?$")]
"""A quarter "2026Q4", a month "2026M11" or a year "2026"."""
EntryId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.#-]{1,100}$")]


def _above_zero(amount: Money) -> Money:
    if amount.amount_minor <= 0:
        raise ValueError("the amount must be above zero")
    return amount


def _not_negative(amount: Money) -> Money:
    if amount.amount_minor < 0:
        raise ValueError("the amount cannot be negative")
    return amount


Amount = Annotated[Money, AfterValidator(_above_zero)]
AmountOrZero = Annotated[Money, AfterValidator(_not_negative)]


class LimitKey(Model):
    """One partner's souvenir limit for one year."""

    programme: Identifier
    partner: Identifier
    year: Annotated[str, Field(pattern=r"^\d{4}$")]


class FundKey(Model):
    """One partner's money for one period."""

    programme: Identifier
    partner: Identifier
    period: Period

    def limit(self) -> LimitKey:
        """Give the key of the yearly souvenir limit beside this fund."""
        return LimitKey(programme=self.programme, partner=self.partner, year=self.period[:4])


class Caused(Model):
    """What every movement carries. ``at`` and ``trace_id`` don't make it another movement."""

    actor: Identifier
    """Opaque id of the person or step behind it: never a name or mail address."""
    reason: ShortText
    at: AwareDatetime
    programme_version: ShortText
    trace_id: ShortText | None = None


class FundMovement(Caused):
    """A movement of one fund's money."""

    fund: FundKey


def ensure_part(part: Money, whole: Money) -> None:
    """Stop a part that is more than the whole.

    Raises:
        ValueError: it is.
    """
    if part > whole:
        raise ValueError("a souvenir part is at most the amount")
