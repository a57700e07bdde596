"""The sources as syntax trees, for laws that no linter holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from infra.expand import ROOT

PRODUCT = ("shared", "functions")

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> Iterator[Path]:
    """Give the Python files below folders of the project."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    """Give a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path: Path) -> Iterator[AnyFunction]:
    """Give every function and method of a file, nested ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, AnyFunction))


def body_lines(function: AnyFunction) -> int:
    """Count a function's lines from its first statement on, the docstring apart."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    last = function.end_lineno or function.lineno
    return last - body[0].lineno + 1 if body else 0


def name_of(path: Path) -> str:
    """Give a file's path below the project."""
    return str(path.relative_to(ROOT))
