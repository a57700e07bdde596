"""Nursery and child: what they are given, what they may cost, and how their end is told."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pytest

from cofund.extraction import nurseries, sandbox
from cofund.extraction.limits import READING, Limits
from cofund.extraction.nurseries import KEEPER, Ended, Keeper, NurseryDied, RunningNursery
from cofund.extraction.refused import CannotRead
from tests.extraction.papers import AN_INVOICE


@pytest.fixture(scope="module")
def nursery() -> Iterator[RunningNursery]:
    """Give a nursery whose children end as they are told."""
    running = RunningNursery("tests.extraction.dying")
    yield running
    running.end()


def test_no_secret_of_the_environment_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    running = RunningNursery("tests.extraction.dying")
    environment = _answer(running, "tell what it has").said["environment"]
    running.end()
    assert "a secret" not in environment.values()
    assert not any(name.startswith("AWS") for name in environment)


def test_a_child_has_its_document_and_nothing_of_its_family(nursery: RunningNursery) -> None:
    has = _answer(nursery, "tell what it has").said
    assert has["document"] == "a document"
    assert has["files"] == [0, 1, 2, 3]  # the last one is the listing itself
    assert not has["same_group"]


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        ("abort", "reader_failed"),
        ("crash", "reader_failed"),
        ("use up its time", "timed_out"),
        ("draw for too long", "timed_out"),
        ("be killed", "timed_out"),
        ("want more memory", "out_of_memory"),
        ("exit", "reader_failed"),
        ("raise", "reader_failed"),
        ("refuse", "macro"),
    ],
)
def test_every_way_of_ending_has_a_reason(way: str, reason: str, nursery: RunningNursery) -> None:
    with pytest.raises(CannotRead) as refused:
        _answer(nursery, way)
    assert refused.value.reason == reason


def test_an_answer_is_one_object_and_the_bytes_behind_it(nursery: RunningNursery) -> None:
    assert _answer(nursery, "answer") == sandbox.Answer({"images": [3]}, b"abc")


def test_a_child_that_hangs_is_ended_and_the_next_one_is_born(nursery: RunningNursery) -> None:
    ended = _order(nursery, "hang", replace(READING, wall_seconds=0.05))
    assert ended.exit_status is None
    assert _order(nursery, "answer").exit_status == 0
    assert _children_of(nursery.pid) == []


def test_what_a_child_started_ends_with_it(nursery: RunningNursery) -> None:
    grandchild = _answer(nursery, "leave a grandchild").said["grandchild"]
    assert _is_gone(grandchild)


def test_several_threads_order_at_once(nursery: RunningNursery) -> None:
    ways = ["answer", "raise", "abort", "answer"] * 5
    with ThreadPoolExecutor(8) as threads:
        ended = [each.exit_status for each in threads.map(lambda way: _order(nursery, way), ways)]
    assert ended == [0, 1, -6, 0] * 5


def test_a_nursery_that_died_says_so_and_leaves_nobody_behind() -> None:
    running = RunningNursery("tests.extraction.dying")
    with pytest.raises(NurseryDied):
        _order(running, "end the nursery")
    with pytest.raises(NurseryDied):
        _order(running, "answer")
    running.end()
    assert _is_gone(running.pid)


def test_a_nursery_that_was_ended_takes_no_orders() -> None:
    running = RunningNursery("tests.extraction.dying")
    running.end()
    with pytest.raises(NurseryDied):
        _order(running, "answer")


def test_a_nursery_that_dies_again_fails_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time it may be the document that does it."""
    keeper = Keeper()
    monkeypatch.setattr(nurseries, "CHILD", "tests.extraction.dying")
    monkeypatch.setattr(sandbox, "KEEPER", keeper)
    with pytest.raises(CannotRead) as refused:
        sandbox.ask_child({"do": "end the nursery"}, b"a document", READING)
    keeper.end()
    assert refused.value.reason == "reader_failed"


def test_a_nursery_that_does_not_start_is_passing_trouble() -> None:
    with pytest.raises(NurseryDied):
        RunningNursery("tests.extraction.there_is_no_such_child")


