"""Time comes from one place, so that tests run years in seconds."""

from __future__ import annotations

import ast
import re

from infra.expand import ROOT
from tests.architecture.sources import PRODUCT, name_of, python_files, tree

CLOCK = ROOT / "shared" / "cofund" / "aws" / "chance_and_time.py"
OF_DATES = {"now", "utcnow", "today"}
OF_TIME = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}
SUSPECT = re.compile(rf"\b(datetime|date)\.|\btime\.({'|'.join(OF_TIME)})\b|from time import")
"""What has none of this need not be parsed."""


def looks_at_the_clock(node: ast.AST) -> bool:
    """Tell whether a piece of source asks the machine what time it is."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(alias.name in OF_TIME for alias in node.names)
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
        return False
    of_dates = node.value.id in ("datetime", "date") and node.attr in OF_DATES
    return of_dates or (node.value.id == "time" and node.attr in OF_TIME)


def test_nobody_asks_the_machine_for_the_time_but_the_clock() -> None:
    askers = {
        name_of(path)
        for path in python_files(*PRODUCT)
        if SUSPECT.search(path.read_text(encoding="utf-8"))
        and any(looks_at_the_clock(node) for node in ast.walk(tree(path)))
    }
    assert askers == {name_of(CLOCK)}


def test_what_asks_for_the_time_is_recognised() -> None:
    asking = ("datetime.now(UTC)", "date.today()", "time.time()", "from time import time_ns")
    others = ("office.clock()", "time.sleep(1)", "date(2026, 1, 1)", "from time import sleep")
    found = {
        text: any(looks_at_the_clock(node) for node in ast.walk(ast.parse(text)))
        for text in (*asking, *others)
    }
    assert found == dict.fromkeys(asking, True) | dict.fromkeys(others, False)
