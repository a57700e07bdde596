"""A reviewer's correction form: from fields as typed to corrections, or what is wrong with them.

Fields: ``document``; ``new.{path}`` for a value, ``same.{path}`` to confirm one as it was read;
``kind``; ``line`` with ``line.{field}`` for one line by its number. Empty fields change nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cofund.corrections.correctable import (
    KINDS_TO_CHOOSE,
    Correctable,
    can_change_kind,
    correctable_line,
    correctable_values,
)
from cofund.corrections.typed import typed_value
from cofund.models.correction import (
    MAX_AT_ONCE,
    BeforeCorrection,
    CorrectAmount,
    CorrectAnswer,
    CorrectCount,
    CorrectDay,
    Correction,
    CorrectKind,
    CorrectNumber,
    CorrectText,
    CorrectValue,
)
from cofund.models.evidence import Read
from cofund.models.extraction import CommercialDocument, Extraction, Unreadable
from cofund.money import Money, minor_digits
from cofund.pages.views.frame import FieldError

LONGEST_TYPED = 200
SAYS_SOMETHING = re.compile(r"(?:new|same)\.|kind$|line$")


@dataclass(frozen=True)
class TypedCorrection:
    """One field of the form, taken."""

    path: str
    value: CorrectValue
    typed: str
    read: Read[Any] | None = None
    kind: str = ""


@dataclass(frozen=True)
class TypedForm:
    """All that a form says of one document."""

    corrections: tuple[TypedCorrection, ...]
    """What it changes: what stands there for certain already is left out."""
    errors: tuple[FieldError, ...]


def typed_form(form: Mapping[str, str], extraction: Extraction, *, currency: str) -> TypedForm:
    """Read a form about a document as it stands now; ``currency`` is the programme's."""
    currency = currency_of(extraction) or currency
    answers = [*_kind(form, extraction), *_values(form, extraction, currency=currency)]
    errors = [answer for answer in answers if isinstance(answer, FieldError)]
    taken = [answer for answer in answers if isinstance(answer, TypedCorrection)]
    changes = tuple(each for each in taken if not _stands(each, extraction))
    if len(changes) > MAX_AT_ONCE:
        errors.append(FieldError(field=at(extraction.document_id, "form"), problem="too_large"))
    if not any(text.strip() for name, text in form.items() if SAYS_SOMETHING.match(name)):
        errors.append(FieldError(field=at(extraction.document_id, "form"), problem="missing"))
    return TypedForm(corrections=changes, errors=tuple(errors[:50]))


def as_corrections(
    form: TypedForm, extraction: Extraction, first: Correction
) -> tuple[Correction, ...]:
    """Give what is stored, numbered on from the ``first`` one's number."""
    return tuple(
        first.model_copy(
            update={
                "number": first.number + count,
                "document_id": extraction.document_id,
                "field": each.path,
                "before": _before(each.read),
                "before_kind": each.kind,
                "value": each.value,
                "typed": each.typed[:LONGEST_TYPED],
            }
        )
        for count, each in enumerate(form.corrections)
    )


def at(document_id: str, field: str) -> str:
    """Give the name of a field of one document's form, as errors name it."""
    return f"{document_id}-{field}"


def currency_of(extraction: Extraction) -> str:
    """Give the currency that a document's amounts are in; empty where it states none."""
    stated = getattr(extraction, "currency", None)
    if isinstance(stated, Read):
        return str(stated.value)
    for name in ("gross", "net", "amount"):
        read = getattr(extraction, name, None)
        if isinstance(read, Read) and isinstance(read.value, Money):
            return read.value.currency
    return ""


def _kind(
    form: Mapping[str, str], extraction: Extraction
) -> Iterator[TypedCorrection | FieldError]:
    chosen = form.get("kind", "")
    if not chosen or chosen == extraction.kind:
        return
    if chosen not in KINDS_TO_CHOOSE or not can_change_kind(extraction):
        yield FieldError(field=at(extraction.document_id, "kind"), problem="not_in_list")
        return
    kind = CorrectKind.model_validate({"value": chosen})
    yield TypedCorrection("kind", kind, chosen, kind=extraction.kind)


