"""Bugs that keep every sum, but leave an item and the postings that made it telling apart."""

from __future__ import annotations

from tests.ledger.mutation import Mutation

RESERVING = "cofund.ledger.reserving"
HOLDING = "cofund.ledger.holding"
CHANGING = "cofund.ledger.changing"
SETTLING = "cofund.ledger.settling"

TRACE_MUTATIONS = (
    Mutation(
        "a raise forgets what it used of the reservation",
        HOLDING,
        '        "from_reservation": used.amount_minor,\n        "souvenir"',
        '        "from_reservation": 0,\n        "souvenir"',
    ),
    Mutation(
        "a hold is not noted where its reservation stands",
        HOLDING,
        "writes = (_put(movement, used), *_noted_use(movement), *reserved",
        "writes = (_put(movement, used), *reserved",
    ),
    Mutation(
        "a moved reservation still names its old fund",
        CHANGING,
        '            "fund": fund_text(movement.fund),\n',
        "",
    ),
    Mutation(
        "an ended reservation still has what went free",
        RESERVING,
        '        add={"remaining": -left},\n',
        "",
    ),
    Mutation(
        "a posting knows another message than the one it was written with",
        SETTLING,
        "hashlib.sha256(movement.payload.encode())",
        "hashlib.sha256(movement.event_id.encode())",
    ),
    Mutation(
        "a message is another movement's",
        SETTLING,
        '            "outbox_at": moment(movement.at),\n',
        '            "outbox_at": moment(movement.at.replace(year=2001)),\n',
    ),
)
