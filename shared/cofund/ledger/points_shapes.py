"""Keys and items of points in the table ``ledger``: whole points, never beside a currency.

========  ==============================  =====================================================
item      pk / sk                         attributes
========  ==============================  =====================================================
account   ``PTS#p#company.x#2026``        status, the five buckets
          / ``BAL``
posting   the account's                   kind, deltas, digest, subject, actor, reason, at,
          / ``P#{entry id}``              programme_version, trace_id
spending  the account's                   purpose, points, left; of a conversion also worth
          / ``SPENT#{subject}``           (of one point, in minor units) and currency
========  ==============================  =====================================================

A claim's hold (``CLM#{claim}`` / ``HOLD#{version}``) that took points says so in points_account,
points_worth (minor units of its currency), points, points_posted and points_reversible.
"""

from __future__ import annotations

from typing import Any

from cofund.items import Item, Key, Value
from cofund.models.points import (
    POINTS_BUCKETS,
    AccountKey,
    HeldPoints,
    PointsBalance,
    PointsDelta,
    PointsPosted,
    PointsSpent,
)
from cofund.money import Money


def account_text(account: AccountKey) -> str:
    """Give the account's partition key, which also names it inside other items."""
    return f"PTS#{account.programme}#{account.owner}#{account.year}"


def account_key(text: str) -> AccountKey:
    """Give the account that a partition key names."""
    _, programme, owner, year = text.split("#")
    return AccountKey(programme=programme, owner=owner, year=year)


def points_balance_key(account: AccountKey) -> Key:
    """Give where an account's balance stands."""
    return Key("ledger", account_text(account), "BAL")


def points_posting_key(account: AccountKey, entry_id: str) -> Key:
    """Give where a posting of points stands."""
    return Key("ledger", account_text(account), f"P#{entry_id}")


def spending_key(account: AccountKey, subject: str) -> Key:
    """Give where it stands what points have paid for a subject."""
    return Key("ledger", account_text(account), f"SPENT#{subject}")


def read_points_balance(account: AccountKey, item: Item) -> PointsBalance:
    """Give an account's balance from its item."""
    buckets: Any = {bucket: item[bucket] for bucket in POINTS_BUCKETS}
    return PointsBalance(account=account, status=_any(item["status"]), **buckets)


def read_points_posting(account: AccountKey, item: Item) -> PointsPosted:
    """Give a posting of points from its item."""
    deltas: Any = item["deltas"]
    moved = tuple(
        PointsDelta(bucket=bucket, points=deltas[bucket])
        for bucket in POINTS_BUCKETS
        if bucket in deltas
    )
    fields: Any = {name: value for name, value in item.items() if name != "deltas"}
    return PointsPosted(account=account, deltas=moved, **fields)


def read_spending(account: AccountKey, subject: str, item: Item) -> PointsSpent:
    """Give what points have paid for a subject from its item."""
    fields: Any = {name: item[name] for name in ("purpose", "points", "left")}
    return PointsSpent(account=account, subject=subject, **fields)


def read_held_points(item: Item) -> HeldPoints | None:
    """Give the points of a claim's hold from its item; None where it took none."""
    if "points_account" not in item:
        return None
    worth = Money(amount_minor=_any(item["points_worth"]), currency=str(item["currency"]))
    return HeldPoints(
        account=account_key(str(item["points_account"])),
        worth=worth,
        points=_any(item["points"]),
        posted=_any(item["points_posted"]),
        reversible=_any(item["points_reversible"]),
    )


def _any(value: Value) -> Any:
    """Leave it to the model to say whether the value fits."""
    return value
