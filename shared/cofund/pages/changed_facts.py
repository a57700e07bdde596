"""What a list changes of a partner, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator

from cofund.models.claim import Locale
from cofund.models.imports import FACTS, PartnerChange
from cofund.money import Money
from cofund.pages.catalogues import text
from cofund.pages.formats import money
from cofund.pages.messages import name, period_name
from cofund.pages.views.managing import FactChange

NOTHING = "—"


def changed_facts(change: PartnerChange, locale: Locale) -> Iterator[FactChange]:
    """Give each fact that changes, before and after; of a new partner none but turnover."""
    if change.old is not None:
        for fact in FACTS:
            old, new = getattr(change.old, fact), getattr(change.new, fact)
            if old != new:
                yield FactChange(
                    label=text(f"import.field.{fact}", locale),
                    old=_shown(fact, old, locale),
                    new=_shown(fact, new, locale),
                )
    for one in change.turnovers:
        period = period_name(one.period, locale)
        yield FactChange(
            label=f"{text('import.field.turnover', locale)}, {period}",
            old=money(one.old, locale),
            new=money(one.new, locale),
        )


def _shown(fact: str, value: object, locale: Locale) -> str:
    match value:
        case Money():
            return money(value, locale)
        case bool():
            return text(f"import.{'yes' if value else 'no'}", locale)
        case tuple():
            return ", ".join(str(one) for one in value)[:200] or NOTHING
        case None:
            return NOTHING
        case _:
            return name("level", str(value), locale) if fact == "level" else str(value)