def test_a_dead_nursery_is_replaced_and_the_document_is_read() -> None:
    sandbox.ask_child({"do": "read"}, AN_INVOICE, READING)
    before = KEEPER.nursery()
    os.kill(before.pid, 9)
    answer = sandbox.ask_child({"do": "read"}, AN_INVOICE, READING)
    assert answer.said["content"]["sniffed"] == "pdf"
    assert KEEPER.nursery().pid != before.pid


def test_a_nursery_without_its_parent_ends() -> None:
    program = (
        "import os; from cofund.extraction.nurseries import KEEPER; "
        "print(KEEPER.nursery().pid, flush=True); os._exit(0)"
    )
    [pid] = map(int, _python(program).split())
    assert _is_gone(pid)


def test_a_fork_of_the_parent_has_a_nursery_of_its_own() -> None:
    program = (
        "import os; from cofund.extraction.nurseries import KEEPER\n"
        "print(KEEPER.nursery().pid, flush=True)\n"
        "if os.fork() == 0: print(KEEPER.nursery().pid, flush=True)\n"
        "else: os.wait(); print(KEEPER.nursery().pid, flush=True)"
    )
    first, of_the_fork, again = map(int, _python(program).split())
    assert first == again != of_the_fork
    assert _is_gone(first)
    assert _is_gone(of_the_fork)


def test_a_keeper_that_ended_its_nursery_starts_another() -> None:
    keeper = Keeper()
    first = keeper.nursery()
    keeper.end()
    second = keeper.nursery()
    keeper.end()
    assert first.pid != second.pid
    keeper.end()


def test_a_child_that_says_too_much_is_stopped() -> None:
    with pytest.raises(CannotRead) as refused:
        sandbox.ask_child({"do": "read"}, AN_INVOICE, replace(READING, output_bytes=1_000))
    assert refused.value.reason == "too_much_content"


def test_the_nursery_takes_orders_without_the_models() -> None:
    """Importing pydantic takes longer than reading a page does."""
    program = (
        "import sys, json; from cofund.extraction import child, nursery\n"
        "for name in nursery.FIRST: nursery._load(name)\n"
        "print(json.dumps([name for name in sys.modules if name.startswith(('pydantic', 'boto'))]))"
    )
    assert json.loads(_python(program)) == []


def test_all_that_the_nursery_loads_is_there() -> None:
    program = (
        "import sys, json; from cofund.extraction import nursery\n"
        "names = [*nursery.FIRST, *nursery._later()]\n"
        "for name in names: nursery._load(name)\n"
        "print(json.dumps([name for name in names if name not in sys.modules]))"
    )
    assert json.loads(_python(program)) == []


def test_loading_leaves_the_nursery_with_one_thread() -> None:
    program = (
        "import os; from cofund.extraction import nursery\n"
        "for name in [*nursery.FIRST, *nursery._later()]: nursery._load(name)\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    assert _python(program).strip() == "1"


def _answer(nursery: RunningNursery, way: str) -> sandbox.Answer:
    with TemporaryFile() as out:
        return sandbox.answer_of(_order(nursery, way, out=out), out)


def _order(
    nursery: RunningNursery, way: str, limits: Limits = READING, *, out: Any = None
) -> Ended:
    with TemporaryFile() as document, TemporaryFile() as nowhere:
        document.write(b"a document")
        document.seek(0)
        return nursery.order({"do": way}, limits, document=document, answer=out or nowhere)


def _python(program: str) -> str:
    return subprocess.run(  # noqa: S603
        [*nurseries.PROGRAM[:-2], "-c", program],
        env=nurseries._environment(),
        capture_output=True,
        check=True,
        timeout=60,
        text=True,
    ).stdout


def _children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in listed.split()]


def _is_gone(pid: int) -> bool:
    """Whether a process has ended; one that is ending gets a moment, by waiting for its pidfd."""
    try:
        with os.fdopen(os.pidfd_open(pid)) as process:
            return bool(_ready_within(process.fileno(), milliseconds=5_000))
    except ProcessLookupError:
        return True


def _ready_within(file: int, *, milliseconds: int) -> list[tuple[int, int]]:
    import select

    poll = select.poll()
    poll.register(file, select.POLLIN)
    return poll.poll(milliseconds)
