"""What the models say about their fields, for the schemas.

The models carry it as a text under the field, where pydantic could read it itself; that would slow
down every import of theirs, so it is read here, when schemas are generated.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from cofund.models.base import Model

HANDED_OVER = "cofund.models."


def described(schema: Any) -> Any:
    """Give a schema whose properties say what their model's fields say, without made-up titles."""
    if isinstance(schema, list):
        return [described(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    told = {name: described(part) for name, part in schema.items()}
    if isinstance(told.get("properties"), dict):
        texts = _texts_by_model().get(str(told.get("title")), {})
        told["properties"] = {
            name: _property(part, texts.get(name)) for name, part in told["properties"].items()
        }
    return told


def _property(schema: Any, text: str | None) -> Any:
    plain = {name: part for name, part in schema.items() if name != "title"}
    return plain | {"description": text} if text else plain


@cache
def _texts_by_model() -> Mapping[str, Mapping[str, str]]:
    """Give them for the models of hand-overs; others may bear the same names."""
    handed_over = (model for model in _below(Model) if model.__module__.startswith(HANDED_OVER))
    return {model.__name__: _texts(model) for model in handed_over}


def _below(model: type[Model]) -> Iterator[type[Model]]:
    for child in model.__subclasses__():
        yield child
        yield from _below(child)


def _texts(model: type) -> Mapping[str, str]:
    """Give the text under each field, of the model and of those it grew from."""
    texts: dict[str, str] = {}
    for ancestor in reversed(model.__mro__):
        if issubclass(ancestor, Model) and ancestor.__module__.startswith("cofund."):
            texts |= _own_texts(ancestor)
    return texts


def _own_texts(model: type) -> Mapping[str, str]:
    if "[" in model.__name__:  # Read[Money] and the like: made by pydantic, written nowhere
        return {}
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(definition, ast.ClassDef)
    return {
        field.target.id: " ".join(text.value.value.split())
        for field, text in pairwise(definition.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }
