"""Texts for managers: why money was not moved, which budget has no room, why a file is no list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cofund.models.claim import Locale
from cofund.money import Money
from cofund.pages import formats
from cofund.pages.catalogues import text
from cofund.pages.messages import name

if TYPE_CHECKING:
    from cofund.models.fund_reports import FundRefusal
    from cofund.models.imports import BudgetShort, FundEffect, ListRefusal
    from cofund.models.unreadable import UnreadableReason

REASONS_OF_LISTS = ("encrypted", "macro", "empty")
"""Why a list cannot be read, where that says what to do."""


def budget_name(scope: str, locale: Locale) -> str:
    """Give what a budget is called: "level.gold" is "the budget of level Gold"."""
    kind, _, which = scope.partition(".")
    called = name("level", which, locale) if kind == "level" else formats.plain(which)
    return text(f"budget.{kind}", locale, name=called)


def over_budget_text(budgets: Iterable[BudgetShort], locale: Locale) -> str:
    """Give why a grant would be refused: which budgets have no room for it."""
    short = (short_budget(one.scope, locale, left=one.left, lacks=one.lacks) for one in budgets)
    return text("import.over_budget", locale, budgets="; ".join(short))


def short_budget(scope: str, locale: Locale, *, left: Money, lacks: Money) -> str:
    """Give which budget has no room, what it has left, and what it lacks: part of a sentence."""
    return text(
        "budget.short",
        locale,
        budget=budget_name(scope, locale),
        left=formats.money(left, locale),
        lacks=formats.money(lacks, locale),
    )


def ended_text(effect: FundEffect, locale: Locale) -> str:
    """Give what a fund that has ended would have been granted: it stays as it was."""
    differs = effect.change if effect.change.amount_minor > 0 else -effect.change
    return text(
        "import.ended_less" if effect.short else "import.ended_more",
        locale,
        amount=formats.money(differs, locale),
        short=formats.money(effect.short, locale),
    )


def refusal_text(refused: FundRefusal, locale: Locale) -> str:
    """Give what could not be moved in a fund, and why."""
    amount = formats.money(refused.short, locale)
    if refused.budget is None or refused.left is None:
        return text(f"import.refused.{refused.refusal}", locale, amount=amount)
    lacks = refused.short - refused.left
    budget = short_budget(refused.budget, locale, left=refused.left, lacks=lacks)
    return text("import.refused.over_budget", locale, amount=amount, budget=budget)


def quoted(names: Iterable[str], locale: Locale) -> str:
    """Give foreign names in a sentence, each in quotation marks."""
    marked = (text("quoted", locale, name=formats.plain(one)) for one in names)
    return formats.listing(marked, locale)


def list_refusal_text(
    why: ListRefusal,
    names: Iterable[str],
    locale: Locale,
    *,
    reason: UnreadableReason | None,
    most_rows: int,
    most_bytes: int,
) -> str:
    """Give why a file is no list that is looked at, and what to do; the bounds are the page's."""
    told = reason is not None and reason in REASONS_OF_LISTS
    return text(
        f"import.refusal.{reason if told else why}",
        locale,
        names=quoted(names, locale),
        most=formats.count(most_rows, locale),
        size=formats.size(most_bytes, locale),
    )
