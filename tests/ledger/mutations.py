"""Bugs that somebody could have written into the ledger, each as a change of one piece of text.

The text must stand in the module exactly once, so that no mutant quietly turns into the original.
"""

from __future__ import annotations

from tests.ledger.budget_mutations import BUDGET_MUTATIONS
from tests.ledger.mutation import Mutation
from tests.ledger.order_mutations import ORDER_MUTATIONS
from tests.ledger.points_mutations import POINTS_MUTATIONS
from tests.ledger.trace_mutations import TRACE_MUTATIONS

BOOK = "cofund.books.ledger_book"
DESK = "cofund.books.posting_desk"
OUTBOX = "cofund.books.outbox_book"
PAYMENT = "cofund.books.payment_moves"
MOVES = "cofund.books.claim_moves"
BACKOFF = "cofund.books.backoff"
CHANGE = "cofund.ledger.change"
FUNDING = "cofund.ledger.funding"
RESERVING = "cofund.ledger.reserving"
HOLDING = "cofund.ledger.holding"
CHANGING = "cofund.ledger.changing"
SETTLING = "cofund.ledger.settling"
LIMITS = "cofund.ledger.limits"

MUTATIONS = (
    Mutation(
        "hold without condition on the balance",
        HOLDING,
        'conditions += (is_status(balance), at_least("available", rest))',
        "conditions += (is_status(balance),)",
    ),
    Mutation(
        "reservation without condition on the balance",
        RESERVING,
        'conditions = (is_status(balance), at_least("available", movement.amount))',
        "conditions = (is_status(balance),)",
    ),
    Mutation(
        "correction without condition on the balance",
        FUNDING,
        'conditions = (is_status(balance), at_least("available", movement.amount))',
        "conditions = (is_status(balance),)",
    ),
    Mutation(
        "posting guard missing",
        CHANGE,
        "return Put(posting_key(movement.fund, movement.entry_id), attributes)",
        "return Update(posting_key(movement.fund, movement.entry_id), assign=attributes)",
    ),
    Mutation(
        "duplicate treated as an error",
        DESK,
        "            if standing is None:\n                return None\n",
        "            if standing is None:\n                return None\n"
        '            raise EntryConflict("it stands already")\n',
    ),
    Mutation(
        "known duplicate treated as an error",
        DESK,
        "            return _replayed(movement, standing)\n        writes",
        '            raise EntryConflict("it stands already")\n        writes',
    ),
    Mutation(
        "random id",
        CHANGE,
        "return Put(posting_key(movement.fund, movement.entry_id), attributes)",
        "return Put(posting_key(movement.fund, __import__('uuid').uuid4().hex), attributes)",
    ),
    Mutation(
        "hold's status unchecked",
        HOLDING,
        'IS_HELD = Condition("status", "=", "HELD")',
        'IS_HELD = Condition("status", "present")',
    ),
    Mutation(
        "a part's approval loses the remainder",
        SETTLING,
        "            freed_bucket(balance): (rest - kept).amount_minor,\n",
        "",
    ),
    Mutation(
        "freed money goes into a closed period",
        CHANGE,
        'return "available" if balance.status == "OPEN" else "expired"',
        'return "available"',
    ),
    Mutation(
        "a close in between is not noticed on release",
        HOLDING,
        '(is_status(balance), at_least("held", hold.amount)),',
        '(at_least("held", hold.amount),),',
    ),
    Mutation(
        "a raise in between is not noticed on debit",
        SETTLING,
        "        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),\n",
        "        conditions=(IS_HELD, points_as_held(hold)),\n",
    ),
    Mutation(
        "a raise in between is not noticed on release",
        HOLDING,
        "        conditions=(IS_HELD, as_held(hold), points_as_held(hold)),\n",
        "        conditions=(IS_HELD, points_as_held(hold)),\n",
    ),
    Mutation(
        "a hold that has ended is raised",
        HOLDING,
        "        conditions=(IS_HELD, *((points_as_held(hold),) if movement.points else ())),\n",
        "",
    ),
    Mutation(
        "a raise forgets its souvenir part",
        HOLDING,
        '        "souvenir": movement.souvenir.amount_minor,\n    }',
        '        "souvenir": 0,\n    }',
    ),
    Mutation(
        "outbox outside the transaction",
        DESK,
        "            self._items.write(writes)\n",
        "            self._items.write(tuple(w for w in writes if w.key.pk[:4] != 'OUT#'))\n"
        "            late = tuple(w for w in writes if w.key.pk[:4] == 'OUT#')\n"
        "            _ = self._items.write(late) if late else None\n",
    ),
    Mutation(
        "claim's state outside the transaction",
        DESK,
        "            self._items.write(writes)\n",
        "            self._items.write(tuple(w for w in writes if w.key.table == 'ledger'))\n"
        "            late = tuple(w for w in writes if w.key.table == 'claims')\n"
        "            _ = self._items.write(late) if late else None\n",
    ),
    Mutation(
        "the close takes held money",
        FUNDING,
        'return Change({"available": -left, "expired": left}, conditions',
        "held = balance.held.amount_minor\n"
        '    return Change({"available": -left, "expired": left + held}, conditions',
    ),
    Mutation(
        "close without the seen balance",
        FUNDING,
        'conditions = (is_status(balance), Condition("available", "=", left))',
        "conditions = (is_status(balance),)",
    ),
    Mutation(
        "reversal unchecked",
        SETTLING,
        '            Condition("reversible", "=", hold.reversible.amount_minor),\n',
        "",
    ),
    Mutation(
        "more debited than held",
        SETTLING,
        "    if movement.amount > amount or movement.souvenir > souvenir:\n",
        "    if movement.souvenir > souvenir:\n",
    ),
    Mutation(
        "race for a reservation",
        HOLDING,
        'enough = (STANDS, stands_in(movement.fund), at_least("remaining", used))',
        "enough = (STANDS, stands_in(movement.fund))",
    ),
    Mutation(
        "reservation ended without the seen remainder",
        RESERVING,
        'conditions=(STANDS, stands_in(standing.fund), Condition("remaining", "=", left)),',
        "conditions=(STANDS, stands_in(standing.fund)),",
    ),
    Mutation(
        "a reservation is used where it no longer stands",
        HOLDING,
        'enough = (STANDS, stands_in(movement.fund), at_least("remaining", used))',
        'enough = (STANDS, at_least("remaining", used))',
    ),
    Mutation(
        "a reservation is ended where it no longer stands",
        RESERVING,
        'conditions=(STANDS, stands_in(standing.fund), Condition("remaining", "=", left)),',
        'conditions=(STANDS, Condition("remaining", "=", left)),',
    ),
    Mutation(
        "a use in between is not noticed when a reservation changes",
        CHANGING,
        '            Condition("uses", "=", standing.uses),\n',
        "",
    ),
    Mutation(
        "two changes of a reservation add up",
        CHANGING,
        '            Condition("amount", "=", standing.amount.amount_minor),\n',
        "",
    ),
    Mutation(
        "a moved reservation's money stays in its old fund too",
        CHANGING,
        "            *_freed_before(movement, before, standing),\n",
        "",
    ),
    Mutation(
        "a close in between is not noticed when a reservation moves away",
        CHANGING,
        '(is_status(before), at_least("reserved", standing.amount))',
        '(at_least("reserved", standing.amount),)',
    ),
    Mutation(
        "a reservation moves to a fund without condition on its balance",
        CHANGING,
        '        (is_status(balance), at_least("available", movement.amount)),\n',
        "        (is_status(balance),),\n",
    ),
    Mutation(
        "a reservation grows without condition on the balance",
        CHANGING,
        '        conditions = (is_status(balance), at_least("available", added))\n',
        "        conditions = (is_status(balance),)\n",
    ),
    Mutation(
        "an older version's change comes after a newer one's",
        CHANGING,
        "    if standing.version >= movement.number:\n",
        "    if standing.version == movement.number:\n",
    ),
    Mutation(
        "released hold refills an ended reservation",
        HOLDING,
        "            conditions=(STANDS,),\n",
        "",
    ),
    Mutation(
        "separate writes",
        DESK,
        "            self._items.write(writes)\n",
        "            for write in writes:\n                self._items.write((write,))\n",
    ),
    Mutation(
        "souvenir limit unchecked",
        LIMITS,
        'return (_add(limit, -part, at_least("available", part)),)',
        'return (_add(limit, -part, Condition("cap", "present")),)',
    ),
    Mutation(
        "souvenir part not given back on release",
        HOLDING,
        "            *refund_limit(seen.limit, hold.souvenir),\n",
        "",
    ),
    Mutation(
        "unused souvenir part not given back on debit",
        SETTLING,
        "            *refund_limit(seen.limit, hold.souvenir - movement.souvenir),\n",
        "",
    ),
    Mutation(
        "hold refused on a reservation after the close",
        HOLDING,
        "    require_currency(balance, movement.souvenir)\n    if seen.hold",
        "    require_available(balance, movement.amount - movement.amount)\n    if seen.hold",
    ),
    Mutation(
        "available money of a closed period held",
        HOLDING,
        "        require_available(balance, rest)\n"
        '        conditions += (is_status(balance), at_least("available", rest))',
        '        conditions += (at_least("available", rest),)',
    ),
    Mutation(
        "invoice guard missing",
        SETTLING,
        '    fits = Condition("paid", "<=", room)\n',
        '    fits = Condition("paid", "present")\n',
    ),
    Mutation(
        "invoice's first payer unguarded",
        SETTLING,
        '        return Put(key, {**_sum_of(invoice), "paid": share, "claim": claim})\n',
        '        given = {**_sum_of(invoice), "claim": claim}\n'
        '        return Update(key, add={"paid": share}, assign=given)\n',
    ),
    Mutation(
        "invoice not given back on reversal",
        SETTLING,
        "            *(_give_back(share) for share in movement.invoices),\n",
        "",
    ),
    Mutation(
        "digest ignored",
        DESK,
        "    if standing.digest != digest_of(movement):\n",
        "    if standing.kind != type(movement).model_fields['kind'].default:\n",
    ),
    Mutation(
        "digest over the time",
        CHANGE,
        'exclude={"at", "trace_id", "payload", "uses_seen", "scopes"}',
        'exclude={"trace_id", "payload", "uses_seen", "scopes"}',
    ),
    Mutation(
        "refusal on a torn sight",
        DESK,
        "            if self._look(movement) != sight:\n                return None\n",
        "",
    ),
    Mutation(
        "decision not looked at",
        PAYMENT,
        "    if decision is None or any(decision.get(c.attribute) != c.value for c in approval):\n",
        "    if decision is None:\n",
    ),
    Mutation(
        "claim moved without its audit",
        PAYMENT,
        'return (decided, *state_change(head, _change("debited", movement)))',
        'return (decided, state_change(head, _change("debited", movement))[0])',
    ),
    Mutation(
        "conflict not outlasted",
        BACKOFF,
        "suppress(WriteConflict, TryAgain)",
        "suppress(TryAgain)",
    ),
    Mutation(
        "message marked whatever its state",
        OUTBOX,
        '    still = Condition("outbox_state", "=", before)\n',
        '    still = Condition("outbox_state", "present")\n',
    ),
    Mutation(
        "lowered limit forgets a hold in between",
        BOOK,
        '            Condition("available", ">=", -raised.amount_minor),\n',
        "",
    ),
    *TRACE_MUTATIONS,
    *POINTS_MUTATIONS,
    *BUDGET_MUTATIONS,
    *ORDER_MUTATIONS,
)
