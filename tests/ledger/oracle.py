"""What must happen to a movement, worked out anew from what stands: the walks' second opinion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cofund.books.claim_moves import decision_key
from cofund.books.ledger_sight import Reader
from cofund.errors import (
    EntryConflict,
    FundClosed,
    InsufficientFund,
    InvoiceAlreadyPaid,
    LimitReached,
    NotAccepted,
    NotApproved,
    NotFound,
    NotInThisState,
    Refusal,
    ReservationUsed,
    StaleVersion,
)
from cofund.ledger.shapes import invoice_key
from cofund.models.ledger import (
    Accrue,
    ClosePeriod,
    CorrectAccrual,
    Debit,
    Movement,
    PlaceHold,
    RaiseHold,
    Release,
    Reserve,
    Reverse,
    Unreserve,
)
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Hold
from cofund.money import Money
from cofund.ports import Items

Objections = set[type[Refusal]]
"""Names of which the refusal must be one; empty where the movement must pass."""


class Oracle:
    """Judges movements by the ledger's laws, in the plainest words."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._reader = Reader(items)
        self._judges: Mapping[type[Any], Callable[[Any], Objections]] = {
            Accrue: self._unless_open,
            CorrectAccrual: self._unless_available,
            Reserve: self._reserve,
            Unreserve: self._unreserve,
            ChangeReservation: self._change_reservation,
            PlaceHold: self._hold,
            RaiseHold: self._raise,
            Debit: self._debit,
            Release: self._unless_held,
            Reverse: self._reverse,
            ClosePeriod: self._unless_open,
        }

    def objections(self, movement: Movement) -> Objections:
        """Give what speaks against a movement that was not posted yet."""
        return self._judges[type(movement)](movement)

    def _unless_open(self, movement: Movement) -> Objections:
        balance = self._reader.balance(movement.fund)
        assert balance is not None
        return set() if balance.status == "OPEN" else {FundClosed}

    def _unless_available(self, movement: CorrectAccrual | Reserve) -> Objections:
        return self._unless_so_much_available(movement, movement.amount)

    def _unless_so_much_available(self, movement: Movement, amount: Money) -> Objections:
        balance = self._reader.balance(movement.fund)
        assert balance is not None
        short: Objections = {InsufficientFund} if balance.available < amount else set()
        return short | self._unless_open(movement)

    def _reserve(self, movement: Reserve) -> Objections:
        taken = self._reader.reservation(movement.application) is not None
        return self._unless_available(movement) | ({NotInThisState} if taken else set())

    def _unreserve(self, movement: Unreserve) -> Objections:
        standing = self._reader.reservation(movement.application)
        if standing is None or standing.fund != movement.fund:
            return {NotFound}
        gone = standing.state != "ACTIVE" or standing.remaining.amount_minor == 0
        return {NotInThisState} if gone else set()

    def _change_reservation(self, movement: ChangeReservation) -> Objections:
        standing = self._reader.reservation(movement.application)
        home = movement.from_fund or movement.fund
        if standing is None or standing.fund != home:
            return {NotFound}
        if standing.state != "ACTIVE" or standing.version >= movement.number:
            return {NotInThisState}
        if movement.from_fund is not None:
            used: Objections = {ReservationUsed} if standing.uses else set()
            return used | self._unless_so_much_available(movement, movement.amount)
        if movement.amount == standing.amount:
            return {NotAccepted}
        if movement.amount > standing.amount:
            return self._unless_so_much_available(movement, movement.amount - standing.amount)
        return {ReservationUsed} if movement.amount < standing.used else set()

    def _hold(self, movement: PlaceHold) -> Objections:
        found: Objections = set()
        if self._reader.hold(movement.claim, movement.version) is not None:
            found.add(NotInThisState)
        return found | self._short_of(movement, movement.application)

    def _raise(self, movement: RaiseHold) -> Objections:
        hold = self._held(movement)
        if hold is None:
            return {NotFound}
        return self._unless_held(movement) | self._short_of(movement, hold.application)

    def _short_of(self, movement: PlaceHold | RaiseHold, application: str | None) -> Objections:
        """Say what is missing: of the souvenir limit, or beside the reservation, if it stands."""
        limit = self._reader.limit(movement.fund.limit())
        assert limit is not None
        short: Objections = {LimitReached} if movement.souvenir > limit.available else set()
        return short | self._without_cover(movement, application)

    def _without_cover(
        self, movement: PlaceHold | RaiseHold, application: str | None
    ) -> Objections:
        missing = movement.amount
        standing = self._reader.reservation(application or "none")
        if standing is not None and standing.state == "ACTIVE":
            if standing.fund != movement.fund:
                return {NotInThisState}
            missing = missing - min(missing, standing.remaining)
        return self._unless_so_much_available(movement, missing) if missing else set()

    def _held(self, movement: RaiseHold | Debit | Release | Reverse) -> Hold | None:
        hold = self._reader.hold(movement.claim, movement.version)
        return hold if hold is not None and hold.fund == movement.fund else None

    def _unless_held(self, movement: RaiseHold | Debit | Release) -> Objections:
        hold = self._held(movement)
        if hold is None:
            return {NotFound}
        return set() if hold.state == "HELD" else {NotInThisState}

    def _debit(self, movement: Debit) -> Objections:
        found, hold = self._unless_held(movement), self._held(movement)
        if hold is not None and (
            movement.amount > hold.amount or movement.souvenir > hold.souvenir
        ):
            found.add(NotAccepted)
        for invoice in movement.invoices:
            item = self._items.get(invoice_key(invoice)) or {"paid": 0}
            paid = Money(amount_minor=item["paid"], currency=invoice.gross.currency)  # type: ignore[arg-type]
            if paid + invoice.share > invoice.gross:
                found.add(InvoiceAlreadyPaid)
        return found | self._undecided(movement)

    def _undecided(self, movement: Debit) -> Objections:
        found: Objections = set()
        head = self._reader.head(movement.claim)
        assert head is not None
        if head.version != movement.version:
            found.add(StaleVersion)
        if head.state != "approved":
            found.add(NotInThisState)
        decision = self._items.get(decision_key(movement.claim, movement.version)) or {}
        if decision.get("amount_minor") != movement.amount.amount_minor:
            found.add(NotApproved)
        return found

    def _reverse(self, movement: Reverse) -> Objections:
        hold, head = self._held(movement), self._reader.head(movement.claim)
        if hold is None:
            return {NotFound}
        if hold.state != "POSTED":
            return {NotInThisState}
        assert head is not None
        found: Objections = set() if _fits(hold, movement) else {NotAccepted}
        whole = movement.amount == hold.reversible
        if whole and head.state not in ("payout_sent", "paid"):
            found.add(NotInThisState)
        return found


def same_contents(one: Movement, other: Movement) -> bool:
    """Say whether two movements with one id are one movement, sent at whatever time."""
    return one.model_copy(update={"at": other.at, "trace_id": other.trace_id}) == other


def conflict(standing: Movement, movement: Movement) -> Objections:
    """Give what speaks against a movement whose id stands in the ledger."""
    return set() if same_contents(movement, standing) else {EntryConflict}


def _fits(hold: Hold, movement: Reverse) -> bool:
    taken = {invoice.identity(): invoice.share.amount_minor for invoice in hold.invoices}
    for invoice in movement.invoices:
        taken[invoice.identity()] = taken.get(invoice.identity(), 0) - invoice.share.amount_minor
    amount = hold.reversible.amount_minor - movement.amount.amount_minor
    souvenir = hold.souvenir.amount_minor - movement.souvenir.amount_minor
    consistent = souvenir <= amount and (amount > 0 or not any(taken.values()))
    return min(amount, souvenir, *taken.values(), 0) >= 0 and consistent
