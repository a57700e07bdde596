"""Which names may stand at a place of a YAML file, by the model that it is read into."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from cofund.files.yaml_plain import Place, place_text
from cofund.money import Money

MAX_DEPTH = 12
"""Steps that are followed into a model: more than any file of ours is deep."""
MAX_SHOWN = 5
"""Groups with more names than these are not shown as an example."""


class Shape(NamedTuple):
    """A group of names: where it stands ("*" for names and entries of the writer's own)."""

    place: tuple[str, ...]
    names: tuple[str, ...]
    needed: tuple[str, ...]


def instead_of_unknown(model: type[BaseModel], place: Place) -> str:
    """Give what somebody meant by a name that is not known at its place; "" for no idea."""
    *group, written = place
    elsewhere = [shape.place for shape in _shapes(model) if written in shape.names]
    if len(elsewhere) == 1:
        return f"; it belongs into {place_text(elsewhere[0])}"
    here = [name for shape in _shapes_at(model, tuple(group)) for name in shape.names]
    close = difflib.get_close_matches(str(written), here, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


def group_written(model: type[BaseModel], place: Place) -> str:
    """Give how the group at a place is written: "{value: …, source: …}"; "" where that is long."""
    shapes = _shapes_at(model, place)
    if len(shapes) != 1 or not 0 < len(shapes[0].needed) <= MAX_SHOWN:
        return ""
    return "{" + ", ".join(f"{name}: …" for name in shapes[0].needed) + "}"


def _shapes_at(model: type[BaseModel], place: Place) -> list[Shape]:
    return [shape for shape in _shapes(model) if _leads_to(shape.place, place)]


def _leads_to(pattern: tuple[str, ...], place: Place) -> bool:
    return len(pattern) == len(place) and all(
        step in ("*", written) for step, written in zip(pattern, place, strict=True)
    )


@cache
def _shapes(model: type[BaseModel]) -> tuple[Shape, ...]:
    schema = model.model_json_schema(mode="validation")
    return tuple(dict.fromkeys(_within(schema, schema.get("$defs", {}), ())))


def _within(
    schema: Mapping[str, Any], shared: Mapping[str, Any], place: tuple[str, ...]
) -> Iterator[Shape]:
    if "$ref" in schema:
        schema = shared[schema["$ref"].rpartition("/")[2]]
    names = schema.get("properties", {})
    if len(place) > MAX_DEPTH or set(names) == set(Money.model_fields):
        return  # an amount is written as one text
    if names:
        yield Shape(place, tuple(names), tuple(schema.get("required", ())))
    for step, inner in _steps(schema):
        yield from _within(inner, shared, (*place, *step))


def _steps(schema: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Give the schemas inside one, each with the step that leads there."""
    for name, inner in schema.get("properties", {}).items():
        yield (name,), inner
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield ("*",), schema[key]
    for inner in schema.get("patternProperties", {}).values():
        yield ("*",), inner
    for key in ("anyOf", "oneOf"):
        yield from (((), inner) for inner in schema.get(key, ()))
