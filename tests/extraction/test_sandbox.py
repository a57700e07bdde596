"""The child: what it is given, what it may cost, and how its end is told."""

from __future__ import annotations

import json
import subprocess
from dataclasses import asdict, replace

import pytest

from cofund.extraction import sandbox
from cofund.extraction.limits import READING
from cofund.extraction.refused import CannotRead
from tests.extraction.papers import AN_INVOICE


def test_no_secret_of_the_environment_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    answer = _program("import os, json; print(json.dumps(dict(os.environ)))", monkeypatch)
    assert "a secret" not in answer.said.values()
    assert not any(name.startswith("AWS") for name in answer.said)


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "reader_failed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "reader_failed"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "timed_out"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "timed_out"),
        ("import sys; sys.exit(3)", "out_of_memory"),
        ("import sys; sys.exit(1)", "reader_failed"),
        ("raise ValueError", "reader_failed"),
        ('print(\'{"unreadable": "macro"}\')', "macro"),
    ],
)
def test_every_way_of_ending_has_a_reason(
    program: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CannotRead) as refused:
        _program(program, monkeypatch)
    assert refused.value.reason == reason


def test_a_child_that_says_too_much_is_stopped() -> None:
    small = replace(READING, output_bytes=1_000)
    with pytest.raises(CannotRead) as refused:
        sandbox.ask_child({"do": "read"}, AN_INVOICE, small)
    assert refused.value.reason == "too_much_content"


def test_an_answer_is_one_object_and_the_bytes_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = _program("print('{\"images\": [3]}'); print('abc', end='')", monkeypatch)
    assert answer == sandbox.Answer({"images": [3]}, b"abc")


def test_the_child_starts_without_the_models() -> None:
    """Importing pydantic takes longer than reading a page does."""
    program = (
        "import sys, json, cofund.extraction.child, cofund.extraction.guard.pdf, "
        "cofund.extraction.readers.pdf; "
        "print(json.dumps([name for name in sys.modules if name.startswith(('pydantic', 'boto'))]))"
    )
    arguments = [*sandbox.PROGRAM[:-2], "-c", program]
    environment = sandbox._environment()
    done = subprocess.run(arguments, env=environment, capture_output=True, check=True, timeout=60)  # noqa: S603
    assert json.loads(done.stdout) == []


def test_the_child_bounds_itself_before_it_reads() -> None:
    arguments = [*sandbox.PROGRAM, json.dumps({"do": "read"}), json.dumps(asdict(READING))]
    done = subprocess.run(  # noqa: S603
        arguments,
        input=AN_INVOICE,
        env=sandbox._environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["content"]["sniffed"] == "pdf"


def _program(program: str, monkeypatch: pytest.MonkeyPatch) -> sandbox.Answer:
    monkeypatch.setattr(sandbox, "PROGRAM", (*sandbox.PROGRAM[:-2], "-c", program))
    return sandbox.ask_child({"do": "read"}, b"a document", READING)
