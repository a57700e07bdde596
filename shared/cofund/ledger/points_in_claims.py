"""Points inside movements of a claim's money, and points that become money: in one transaction.

Each function gives the writes that ride along. The account gets a posting under the movement's own
id, so whoever looks at either finds the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from cofund.errors import NotAccepted, NotFound, NotInThisState
from cofund.items import Condition, Value, Write
from cofund.ledger.change import Change, is_status, require_currency, require_open
from cofund.ledger.points import (
    PointsChange,
    account_writes,
    as_open,
    freed_points,
    require_points,
    require_unpaid,
    so_many,
    spend_available,
    spent_on,
)
from cofund.ledger.points_shapes import account_text
from cofund.ledger.seen import Seen
from cofund.models.ledger import Debit, PlaceHold, RaiseHold, Release, Reverse
from cofund.models.points import ConvertPoints, HeldPoints, PointsBalance, PointsPart
from cofund.models.standing import Balance, Hold


def convert_points(movement: ConvertPoints, balance: Balance, seen: Seen) -> Change:
    """Turn points into available money of an open fund.

    Raises:
        FundClosed: the fund's period has ended.
        NotFound: the company has no account.
        AccountClosed: the points' year has ended.
        InsufficientPoints: fewer are available.
        NotInThisState: it was converted already, into another fund.
        NotAccepted: the currency is another one.
    """
    part = movement.points
    require_currency(balance, part.value)
    require_open(balance)
    account = _require_account(seen.account)
    require_unpaid(seen.spent)
    worth: dict[str, Value] = {
        "worth": part.worth.amount_minor,
        "currency": part.worth.currency,
    }
    paid = spent_on(part.account, movement.conversion, "conversion", part.points, **worth)
    taken = spend_available(account, part.points, paid)
    gained = part.value.amount_minor
    return Change(
        {"accrued": gained, "available": gained},
        (is_status(balance),),
        (*account_writes(movement, movement.entry_id, part.account, taken), *taken.writes),
    )


def hold_points(movement: PlaceHold | RaiseHold, seen: Seen) -> tuple[Write, ...]:
    """Give the writes that hold available points beside the money.

    Raises:
        NotFound: the company has no account.
        AccountClosed: the points' year has ended.
        InsufficientPoints: fewer are available.
    """
    part = movement.points
    if part is None:
        return ()
    account = _require_account(seen.account)
    require_points(account, part.points)
    change = PointsChange(
        {"available": -part.points, "held": part.points},
        (as_open(account), so_many("available", part.points)),
    )
    return account_writes(movement, movement.entry_id, part.account, change)


def release_points(movement: Release, hold: Hold, seen: Seen) -> tuple[Write, ...]:
    """Give the writes that let all points of a hold go; after the year's end they expire."""
    if hold.points is None:
        return ()
    return _moved(movement, hold.points, seen, freed=hold.points.points, spent=0)


def spend_held(movement: Debit, hold: Hold, seen: Seen) -> tuple[Write, ...]:
    """Give the writes that spend held points and free the rest.

    Raises:
        NotAccepted: more than was held, or of another account or worth.
    """
    if hold.points is None:
        _ensure_none(movement.points)
        return ()
    spent = _points_of(movement.points, hold.points, at_most=hold.points.points)
    return _moved(movement, hold.points, seen, freed=hold.points.points - spent, spent=spent)


def points_back(movement: Reverse, hold: Hold, seen: Seen) -> tuple[Write, ...]:
    """Give the writes that give spent points back to their account; in a new year they expire.

    Raises:
        NotAccepted: more than is left of what was spent, or of another account or worth.
    """
    if hold.points is None or movement.points is None:
        _ensure_none(movement.points)
        return ()
    back = _points_of(movement.points, hold.points, at_most=hold.points.reversible)
    account = _require_account(seen.account)
    change = PointsChange(
        {"spent": -back, freed_points(account): back}, (as_open(account), so_many("spent", back))
    )
    return account_writes(movement, movement.entry_id, hold.points.account, change)


def first_points(part: PointsPart | None) -> Mapping[str, Value]:
    """Give what a new hold says of its points; nothing where it takes none."""
    if part is None:
        return {}
    return {**_whose(part), "points": part.points, "points_posted": 0, "points_reversible": 0}


def more_points(
    part: PointsPart | None, hold: Hold
) -> tuple[Mapping[str, int], Mapping[str, Value]]:
    """Give what a raise adds to a hold's points, and what it sets where there were none.

    Raises:
        NotInThisState: the hold took points of another year, or at another worth.
    """
    if part is None:
        return {}, {}
    if hold.points is None:
        return {"points": part.points}, {
            **_whose(part),
            "points_posted": 0,
            "points_reversible": 0,
        }
    if (part.account, part.worth) != (hold.points.account, hold.points.worth):
        raise NotInThisState("the hold has points of another account or worth")
    return {"points": part.points}, {}


def settled_points(part: PointsPart | None, hold: Hold) -> Mapping[str, Value]:
    """Give what a hold says of its points after its debit."""
    if hold.points is None:
        return {}
    spent = part.points if part else 0
    return {"points_posted": spent, "points_reversible": spent}


def left_points(part: PointsPart | None, hold: Hold) -> Mapping[str, Value]:
    """Give what a hold says of its points after a reversal."""
    if hold.points is None:
        return {}
    return {"points_reversible": hold.points.reversible - (part.points if part else 0)}


def points_as_held(hold: Hold) -> Condition:
    """Let the change happen only while no more points are held than were seen."""
    if hold.points is None:
        return Condition("points", "absent")
    return Condition("points", "=", hold.points.points)


def points_as_left(hold: Hold) -> tuple[Condition, ...]:
    """Let the change happen only while as many points can be clawed back as were seen."""
    if hold.points is None:
        return ()
    return (Condition("points_reversible", "=", hold.points.reversible),)


def _moved(
    movement: Debit | Release, held: HeldPoints, seen: Seen, *, freed: int, spent: int
) -> tuple[Write, ...]:
    account = _require_account(seen.account)
    change = PointsChange(
        {"held": -(freed + spent), "spent": spent, freed_points(account): freed},
        (as_open(account), so_many("held", freed + spent)),
    )
    return account_writes(movement, movement.entry_id, held.account, change)


def _points_of(part: PointsPart | None, held: HeldPoints, *, at_most: int) -> int:
    if part is None:
        return 0
    if (part.account, part.worth) != (held.account, held.worth):
        raise NotAccepted("the hold has points of another account or worth")
    if part.points > at_most:
        raise NotAccepted("more points than stand there")
    return part.points


def _ensure_none(part: PointsPart | None) -> None:
    if part is not None:
        raise NotAccepted("the hold has no points")


def _require_account(account: PointsBalance | None) -> PointsBalance:
    if account is None:
        raise NotFound("no such account")
    return account


def _whose(part: PointsPart) -> dict[str, Value]:
    return {
        "points_account": account_text(part.account),
        "points_worth": part.worth.amount_minor,
    }
