"""The yearly souvenir limit, which stands beside a partner's funds: charged, and given back."""

from __future__ import annotations

from cofund.errors import LimitReached, NotAccepted
from cofund.items import Condition, Update
from cofund.ledger.change import at_least
from cofund.ledger.shapes import limit_key
from cofund.models.standing import SouvenirLimit
from cofund.money import Money


def charge_limit(limit: SouvenirLimit | None, part: Money) -> tuple[Update, ...]:
    """Give the write that takes a part from the year's souvenir limit.

    Raises:
        LimitReached: less is left, or there is no limit for the year.
        NotAccepted: the limit's currency is another one.
    """
    if not part:
        return ()
    if limit is None:
        raise LimitReached("the year has no souvenir limit")
    if limit.available.currency != part.currency:
        raise NotAccepted("the souvenir limit is in another currency")
    if limit.available < part:
        raise LimitReached("the year's souvenir limit is reached")
    return (_add(limit, -part, at_least("available", part)),)


def refund_limit(limit: SouvenirLimit | None, part: Money) -> tuple[Update, ...]:
    """Give the write that gives a part back to the year's souvenir limit."""
    if not part:
        return ()
    assert limit is not None, "a part was charged, so the limit stands"
    return (_add(limit, part, Condition("cap", "present")),)


def _add(limit: SouvenirLimit, part: Money, condition: Condition) -> Update:
    added = {"available": part.amount_minor}
    return Update(limit_key(limit.key), add=added, conditions=(condition,))
