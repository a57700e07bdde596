"""Movements that somebody might try next, given what stands: mostly sensible, sometimes not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any, get_args

from cofund.books.ledger_sight import Reader
from cofund.models.ledger import (
    BackTo,
    Debit,
    FundKey,
    InvoiceShare,
    Movement,
    Release,
    Reverse,
)
from cofund.models.standing import Hold, Reservation
from cofund.ports import Items
from tests.builders.movements import (
    EARLIER_FUND,
    FUND,
    NOON,
    a_changed_reservation,
    a_close,
    a_correction,
    a_debit,
    a_hold,
    a_raise,
    a_release,
    a_reservation,
    a_reversal,
    an_accrual,
    an_unreserve,
    invoice,
)
from tests.ledger.claims import head_of

FUNDS = (FUND, EARLIER_FUND, FUND.model_copy(update={"period": "2026Q2"}))
CLAIMS = tuple(f"C{number}" for number in range(1, 9))
APPLICATIONS = tuple(f"A{number}" for number in range(1, 11))
GROSS = 60


class Proposals:
    """Draws movements; the same random numbers on the same ledger give the same movement."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._reader = Reader(items)
        self._kinds: dict[Callable[[Random], Movement], int] = {
            self._accrue: 3,
            self._correct: 1,
            self._reserve: 5,
            self._unreserve: 2,
            self._change_reservation: 4,
            self._hold: 8,
            self._raise: 4,
            self._debit: 9,
            self._release: 4,
            self._reverse: 5,
            self._close: 1,
        }

    def draw(self, chance: Random) -> Movement:
        """Give the next movement."""
        (kind,) = chance.choices(list(self._kinds), weights=list(self._kinds.values()))
        return kind(chance)

    def holds(self, *states: str) -> list[Hold]:
        """Give the holds in one of the states."""
        found = (self._reader.hold(claim, version) for claim, version in self._versions())
        return [hold for hold in found if hold is not None and hold.state in states]

    def _versions(self) -> Iterator[tuple[str, int]]:
        for claim in CLAIMS:
            for version in range(1, head_of(self._items, claim).version + 1):
                yield claim, version

    def _accrue(self, chance: Random, fund: FundKey | None = None) -> Movement:
        source = f"turnover-{chance.randrange(5)}"
        return an_accrual(chance.choice((30, 60)), source=source, **_common(chance, fund))

    def _correct(self, chance: Random, fund: FundKey | None = None) -> Movement:
        common = _common(chance, fund)
        source = f"correction-{chance.randrange(3)}"
        return a_correction(self._some(chance, common["fund"]), source=source, **common)

    def _reserve(self, chance: Random, fund: FundKey | None = None) -> Movement:
        """Reserve mostly in one fund, so that reservations stand side by side."""
        common = _common(chance, fund or chance.choice((FUND, None)))
        application = chance.choice(APPLICATIONS)
        return a_reservation(self._some(chance, common["fund"]), application=application, **common)

    def _unreserve(self, chance: Random, application: str | None = None) -> Movement:
        application = application or chance.choice(APPLICATIONS)
        standing = self._reader.reservation(application)
        home = standing.fund if standing is not None else None
        return an_unreserve(application=application, **_common(chance, home))

    def _change_reservation(self, chance: Random) -> Movement:
        """Set as much aside as is used, as there is, or a little beside; here or elsewhere."""
        application = chance.choice(APPLICATIONS)
        standing = self._reader.reservation(application)
        if standing is None:
            return self._reserve(chance)
        number = max(2, standing.version + chance.choice((1, 1, 1, 2, 0)))
        common = {"application": application, "number": number}
        used, amount = standing.used.amount_minor, standing.amount.amount_minor
        if chance.random() < 0.5:
            most = amount + self._some(chance, standing.fund)
            wanted = chance.choice((used, used - 1, used + 1, amount, most))
            return a_changed_reservation(max(1, wanted), **common, **_common(chance, standing.fund))
        fund = chance.choice([fund for fund in FUNDS if fund != standing.fund])
        wanted = chance.choice((self._some(chance, fund), amount))
        more = _common(chance, fund) | {"fund": fund, "from_fund": standing.fund}
        return a_changed_reservation(wanted, **common, **more)

    def _hold(self, chance: Random, application: str | None = None) -> Movement:
        application = application or chance.choice((None, None, *APPLICATIONS))
        standing = self._reader.reservation(application) if application else None
        common = _common(chance, standing.fund if standing is not None else None)
        amount = self._needed(chance, common["fund"], standing)
        claim = chance.choice(CLAIMS)
        return a_hold(
            amount,
            souvenir=chance.choice((0, 0, min(amount, 20), min(amount, 40))),
            application=application,
            claim=claim,
            version=head_of(self._items, claim).version,
            **common,
        )

    def _raise(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "HELD")
        return self._hold(chance) if hold is None else self.raise_of(chance, hold)

    def raise_of(self, chance: Random, hold: Hold) -> Movement:
        """Give a raise that the hold's reservation or fund bears, just or not quite."""
        standing = self._reader.reservation(hold.application) if hold.application else None
        amount = self._needed(chance, hold.fund, standing)
        souvenir = chance.choice((0, 0, min(amount, 5), min(amount, 20)))
        number = chance.randrange(1, 9)
        return a_raise(amount, number=number, souvenir=souvenir, **_same_claim(chance, hold))

    def _debit(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "HELD")
        return self._hold(chance) if hold is None else self._debit_of(chance, hold)

    def _debit_of(self, chance: Random, hold: Hold) -> Debit:
        amount = self.decided(hold) or hold.amount.amount_minor
        souvenir = min(amount, hold.souvenir.amount_minor)
        return a_debit(
            chance.choice((*6 * [amount], amount + 5, hold.amount.amount_minor)),
            souvenir=chance.choice((souvenir, souvenir // 2)),
            invoices=_some_invoices(chance),
            back_to=chance.choice(get_args(BackTo)),
            **_same_claim(chance, hold),
        )

    def _release(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "HELD")
        return self._reserve(chance) if hold is None else self._release_of(chance, hold)

    def _release_of(self, chance: Random, hold: Hold) -> Release:
        back_to = chance.choice(get_args(BackTo))
        return a_release(back_to=back_to, **_same_claim(chance, hold))

    def _reverse(self, chance: Random) -> Movement:
        hold = self._some_hold(chance, "POSTED")
        return self._debit(chance) if hold is None else self._reversal_of(chance, hold)

    def _reversal_of(self, chance: Random, hold: Hold) -> Reverse:
        whole = chance.random() < 0.5
        left = max(hold.reversible.amount_minor, 1)
        amount = left if whole else max(1, left * 2 // 3)
        souvenir = hold.souvenir.amount_minor
        return a_reversal(
            amount,
            number=chance.randrange(1, 5),
            souvenir=min(amount, souvenir if whole else chance.choice((souvenir, souvenir // 2))),
            invoices=hold.invoices if whole else chance.choice((hold.invoices, ())),
            **_same_claim(chance, hold),
        )

    def _close(self, chance: Random, fund: FundKey | None = None) -> Movement:
        """Close seldom: little happens in a closed fund."""
        if chance.random() < 0.5:
            return a_close(**_common(chance, fund))
        return self._accrue(chance, fund)

    def _some(self, chance: Random, fund: FundKey) -> int:
        """Give an amount that is tight in the fund: often all of it, seldom too much."""
        balance = self._reader.balance(fund)
        assert balance is not None
        available = balance.available.amount_minor
        return max(1, chance.choice((available, available * 2 // 3, 20, 20, available + 1)))

    def _needed(self, chance: Random, fund: FundKey, standing: Reservation | None) -> int:
        """Give an amount that a reservation bears, just or not quite; without one, a tight one."""
        remaining = standing.remaining.amount_minor if standing is not None else 0
        if not remaining:
            return self._some(chance, fund)
        half = max(1, remaining // 2)
        return chance.choice((remaining, half, half, 10, remaining + 10))

    def _some_hold(self, chance: Random, state: str) -> Hold | None:
        """Give a hold in that state, now and then one that has left it."""
        usual, any_state = self.holds(state), self.holds("HELD", "POSTED", "RELEASED")
        found = usual if chance.random() < 0.9 else any_state
        return chance.choice(found) if found else None

    def decided(self, hold: Hold) -> int | None:
        """Give the amount that is approved for the hold's version, if any."""
        sk = f"DECISION#{hold.version:04d}"
        found = self._items.query("claims", f"CLM#{hold.claim}", prefix=sk, limit=1)
        amount = found[0].attributes["amount_minor"] if found else None
        assert amount is None or isinstance(amount, int)
        return amount


def _common(chance: Random, home: FundKey | None = None) -> dict[str, Any]:
    fund = home if home is not None and chance.random() < 0.95 else chance.choice(FUNDS)
    return {"fund": fund, "at": NOON + timedelta(minutes=chance.randrange(1000))}


def _same_claim(chance: Random, hold: Hold) -> dict[str, Any]:
    return {"claim": hold.claim, "version": hold.version, **_common(chance, hold.fund)}


def _some_invoices(chance: Random) -> tuple[InvoiceShare, ...]:
    numbers = chance.sample(("17", "18"), k=chance.choice((0, 1, 1, 2)))
    return tuple(
        invoice(number, gross=GROSS, share=chance.choice((20, 40, 60))) for number in numbers
    )
