"""A bug as a change of one piece of a module's text, made while the module is imported."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Literal


@dataclass(frozen=True)
class Mutation:
    """One bug: what it is, and the text that makes it."""

    bug: str
    module: str
    old: str
    new: str
    walk: Literal["money", "points", "budgets", "orders"] = "money"
    """Which walks should notice it."""


class Mutator(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with one piece of its text changed."""

    def __init__(self, mutation: Mutation) -> None:
        self._mutation = mutation
        self._original: ModuleSpec | None = None

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Claim the module, and leave all others to Python."""
        del path, target
        if name != self._mutation.module or self._original is not None:
            return None
        sys.meta_path.remove(self)
        self._original = importlib.util.find_spec(name)
        assert self._original is not None
        return ModuleSpec(name, self, origin=self._original.origin)

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed text as the module."""
        assert self._original is not None
        loader = self._original.loader
        assert isinstance(loader, importlib.abc.SourceLoader)
        text = mutated(self._mutation, loader.get_source(module.__name__) or "")
        exec(compile(text, self._original.origin or "", "exec"), module.__dict__)  # noqa: S102


def mutated(mutation: Mutation, text: str) -> str:
    """Give a module's text with the bug in it.

    Raises:
        ValueError: what the mutation changes does not stand there exactly once.
    """
    if text.count(mutation.old) != 1:
        raise ValueError(f"{mutation.bug}: stands {text.count(mutation.old)} times")
    return text.replace(mutation.old, mutation.new)
