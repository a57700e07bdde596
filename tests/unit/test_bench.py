"""The arithmetic of the bench. No time is tested: that depends on the machine."""

from __future__ import annotations

import ast
import json
import os

import pytest

from tests.bench.figures import Figure, Stopwatch, ratio_of_best
from tests.bench.installed import parent_of, process_tree, proportional_kb
from tests.bench.machine import Machine
from tests.bench.sizes import body_lines, functions_in
from tests.bench.tables import as_json, markdown, with_unit

MACHINE = Machine(
    day="2026-11-20",
    cores=2,
    processor="Invented 1",
    memory_gb=8,
    system="Debian",
    python="3.11.7",
    load=0.1,
)
SOURCE = '''
@decorated
def short() -> int:
    """Say so.

    At length.
    """
    return 1

class Thing:
    async def longer(self) -> int:
        one = 1
        return one
'''


def figure(value: float, goal: float | None = None) -> Figure:
    return Figure(part="sizes", name="it", value=value, unit="s", goal=goal)


@pytest.mark.parametrize(
    ("value", "goal", "verdict"),
    [(2.99, 3.0, "met"), (3.0, 3.0, "met"), (3.01, 3.0, "missed"), (99.0, None, "")],
)
def test_a_goal_is_met_up_to_its_bound(value: float, goal: float | None, verdict: str) -> None:
    assert figure(value, goal).verdict == verdict


def test_a_ratio_compares_the_best_of_each() -> None:
    assert ratio_of_best([9.0, 3.0, 4.0], [2.0, 8.0]) == 1.5


@pytest.mark.parametrize(("times", "yardstick"), [([], [1.0]), ([1.0], []), ([1.0], [0.0])])
def test_a_ratio_needs_two_measured_times(times: list[float], yardstick: list[float]) -> None:
    with pytest.raises(ValueError, match="two measured times"):
        ratio_of_best(times, yardstick)


def test_a_spread_is_the_median_with_best_and_worst() -> None:
    notes: list[str] = []

    def named(value: float, note: str) -> Figure:
        notes.append(note)
        return figure(value)

    assert Stopwatch([0.5, 9.0, 1.0]).spread(named).value == 1.0
    assert notes == ["median of 3: 0.50 to 9.00 s"]


def test_a_functions_length_leaves_decorators_and_docstring_out() -> None:
    assert {one.name: body_lines(one) for one in functions_in(SOURCE)} == {"short": 2, "longer": 3}
    assert all(
        isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) for one in functions_in(SOURCE)
    )


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(3.0, "s", "3 s"), (0.254, "s", "0.25 s"), (1641.2, "MB", "1641 MB"), (27, "", "27")],
)
def test_values_are_as_exact_as_says_something(value: float, unit: str, text: str) -> None:
    assert with_unit(value, unit) == text


def test_a_process_tree_holds_this_process_and_it_weighs_something() -> None:
    assert os.getpid() in process_tree(parent_of(os.getpid()))
    assert proportional_kb(os.getpid()) > 1000


def test_what_has_ended_weighs_nothing() -> None:
    never = 2**22 + 1
    assert (parent_of(never), proportional_kb(never), process_tree(never)) == (0, 0, [never])


def test_the_page_names_machine_command_goal_and_verdict() -> None:
    page = markdown(MACHINE, [figure(6.0, 5.0)], command="measure it")
    assert "`measure it` on 2026-11-20: 2 cores (Invented 1), 8 GB, Debian, Python 3.11.7" in page
    assert "| it | 6 s | ≤ 5 s | missed |  |" in page


def test_json_holds_the_machine_and_every_figure() -> None:
    whole = json.loads(as_json(MACHINE, [figure(4.5, 5.0)]))
    assert whole["machine"]["cores"] == 2
    assert whole["figures"][0]["verdict"] == "met"
