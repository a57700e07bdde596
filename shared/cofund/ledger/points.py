"""Movements of points alone: earn, spend, give back, close the year. Pure, like all of the ledger.

What points do inside a claim's hold and debit stands in ``points_in_claims``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from cofund.errors import AccountClosed, InsufficientPoints, NotAccepted, NotFound, NotInThisState
from cofund.items import Check, Condition, Put, Update, Value, Write
from cofund.ledger.change import entry_attributes
from cofund.ledger.points_shapes import points_balance_key, points_posting_key, spending_key
from cofund.models.movements import Caused
from cofund.models.points import (
    AccountKey,
    ClosePoints,
    EarnPoints,
    GiveBackPoints,
    PointsBalance,
    PointsBucket,
    PointsMovement,
    PointsSpent,
    SpendPoints,
    SpentOn,
)


@dataclass(frozen=True)
class PointsSeen:
    """What was read before a movement of points is judged; None where nothing stands."""

    balance: PointsBalance | None
    spent: PointsSpent | None = None
    """On the movement's subject."""


@dataclass(frozen=True)
class PointsChange:
    """What one movement does to an account; zeros are left out on writing."""

    deltas: Mapping[PointsBucket, int]
    conditions: tuple[Condition, ...]
    """On the account's balance."""
    writes: tuple[Write, ...] = ()
    assign: Mapping[str, Value] = field(default_factory=dict)
    """Set on the account's balance."""


def plan_points(movement: PointsMovement, seen: PointsSeen) -> tuple[Write, ...]:
    """Give the writes of the movement; the first is its posting, the second the balance.

    Raises:
        Refusal: by the name that the movement's function lists; ``NotFound`` without an account.
    """
    if seen.balance is None:
        raise NotFound("no such account")
    change = _change(movement, seen.balance, seen.spent)
    moved = account_writes(movement, movement.entry_id, movement.account, change)
    return (*moved, *change.writes)


def account_writes(
    movement: Caused, entry_id: str, account: AccountKey, change: PointsChange
) -> tuple[Put, Write]:
    """Give the account's posting of a movement, and the change of its balance."""
    deltas: dict[str, Value] = {bucket: by for bucket, by in change.deltas.items() if by}
    attributes = {**entry_attributes(movement), "entry_id": entry_id, "deltas": deltas}
    put = Put(points_posting_key(account, entry_id), attributes)
    key = points_balance_key(account)
    add: dict[str, int] = {bucket: by for bucket, by in change.deltas.items() if by}
    if not add and not change.assign:
        return put, Check(key, change.conditions)
    return put, Update(key, add=add, assign=change.assign, conditions=change.conditions)


def earn(movement: EarnPoints, balance: PointsBalance) -> PointsChange:
    """Put points into an open account.

    Raises:
        AccountClosed: the year has ended.
    """
    require_open_account(balance)
    gained: dict[PointsBucket, int] = {"earned": movement.points, "available": movement.points}
    return PointsChange(gained, (as_open(balance),))


def spend(movement: SpendPoints, balance: PointsBalance, spent: PointsSpent | None) -> PointsChange:
    """Pay with available points.

    Raises:
        AccountClosed: the year has ended.
        InsufficientPoints: fewer are available.
        NotInThisState: the account has paid for this already, in another way.
    """
    require_unpaid(spent)
    paid = spent_on(movement.account, movement.subject, movement.purpose, movement.points)
    return spend_available(balance, movement.points, paid)


def spend_available(balance: PointsBalance, points: int, paid: Put) -> PointsChange:
    """Take available points for what a spending says.

    Raises:
        AccountClosed: the year has ended.
        InsufficientPoints: fewer are available.
    """
    require_points(balance, points)
    return PointsChange(
        {"available": -points, "spent": points},
        (as_open(balance), so_many("available", points)),
        (paid,),
    )


def give_back(
    movement: GiveBackPoints, balance: PointsBalance, spent: PointsSpent | None
) -> PointsChange:
    """Give back what was paid for a subject; after the year's end it expires at once.

    Raises:
        NotFound: nothing was paid for it from this account.
        NotInThisState: it was converted into money, for good.
        NotAccepted: more than is left of what was paid.
    """
    if spent is None:
        raise NotFound("nothing was paid for this")
    if spent.purpose == "conversion":
        raise NotInThisState("what was converted stays converted")
    if movement.points > spent.left:
        raise NotAccepted("more than was paid and not given back")
    left = Update(
        spending_key(movement.account, movement.subject),
        add={"left": -movement.points},
        conditions=(so_many("left", movement.points),),
    )
    conditions = (as_open(balance), so_many("spent", movement.points))
    return PointsChange(
        {"spent": -movement.points, freed_points(balance): movement.points}, conditions, (left,)
    )


def close_account(balance: PointsBalance) -> PointsChange:
    """Let what is available expire, exactly what was seen; what claims hold lives on.

    Raises:
        AccountClosed: the year has ended already.
    """
    require_open_account(balance)
    left = balance.available
    return PointsChange(
        {"available": -left, "expired": left},
        (as_open(balance), Condition("available", "=", left)),
        assign={"status": "CLOSED"},
    )


def spent_on(
    account: AccountKey, subject: str, purpose: SpentOn, points: int, **more: Value
) -> Put:
    """Give the write that notes what points pay for a subject: each is paid once."""
    paid: dict[str, Value] = {"purpose": purpose, "points": points, "left": points}
    return Put(spending_key(account, subject), paid | more)


def as_open(balance: PointsBalance) -> Condition:
    """Let the change happen only while the account is as open or closed as it was seen."""
    return Condition("status", "=", balance.status)


def so_many(attribute: str, points: int) -> Condition:
    """Let the change happen only while so many points stand there."""
    return Condition(attribute, ">=", points)


def freed_points(balance: PointsBalance) -> PointsBucket:
    """Give where freed points go: after the year's end nothing is available any more."""
    return "available" if balance.status == "OPEN" else "expired"


def require_open_account(balance: PointsBalance) -> None:
    """Refuse what needs the account's year to go on.

    Raises:
        AccountClosed: the year has ended.
    """
    if balance.status != "OPEN":
        raise AccountClosed("the account's year has ended")


def require_unpaid(spent: PointsSpent | None) -> None:
    """Refuse to pay for a subject a second time, in another way.

    Raises:
        NotInThisState: the account has paid for it.
    """
    if spent is not None:
        raise NotInThisState("this was paid for already")


def require_points(balance: PointsBalance, points: int) -> None:
    """Refuse to take more points than are available.

    Raises:
        AccountClosed: the year has ended.
        InsufficientPoints: fewer are available.
    """
    require_open_account(balance)
    if balance.available < points:
        raise InsufficientPoints("fewer points are available")


def _change(
    movement: PointsMovement, balance: PointsBalance, spent: PointsSpent | None
) -> PointsChange:
    match movement:
        case EarnPoints():
            return earn(movement, balance)
        case SpendPoints():
            return spend(movement, balance, spent)
        case GiveBackPoints():
            return give_back(movement, balance, spent)
        case ClosePoints():
            return close_account(balance)
        case _:
            assert_never(movement)
