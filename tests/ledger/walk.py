"""A walk: movements one after the other, with everything that can go wrong, audited at each step.

Each step is one number, from which everything in it is drawn. A movement may be killed before or
after its commit, conflict, be throttled, lose its answer, be overtaken at any read or just before
its write by a rival or by its own twin, and be delivered again, at once or much later. After each
step all laws hold, and what happened is what the oracle says must happen:

- L1 a retry of a committed movement succeeds
- L2 a duplicate is a replay: never an error, never an effect
- L3 of two concurrent twins exactly one is done
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.errors import Refusal, TryAgain
from cofund.models.ledger import Movement
from cofund.models.reservations import ChangeReservation
from cofund.models.standing import Posted
from cofund.ports import Items
from tests.builders.movements import YEAR, an_accrual, rub
from tests.fakes.faulty_items import FAULTS, Fault, FaultyItems, Killed
from tests.ledger.claims import approve, head_of, next_version, open_claim
from tests.ledger.duels import Duels
from tests.ledger.furniture import AT_ONCE
from tests.ledger.messages import Messengers
from tests.ledger.oracle import Objections, Oracle, conflict
from tests.ledger.proposals import CLAIMS, FUNDS, Proposals

MOST_DELIVERIES = 6
MOST_VERSIONS = 6

Outcome = Posted | Refusal


@dataclass
class Expectation:
    """What must come of a movement; rivals may change it until its first write."""

    replayed: bool
    objections: Objections
    earlier: Objections = field(default_factory=set)
    """What spoke against it before somebody acted: the refusal may be that old."""


class Walker:
    """One ledger, and everybody who works on it."""

    def __init__(self, items: Items) -> None:
        self._items = items
        self._faulty = FaultyItems(items)
        self._book = LedgerBook(self._faulty, backoff=AT_ONCE)
        self._rival = LedgerBook(items, backoff=AT_ONCE)
        self._messengers = Messengers(self._faulty)
        self._oracle = Oracle(items)
        self._proposals = Proposals(items)
        self._duels = Duels(items, self._proposals)
        self._standing: dict[tuple[str, str], Movement] = {}
        """Committed movements by fund and entry id."""
        self._furnish()

    def go(self, steps: Iterable[int]) -> None:
        """Take the steps.

        Raises:
            AssertionError: a law is broken, or something else happened than had to.
        """
        taken: Counter[int] = Counter()
        for step in steps:
            self.step(Random(f"{step}/{taken[step]}"))  # noqa: S311
            taken[step] += 1

    def step(self, chance: Random) -> None:
        """Take one step and audit what it left behind."""
        acts: dict[Callable[[Random], None], int] = {
            self._movement: 12,
            self._duel: 12,
            self._repeat: 2,
            self._decision: 6,
            self._messengers.carry: 3,
            self._new_version: 3,
            self._limit: 2,
        }
        (act,) = chance.choices(list(acts), weights=list(acts.values()))
        act(chance)
        report = audit_ledger(self._items)
        assert report.sound, report.violations[:3]

    def _furnish(self) -> None:
        for fund in FUNDS:
            self._rival.open_fund(fund, "RUB")
            self._commit(an_accrual(90, source="start", fund=fund))
        self._rival.set_souvenir_limit(YEAR, rub(40))
        for claim in CLAIMS:
            open_claim(self._items, claim)

    def _movement(self, chance: Random) -> None:
        movement = self._proposals.draw(chance)
        self._check(movement, chance)
        if chance.random() < 0.3:
            self._redeliver(movement)

    def _duel(self, chance: Random) -> None:
        """Let a rival that wants the same thing act between the reads, or just before the write."""
        duel = self._duels.draw(chance)
        if duel is not None:
            expected = self._expectation(duel[0])
            meanwhile = partial(self._act, duel[1], duel[0], expected)
            self._faulty.after_reads(chance.choice((2, 3, 4, 5, 6, 7, *5 * [10**6])), meanwhile)
            outcome = self._deliver(duel[0], [])
            self._faulty.all_is_well()
            self._compare(duel[0], outcome, expected)

    def _repeat(self, chance: Random) -> None:
        """Deliver a committed movement again, long after; or another one under its id."""
        movement = chance.choice(list(self._standing.values()))
        later = movement.model_copy(update={"at": movement.at + timedelta(days=3)})
        changes = {"reason": "something else"} if chance.random() < 0.2 else {}
        self._check(later.model_copy(update=changes), chance)

    def _decision(self, chance: Random) -> None:
        for hold in self._proposals.holds("HELD"):
            head = head_of(self._items, hold.claim)
            if (head.state, head.version) == ("in_review", hold.version):
                amount = hold.amount.amount_minor
                approve(
                    self._items,
                    hold.claim,
                    chance.choice((amount, amount, max(1, amount // 2), amount + 5)),
                )
                return

    def _new_version(self, chance: Random) -> None:
        """Let a claim come again, mostly one whose hold was let go."""
        released = [hold.claim for hold in self._proposals.holds("RELEASED")]
        claim = chance.choice(released or CLAIMS)
        head = head_of(self._items, claim)
        if head.state == "in_review" and head.version < MOST_VERSIONS:
            next_version(self._items, claim)

    def _limit(self, chance: Random) -> None:
        """Set the souvenir limit, while a hold may take from it."""
        standing = self._rival.souvenir_limit(YEAR)
        assert standing is not None
        spent = (standing.cap - standing.available).amount_minor
        cap = rub(chance.choice((spent, spent + 20, 60, max(0, spent - 1))))
        rival = self._duels.last_souvenirs(chance)
        if rival is not None and chance.random() < 0.7:
            self._faulty.before_the_write(partial(self._try, rival[0]))
        try:
            assert self._book.set_souvenir_limit(YEAR, cap).cap == cap
        except Refusal:
            standing = self._rival.souvenir_limit(YEAR)
            assert standing is not None
            assert standing.cap - standing.available > cap
        self._faulty.all_is_well()

    def _check(self, movement: Movement, chance: Random) -> None:
        """Post under trouble, and compare with what must happen."""
        expected = self._expectation(movement)
        if chance.random() < 0.5:
            self._let_somebody_act(movement, expected, chance)
        faults = chance.choices(FAULTS, k=3) if chance.random() < 0.5 else []
        outcome = self._deliver(movement, faults)
        self._faulty.all_is_well()
        if {"killed_after", "answer_lost"} & set(faults) and not isinstance(outcome, Refusal):
            expected.replayed = outcome.replayed
        self._compare(movement, outcome, expected)

    def _compare(self, movement: Movement, outcome: Outcome, expected: Expectation) -> None:
        described = (movement, outcome, expected)
        if isinstance(outcome, Refusal):
            assert type(outcome) in expected.objections | expected.earlier, described
        else:
            assert not expected.objections, described
            assert outcome.replayed == expected.replayed, described
            self._remember(movement)

    def _let_somebody_act(self, movement: Movement, expected: Expectation, chance: Random) -> None:
        twin = chance.random() < 0.25
        rival = movement if twin else self._proposals.draw(chance)
        meanwhile = partial(self._act, rival, movement, expected)
        if chance.random() < 0.6:
            self._faulty.before_the_write(meanwhile)
        else:
            self._faulty.after_reads(chance.randrange(1, 8), meanwhile)

    def _act(self, rival: Movement, movement: Movement, expected: Expectation) -> None:
        self._try(rival)
        anew = self._expectation(movement)
        expected.earlier = expected.objections
        expected.replayed, expected.objections = anew.replayed, anew.objections

    def _try(self, movement: Movement) -> None:
        with suppress(Refusal):
            self._commit(movement)

    def _expectation(self, movement: Movement) -> Expectation:
        standing = self._standing.get(self._place(movement))
        if standing is not None:
            return Expectation(replayed=True, objections=conflict(standing, movement))
        return Expectation(replayed=False, objections=self._oracle.objections(movement))

    def _deliver(self, movement: Movement, faults: list[Fault]) -> Outcome:
        """Deliver at least once, like a workflow that retries until it is answered."""
        self._faulty.faults.extend(faults)
        for _ in range(MOST_DELIVERIES):
            try:
                return self._book.post(movement)
            except (Killed, TryAgain):
                continue
            except Refusal as refusal:
                return refusal
        raise AssertionError(f"no answer to {movement!r}")

    def _redeliver(self, movement: Movement) -> None:
        """Deliver once more in peace: L1 and L2, or whatever stands against it now."""
        expected = self._expectation(movement)
        self._compare(movement, self._deliver(movement, []), expected)

    def _commit(self, movement: Movement) -> None:
        self._rival.post(movement)
        self._remember(movement)

    def _remember(self, movement: Movement) -> None:
        self._standing.setdefault(self._place(movement), movement)
        if isinstance(movement, ChangeReservation) and movement.from_fund is not None:
            left = movement.from_fund.period, movement.entry_id
            self._standing.setdefault(left, movement)

    def _place(self, movement: Movement) -> tuple[str, str]:
        return movement.fund.period, movement.entry_id
