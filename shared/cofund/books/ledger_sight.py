"""What a movement looks at before it is judged: everything that its writes will touch."""

from __future__ import annotations

from dataclasses import dataclass

from cofund.books.claim_moves import ClaimHead, decision_key, head_key, head_of
from cofund.books.order_sight import OrderSight, order_sight
from cofund.books.writing import integer
from cofund.items import Item, Key
from cofund.ledger.budgets import budget_key, read_budget
from cofund.ledger.points_shapes import (
    points_balance_key,
    read_points_balance,
    read_spending,
    spending_key,
)
from cofund.ledger.seen import Seen
from cofund.ledger.shapes import (
    balance_key,
    hold_key,
    invoice_key,
    limit_key,
    posting_key,
    read_balance,
    read_hold,
    read_limit,
    read_posting,
    read_reservation,
    reservation_key,
)
from cofund.models.budgets import Budget, BudgetKey
from cofund.models.ledger import (
    Accrue,
    CorrectAccrual,
    Debit,
    FundKey,
    LimitKey,
    Movement,
    PlaceHold,
    RaiseHold,
    Release,
    Reserve,
    Reverse,
    Unreserve,
)
from cofund.models.order_movements import OrderMovement
from cofund.models.orders import Order
from cofund.models.points import (
    AccountKey,
    ConvertPoints,
    PointsBalance,
    PointsPart,
    PointsSpent,
)
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Balance, Hold, Posted, Reservation, SouvenirLimit
from cofund.ports import Items

MAX_VERSIONS = 50
"""Of one claim."""
MAX_USES = 1_000
"""Of one reservation."""


@dataclass(frozen=True)
class Sight:
    """The ledger and the claim where a movement wants to change them.

    Read item by item, so two sights that are equal were true together at some moment; a single
    one may be torn.
    """

    posting: Posted | None
    ledger: Seen
    head: ClaimHead | None = None
    decision: Item | None = None
    other_holds: tuple[Hold, ...] = ()
    """Of a reversal: those of the claim's other versions."""
    order: Order | None = None
    """Of an order's movement: the order as people see it."""


