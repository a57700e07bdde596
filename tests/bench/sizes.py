"""How long the product's functions and modules are, as its reader meets them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.figures import Figure

PROJECT = Path(__file__).parents[2]
PRODUCT = ("shared/cofund", "functions", "infra/local")
LONGEST_FUNCTION = 40
LONGEST_MODULE = 250
LONGEST_MODELS = 300
MODELS = "shared/cofund/models/"

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


def measure() -> Iterator[Figure]:
    """Measure every module of the product."""
    sources = {path: path.read_text(encoding="utf-8") for path in _modules()}
    functions = {
        f"{path.relative_to(PROJECT)}:{function.name}": body_lines(function)
        for path, source in sources.items()
        for function in functions_in(source)
    }
    modules = {str(path.relative_to(PROJECT)): len(s.splitlines()) for path, s in sources.items()}
    models = {name: lines for name, lines in modules.items() if name.startswith(MODELS)}
    others = {name: lines for name, lines in modules.items() if name not in models}
    median_function = median(functions.values())
    yield _figure("functions: median length", median_function, f"of {len(functions)}")
    yield _longest("functions: longest", functions, LONGEST_FUNCTION)
    yield _figure("modules: median length", median(modules.values()), f"of {len(modules)}")
    yield _longest("modules: longest", others, LONGEST_MODULE)
    yield _longest("models: longest module", models, LONGEST_MODELS)


def functions_in(source: str) -> Iterator[AnyFunction]:
    """Give every function and method of a module, nested ones too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, AnyFunction):
            yield node


def body_lines(function: AnyFunction) -> int:
    """Count a function's lines from ``def`` to its end, without decorators and docstring."""
    assert function.end_lineno is not None
    whole = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return whole
    docstring = function.body[0]
    assert docstring.end_lineno is not None
    return whole - (docstring.end_lineno - docstring.lineno + 1)


def _modules() -> list[Path]:
    return sorted(path for folder in PRODUCT for path in (PROJECT / folder).rglob("*.py"))


def _longest(name: str, lengths: dict[str, int], goal: float) -> Figure:
    longest = max(lengths, key=lambda one: lengths[one])
    return _figure(name, lengths[longest], longest, goal)


def _figure(name: str, lines: float, note: str, goal: float | None = None) -> Figure:
    return Figure(part="sizes", name=name, value=lines, unit="lines", goal=goal, note=note)
