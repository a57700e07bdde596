"""What happens to a partner in a year: facts that change, money by order, applications, claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random

from cofund.steps.keeping_partner import keep_partner
from tests.prove.claim_lives import ClaimLife, Filing
from tests.prove.deliveries import Deliveries, Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.papers import an_application, fund_key
from tests.prove.stage import ACTIVITIES, Stage
from tests.prove.standing import Fund, Invoice
from tests.prove.terms import HOURS_AHEAD, LEVELS, REGIONS, Facts

GIVEN_UP = 0.3
"""So many reservations somebody ends before their time."""
SHORT = frozenset({"InsufficientFund"})
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NEVER = timedelta(days=10_000)


@dataclass
class PartnerLife:
    """One partner's year."""

    partner_id: str
    number: int
    facts: Facts
    stage: Stage
    naive: NaiveBooks
    deliveries: Deliveries
    chance: Random
    filed: list[Filing] = field(default_factory=list)

    def begin(self, *, months: int, claims: int) -> None:
        """Put the partner's year into the calendar."""
        self._learn(lambda: None)
        for day in _days(months):
            midnight = day - HOURS_AHEAD[self.facts.programme] * HOUR
            if day.day == 1:
                self.deliveries.at(midnight - timedelta(seconds=1), self._keep)
                self.deliveries.at(midnight + self._some(600), self._keep)
            elif self.chance.random() < 1 / 20:
                self.deliveries.at(day + self._some(80_000), self._keep)
            if self.chance.random() < 1 / 90:
                self.deliveries.at(day + self._some(80_000), self._change_facts)
            if self.chance.random() < 1 / 90:
                at = day + self._some(80_000)
                self.deliveries.at(at, partial(self._order, f"order-{day:%m%d}"))
        while claims > 0:
            claims -= self._apply_some_day(months, claims)

    def _apply_some_day(self, months: int, claims: int) -> int:
        """Put an application into the calendar; give how many claims will come of it."""
        days = _days(months)
        at = self.chance.choice(days[:-10]) + self._some(80_000)
        parts = min(claims, self.chance.choice((1, 1, 1, 2, 3)))
        application_id = f"{self.partner_id}-a{claims}"
        self.deliveries.at(at, partial(self._apply, application_id, parts))
        return parts

    def _keep(self) -> None:
        now = self.stage.office.clock()
        if now < datetime(2025, 12, 31, 24 - HOURS_AHEAD[self.facts.programme], tzinfo=UTC):
            return  # the programme is not in force yet

        def tell() -> None:
            self.naive.end_what_is_over(self.partner_id, now)
            self.naive.keep(self.partner_id, now)

        keeps = partial(keep_partner, self.partner_id, office=self.stage.office)
        about = self.naive.fund_now(self.partner_id, now)
        self.deliveries.at_once(Work("keep partner", about, keeps, tell))

    def _change_facts(self) -> None:
        """Let level or turnover turn out to be another, and see to the funds at once."""
        facts = self.facts
        if facts.programme == "distributor-bonus" and self.chance.random() < 0.8:
            self._learn(self._another_months_turnover)
        elif self.chance.random() < 0.5:
            self._learn(lambda: setattr(facts, "level", self.chance.choice(LEVELS)))
        elif self.chance.random() < 0.2:
            self._learn(lambda: setattr(facts, "region", self.chance.choice(REGIONS)))
        else:
            self._learn(lambda: setattr(facts, "turnover", a_turnover(self.chance)))
        self._keep()

    def _another_months_turnover(self) -> None:
        today = self.stage.office.clock()
        month = self.chance.choice([(2025, 12), *((2026, m) for m in range(1, today.month + 1))])
        self.facts.months[month] = self.chance.randrange(0, 5_000_000_00)

    def _learn(self, change: Callable[[], None]) -> None:
        change()
        known = partial(self.stage.know, self.partner_id, self.number, self.facts)
        self.deliveries.at_once(Work("know", None, known))

    def _order(self, source: str) -> None:
        """Let a person give some money, and often take some of it back."""
        now = self.stage.office.clock()
        fund = self.naive.fund_now(self.partner_id, now)
        if fund not in self.naive.funds:
            return
        amount = self.chance.randrange(1, 40_000_00)
        self.deliveries.begin(self._by_order(source, fund, amount))

    def _by_order(self, source: str, fund: Fund, amount: int) -> Life:
        yield HOUR, self._grant(source, fund, amount)
        if self.chance.random() < 0.5:
            wait = self.chance.randrange(1, 40) * DAY
            yield wait, self._grant(f"{source}-back", fund, -self.chance.randint(1, amount))

    def _grant(self, source: str, fund: Fund, amount: int) -> Work:
        now = self.stage.office.clock()
        key = fund_key(self.facts.programme, fund)
        grants = partial(self.stage.grant, key, source, amount, now)

        def tell() -> str | None:
            return self.naive.grant(fund, amount, self.stage.office.clock())

        return Work(source, fund, grants, tell, fleeting=SHORT)

    def _apply(self, application_id: str, parts: int) -> None:
        now = self.stage.office.clock()
        fund = self.naive.fund_now(self.partner_id, now)
        self.deliveries.begin(self._applied(application_id, fund, parts))

    def _applied(self, application_id: str, fund: Fund, parts: int) -> Life:
        """Reserve, claim in parts, and some day end what is left of the reservation."""
        now = self.stage.office.clock()
        amount = self._an_amount(self.naive.funds[fund].available)
        souvenirs = self.facts.programme == "it-vendor" and self.chance.random() < 0.25
        application = an_application(
            application_id,
            fund_key(self.facts.programme, fund),
            amount=amount,
            day=date(now.year, now.month, now.day),
            activity="souvenirs" if souvenirs else ACTIVITIES[self.facts.programme],
            at=now,
        )

        last_day = application.activity.last_day

        def tell() -> str | None:
            at = self.stage.office.clock()
            return self.naive.reserve(application_id, fund, amount, last_day=last_day, now=at)

        def tell_end() -> str | None:
            return self.naive.end_reservation(application_id, self.stage.office.clock())

        reserves = partial(self.stage.reserve, application, now)
        reserve = Work(f"reserve {application_id}", fund, reserves, tell, fleeting=SHORT)
        refused = yield HOUR, reserve
        for number in range(1, parts + 1):
            claimed = self._an_amount(2 * amount // parts)
            invoices = self._invoices(f"{application_id}-{number}".upper(), claimed)
            part = self.chance.choice((claimed, claimed // 3)) if souvenirs else 0
            filing = Filing(f"{application_id}-c{number}", application, claimed, part, invoices)
            self.filed.append(filing)
            life = ClaimLife(filing, self.stage, self.naive, self.chance)
            at = now + self.chance.randrange(1, 45) * DAY
            self.deliveries.at(at, partial(self.deliveries.begin, life.go()))
        if not refused and self.chance.random() < GIVEN_UP:
            ends = partial(self.stage.end_reservation, application, now)
            wait = self.chance.randrange(20, 120) * DAY
            yield wait, Work(f"end {application_id}", fund, ends, tell_end)

    def _invoices(self, number: str, claimed: int) -> tuple[Invoice, ...]:
        """Give one or two papers; now and then one that another claim claims, too."""
        if self.filed and self.chance.random() < 0.1:
            return (self.chance.choice(self.filed).invoices[0],)
        cost = 2 * claimed
        if cost > 10 and self.chance.random() < 0.3:
            return (f"{number}.1", cost, cost // 3), (f"{number}.2", cost, cost)
        return ((number, cost, cost),)

    def _an_amount(self, around: int) -> int:
        """Draw an amount: mostly a part of what there is, sometimes more, never round."""
        if around <= 0 or self.chance.random() < 0.05:
            return around + self.chance.randrange(1, 100_000_00)
        return max(1, around * self.chance.randint(50, 600) // 1000 + self.chance.randrange(7))

    def _some(self, seconds: int) -> timedelta:
        return timedelta(seconds=self.chance.randrange(1, seconds))


def a_turnover(chance: Random) -> int:
    """Draw last year's turnover, often near a band's border, in kopecks."""
    borders = (5_000_000_00, 15_000_000_00, 25_000_000_00)
    return chance.choice(
        (
            chance.choice(borders) + chance.choice((-1, 0, 1)),
            chance.randrange(1_000_000_00, 60_000_000_00),
            chance.randrange(1_000_000_00, 60_000_000_00),
        )
    )


def _days(months: int) -> list[datetime]:
    """Give each day's midnight of UTC, and that of the day after the last month."""
    first, days = datetime(2026, 1, 1, tzinfo=UTC), []
    while (first.year - 2026) * 12 + first.month <= months:
        days.append(first)
        first += DAY
    return [*days, first]
