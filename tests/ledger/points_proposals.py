"""Movements of points, and of claims that points pay a part of: mostly sensible, sometimes not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random
from typing import Any

from cofund.books.claim_moves import decision_key
from cofund.books.points_book import PointsBook
from cofund.errors import (
    AccountClosed,
    InsufficientPoints,
    NotAccepted,
    NotApproved,
    NotFound,
    NotInThisState,
)
from cofund.models.ledger import Debit, Movement, PlaceHold, RaiseHold, Reverse
from cofund.models.points import (
    AccountKey,
    ClosePoints,
    ConvertPoints,
    EarnPoints,
    GiveBackPoints,
    PointsMovement,
    PointsPart,
    SpendPoints,
)
from cofund.models.standing import Hold
from cofund.ports import Items
from tests.builders.movements import NOON, a_debit, a_release, a_reversal, rub
from tests.builders.points import (
    ACCOUNT,
    a_close_of_points,
    a_return_of_points,
    a_spending,
    an_earning,
)
from tests.ledger.furniture import AT_ONCE
from tests.ledger.oracle import Objections, Oracle
from tests.ledger.proposals import FUNDS, Proposals

ACCOUNTS = (ACCOUNT, ACCOUNT.model_copy(update={"year": "2025"}))
SUBJECTS = tuple(f"O{number}" for number in range(1, 8))
CONVERSIONS = tuple(f"V{number}" for number in range(1, 6))
WORTH = rub(3)

AnyMovement = Movement | PointsMovement


class PointsProposals(Proposals):
    """Draws movements of money and points; the same numbers on the same ledger give the same."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self.points = PointsBook(items, backoff=AT_ONCE)
        kinds: dict[Callable[[Random], Any], int] = {
            self._accrue: 2,
            self._reserve: 1,
            self._hold: 9,
            self._raise: 5,
            self._debit: 9,
            self._release: 4,
            self._reverse: 6,
            self._close: 1,
            self._earn: 4,
            self._spend: 4,
            self._give_back: 4,
            self._convert: 3,
            self._close_account: 1,
        }
        self._kinds = kinds

    def part(self, chance: Random, account: AccountKey | None = None) -> PointsPart:
        """Give points of a tight number: often all that are available, seldom too many."""
        account = account or chance.choice(ACCOUNTS)
        available = self.points.balance(account).available
        number = chance.choice((available, available * 2 // 3, 5, 5, available + 1))
        return PointsPart(account=account, points=max(1, number), worth=WORTH)

    def decided_points(self, hold: Hold) -> int | None:
        """Give how many points are approved for the hold's version; None before the decision."""
        item = self._items.get(decision_key(hold.claim, hold.version))
        number = None if item is None else item.get("points", 0)
        assert number is None or isinstance(number, int)
        return number

    def debit_of(self, chance: Random, hold: Hold) -> Movement:
        """Give a debit as it was decided, seldom otherwise; of nothing, a release."""
        amount = self.decided(hold)
        amount = hold.amount.amount_minor if amount is None else amount
        points = self.decided_points(hold)
        if points is None:
            points = hold.points.points if hold.points else 0
        points = max(0, chance.choice((*6 * [points], points + 1, points - 1)))
        part = PointsPart(account=ACCOUNT, points=1, worth=WORTH) if points else None
        if hold.points is not None:
            part = hold.points.part(points)
        if not amount and part is None:
            return a_release(**_same(chance, hold))
        souvenir = min(amount, hold.souvenir.amount_minor)
        return a_debit(amount, souvenir=souvenir, points=part, **_same(chance, hold))

    def reversal_of(self, chance: Random, hold: Hold) -> Movement:
        """Give a clawback of all that is left, or of a part of money, points or both."""
        money, points = hold.reversible.amount_minor, hold.points_reversible
        whole = chance.random() < 0.5
        amount = money if whole else chance.choice((money * 2 // 3, 0, money + 1))
        back = points if whole else chance.choice((points * 2 // 3, points, 0, points + 1))
        part = hold.points.part(back) if hold.points else None
        if not amount and part is None:
            amount = 1
        return a_reversal(
            amount,
            number=chance.randrange(1, 9),
            souvenir=min(amount, hold.souvenir.amount_minor),
            invoices=hold.invoices if whole else (),
            points=part,
            **_same(chance, hold),
        )

    def raise_of(self, chance: Random, hold: Hold) -> Movement:
        """Give a raise of money, of points, or of both."""
        raised = super().raise_of(chance, hold)
        own = hold.points.account if hold.points and chance.random() < 0.9 else None
        return self._with_points(chance, raised, own)

    def _hold(self, chance: Random, application: str | None = None) -> Movement:
        return self._with_points(chance, super()._hold(chance, application))

    def _with_points(
        self, chance: Random, movement: Movement, account: AccountKey | None = None
    ) -> Movement:
        if chance.random() < 0.3:
            return movement
        changes: dict[str, Any] = {"points": self.part(chance, account)}
        if chance.random() < 0.4:
            changes |= {"amount": rub(0), "souvenir": rub(0)}
        return movement.model_copy(update=changes)

    def _debit(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "HELD")
        return self._hold(chance) if hold is None else self.debit_of(chance, hold)

    def _reverse(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "POSTED")
        return self._debit(chance) if hold is None else self.reversal_of(chance, hold)

    def _earn(self, chance: Random) -> PointsMovement:
        award = f"W{chance.randrange(9)}"
        return an_earning(chance.choice((10, 30)), award=award, **_in(chance))

    def _spend(self, chance: Random) -> PointsMovement:
        common = _in(chance)
        number = self.part(chance, common["account"]).points
        return a_spending(number, subject=chance.choice(SUBJECTS), **common)

    def _give_back(self, chance: Random) -> PointsMovement:
        common, subject = _in(chance), chance.choice((*SUBJECTS, CONVERSIONS[0]))
        spent = self.points.spent(common["account"], subject)
        left = spent.left if spent else 5
        points = max(1, chance.choice((left, left, left // 2, left + 1)))
        number = chance.randrange(1, 6)
        return a_return_of_points(points, subject=subject, number=number, **common)

    def _convert(self, chance: Random) -> Movement:
        return ConvertPoints(
            fund=chance.choice(FUNDS),
            actor="step",
            reason="",
            at=NOON,
            programme_version="1",
            conversion=chance.choice(CONVERSIONS),
            points=self.part(chance),
        )

    def _close_account(self, chance: Random) -> PointsMovement:
        """Close seldom: little happens in an account whose year has ended."""
        return a_close_of_points(**_in(chance)) if chance.random() < 0.4 else self._earn(chance)


class PointsOracle(Oracle):
    """Judges movements of money and points, in the plainest words."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._points = PointsBook(items, backoff=AT_ONCE)
        own: Mapping[type[Any], Callable[[Any], Objections]] = {
            PlaceHold: lambda hold: self._hold(hold) | self._short_of_points(hold.points),
            RaiseHold: self._raise_points,
            Debit: self._debit_points,
            Reverse: self._reverse_points,
            ConvertPoints: self._convert,
            EarnPoints: lambda earn: self._unless_going_on(earn.account),
            SpendPoints: self._spend,
            GiveBackPoints: self._give_back,
            ClosePoints: lambda close: self._unless_going_on(close.account),
        }
        self._judges = {**self._judges, **own}

    def _unless_going_on(self, account: AccountKey) -> Objections:
        return set() if self._points.balance(account).status == "OPEN" else {AccountClosed}

    def _short_of_points(self, part: PointsPart | None) -> Objections:
        if part is None:
            return set()
        few = self._points.balance(part.account).available < part.points
        return ({InsufficientPoints} if few else set()) | self._unless_going_on(part.account)

    def _raise_points(self, movement: RaiseHold) -> Objections:
        found, hold = self._raise(movement), self._held(movement)
        if hold is not None and hold.points is not None and movement.points is not None:
            other = movement.points.account != hold.points.account
            found = found | ({NotInThisState} if other else set())
        return found | self._short_of_points(movement.points)

    def _debit_points(self, movement: Debit) -> Objections:
        found, hold = self._debit(movement), self._held(movement)
        wanted = movement.points.points if movement.points else 0
        if hold is not None and wanted > (hold.points.points if hold.points else 0):
            found.add(NotAccepted)
        decision = self._items.get(decision_key(movement.claim, movement.version)) or {}
        if decision.get("points", 0) != wanted:
            found.add(NotApproved)
        return found

    def _reverse_points(self, movement: Reverse) -> Objections:
        hold, head = self._held(movement), self._reader.head(movement.claim)
        if hold is None:
            return {NotFound}
        if hold.state != "POSTED":
            return {NotInThisState}
        assert head is not None
        money = hold.reversible.amount_minor - movement.amount.amount_minor
        points = hold.points_reversible - (movement.points.points if movement.points else 0)
        souvenir = hold.souvenir.amount_minor - movement.souvenir.amount_minor
        paper = len(hold.invoices) - len(movement.invoices)
        whole = money == points == 0
        found: Objections = set()
        if min(money, points, souvenir, paper) < 0 or souvenir > money or (whole and paper):
            found.add(NotAccepted)
        if whole and head.state not in ("payout_sent", "paid"):
            found.add(NotInThisState)
        return found

    def _convert(self, movement: ConvertPoints) -> Objections:
        part = movement.points
        twice = self._points.spent(part.account, movement.conversion) is not None
        found = self._unless_open(movement) | self._short_of_points(part)
        return found | ({NotInThisState} if twice else set())

    def _spend(self, movement: SpendPoints) -> Objections:
        part = PointsPart(account=movement.account, points=movement.points, worth=WORTH)
        return self._short_of_points(part)

    def _give_back(self, movement: GiveBackPoints) -> Objections:
        spent = self._points.spent(movement.account, movement.subject)
        if spent is None:
            return {NotFound}
        if spent.purpose == "conversion":
            return {NotInThisState}
        return {NotAccepted} if movement.points > spent.left else set()


def _in(chance: Random) -> dict[str, Any]:
    return {
        "account": chance.choice((*3 * [ACCOUNTS[0]], ACCOUNTS[1])),
        "at": NOON + timedelta(minutes=chance.randrange(1000)),
    }


def _same(chance: Random, hold: Hold) -> dict[str, Any]:
    at = NOON + timedelta(minutes=chance.randrange(1000))
    return {"claim": hold.claim, "version": hold.version, "fund": hold.fund, "at": at}
