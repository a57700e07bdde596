"""The pool of worker processes keeps its bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from infra.local import workers as module
from infra.local.site import FunctionSpec
from infra.local.workers import PER_FUNCTION, Workers

CODE = """
import os, time

def handler(event, context):
    print("called with", event)
    time.sleep(event.get("seconds", 0))
    return {"worker": os.getpid(), "left": context.get_remaining_time_in_millis()}
"""


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Workers]:
    workers = Workers(shared={}, python_path=(), log_directory=tmp_path / "logs")
    yield workers
    workers.stop()


def spec(name: str, tmp_path: Path) -> FunctionSpec:
    (tmp_path / "functions").mkdir(exist_ok=True)
    (tmp_path / "functions" / "one.py").write_text(CODE)
    return FunctionSpec(
        name=name,
        logical_id=name,
        arn=f"arn:{name}",
        handler="one.handler",
        code_directory=tmp_path / "functions",
        environment={},
        timeout_seconds=20,
        memory_mb=128,
    )


def called(pool: Workers, function: FunctionSpec, seconds: float = 0) -> int:
    answer = json.loads(pool.invoke(function, json.dumps({"seconds": seconds}).encode()).payload)
    assert 0 < answer["left"] <= 20_000
    worker: int = answer["worker"]
    return worker


def test_a_worker_is_used_again(pool: Workers, tmp_path: Path) -> None:
    function = spec("f", tmp_path)
    assert called(pool, function) == called(pool, function)


def test_more_calls_than_workers_wait_for_their_turn(pool: Workers, tmp_path: Path) -> None:
    function = spec("f", tmp_path)
    with ThreadPoolExecutor(6) as several:
        used = set(several.map(lambda _: called(pool, function, seconds=0.05), range(6)))
    assert 1 <= len(used) <= PER_FUNCTION


def test_beyond_the_bound_the_longest_idle_worker_goes(
    pool: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "IN_ALL", 2)
    first, second, third = (spec(name, tmp_path) for name in "abc")
    before = [called(pool, function) for function in (first, second)]
    called(pool, third)  # takes the place of the first
    assert called(pool, second) == before[1]
    assert called(pool, first) != before[0]


def test_a_prewarmed_function_finds_its_worker(pool: Workers, tmp_path: Path) -> None:
    function = spec("f", tmp_path)
    pool.prewarm([function])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "Worker", None)  # no other worker can be made
        called(pool, function)


def test_what_a_function_prints_is_in_its_log(pool: Workers, tmp_path: Path) -> None:
    function = spec("f", tmp_path)
    called(pool, function)
    assert "called with {'seconds': 0}" in pool.log_of(function).read_text()
