"""The naive books' points: whole ones, in accounts of a calendar year, never mixed with money."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

WORTH = 100
"""Kopecks that one point is worth."""
MONTH_CAPS = {"trade_press_article": 60_000, "success_story": 30_000}
MONTH_CAP = 100_000
"""Of all kinds together."""
LEAST_CONVERTED = 10_000
PUBLICATIONS = {"blog_post": 20_000, "digest_banner": 35_000, "press_article": 90_000}
EARNED_BY = {"trade_press_article": 30_000, "success_story": 30_000, "habr_article": 40_000}

Account = tuple[str, int]
"""Owner and year."""


@dataclass
class NaiveAccount:
    """Where one account's points are."""

    earned: int = 0
    available: int = 0
    held: int = 0
    spent: int = 0
    expired: int = 0
    closed: bool = False

    def give_back(self, points: int) -> None:
        """Let points go free: an ended year gives none out any more."""
        if self.closed:
            self.expired += points
        else:
            self.available += points


@dataclass
class NaivePoints:
    """All accounts, and what was filed for points in each month."""

    accounts: dict[Account, NaiveAccount] = field(default_factory=lambda: defaultdict(NaiveAccount))
    filed: dict[tuple[str, str], dict[str, tuple[str, int]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By owner and month: each award that was not refused, by what, and for how much."""

    def file(self, award: str, owner: str, month: str, earned_by: str) -> str | None:
        """File for points, as far as the month's caps have room."""
        others = [one for name, one in self.filed[owner, month].items() if name != award]
        points, in_all = EARNED_BY[earned_by], sum(points for _, points in others)
        by_this = sum(points for kind, points in others if kind == earned_by)
        most = MONTH_CAPS.get(earned_by, MONTH_CAP)
        if by_this + points > most or in_all + points > MONTH_CAP:
            return "LimitReached"
        self.filed[owner, month][award] = earned_by, points
        return None

    def answered(self, award: str, owner: str, month: str, points: int) -> None:
        """Note what was agreed to; with nothing agreed to, others have its room."""
        earned_by, _ = self.filed[owner, month].pop(award)
        if points:
            self.filed[owner, month][award] = earned_by, points

    def earn(self, account: Account, points: int) -> None:
        """Put points in; where the year has ended, into the next one's account."""
        owner, year = account
        if account in self.accounts and self.accounts[account].closed:
            account = owner, year + 1
        book = self.accounts[account]
        book.earned += points
        book.available += points

    def spend(self, account: Account, points: int) -> str | None:
        """Pay with available points."""
        if refused := self.refuses(account, points):
            return refused
        book = self.accounts[account]
        book.available -= points
        book.spent += points
        return None

    def refuses(self, account: Account, points: int) -> str | None:
        """Give what forbids to take so many points, if anything does."""
        if account not in self.accounts:
            return "NotFound"
        book = self.accounts[account]
        if book.closed:
            return "AccountClosed"
        return "InsufficientPoints" if book.available < points else None

    def there(self, account: Account) -> int:
        """Give what is available in an account, as far as its year goes on."""
        book = self.accounts.get(account)
        return 0 if book is None or book.closed else book.available

    def give_back(self, account: Account, points: int) -> None:
        """Give spent points back."""
        book = self.accounts[account]
        book.spent -= points
        book.give_back(points)

    def close(self, owner: str, this_year: int) -> None:
        """End an owner's earlier years: what is available expires, what claims hold lives on."""
        for (whose, year), book in self.accounts.items():
            if whose == owner and year < this_year and not book.closed:
                book.closed = True
                book.expired, book.available = book.expired + book.available, 0
