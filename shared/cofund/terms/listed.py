"""A programme's terms as one flat list, so that they can be shown and two versions compared.

A term's path names its place in the file, with "*" for what the programme itself named: an
activity type, a category, a level, a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cofund.models.base import Model
from cofund.models.money_terms import Band
from cofund.models.programme import Programme
from cofund.models.terms import Category, DaySpan, Names, Term, YearWindow, amount_text
from cofund.money import Money

Value = object
"""What a term is set to: an amount, a share, a number, a day, a word of ours, a tuple of words."""


@dataclass(frozen=True)
class ListedTerm:
    """One term: where it stands, whose it is, what it is set to and the clause it comes from."""

    path: str
    owners: tuple[str, ...]
    """What the stars of the path stand for: ids of the programme's own."""
    value: Value
    source: str

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Give what makes it the same term in another version."""
        return self.path, self.owners


@dataclass(frozen=True)
class ChangedTerm:
    """One difference between two versions; ``old`` or ``new`` is None where it is not there."""

    old: ListedTerm | None
    new: ListedTerm | None

    @property
    def term(self) -> ListedTerm:
        """Give the term that changed, as new as there is."""
        term = self.new or self.old
        assert term is not None, "a change has a side"
        return term


def list_terms(programme: Programme) -> tuple[ListedTerm, ...]:
    """Give all terms of a programme, in the order of its file."""
    return tuple(_of_model(programme, "", (), source=""))


def changed_terms(old: Programme, new: Programme) -> tuple[ChangedTerm, ...]:
    """Give the terms whose value differs, in the order of the new version; gone ones come last.

    Other words for the same clause are no change of a term.
    """
    before = {term.key: term for term in list_terms(old)}
    after = {term.key: term for term in list_terms(new)}
    changed = [
        ChangedTerm(before.get(key), term)
        for key, term in after.items()
        if key not in before or before[key].value != term.value
    ]
    gone = [ChangedTerm(term, None) for key, term in before.items() if key not in after]
    return (*changed, *gone)


def _of_model(
    model: Model, path: str, owners: tuple[str, ...], *, source: str
) -> Iterator[ListedTerm]:
    own = str(getattr(model, "source", source))
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in ("source", "category") or value is None or value == {}:
            continue  # what is not written is no term
        yield from _terms(value, f"{path}.{name}" if path else name, owners, source=own)


def _terms(
    value: object, path: str, owners: tuple[str, ...], *, source: str
) -> Iterator[ListedTerm]:
    match value:
        case Term():
            yield from _terms(value.value, path, owners, source=value.source)
        case Money() | DaySpan() | Names():
            shown = (value.ru, value.en) if isinstance(value, Names) else value
            yield ListedTerm(path, owners, shown, str(getattr(value, "source", source)))
        case Model():
            yield from _of_model(value, path, owners, source=source)
        case Mapping():
            for key, one in value.items():
                yield from _terms(one, f"{path}.*", (*owners, str(key)), source=source)
        case tuple() if value and isinstance(value[0], Model):
            yield from _of_list(value, path, owners, source=source)
        case _:
            yield ListedTerm(path, owners, value, source)


def _of_list(
    models: tuple[Model, ...], path: str, owners: tuple[str, ...], *, source: str
) -> Iterator[ListedTerm]:
    """Lists are told apart by what begins each of them, not by position."""
    if isinstance(models[0], YearWindow):
        spans = tuple(
            f"{each.first}–{each.last}" for each in models if isinstance(each, YearWindow)
        )
        yield ListedTerm(path, owners, spans, source)
        return
    for each in models:
        yield from _of_model(each, f"{path}.*", (*owners, _name_of(each)), source=source)


def _name_of(model: Model) -> str:
    match model:
        case Band():
            return amount_text(model.turnover_from)
        case Category():
            return model.category
        case _:
            raise TypeError(f"a list of {type(model).__name__} has no names of its own")
