"""What happens to a partner in a year: facts that change, money by order, applications, claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from cofund.models.claim import Application
from tests.prove.application_lives import ApplicationLife, an_asked
from tests.prove.application_stage import ApplicationStage
from tests.prove.claim_lives import ClaimLife, Filing
from tests.prove.deliveries import Deliveries, Difference, Life, Work
from tests.prove.naive import NaiveBooks
from tests.prove.order_lives import OrderLife, orders_of
from tests.prove.order_stage import OrderStage
from tests.prove.papers import fund_key
from tests.prove.points_lives import PointsLife
from tests.prove.points_stage import PointsStage
from tests.prove.stage import ACTIVITIES, OF_POINTS, Stage
from tests.prove.standing import Agreed, Fund, Invoice
from tests.prove.terms import HOURS_AHEAD, LEVELS, MOST_FOR_AN_ACTIVITY, REGIONS, Facts, local

ORDER_MONTHS = (2, 3, 8, 9)
"""In which orders are accepted."""
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
        self._begin_orders(months)
        if self.facts.programme == OF_POINTS:
            self._begin_points(_days(months)[:-1])
        while claims > 0:
            claims -= self._apply_some_day(months, claims)

    def _begin_orders(self, months: int) -> None:
        """Put souvenir orders into the calendar, most of them into the windows."""
        for number in range(orders_of(self.facts.programme, self.chance)):
            days = [day for day in _days(months)[:-1] if day.month in ORDER_MONTHS]
            days = days if self.chance.random() < 0.8 else _days(months)[:-1]
            at = self.chance.choice(days or _days(months)[:-1]) + self._some(80_000)
            self.deliveries.at(at, partial(self._order_souvenirs, f"{self.partner_id}-o{number}"))

    def _apply_some_day(self, months: int, claims: int) -> int:
        """Put an application into the calendar; give how many claims will come of it."""
        days = _days(months)
        at = self.chance.choice(days[:-10]) + self._some(80_000)
        parts = min(claims, self.chance.choice((1, 1, 1, 2, 3)))
        self.deliveries.at(at, partial(self._apply, claims, parts))
        return parts

    def _begin_points(self, days: list[datetime]) -> None:
        """Put what earns and spends points into the calendar."""
        life = PointsLife(self.partner_id, PointsStage(self.stage.office), self.naive, self.chance)
        for doing, most in ((life.earn, 14), (life.convert, 3), (life.publish, 6)):
            for number in range(self.chance.randrange(most + 1)):
                at = self.chance.choice(days) + self._some(80_000)
                self.deliveries.at(at, partial(self._begin_life, doing, number))

    def _begin_life(self, doing: Callable[[int], Life], number: int) -> None:
        self.deliveries.begin(doing(number))

    def _order_souvenirs(self, order: str) -> None:
        by_points = self.chance.random() < 0.5
        stage = OrderStage(self.stage.office)
        life = OrderLife(order, self.partner_id, by_points, stage, self.naive, self.chance)
        self.deliveries.begin(life.go())

    def _keep(self) -> None:
        now = self.stage.office.clock()
        if now < datetime(2025, 12, 31, 24 - HOURS_AHEAD[self.facts.programme], tzinfo=UTC):
            return  # the programme is not in force yet

        def tell() -> None:
            self.naive.keep(self.partner_id, now)

        keeps = partial(self.stage.keep, self.partner_id)
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

    def _apply(self, number: int, parts: int) -> None:
        self.deliveries.begin(self._applied(number, parts))

    def _applied(self, number: int, parts: int) -> Life:
        """Apply for an activity, and claim it in parts once it is over."""
        fund, programme = self.naive.fund_now(self.partner_id, self._now()), self.facts.programme
        souvenirs = programme == "it-vendor" and self.chance.random() < 0.25
        asked = an_asked(
            number,
            "souvenirs" if souvenirs else ACTIVITIES[programme],
            around=self.naive.funds[fund].available if fund in self.naive.funds else 0,
            most=MOST_FOR_AN_ACTIVITY[programme],
            today=local(programme, self._now()),
            chance=self.chance,
        )
        stage = ApplicationStage(self.stage.office)
        life = ApplicationLife(asked, self.partner_id, stage, self.naive, self.chance)
        yield from life.go()
        standing = self.naive.applications.get(life.application)
        agreed = standing.consented if standing else None
        if agreed is None:
            return
        for part in range(1, parts + 1):
            day = agreed.last_day + self.chance.randint(1, 20) * DAY
            at = datetime(day.year, day.month, day.day, tzinfo=UTC) + self._some(80_000)
            claims = partial(self._claim, life.application, part, parts)
            self.deliveries.at(max(at, self._now()), claims)

    def _claim(self, application_id: str, part: int, parts: int) -> None:
        """File one claim of an activity, unless none can come any more."""
        if not self.naive.is_claimable(application_id, self._now()):
            return
        agreed = self.naive.applications[application_id].in_force
        assert agreed is not None
        application = ApplicationStage(self.stage.office).in_force(application_id)
        if application is None or _told(application) != replace(agreed, version=0):
            raise Difference(f"{application_id}: {application} is in force, {agreed} had to")
        claimed = self._an_amount(2 * agreed.amount // parts)
        souvenirs = application.activity.activity_type == "souvenirs"
        invoices = self._invoices(f"{application_id}-{part}", claimed)
        share = self.chance.choice((claimed, claimed // 3)) if souvenirs else 0
        uses_points = self.facts.programme == OF_POINTS and self.chance.random() < 0.6
        points = self.chance.choice((3_000, 30_000, 10**6)) if uses_points else 0
        filing = Filing(f"{application_id}-c{part}", application, claimed, share, invoices, points)
        self.filed.append(filing)
        self.deliveries.begin(ClaimLife(filing, self.stage, self.naive, self.chance).go())

    def _now(self) -> datetime:
        return self.stage.office.clock()

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


def _told(application: Application) -> Agreed:
    """Give what claims stand on, as the naive books have it; of no version."""
    return Agreed(
        0,
        (application.fund.partner, application.fund.period),
        application.approved_amount.amount_minor,
        application.activity.last_day,
    )


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
