"""Bugs that somebody could have written into orders; found by the walks in which they are made."""

from __future__ import annotations

from functools import partial

from tests.ledger.mutation import Mutation

ORDERING = "cofund.ledger.ordering"
PIECES = "cofund.ledger.order_pieces"
BY_POINTS = "cofund.ledger.points_ordering"
MOVES = "cofund.books.order_moves"
BOOK = "cofund.books.order_book"

_bug = partial(Mutation, walk="orders")

ORDER_MUTATIONS = (
    _bug(
        "an order without condition on the balance",
        ORDERING,
        '        (is_status(balance), at_least("available", amount)),\n',
        "        (is_status(balance),),\n",
    ),
    _bug(
        "a close in between is not noticed on cancelling",
        ORDERING,
        '        (is_status(balance), at_least("held", order.amount)),\n',
        '        (at_least("held", order.amount),),\n',
    ),
    _bug(
        "a close in between is not noticed on a return",
        ORDERING,
        '        (is_status(balance), at_least("debited", back)),\n',
        '        (at_least("debited", back),),\n',
    ),
    _bug(
        "the last piece is sold twice",
        PIECES,
        '            conditions=(Condition("on_hand", ">=", line.quantity),),\n',
        '            conditions=(Condition("on_hand", "present"),),\n',
    ),
    _bug(
        "cancelled pieces stay ordered",
        ORDERING,
        "            *back_from_the_way(movement.fund.programme, order.lines),\n",
        "",
    ),
    _bug(
        "a cancelled order keeps its part of the limit",
        ORDERING,
        "            *refund_limit(seen.limit, order.souvenir),\n",
        "",
    ),
    _bug(
        "a part's return gives the whole limit back",
        ORDERING,
        "    souvenir = min(order.souvenir, back)\n",
        "    souvenir = order.souvenir\n",
    ),
    _bug(
        "shipped pieces stay ordered",
        ORDERING,
        "(shipped(order, order.amount), *out_of_the_house(movement.fund.programme, order.lines)),",
        "(shipped(order, order.amount),),",
    ),
    _bug(
        "returned pieces do not come back",
        ORDERING,
        "            *into_the_house(movement.fund.programme, pieces),\n",
        "",
    ),
    _bug(
        "an order moves without its audit",
        MOVES,
        "    return update, _entry(head.order_id, change)\n",
        "    return (update,)  # type: ignore[return-value]\n",
    ),
    _bug(
        "points given back stay spent on the order",
        BY_POINTS,
        '        add={"left": -points},\n',
        '        add={"left": 0},\n',
    ),
    _bug(
        "a count of the shelf forgets an order in between",
        BOOK,
        '            conditions=(Condition("on_hand", "=", seen.on_hand),),\n',
        "",
    ),
)
