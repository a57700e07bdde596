"""YAML files that people write, read into models; every mistake with its line and what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cofund.files.yaml_plain import (
    MAX_PROBLEMS,
    InvalidFile,
    Place,
    PlainFile,
    Problem,
    place_text,
    read_plain,
)
from cofund.files.yaml_shapes import group_written, instead_of_unknown
from cofund.models.base import CURRENCY, IDENTIFIER
from cofund.models.points_terms import HOST
from cofund.models.terms import DAY_OF_YEAR, WORDS
from cofund.money import Money

__all__ = ["InvalidFile", "Problem", "load_yaml"]

MAX_CHOICES = 12
"""Of more words than these, advice gives the one that is meant most likely."""
MAX_LISTED = 20
"""More words than these are never listed."""

Parsed = TypeVar("Parsed", bound=BaseModel)

_ADVICE = {
    "missing": "is missing; write it here",
    "date_from_datetime_parsing": "write a day as year-month-day, like 2026-09-15",
    "date_parsing": "write a day as year-month-day, like 2026-09-15",
    "date_type": "write a day as year-month-day, like 2026-09-15",
    "datetime_from_date_parsing": "write a moment with its zone, like 2026-09-15T10:00+03:00",
    "datetime_parsing": "write a moment with its zone, like 2026-09-15T10:00+03:00",
    "timezone_aware": "write a moment with its zone, like 2026-09-15T10:00+03:00",
    "tuple_type": "write a list here: [one, another]",
    "too_short": "write at least one here",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "string_type": "write a text; put a number in quotes",
}
"""What to write instead, by pydantic's name of the mistake."""
_BOUNDS = {
    "less_than_equal": "write at most {le}",
    "greater_than_equal": "write at least {ge}",
    "too_long": "write at most {max_length} entries",
    "string_too_long": "write at most {max_length} characters",
    "string_too_short": "write something here",
}
"""The same for what is too large or too small."""
_FORMS = {
    IDENTIFIER: 'write Latin letters, digits, "_", "." or "-", at most 64, without spaces',
    CURRENCY: "write a currency as three letters, like RUB",
    WORDS: 'write up to five words; "*" ends a stem',
    HOST: 'write a host like "habr.com", or "*.habr.com" for those below it',
    DAY_OF_YEAR: 'write month and day in quotes, like "02-01"',
}
"""What to write instead of a text that has another form."""


def load_yaml(path: Path, model: type[Parsed]) -> Parsed:
    """Read a YAML file into a model.

    Raises:
        InvalidFile: it cannot be opened, is no plain YAML, or does not fit the model.
    """
    file = read_plain(path)
    try:
        return model.model_validate(file.root)
    except ValidationError as error:
        raise InvalidFile(path, _problems(error, file, model)) from None


def _problems(
    error: ValidationError, file: PlainFile, model: type[BaseModel]
) -> tuple[Problem, ...]:
    errors = _without_hollow(error.errors()[:MAX_PROBLEMS])
    found = {problem for details in errors for problem in _problems_of(details, file, model)}
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.place))[:MAX_PROBLEMS])


def _without_hollow(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where its entries are there, with mistakes."""
    inside = {details["loc"][:-1] for details in errors}
    return [one for one in errors if one["type"] != "too_short" or one["loc"] not in inside]


def _problems_of(
    details: ErrorDetails, file: PlainFile, model: type[BaseModel]
) -> Iterator[Problem]:
    """Give the mistakes behind one error; one of contradictions names every place itself."""
    if details["type"] != "contradictions":
        yield _problem(details, file, model)
        return
    for place, message in details["ctx"]["found"]:
        written = _place_in_file(place, file)
        yield Problem(file.lines[written], place_text(place), message)


def _problem(details: ErrorDetails, file: PlainFile, model: type[BaseModel]) -> Problem:
    place = _place_in_file(details["loc"], file)
    missing = details["type"] == "missing"
    shown = (*place, details["loc"][-1]) if missing else place
    advice = _advice_by_place(details, place, model) or _advice(details)
    return Problem(file.lines[place], place_text(shown), advice)


def _place_in_file(location: Place, file: PlainFile) -> Place:
    """Give the deepest place of the file on the way: validators add steps that no file has."""
    place: Place = ()
    for step in location:
        if (*place, step) in file.lines:
            place = (*place, step)
    return place


def _advice_by_place(details: ErrorDetails, place: Place, model: type[BaseModel]) -> str:
    """Give advice that depends on which names may stand at a place; "" where none does."""
    kind = details["type"]
    unknown = kind == "extra_forbidden"
    if unknown and place[-1:] == details["loc"][-1:]:
        return f"is not known here{instead_of_unknown(model, place)}"
    amount = details.get("ctx", {}).get("class_name") == Money.__name__
    if amount or not (unknown or kind in ("dict_type", "model_type")):
        return ""
    # an unknown name that no file has is part of an amount, which stands in place of a group
    example = group_written(model, place)
    how = f"like {example}" if example else "each on its own line"
    return f"write names with their values here, {how}"


def _advice(details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "string_pattern_mismatch":
        return _FORMS.get(details["ctx"]["pattern"], details["msg"])
    if kind in _BOUNDS:
        return _BOUNDS[kind].format(**details["ctx"])
    if kind == "value_error":
        return details["msg"].removeprefix("Value error, ")
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _which_variant(details)
    if kind == "literal_error":
        return f"write {_choice(details)}, not {details['input']!r}"
    if details.get("ctx", {}).get("class_name") == Money.__name__:
        return 'write the amount with its currency, like "500 000 RUB"'
    return _ADVICE.get(kind, details["msg"])


def _choice(details: ErrorDetails) -> str:
    """Give what may stand there; of many, only what is meant most likely."""
    expected = str(details["ctx"]["expected"])
    choices = re.findall(r"'([^']*)'", expected)
    if len(choices) <= MAX_CHOICES:
        return expected
    close = difflib.get_close_matches(str(details["input"]), choices, n=1)
    if close:
        return f"'{close[0]}'"
    many = len(choices) > MAX_LISTED
    return f"one of {len(choices)} names that Cofund knows" if many else expected


def _which_variant(details: ErrorDetails) -> str:
    """Ask for the word that says which of several kinds of terms stands here."""
    word = str(details["ctx"]["discriminator"]).strip("'")
    tags = details["ctx"].get("expected_tags")
    return f"write {word}: one of {tags}" if tags else f"write {word}: it says which kind this is"