class Reader:
    """Items of the ledger as what they mean; None where nothing stands."""

    def __init__(self, items: Items) -> None:
        self._items = items

    def sight(self, movement: Movement) -> Sight:
        """Give all that the movement looks at."""
        if isinstance(movement, OrderMovement):
            return self._order_sight(movement)
        if isinstance(movement, ChangeReservation):
            return self._change_sight(movement)
        hold = self._hold_of(movement)
        seen = Seen(
            balance=self.balance(movement.fund),
            hold=hold,
            account=self._account_of(movement, hold),
            spent=self._spent_on(movement),
            reservation=self._reservation_of(movement, hold),
            limit=self._limit_of(movement, hold),
            paid=self._paid_of(movement),
            budgets=self._budgets_of(movement),
        )
        posting = self.posting(movement.fund, movement.entry_id)
        if isinstance(movement, Debit | Reverse):
            return Sight(
                posting,
                seen,
                self.head(movement.claim),
                self._decision_of(movement),
                self._other_holds(movement),
            )
        return Sight(posting, seen)

    def balance(self, fund: FundKey) -> Balance | None:
        """Give a fund's balance."""
        item = self._items.get(balance_key(fund))
        return None if item is None else read_balance(fund, item)

    def posting(self, fund: FundKey, entry_id: str) -> Posted | None:
        """Give a posting."""
        item = self._items.get(posting_key(fund, entry_id))
        return None if item is None else read_posting(fund, item)

    def hold(self, claim: str, version: int) -> Hold | None:
        """Give the hold of a claim's version."""
        item = self._items.get(hold_key(claim, version))
        return None if item is None else read_hold(claim, version, item)

    def reservation(self, application: str) -> Reservation | None:
        """Give an application's reservation."""
        item = self._items.get(reservation_key(application))
        return None if item is None else read_reservation(application, item)

    def account(self, account: AccountKey) -> PointsBalance | None:
        """Give an account of points."""
        item = self._items.get(points_balance_key(account))
        return None if item is None else read_points_balance(account, item)

    def holds_for(self, application: str) -> tuple[Hold, ...]:
        """Give all holds that were ever taken for an application's activity."""
        uses = self._items.query(
            "ledger", reservation_key(application).pk, prefix="USE#", limit=MAX_USES
        )
        found = (
            self.hold(str(use.attributes["claim"]), integer(use.attributes["version"]))
            for use in uses
        )
        return tuple(hold for hold in found if hold is not None)

    def limit(self, key: LimitKey) -> SouvenirLimit | None:
        """Give a year's souvenir limit."""
        item = self._items.get(limit_key(key))
        return None if item is None else read_limit(key, item)

    def budget(self, key: BudgetKey) -> Budget | None:
        """Give a year's budget."""
        item = self._items.get(budget_key(key))
        return None if item is None else read_budget(key, item)

    def head(self, claim: str) -> ClaimHead | None:
        """Give where a claim stands."""
        item = self._items.get(head_key(claim))
        return None if item is None else head_of(claim, item)

    def _order_sight(self, movement: OrderMovement) -> Sight:
        found: OrderSight = order_sight(movement, self._items)
        limit = movement.fund.limit()
        seen = Seen(
            balance=self.balance(movement.fund),
            limit=self.limit(limit) if found.looks_at_limit(movement) else None,
            order=found.order,
            on_hand=found.on_hand,
        )
        posting = self.posting(movement.fund, movement.entry_id)
        return Sight(posting, seen, order=found.head)

    def _hold_of(self, movement: Movement) -> Hold | None:
        if isinstance(movement, PlaceHold | RaiseHold | Debit | Release | Reverse):
            return self.hold(movement.claim, movement.version)
        return None

    def _change_sight(self, movement: ChangeReservation) -> Sight:
        leaves = movement.from_fund
        seen = Seen(
            balance=self.balance(movement.fund),
            from_balance=None if leaves is None else self.balance(leaves),
            reservation=self.reservation(movement.application),
        )
        return Sight(self.posting(movement.fund, movement.entry_id), seen)

    def _account_of(self, movement: Movement, hold: Hold | None) -> PointsBalance | None:
        part = getattr(movement, "points", None)
        named = part if isinstance(part, PointsPart) else hold.points if hold else None
        return None if named is None else self.account(named.account)

    def _spent_on(self, movement: Movement) -> PointsSpent | None:
        if not isinstance(movement, ConvertPoints):
            return None
        account, subject = movement.points.account, movement.conversion
        item = self._items.get(spending_key(account, subject))
        return None if item is None else read_spending(account, subject, item)

    def _reservation_of(self, movement: Movement, hold: Hold | None) -> Reservation | None:
        application: str | None = None
        if isinstance(movement, Reserve | Unreserve | PlaceHold):
            application = movement.application
        elif isinstance(movement, RaiseHold | Release | Debit) and hold is not None:
            application = hold.application
        return None if application is None else self.reservation(application)

    def _limit_of(self, movement: Movement, hold: Hold | None) -> SouvenirLimit | None:
        wanted = isinstance(movement, PlaceHold | RaiseHold) and bool(movement.souvenir)
        charged = hold is not None and bool(hold.souvenir)
        return self.limit(movement.fund.limit()) if wanted or charged else None

    def _other_holds(self, movement: Debit | Reverse) -> tuple[Hold, ...]:
        if not isinstance(movement, Reverse):
            return ()
        stored = self._items.query(
            "ledger", f"CLM#{movement.claim}", prefix="HOLD#", limit=MAX_VERSIONS
        )
        holds = (
            read_hold(movement.claim, int(one.key.sk.removeprefix("HOLD#")), one.attributes)
            for one in stored
        )
        return tuple(hold for hold in holds if hold.version != movement.version)

    def _paid_of(self, movement: Movement) -> dict[Key, int]:
        if not isinstance(movement, Debit):
            return {}
        keys = [invoice_key(invoice) for invoice in movement.invoices]
        standing = {key: self._items.get(key) for key in keys}
        return {key: _paid(item) for key, item in standing.items() if item is not None}

    def _budgets_of(self, movement: Movement) -> dict[str, Budget]:
        if not isinstance(movement, Accrue | CorrectAccrual):
            return {}
        scopes = [part.scope for part in movement.scopes]
        found = {scope: self.budget(BudgetKey.of(movement.fund, scope)) for scope in scopes}
        return {scope: budget for scope, budget in found.items() if budget is not None}

    def _decision_of(self, movement: Debit | Reverse) -> Item | None:
        if isinstance(movement, Reverse):
            return None
        return self._items.get(decision_key(movement.claim, movement.version))


def _paid(item: Item) -> int:
    paid = item["paid"]
    assert isinstance(paid, int)
    return paid
