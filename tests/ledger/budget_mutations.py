"""Bugs that somebody could have written into the budgets; found by the walks with budgets."""

from __future__ import annotations

from functools import partial

from tests.ledger.mutation import Mutation

BUDGETS = "cofund.ledger.budgets"
BOOK = "cofund.books.budget_book"
FUNDING = "cofund.ledger.funding"

_bug = partial(Mutation, walk="budgets")

BUDGET_MUTATIONS = (
    _bug(
        "granted without condition on the budget",
        BUDGETS,
        ', Condition("granted", "<=", room))',
        ",)",
    ),
    _bug(
        "a cap that was lowered in between is not noticed",
        BUDGETS,
        'fits = (Condition("cap", "=", budget.cap.amount_minor), ',
        'fits = (Condition("cap", "present"), ',
    ),
    _bug(
        "a budget that was made in between is not noticed",
        BUDGETS,
        'ABSENT = Condition("cap", "absent")',
        'ABSENT = Condition("no_such", "absent")',
    ),
    _bug(
        "granted while a budget is being counted",
        BUDGETS,
        "    if not budget.counted:\n",
        "    if budget.changes == 0:\n",
    ),
    _bug(
        "a correction gives nothing back",
        FUNDING,
        "        refund_budgets(movement, budgets),\n",
        "        refund_budgets(movement, budgets)[:0],\n",
    ),
    _bug(
        "a correction is noted as a grant",
        FUNDING,
        "sign=-1",
        "sign=1",
    ),
    _bug(
        "a new budget forgets what was granted before",
        BOOK,
        '            "granted": before,\n',
        '            "granted": 0,\n',
    ),
    _bug(
        "a lowered cap forgets a grant in between",
        BOOK,
        '            Condition("granted", "<=", cap.amount_minor),\n',
        "",
    ),
)
