"""The naive books' funds: what comes in by terms or by order, what expires, souvenir limits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from tests.prove.naive_budgets import NaiveBudgets, Scope
from tests.prove.standing import Fund, NaiveFund, NaiveLimit
from tests.prove.terms import Facts, granted, is_over, local, period_now, souvenir_cap


@dataclass
class NaiveFunds:
    """Partners as they are known, their funds and their souvenir limits."""

    partners: dict[str, Facts] = field(default_factory=dict)
    funds: dict[Fund, NaiveFund] = field(default_factory=dict)
    in_use: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Periods of each partner's funds that have not ended."""
    budgets: NaiveBudgets = field(default_factory=NaiveBudgets)
    limits: dict[tuple[str, int], NaiveLimit] = field(default_factory=dict)
    history: dict[Fund, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What happened to each fund, in words."""

    def fund_now(self, partner: str, now: datetime) -> Fund:
        """Give the fund that a partner uses now."""
        programme = self.partners[partner].programme
        return partner, period_now(programme, local(programme, now))

    def keep(self, partner: str, now: datetime) -> None:
        """End what is over, and bring the fund in use and the souvenir limit to what is due."""
        facts = self.partners[partner]
        day = local(facts.programme, now)
        for period in sorted(one for one in self.in_use[partner] if is_over(one, day)):
            self._end((partner, period), now)
        self._bring(self.fund_now(partner, now), granted(facts, day), now)
        cap = souvenir_cap(facts)
        if cap is not None:
            self._limit((partner, day.year), cap)

    def grant(self, fund: Fund, amount: int, now: datetime) -> str | None:
        """Take money in that a person gives; below zero it is taken out again."""
        book = self.funds[fund]
        if book.closed:
            return "FundClosed"
        if book.available < -amount:
            return "InsufficientFund"
        book.accrued += amount
        book.available += amount
        self.note(fund, now, f"a person gives {amount}")
        return None

    def _end(self, fund: Fund, now: datetime) -> None:
        book = self.funds[fund]
        self.note(fund, now, f"ends: {book.available} expire")
        book.closed, book.expired, book.available = True, book.expired + book.available, 0
        self.in_use[fund[0]].discard(fund[1])

    def _bring(self, fund: Fund, due: int, now: datetime) -> None:
        if fund not in self.funds:
            self.funds[fund] = NaiveFund()
            self.in_use[fund[0]].add(fund[1])
        book = self.funds[fund]
        missing = due - book.by_terms
        if not missing or book.available + missing < 0:
            return
        if missing < 0:
            self.budgets.take_back(fund, -missing)
        elif not self.budgets.grant(fund, missing, self._scopes(fund)):
            return
        book.by_terms += missing
        book.accrued += missing
        book.available += missing
        self.note(fund, now, f"the terms give {missing}, {due} in all")

    def _scopes(self, fund: Fund) -> tuple[Scope, ...]:
        """Give whose budgets count what a fund is granted today."""
        facts, year = self.partners[fund[0]], int(fund[1][:4])
        scopes = ["all", f"level.{facts.level}"]
        scopes += [f"region.{facts.region}"] if facts.region else []
        return tuple((facts.programme, year, scope) for scope in scopes)

    def _limit(self, year: tuple[str, int], cap: int) -> None:
        limit = self.limits.setdefault(year, NaiveLimit(cap, cap))
        if limit.left + cap - limit.cap >= 0:
            limit.left += cap - limit.cap
            limit.cap = cap

    def _souvenirs_left(self, fund: Fund) -> int:
        limit = self.limits.get(year_of(fund))
        return limit.left if limit else 0

    def note(self, fund: Fund, now: datetime, words: str) -> None:
        """Write into a fund's history."""
        self.history[fund].append(f"{now:%m-%d %H:%M} {words}")


def year_of(fund: Fund) -> tuple[str, int]:
    """Give whose limit of which year stands beside a fund."""
    return fund[0], int(fund[1][:4])
