"""What money means for its claim: debited only as decided, clawed back by a total reversal.

These writes ride in the movement's own transaction.
"""

from __future__ import annotations

from cofund.books.claim_moves import Change, ClaimHead, decision_key, state_change
from cofund.books.clawbacks import told_with
from cofund.books.ledger_sight import Sight
from cofund.books.order_moves import order_writes
from cofund.errors import NotApproved, NotFound, NotInThisState, StaleVersion
from cofund.items import Check, Condition, Item, Write
from cofund.ledger.points_in_claims import points_as_left
from cofund.ledger.shapes import hold_key
from cofund.models.claim import ClaimState
from cofund.models.ledger import Debit, Movement, Reverse
from cofund.models.order_movements import OrderMovement
from cofund.models.standing import Hold


def claim_writes(movement: Movement, sight: Sight) -> tuple[Write, ...]:
    """Give the writes to the claim or order that go with the movement; most need none.

    Raises:
        NotFound: the claim or order does not exist.
        StaleVersion: the claim has another version by now; or for a reversal: an older one.
        NotInThisState: the claim is not approved; or for a total reversal: its payout is not sent.
        NotApproved: no stored decision approves this version and amount.
    """
    if isinstance(movement, Debit):
        return _debited(movement, _head_of(movement, sight), sight.decision)
    if isinstance(movement, Reverse):
        return _clawed_back(movement, sight)
    if isinstance(movement, OrderMovement):
        return order_writes(movement, sight.order)
    return ()


def _head_of(movement: Debit | Reverse, sight: Sight) -> ClaimHead:
    """Give the claim's head: a debit is its newest version's, a reversal may be an earlier's."""
    if sight.head is None:
        raise NotFound("no such claim")
    earlier = isinstance(movement, Reverse) and movement.version < sight.head.version
    if sight.head.version != movement.version and not earlier:
        raise StaleVersion("the claim has another version")
    return sight.head


def _debited(movement: Debit, head: ClaimHead, decision: Item | None) -> tuple[Write, ...]:
    if head.state != "approved":
        raise NotInThisState("the claim is not approved")
    approval = _approval(movement)
    if decision is None or any(decision.get(c.attribute) != c.value for c in approval):
        raise NotApproved("no stored decision approves this version and amount")
    decided = Check(decision_key(movement.claim, movement.version), approval)
    return (decided, *state_change(head, _change("debited", movement)))


def _approval(movement: Debit) -> tuple[Condition, ...]:
    points = Condition("points", "absent")
    if movement.points is not None:
        points = Condition("points", "=", movement.points.points)
    return (
        points,
        Condition("outcome", "=", "approved"),
        Condition("amount_minor", "=", movement.amount.amount_minor),
        Condition("currency", "=", movement.amount.currency),
    )


def _clawed_back(movement: Reverse, sight: Sight) -> tuple[Write, ...]:
    """Only when nothing is left that was paid, in any version, is that a new state of the claim."""
    head, hold = _head_of(movement, sight), sight.ledger.hold
    assert hold is not None, "the plan found the hold"
    if movement.paid != hold.left:
        return told_with(movement)
    others = tuple(_as_seen(other) for other in sight.other_holds)
    if any(other.left for other in sight.other_holds):
        return (*told_with(movement), *others)
    change = _change("clawed_back", movement)
    return (*told_with(movement), *others, *state_change(head, change))


def _as_seen(hold: Hold) -> Check:
    """Let it happen only while as much of another version's payout is left as was seen."""
    left = Condition("reversible", "=", hold.reversible.amount_minor)
    return Check(hold_key(hold.claim, hold.version), (left, *points_as_left(hold)))


def _change(to_state: ClaimState, movement: Movement) -> Change:
    return Change(to_state, movement.at, movement.actor, movement.reason)
