"""Walks in which points pay for claims, and move alone, under the same trouble as money."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cofund.books.ledger_book import LedgerBook
from cofund.books.points_book import PointsBook
from cofund.models.points import PointsPart
from cofund.models.standing import Hold
from cofund.ports import Items
from tests.builders.movements import NOON, a_conversion, a_hold, a_raise, a_release, a_reversal
from tests.builders.points import (
    a_close_of_points,
    a_return_of_points,
    a_spending,
    an_earning,
)
from tests.ledger.claims import approve, head_of
from tests.ledger.duels import Duels
from tests.ledger.furniture import AT_ONCE
from tests.ledger.points_proposals import (
    ACCOUNTS,
    CONVERSIONS,
    SUBJECTS,
    WORTH,
    PointsOracle,
    PointsProposals,
)
from tests.ledger.proposals import FUNDS
from tests.ledger.room import Room
from tests.ledger.walk import Walker

AnyDuel = tuple[Any, Any]


class Cashier(LedgerBook):
    """Posts money and points, each where it belongs."""

    def __init__(self, items: Items) -> None:
        super().__init__(items, backoff=AT_ONCE)
        self._points = PointsBook(items, backoff=AT_ONCE)

    def post(self, movement: Any) -> Any:
        """Post a movement."""
        return super().post(movement) if hasattr(movement, "fund") else self._points.post(movement)


class PointsDuels(Duels):
    """Draws duels about points, and now and then one about money."""

    def __init__(self, items: Items, proposals: PointsProposals) -> None:
        super().__init__(items, proposals)
        self._all = proposals
        self._about_points: tuple[Callable[[Random], AnyDuel | None], ...] = (
            self._last_points,
            self._last_points,
            self._raised_points,
            self._same_spending,
            self._same_points_back,
            self._end_of_year,
        )

    def draw(self, chance: Random) -> AnyDuel | None:
        """Give a duel, in either order."""
        if chance.random() < 0.8:
            for kind in chance.sample(self._about_points, k=len(self._about_points)):
                duel = kind(chance)
                if duel is not None:
                    return duel if chance.random() < 0.5 else (duel[1], duel[0])
        return super().draw(chance)

    def _last_points(self, chance: Random) -> AnyDuel | None:
        """Both take all points that are available."""
        account = chance.choice(ACCOUNTS)
        available = self._all.points.balance(account).available
        if not available:
            return None
        part = PointsPart(account=account, points=available, worth=WORTH)
        common = {"account": account}
        spent = [s for s in SUBJECTS if self._all.points.spent(account, s) is None]
        converted = [c for c in CONVERSIONS if self._all.points.spent(account, c) is None]
        takers: list[Any] = [a_spending(available, subject=one, **common) for one in spent[:2]]
        takers += [
            a_conversion(1, conversion=one, fund=chance.choice(FUNDS)).model_copy(
                update={"points": part}
            )
            for one in converted[:1]
        ]
        takers += [
            a_hold(0, points=part, fund=chance.choice(FUNDS), **claim)
            for claim in self._room.fresh_claims()[:2]
        ]
        takers += [
            a_raise(0, number=98, points=part, **_same(hold))
            for hold in self._proposals.holds("HELD")[:1]
            if hold.points is None or hold.points.account == account
        ]
        if len(takers) < 2:
            return None
        one, other = chance.sample(takers, k=2)
        return one, other

    def _raised_points(self, chance: Random) -> AnyDuel | None:
        """One lets a hold go, or debits it, of which the other raises the points."""
        for hold in self._room.shuffled(chance, "HELD"):
            account = hold.points.account if hold.points else chance.choice(ACCOUNTS)
            if not self._all.points.balance(account).available:
                continue
            part = PointsPart(account=account, points=1, worth=WORTH)
            raised = a_raise(0, number=chance.randrange(10, 99), points=part, **_same(hold))
            if self._room.approved(hold) and chance.random() < 0.6:
                return raised, self._all.debit_of(chance, hold)
            return raised, a_release(**_same(hold))
        return None

    def _same_spending(self, chance: Random) -> AnyDuel | None:
        """Both give back the better part of what was paid for one subject."""
        for account in chance.sample(ACCOUNTS, k=2):
            for subject in chance.sample(SUBJECTS, k=len(SUBJECTS)):
                spent = self._all.points.spent(account, subject)
                if spent is not None and spent.left > 2:
                    numbers = chance.sample(range(10, 99), k=2)
                    one, other = (
                        a_return_of_points(
                            spent.left * 2 // 3, subject=subject, number=number, account=account
                        )
                        for number in numbers
                    )
                    return one, other
        return None

    def _same_points_back(self, chance: Random) -> AnyDuel | None:
        """Both claw the better part of one claim's points back."""
        for hold in self._room.shuffled(chance, "POSTED"):
            if hold.points is not None and hold.points.reversible > 2:
                part = hold.points.part(hold.points.reversible * 2 // 3)
                numbers = chance.sample(range(10, 99), k=2)
                one, other = (
                    a_reversal(0, number=number, points=part, **_same(hold)) for number in numbers
                )
                return one, other
        return None

    def _end_of_year(self, chance: Random) -> AnyDuel | None:
        """One ends the account's year, the other changes what is available or frees points."""
        account = chance.choice(ACCOUNTS)
        if self._all.points.balance(account).status != "OPEN" or chance.random() < 0.8:
            return None
        others: list[Any] = [an_earning(1, award=f"W{chance.randrange(20, 99)}", account=account)]
        held = [h for h in self._proposals.holds("HELD") if h.points]
        others += [
            a_release(**_same(hold))
            for hold in held
            if hold.points and hold.points.account == account
        ]
        spent = [s for s in SUBJECTS if (p := self._all.points.spent(account, s)) and p.left]
        number = chance.randrange(10, 99)
        others += [
            a_return_of_points(1, subject=one, number=number, account=account) for one in spent
        ]
        return a_close_of_points(account=account), chance.choice(others)

    def _debit(self, hold: Hold) -> Any:
        return self._all.debit_of(Random(0), hold)  # noqa: S311


class PointsWalker(Walker):
    """One ledger with accounts of points, and everybody who works on it."""

    def __init__(self, items: Items) -> None:
        super().__init__(items)
        self._book, self._rival = Cashier(self._faulty), Cashier(items)
        proposals = PointsProposals(items)
        self._oracle, self._proposals = PointsOracle(items), proposals
        self._duels = PointsDuels(items, proposals)
        self._room = Room(items, proposals)
        for account in ACCOUNTS:
            proposals.points.open_account(account)
            self._commit(an_earning(60, award="start", account=account))  # type: ignore[arg-type]

    def _place(self, movement: Any) -> tuple[str, str]:
        home = movement.fund.period if hasattr(movement, "fund") else movement.account.year + "P"
        return home, movement.entry_id

    def _decision(self, chance: Random) -> None:
        for hold in self._proposals.holds("HELD"):
            head = head_of(self._items, hold.claim)
            if (head.state, head.version) == ("in_review", hold.version):
                amount = hold.amount.amount_minor
                points = hold.points.points if hold.points else 0
                approve(
                    self._items,
                    hold.claim,
                    chance.choice((amount, amount, amount // 2, amount + 5)),
                    points=chance.choice((points, points, points // 2, 0, points + 1)),
                )
                return


def _same(hold: Hold) -> dict[str, Any]:
    return {"claim": hold.claim, "version": hold.version, "fund": hold.fund, "at": NOON}
