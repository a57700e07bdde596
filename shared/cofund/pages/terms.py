"""A programme's terms, and what differs between two of its versions, in a manager's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from cofund.models.claim import Locale
from cofund.models.kinds import DocumentKind
from cofund.models.programme import Programme
from cofund.models.terms import DaySpan, Names
from cofund.money import Money
from cofund.pages import formats
from cofund.pages.catalogues import catalogue
from cofund.pages.messages import name
from cofund.terms.listed import ChangedTerm, ListedTerm

AS_WRITTEN = frozenset(
    {
        *("programme", "version", "zone", "currency"),
        *("reminders.quiet_from", "reminders.quiet_until"),
    }
)
"""Terms whose value is an id or a time of day: shown as it is."""
NAMED = {
    "participation.levels": "level",
    "payout.forms": "payout_form",
    "activities.*.goals": "goal",
}
"""Terms that list words of ours, and the group of their names."""
WORDS_OF_TERMS = frozenset({"points.spent_on", "points.accounts"})
"""Terms that list words of ours which only terms use."""
EMPTY = {"activities.*.goals": "any", "participation.pilot": "everybody"}
"""What a list without entries means, where it does not mean that there is nothing."""


class TermWords:
    """Words for the terms of one programme, whose own names it knows, in one language."""

    def __init__(self, programme: Programme, locale: Locale) -> None:
        self._locale = locale
        self._names = dict(_own_names(programme))

    def label(self, term: ListedTerm) -> str:
        """Give what the term is called."""
        owners = [self._owner(owner, term.path) for owner in term.owners]
        return self._said(f"term.{term.path}").format(*owners)

    def value(self, term: ListedTerm) -> str:
        """Give what the term is set to."""
        return str(term.value) if term.path in AS_WRITTEN else self._value(term.value, term.path)

    def change(self, change: ChangedTerm) -> str:
        """Give a sentence about one difference."""
        label = self.label(change.term)
        if change.old is None or change.new is None:
            msgid = "change.removed" if change.new is None else "change.added"
            value = self.value(change.term)
            return self._said(msgid).format(term=label, old=value, new=value)
        if _are_words(change.old, change.new):
            words = self._changed_words(change.old.value, change.new.value, change.term.path)
            return self._said("change.words").format(term=label, changes=words)
        values = {"old": self.value(change.old), "new": self.value(change.new)}
        return self._said("change.value").format(term=label, **values)

    def source(self, term: ListedTerm) -> str:
        """Give the clause that the term comes from."""
        return self._said("change.source").format(source=term.source)

    def _value(self, value: object, path: str) -> str:
        match value:
            case Money():
                return formats.money(value, self._locale)
            case Decimal():
                return formats.share(value, self._locale)
            case date():
                return formats.day(value, self._locale)
            case DaySpan():
                days = formats.count(value.value, self._locale)
                return self._said(f"days.{value.unit}").format(days=days)
            case tuple():
                return self._listing(value, path) or self._word(EMPTY.get(path, "none"))
            case int() if not isinstance(value, bool):
                return formats.count(value, self._locale)
            case _:
                return self._word("no_bound" if value is None else str(value))

    def _listing(self, values: tuple[Any, ...], path: str) -> str:
        if path.endswith("names"):
            return str(values[0 if self._locale == "ru" else 1])
        if path.endswith("documents"):
            return "; ".join(map(self._kinds, values))
        if path in NAMED:
            group = NAMED[path]
            return formats.listing(
                (name(group, str(x), self._locale) for x in values), self._locale
            )
        if path in WORDS_OF_TERMS:
            return formats.listing((self._word(str(one)) for one in values), self._locale)
        return ", ".join(self._value(x, path) if isinstance(x, Decimal) else str(x) for x in values)

    def _kinds(self, kinds: tuple[DocumentKind, ...]) -> str:
        """Give one required document, or the documents of which one is enough."""
        names = [name("kind", kind, self._locale) for kind in kinds]
        return formats.listing(names, self._locale, style="or")

    def _changed_words(self, old: object, new: object, path: str) -> str:
        before, after = cast("tuple[str, ...]", old), cast("tuple[str, ...]", new)
        parts = {
            "change.words_added": [word for word in after if word not in before],
            "change.words_removed": [word for word in before if word not in after],
        }
        return "; ".join(
            self._said(msgid).format(words=self._listing(tuple(words), path))
            for msgid, words in parts.items()
            if words
        )

    def _owner(self, owner: str, path: str) -> str:
        if path.startswith("effects."):
            return catalogue("rules", self._locale).gettext(f"{owner}.title")
        if path.startswith(("souvenirs.limits.", "fund.accrual.shares.", "fund.accrual.amounts.")):
            return name("level", owner, self._locale)
        names = self._names.get(owner)
        if names is None:
            return owner
        return names.ru if self._locale == "ru" else names.en

    def _word(self, word: str) -> str:
        return self._said(f"value.{word}")

    def _said(self, msgid: str) -> str:
        return catalogue("terms", self._locale).gettext(msgid)


def _own_names(programme: Programme) -> Iterable[tuple[str, Names]]:
    """Give what the programme calls its own: activities, excluded costs, what points are for."""
    points = programme.points
    earned_by = {} if points is None else points.earned_by
    publications = {} if points is None else points.publications
    named: Mapping[str, Names] = {
        **{key: terms.names for key, terms in programme.activities.items()},
        **{category.category: category.names for category in programme.ineligible},
        **{key: segment.names for key, segment in programme.participation.segments.items()},
        **{key: earning.names for key, earning in earned_by.items()},
        **{key: publication.names for key, publication in publications.items()},
    }
    return named.items()


def _are_words(*terms: ListedTerm) -> bool:
    """Tell whether both sides list words; no entry that means something is told as a value."""
    return all(
        isinstance(term.value, tuple)
        and all(isinstance(word, str) for word in term.value)
        and (term.value or term.path not in EMPTY)
        for term in terms
    )