def _values(
    form: Mapping[str, str], extraction: Extraction, *, currency: str
) -> Iterator[TypedCorrection | FieldError]:
    for value in correctable_values(extraction):
        yield from _one(form, value, value.path, extraction, currency=currency)
    for number in _marked_lines(form, extraction):
        for value in correctable_line(extraction, number):
            yield from _one(form, value, value.path, extraction, currency=currency)
    yield from _chosen_line(form, extraction, currency=currency)


def _chosen_line(
    form: Mapping[str, str], extraction: Extraction, *, currency: str
) -> Iterator[TypedCorrection | FieldError]:
    """Read the fields about a line that is named by its number."""
    number = form.get("line", "").strip()
    typed = any(value.strip() for name, value in form.items() if name.startswith("new.line."))
    if not number and not typed:
        return
    values = correctable_line(extraction, int(number)) if number.isdecimal() else ()
    if not values:
        yield FieldError(field=at(extraction.document_id, "line"), problem="no_such_line")
        return
    for value in values:
        name = f"line.{value.path.rpartition('.')[2]}"
        yield from _one(form, value, name, extraction, currency=currency)


def _marked_lines(form: Mapping[str, str], extraction: Extraction) -> tuple[int, ...]:
    """Give the lines that the form has fields of their own for."""
    if not isinstance(extraction, CommercialDocument):
        return ()
    named = {name.split(".")[2] for name in form if name.startswith(("new.lines.", "same.lines."))}
    return tuple(sorted(int(each) for each in named if each.isdecimal() and len(each) < 5))


def _one(
    form: Mapping[str, str],
    value: Correctable,
    name: str,
    extraction: Extraction,
    *,
    currency: str,
) -> Iterator[TypedCorrection | FieldError]:
    typed = form.get(f"new.{name}", "").strip()
    if typed:
        field = at(extraction.document_id, f"new.{name}")
        taken = _taken(value, typed, currency=currency, field=field)
        if isinstance(taken, FieldError):
            yield taken
        else:
            yield TypedCorrection(value.path, taken, typed, value.read)
    elif form.get(f"same.{name}") and value.read is not None:
        read = value.read
        yield TypedCorrection(value.path, as_value(read.value), read.evidence.text, read)


def _taken(
    value: Correctable, typed: str, *, currency: str, field: str
) -> CorrectValue | FieldError:
    taken = typed_value(value.writing, typed, currency=currency, field=field)
    if value.writing == "currency" and not isinstance(taken, FieldError):
        return _same_digits(taken, currency, field=field)
    return taken


def _same_digits(taken: CorrectValue, before: str, *, field: str) -> CorrectValue | FieldError:
    """Refuse a currency whose amounts have other decimals: theirs would not be what is printed."""
    same = minor_digits(str(taken.value)) == minor_digits(before)
    return taken if same else FieldError(field=field, problem="not_a_currency")


def as_value(value: object) -> CorrectValue:
    """Give a value that was read as a person says it."""
    match value:
        case bool():
            return CorrectAnswer(value=value)
        case int():
            return CorrectCount(value=value)
        case date():
            return CorrectDay(value=value)
        case Money():
            return CorrectAmount(value=value)
        case Decimal():
            return CorrectNumber(value=value)
        case _:
            return CorrectText(value=str(value)[:LONGEST_TYPED])


def _stands(each: TypedCorrection, extraction: Extraction) -> bool:
    """Say whether a document says so already: by a person, or by a reading that is certain."""
    if each.read is None or isinstance(extraction, Unreadable):
        return False
    return each.read.value == each.value.value and each.read.status in ("exact", "checked")


def _before(read: Read[Any] | None) -> BeforeCorrection | None:
    if read is None:
        return None
    return BeforeCorrection(
        text=read.evidence.text, status=read.status, source=read.source, evidence=read.evidence
    )
