"""Two movements that want the same thing at the same moment: only conditions can part them.

Each duel looks for a place in the ledger where its two sides both could pass, and where passing
both would break a law; None where there is no such place now.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from cofund.books.ledger_sight import Reader
from cofund.models.ledger import FundKey, Movement
from cofund.models.standing import Hold, Reservation
from cofund.ports import Items
from tests.builders.movements import (
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
    rub,
)
from tests.ledger.proposals import APPLICATIONS, FUNDS, Proposals
from tests.ledger.room import Room

MOST_CHANGES = 40
"""Of one reservation."""

Duel = tuple[Movement, Movement]


class Duels:
    """Draws duels that the ledger as it stands gives room for."""

    def __init__(self, items: Items, proposals: Proposals) -> None:
        self._reader = Reader(items)
        self._proposals = proposals
        self._room = Room(items, proposals)
        self._seldom: tuple[Callable[[Random], Duel | None], ...] = (
            self._refill,
            self._same_invoice,
            self._raised,
            self._same_reservation,
            self._end_of_reservation,
            self._use_after_close,
            self._moved_reservation,
            self._twin,
            self._close_and_fill,
            self._close_and_free,
        )
        self._often = (self._last_money, self._same_hold, self._same_debit, self.last_souvenirs)

    def draw(self, chance: Random) -> Duel | None:
        """Give a duel, in either order; those that find room seldom are asked first."""
        seldom = chance.sample(self._seldom, k=len(self._seldom) if chance.random() < 0.7 else 0)
        for kind in (*seldom, *chance.sample(self._often, k=len(self._often))):
            duel = kind(chance)
            if duel is not None:
                return duel if chance.random() < 0.5 else (duel[1], duel[0])
        return None

    def _last_money(self, chance: Random) -> Duel | None:
        """Both take all that is available."""
        fund = chance.choice(FUNDS)
        takers = self._takers(chance, fund, self._room.available(fund))
        if not self._room.available(fund) or len(takers) < 2:
            return None
        one, other = chance.sample(takers, k=2)
        return one, other

    def _takers(self, chance: Random, fund: FundKey, amount: int) -> list[Movement]:
        if not amount:
            return []
        common = _common(fund)
        takers: list[Movement] = [
            a_correction(amount, source=f"correction-{chance.randrange(9)}", **common)
        ]
        fresh = self._room.fresh_claims()
        takers += [a_hold(amount, **fresh_claim, **common) for fresh_claim in fresh[:2]]
        unused = [name for name in APPLICATIONS if self._reader.reservation(name) is None]
        takers += [a_reservation(amount, application=name, **common) for name in unused[:1]]
        takers += self._changes_taking(fund, amount)
        held = [hold for hold in self._proposals.holds("HELD") if hold.fund == fund]
        bare = [hold for hold in held if not self._room.refills(hold)]
        takers += [a_raise(amount, number=99, **_same(hold)) for hold in bare[:1]]
        return takers

    def _changes_taking(self, fund: FundKey, amount: int) -> list[Movement]:
        """Let one reservation grow by an amount, and two others move to the fund for it."""
        standing = [one for one in self._room.reservations() if one.version < MOST_CHANGES]
        here = [one for one in standing if one.fund == fund]
        elsewhere = [one for one in standing if one.fund != fund and not one.uses]
        grown = [self._changed(one, one.amount.amount_minor + amount, later=2) for one in here]
        return grown[:1] + [self._moved(one, fund, amount) for one in elsewhere[:2]]

    def _moved(self, standing: Reservation, fund: FundKey, amount: int) -> Movement:
        more = {**_common(fund), "from_fund": standing.fund}
        number, application = standing.version + 2, standing.application
        return a_changed_reservation(amount, number=number, application=application, **more)

    def _close_and_fill(self, chance: Random) -> Duel | None:
        """One expires what is available, the other changes how much that is."""
        fund = chance.choice(FUNDS)
        if not self._room.is_open(fund) or chance.random() < 0.7:
            return None
        other = chance.choice([self._more(chance, fund), *self._freeing(fund)])
        return a_close(**_common(fund)), other

    def _same_reservation(self, chance: Random) -> Duel | None:
        """Both use all that remains of one reservation."""
        standing, fresh = self._room.some_reservation(chance), self._room.fresh_claims()
        if standing is None or len(fresh) < 2:
            return self._stage(chance)
        one, other = (self._use(standing, claim) for claim in chance.sample(fresh, k=2))
        return one, other

    def _end_of_reservation(self, chance: Random) -> Duel | None:
        """One uses a part of a reservation that the other ends, or leaves in peace for once."""
        standing, fresh = self._room.some_reservation(chance), self._room.fresh_claims()
        if standing is None or not fresh:
            return self._stage(chance)
        amount = rub(max(1, standing.remaining.amount_minor // 2))
        part = self._use(standing, chance.choice(fresh)).model_copy(update={"amount": amount})
        more = self._more(chance, standing.fund)
        return part, chance.choice((more, self._unreserve(standing.application)))

    def _use_after_close(self, chance: Random) -> Duel | None:
        """One uses a reservation of a period that the other ends: both must pass."""
        standing, fresh = self._room.some_reservation(chance), self._room.fresh_claims()
        if standing is None or not fresh or chance.random() < 0.3:
            return None
        return self._use(standing, chance.choice(fresh)), a_close(**_common(standing.fund))

    def _moved_reservation(self, chance: Random) -> Duel | None:
        """One moves or changes a reservation that the other uses, ends, changes or sees closed."""
        standing, fresh = self._room.unused_reservation(chance), self._room.fresh_claims()
        if standing is None or standing.version > MOST_CHANGES:
            return self._stage(chance)
        change = self._change(chance, standing)
        rival = chance.choice(("use", "use", "use", "end", "end", "close", "change"))
        if rival == "use" and fresh:
            amount = rub(max(1, standing.remaining.amount_minor // chance.choice((1, 2))))
            use = self._use(standing, chance.choice(fresh))
            return change, use.model_copy(update={"amount": amount})
        if rival == "change":
            return change, self._changed(standing, standing.amount.amount_minor + 1, later=3)
        if rival == "close" and chance.random() < 0.5:
            return change, a_close(**_common(standing.fund))
        return change, self._unreserve(standing.application)

    def _change(self, chance: Random, standing: Reservation) -> Movement:
        """Give a change that the ledger bears now: elsewhere, or of as little as it can be."""
        amount = standing.amount.amount_minor
        others = [fund for fund in FUNDS if fund != standing.fund and self._room.is_open(fund)]
        roomy = [fund for fund in others if self._room.available(fund) >= amount]
        if not roomy or chance.random() < 0.2:
            return self._changed(standing, standing.used.amount_minor, later=2)
        other = chance.choice(roomy)
        most = self._room.available(other)
        return self._moved(standing, other, chance.choice((most, amount, amount)))

    def _changed(self, standing: Reservation, amount: int, *, later: int) -> Movement:
        number, application = standing.version + later, standing.application
        common = {"number": number, "application": application, **_common(standing.fund)}
        return a_changed_reservation(max(1, amount), **common)

    def _stage(self, chance: Random) -> Duel | None:
        """Nobody loses here: a reservation, for later duels."""
        unused = [name for name in APPLICATIONS if self._reader.reservation(name) is None]
        funds = [fund for fund in FUNDS if self._room.available(fund) > 10]
        if not unused or not funds:
            return None
        amount, fund = chance.choice((4, 10)), funds[0]
        reservation = a_reservation(amount, application=unused[0], **_common(fund))
        return reservation, self._more(chance, fund)

    def _more(self, chance: Random, fund: FundKey) -> Movement:
        return an_accrual(10, source=f"turnover-{chance.randrange(9)}", **_common(fund))

    def _refill(self, chance: Random) -> Duel | None:
        """One gives back to a reservation that the other ends."""
        for hold in self._room.shuffled(chance, "HELD"):
            standing = self._reader.reservation(hold.application or "none")
            if hold.from_reservation and standing is not None and standing.remaining:
                release = a_release(back_to="reservation", **_same(hold))
                return release, self._unreserve(standing.application)
        return None

    def _close_and_free(self, chance: Random) -> Duel | None:
        """One ends the period into which the other frees money."""
        fund = chance.choice(FUNDS)
        freeing = self._freeing(fund)
        if not freeing or not self._room.is_open(fund) or chance.random() < 0.7:
            return None
        return chance.choice(freeing), a_close(**_common(fund))

    def _freeing(self, fund: FundKey) -> list[Movement]:
        found: list[Movement] = [
            a_release(**_same(hold)) for hold in self._proposals.holds("HELD") if hold.fund == fund
        ]
        reserved = (self._reader.reservation(name) for name in APPLICATIONS)
        found += [
            self._unreserve(standing.application)
            for standing in reserved
            if standing is not None and standing.fund == fund and standing.remaining
        ]
        posted = (hold for hold in self._proposals.holds("POSTED") if hold.fund == fund)
        found += [_part_back(hold, 1) for hold in posted if hold.reversible > rub(1)]
        return found

    def _same_hold(self, chance: Random) -> Duel | None:
        """One releases the hold that the other debits, or both release it."""
        for hold in self._room.shuffled(chance, "HELD"):
            release = a_release(**_same(hold))
            if not self._room.approved(hold):
                again = release.model_copy(update={"reason": "again"})
                return release, again
            return release, self._debit(hold)
        return None

    def _raised(self, chance: Random) -> Duel | None:
        """One holds more of what the other debits or releases."""
        for hold in self._room.shuffled(chance, "HELD"):
            if self._room.available(hold.fund) and self._room.is_open(hold.fund):
                more = a_raise(1, number=chance.randrange(10, 90), **_same(hold))
                ended = self._room.approved(hold) and chance.random() < 0.6
                return more, self._debit(hold) if ended else a_release(**_same(hold))
        return None

    def _twin(self, chance: Random) -> Duel | None:
        """Both are the same debit: the second finds it done, wherever it was overtaken."""
        for hold in self._room.shuffled(chance, "HELD"):
            if self._room.approved(hold) and chance.random() < 0.5:
                debit = self._debit(hold)
                return debit, debit
        return None

    def _same_debit(self, chance: Random) -> Duel | None:
        """Both claw the better part of one debit back."""
        for hold in self._room.shuffled(chance, "POSTED"):
            if hold.reversible > rub(2):
                numbers = chance.sample(range(10, 99), k=2)
                one, other = (_part_back(hold, number, tight=True) for number in numbers)
                return one, other
        return None

    def _same_invoice(self, chance: Random) -> Duel | None:
        """Both take all that is left of one invoice, of which nobody or somebody took before."""
        ready = [hold for hold in self._room.shuffled(chance, "HELD") if self._room.decide(hold)]
        if len(ready) < 2:
            return None
        paper = self._room.paper(chance)
        one, other = (
            self._debit(hold).model_copy(update={"invoices": (paper,)}) for hold in ready[:2]
        )
        return one, other

    def last_souvenirs(self, chance: Random) -> Duel | None:
        """Both take all that is left of the souvenir limit, in the same or different funds."""
        limit, fresh = self._reader.limit(FUNDS[0].limit()), self._room.fresh_claims()
        assert limit is not None
        left = limit.available.amount_minor
        funds = [fund for fund in FUNDS if self._room.available(fund) >= max(2 * left, 1)]
        if not left or len(fresh) < 2 or not funds:
            return None
        one, other = (
            a_hold(left, souvenir=left, **claim, **_common(chance.choice(funds)))
            for claim in chance.sample(fresh, k=2)
        )
        return one, other

    def _use(self, standing: Reservation, claim: dict[str, Any]) -> Movement:
        amount = standing.remaining.amount_minor
        return a_hold(amount, application=standing.application, **claim, **_common(standing.fund))

    def _unreserve(self, application: str) -> Movement:
        standing = self._reader.reservation(application)
        assert standing is not None
        return an_unreserve(application=application, **_common(standing.fund))

    def _debit(self, hold: Hold) -> Movement:
        amount = self._proposals.decided(hold) or hold.amount.amount_minor
        souvenir = min(amount, hold.souvenir.amount_minor)
        return a_debit(amount, souvenir=souvenir, **_same(hold))


def _part_back(hold: Hold, number: int, *, tight: bool = False) -> Movement:
    """Give a clawback of a kopeck, or of so much that there is no second one like it."""
    left = hold.reversible.amount_minor
    amount = left * 2 // 3 if tight else 1
    souvenir = min(amount, hold.souvenir.amount_minor)
    return a_reversal(amount, number=number, souvenir=souvenir, **_same(hold))


def _common(fund: FundKey) -> dict[str, Any]:
    return {"fund": fund, "at": NOON}


def _same(hold: Hold) -> dict[str, Any]:
    return {"claim": hold.claim, "version": hold.version, **_common(hold.fund)}
