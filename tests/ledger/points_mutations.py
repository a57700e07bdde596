"""Bugs that somebody could have written into the laws of points; found by the walks with points."""

from __future__ import annotations

from functools import partial

from tests.ledger.mutation import Mutation

POINTS = "cofund.ledger.points"
IN_CLAIMS = "cofund.ledger.points_in_claims"
HOLDING = "cofund.ledger.holding"
SETTLING = "cofund.ledger.settling"
PAYMENT = "cofund.books.payment_moves"

_bug = partial(Mutation, walk="points")

POINTS_MUTATIONS = (
    _bug(
        "points held without condition on the account",
        IN_CLAIMS,
        '        (as_open(account), so_many("available", part.points)),\n',
        "        (as_open(account),),\n",
    ),
    _bug(
        "points spent without condition on the account",
        POINTS,
        '        (as_open(balance), so_many("available", points)),\n',
        "        (as_open(balance),),\n",
    ),
    _bug(
        "a raise of points in between is not noticed on debit",
        SETTLING,
        "        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),\n",
        "        conditions=(IS_HELD, as_held(hold)),\n",
    ),
    _bug(
        "a raise of points in between is not noticed on release",
        HOLDING,
        "        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),\n",
        "        conditions=(IS_HELD, as_held(hold)),\n",
    ),
    _bug(
        "points not given back on release",
        HOLDING,
        "            *release_points(movement, hold, seen),\n",
        "",
    ),
    _bug(
        "a part's approval loses the other points",
        IN_CLAIMS,
        "freed=hold.points.points - spent, spent=spent)",
        "freed=0, spent=spent)",
    ),
    _bug(
        "message without its points",
        SETTLING,
        '            "amount": movement.paid.amount_minor,\n',
        '            "amount": movement.amount.amount_minor,\n',
    ),
    _bug(
        "freed points go into a year that has ended",
        POINTS,
        'return "available" if balance.status == "OPEN" else "expired"',
        'return "available"',
    ),
    _bug(
        "year's end without the seen points",
        POINTS,
        '        (as_open(balance), Condition("available", "=", left)),\n',
        "        (as_open(balance),),\n",
    ),
    _bug(
        "points clawed back twice",
        IN_CLAIMS,
        '    return (Condition("points_reversible", "=", hold.points.reversible),)\n',
        "    return ()\n",
    ),
    _bug(
        "more points given back than were paid",
        POINTS,
        '        conditions=(so_many("left", movement.points),),\n',
        "",
    ),
    _bug(
        "converted points given back",
        POINTS,
        '    if spent.purpose == "conversion":\n',
        '    if spent.purpose == "":\n',
    ),
    _bug(
        "points debited as nobody decided",
        PAYMENT,
        "    return (\n        points,\n",
        "    return (\n",
    ),
    _bug(
        "a conversion brings what points are not worth",
        IN_CLAIMS,
        "    gained = part.value.amount_minor\n",
        "    gained = part.points\n",
    ),
    _bug(
        "a claim clawed back while it keeps its points",
        PAYMENT,
        "    if movement.paid != hold.left:\n",
        "    if movement.amount != hold.reversible:\n",
    ),
    _bug(
        "a hold's posting says another worth of its points",
        "cofund.ledger.holding",
        'noted={"points_worth": movement.points.worth.amount_minor}',
        'noted={"points_worth": movement.points.points + 1}',
    ),
)
