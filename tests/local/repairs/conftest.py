"""The observations of stock moto and of ours, each made once in a program of its own."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parents[3]
_SECONDS = 240

Seen = dict[str, Any]


@pytest.fixture(scope="session")
def observations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Seen]:
    """What both kinds of moto show, by `stock` and `repaired`; all workers of a run share it."""
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    kept = run / "observations.json"
    with (run / "observations.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_text(json.dumps(_made()), encoding="utf-8")
    seen: dict[str, Seen] = json.loads(kept.read_text(encoding="utf-8"))
    return seen


@pytest.fixture(scope="session")
def stock(observations: dict[str, Seen]) -> Seen:
    """What moto shows as it comes. Should one of these tests fail, moto has mended the fault."""
    return observations["stock"]


@pytest.fixture(scope="session")
def repaired(observations: dict[str, Seen]) -> Seen:
    """What moto shows with our repairs."""
    return observations["repaired"]


def _made() -> dict[str, Seen]:
    running = {which: _begin(which) for which in ("stock", "repaired")}
    return {which: _end(program) for which, program in running.items()}


def _begin(which: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.local.observations", which],
        cwd=_ROOT,
        env={"PYTHONPATH": f"{_ROOT}:{_ROOT / 'shared'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _end(program: subprocess.Popen[str]) -> Seen:
    printed, _ = program.communicate(timeout=_SECONDS)
    seen: Seen = json.loads(printed)
    return seen
