"""What becomes of a claim: a script of chance, told to both sides.

Whatever amounts are needed on the way (what a reviewer can approve, what is left to claw back) are
the naive books': where the real ones differ, the next step shows it.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from random import Random

from cofund.models.approval import DecisionOutcome
from cofund.models.claim import Application
from cofund.models.ledger import clawback_event_id, payout_event_id
from cofund.steps.holding import hold_fund, raise_hold
from cofund.steps.money import post_debit, release_hold, send_payout
from tests.prove.deliveries import Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.papers import Judged, a_claim
from tests.prove.stage import Stage
from tests.prove.standing import After, Fund, Invoice

MOST_VERSIONS = 5
CORRECTED = 0.12
CLAWED_BACK = 0.3
DISPUTED = 0.4
"""Of what can be disputed."""
OUTCOMES: dict[DecisionOutcome, int] = {
    "approved": 74,
    "returned": 13,
    "rejected": 6,
    "timed_out": 3,
    "withdrawn": 4,
}
SECONDS, HOURS, DAYS = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Filing:
    """What a claim asks for, and on which application."""

    claim_id: str
    application: Application
    claimed: int
    souvenirs: int
    invoices: tuple[Invoice, ...]
    points: int = 0
    """How many of the company's points may pay beside the fund."""


@dataclass
class ClaimLife:
    """One claim, from its opening to its end."""

    filing: Filing
    stage: Stage
    naive: NaiveBooks
    chance: Random
    version: int = 1
    disputing_paid: bool = False
    """Whether the version disputes a payout of a part: its invoices are taken already."""
    disputes: int | None = None
    """The version whose decision the claim's later ones dispute."""
    disputed: bool = False
    """Whether it was disputed once: it cannot be again."""
    paid: list[int] = field(default_factory=list)
    """Versions that were paid."""

    @property
    def place(self) -> tuple[str, int]:
        """Give claim and version."""
        return self.filing.claim_id, self.version

    @property
    def fund(self) -> Fund:
        """Give the fund that the claim draws on."""
        fund = self.filing.application.fund
        return fund.partner, fund.period

    def go(self) -> Life:
        """Give what happens to the claim."""
        filing = self.filing
        judged = Judged(
            filing.claimed,
            filing.souvenirs,
            filing.invoices,
            eligible=2 * filing.claimed,
            points=filing.points,
        )
        claim = a_claim(
            self.filing.claim_id,
            self.filing.application,
            claimed=self.filing.claimed,
            at=self._now(),
            points=filing.points,
        )
        yield HOURS, self._work("file", partial(self.stage.file, claim, judged), stands="open")
        while True:
            outcome = yield from self._reviewed(judged)
            if self._comes_again(outcome):
                judged = self._next(judged, claimable=self._of(judged.claimable, 30, 120))
                again = partial(self.stage.file_again, *self.place, judged)
                yield self._wait(DAYS, 12), self._work("file again", again, stands="open")
            elif self._disputes(outcome, judged):
                self.disputing_paid, self.disputed = outcome == "part", True
                self.disputes = self.version
                rest = max(1, self.filing.claimed - self._paid_so_far())
                judged = self._next(judged, claimable=rest)
                disputes = partial(self.stage.dispute, *self.place, judged)
                yield self._wait(DAYS, 8), self._work("dispute", disputes, stands="open")
            else:
                break
        yield from self._clawed_back()

    def _reviewed(self, judged: Judged) -> Generator[tuple[timedelta, Work], str | None, str]:
        """Hold, correct, decide, and pay or let go; give how it ended: paid "whole" or "part"."""
        yield self._wait(SECONDS, 90), self._hold(judged)
        while self.chance.random() < CORRECTED and judged.corrections < 3:
            judged = self._corrected(judged)
            corrects = partial(self.stage.correct, *self.place, judged)
            yield self._wait(HOURS, 20), self._work("correct", corrects)
            yield SECONDS, self._raise(judged)
        outcome, amount = self._decision(judged)
        points = 0 if amount is None else self._points(judged)
        decides = partial(self.stage.decide, *self.place, outcome, amount, points)
        stands = "open" if amount is not None else self._left_by(outcome)
        yield self._wait(HOURS, 100), self._work("decide", decides, stands=stands)
        if amount is None:
            yield self._wait(SECONDS, 90), self._release(outcome)
            return outcome
        refused = yield self._wait(SECONDS, 90), self._debit(amount, points, judged)
        if refused:
            yield SECONDS, self._release(outcome, stands=self._left_by("rejected"))
            return "rejected"
        self.paid.append(self.version)
        fewer = points < self.naive.holds[self.place].points
        paid = "part" if fewer or amount < self.filing.claimed else "whole"
        yield from self._told_finance(stands=self._left_by(paid))
        return paid

    def _left_by(self, outcome: str) -> str:
        """Give where a claim stands after a decision that ends its version."""
        if outcome == "returned" and not self.disputing_paid:
            return "returned"
        refused = outcome in ("part", "rejected", "timed_out")
        return "may be disputed" if refused and not self.disputed else "over"

    def _told_finance(self, *, stands: str) -> Life:
        place, event_id = self.place, payout_event_id(*self.place)
        sends = partial(send_payout, *place, office=self.stage.office)
        yield self._wait(SECONDS, 90), self._work("send payout", sends)
        books = partial(self.stage.acknowledge, event_id)
        yield self._wait(HOURS, 50), self._work("acknowledge", books, stands=stands)

    def _clawed_back(self) -> Life:
        """Take paid money back in some parts, of one version or of several."""
        for version in self.paid:
            if self.chance.random() >= CLAWED_BACK:
                continue
            place = (self.filing.claim_id, version)
            for number in range(1, self.chance.randrange(2, 5)):
                left, of_points = self.naive.holds[place].left, self.naive.holds[place].points_left
                if not left and not of_points:
                    break
                share = self.chance.choice((1, 1, 3))
                amount, points = left // share, of_points // share
                amount = amount if amount or points else max(left, 0)
                points = points if amount or points else of_points
                yield self._wait(DAYS, 40), self._claw_back(place, number, amount, points)
                event_id = clawback_event_id(*place, number)
                books = partial(self.stage.acknowledge, event_id)
                yield self._wait(HOURS, 50), self._work("acknowledge clawback", books)

    def _comes_again(self, outcome: str) -> bool:
        """Say whether a new version comes: what was paid in part stays paid, and has none."""
        return outcome == "returned" and not self.disputing_paid and self.version < MOST_VERSIONS

    def _disputes(self, outcome: str, judged: Judged) -> bool:
        possible = outcome in ("part", "rejected", "timed_out") and bool(judged.claimable)
        once = not self.disputed and self.version < MOST_VERSIONS
        return possible and once and self.chance.random() < DISPUTED

    def _after(self, outcome: DecisionOutcome) -> After:
        if outcome in ("returned", "withdrawn"):
            return "comes_again"
        return "is_over" if self.disputed else "may_dispute"

    def _decision(self, judged: Judged) -> tuple[DecisionOutcome, int | None]:
        """Draw what is decided; only what is held and still claimable can be approved."""
        most = min(self.naive.held(self.place), judged.claimable)
        outcomes = list(OUTCOMES)
        (outcome,) = self.chance.choices(outcomes, weights=list(OUTCOMES.values()))
        if outcome != "approved":
            return outcome, None
        if not most:
            return ("approved", 0) if self._most_points(judged) else ("rejected", None)
        return outcome, self.chance.choice((most, most, most, self._of(most, 20, 99)))

    def _most_points(self, judged: Judged) -> int:
        """Give the most points that can be approved: held, and still of use."""
        hold = self.naive.holds.get(self.place)
        wanted = self._points_wanted(judged)
        return min(hold.points, wanted) if hold and hold.state == "held" else 0

    def _points(self, judged: Judged) -> int:
        """Draw how many points are approved: where the fund pays nothing, at least one."""
        most = self._most_points(judged)
        return self.chance.choice((most, most, (most + 1) // 2))

    def _points_wanted(self, judged: Judged) -> int:
        return self.naive.points_wanted(self.filing.claim_id, judged, disputes=self.disputes)

    def _hold(self, judged: Judged) -> Work:
        holds = partial(hold_fund, *self.place, office=self.stage.office)
        return self._work("hold", holds, partial(self._tell_hold, self.naive.hold, judged))

    def _raise(self, judged: Judged) -> Work:
        raises = partial(
            raise_hold, *self.place, number=judged.corrections, office=self.stage.office
        )
        tell = partial(self._tell_hold, self.naive.hold_more, judged)
        return self._work("raise hold", raises, tell)

    def _tell_hold(self, hold: object, judged: Judged) -> None:
        assert callable(hold)
        hold(
            self.place,
            self.filing.application.application_id,
            self.fund,
            claimable=judged.claimable,
            souvenirs=judged.souvenirs,
            points=self._points_wanted(judged),
            now=self._now(),
        )

    def _debit(self, amount: int, points: int, judged: Judged) -> Work:
        debits = partial(post_debit, *self.place, office=self.stage.office)
        invoices = () if self.disputing_paid else judged.invoices

        def tell() -> str | None:
            return self.naive.debit(
                self.place,
                amount,
                points=points,
                souvenirs=judged.souvenirs,
                invoices=invoices,
                after=self._after("approved"),
                now=self._now(),
            )

        return self._work("debit", debits, tell)

    def _release(self, outcome: DecisionOutcome, *, stands: str | None = None) -> Work:
        releases = partial(release_hold, *self.place, office=self.stage.office)

        def tell() -> None:
            self.naive.release(self.place, self._now(), after=self._after(outcome))

        return self._work("release", releases, tell, stands=stands)

    def _claw_back(self, place: tuple[str, int], number: int, amount: int, points: int) -> Work:
        takes = partial(self.stage.claw_back, place, number, amount, points)

        def tell() -> None:
            self.naive.claw_back(place, amount, self._now(), points=points)

        return self._work("claw back", takes, tell)

    def _work(
        self,
        name: str,
        do: object,
        tell: object = lambda: None,
        *,
        stands: str | None = None,
    ) -> Work:
        """Give some work; ``stands`` is where it leaves the claim, if it changes that."""
        assert callable(do)
        assert callable(tell)
        note = (lambda: None) if stands is None else partial(self._note, stands)
        name = f"{name} {self.filing.claim_id} v{self.version}"
        return Work(name, self.fund, do, tell, note)

    def _note(self, stands: str) -> None:
        application = self.filing.application.application_id
        self.naive.claim_is(
            self.filing.claim_id, application, stands, partner=self.fund[0], now=self._now()
        )

    def _next(self, judged: Judged, *, claimable: int) -> Judged:
        self.version += 1
        share = self.chance.choice((0, 1)) if judged.souvenirs else 0
        return replace(judged, claimable=claimable, souvenirs=claimable * share, corrections=0)

    def _corrected(self, judged: Judged) -> Judged:
        claimable = self._of(judged.claimable, 70, 140)
        souvenirs = self._of(claimable, 0, 100) if judged.souvenirs else 0
        return replace(
            judged,
            claimable=claimable,
            souvenirs=souvenirs,
            corrections=judged.corrections + 1,
        )

    def _paid_so_far(self) -> int:
        return sum(self.naive.holds[self.filing.claim_id, one].left for one in self.paid)

    def _of(self, amount: int, least: int, most: int) -> int:
        """Draw between so many per cent of an amount; at least a kopeck."""
        return max(1, amount * self.chance.randint(least, most) // 100)

    def _wait(self, unit: timedelta, most: int) -> timedelta:
        return unit * self.chance.randint(1, most)

    def _now(self) -> datetime:
        return self.stage.office.clock()
