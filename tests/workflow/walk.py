"""A claim's walk through the real state machine, with functions that answer from a script."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.faults import FaultPlan, Planned
from infra.local.in_process import Ended, InProcess
from infra.local.virtual_time import VirtualTime

TEMPLATE = Path(__file__).resolve().parents[2] / "template.yaml"
PARAMETERS = {
    "MailFrom": "funds@cofund.example",
    "PublicUrl": "https://cofund.local",
    "Scanner": "eicar",
}
CLAIM = {"claim_id": "claim-1", "version": 1}

SUNNY: dict[str, list[Any]] = {
    "StartReview": [{"documents": ["doc-1", "doc-2"]}],
    "ScanDocument": [{"scan": "clean"}],
    "ReadPages": [{"without_text": False}],
    "OcrPages": [{}],
    "InterpretDocument": [{}],
    "CheckClaim": [{"outcome": "review"}],
    "ReturnToPartner": [{}],
    "HoldFund": [{}],
    "ReadDecision": [{"outcome": "approved", "stage": "first", "wait_seconds": 60}],
    "RequestApproval": [{}],
    "RequestInformation": [{}],
    "PostDebit": [{}],
    "ReleaseHold": [{}],
    "SendPayout": [{}],
    "NotifyPartner": [{}],
    "NeedsOperator": [{}],
}
"""What each function answers when nothing special happens; the last answer repeats."""

TASKS = tuple(SUNNY)
IN_MAP = ("ScanDocument", "ReadPages", "OcrPages", "InterpretDocument")

UNDECIDED = {"outcome": "undecided", "stage": "first", "wait_seconds": 60}
ASKED = {**UNDECIDED, "outcome": "information_requested"}
APPROVED = {"outcome": "approved", "stage": "first", "wait_seconds": 60}

PAID = ["PostDebit", "SendPayout", "NotifyPartner"]
PATHS: dict[str, dict[str, list[Any]]] = {
    "ReturnToPartner": {"CheckClaim": [{"outcome": "return"}]},
    "OcrPages": {"ReadPages": [{"without_text": True}]},
    "RequestApproval": {"ReadDecision": [UNDECIDED, APPROVED]},
    "RequestInformation": {"ReadDecision": [ASKED, APPROVED]},
    "ReleaseHold": {"ReadDecision": [{**APPROVED, "outcome": "rejected"}]},
}
"""For functions beside the sunny way: what leads there."""


def named(name: str) -> Exception:
    """Give an error that the workflow sees by this name, as it sees every function's."""
    error: Exception = type(name, (Exception,), {})("for the test")
    return error


@dataclass
class Script:
    """What the functions answer, and how they were called."""

    answers: Mapping[str, list[Any]]
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, function: str, event: dict[str, Any]) -> Any:
        """Give the function's next answer; an exception is raised."""
        with self._lock:
            before = sum(name == function for name, _ in self.calls)
            self.calls.append((function, event))
        answers = self.answers.get(function, SUNNY[function])
        answer = answers[min(before, len(answers) - 1)]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def names(self) -> list[str]:
        """Give the functions in the order of their calls."""
        return [name for name, _ in self.calls]

    def events(self, function: str) -> list[dict[str, Any]]:
        """Give what a function was called with."""
        return [event for name, event in self.calls if name == function]


class Walks:
    """Many walks on one stack: each with its own script and execution."""

    def __init__(self, clock: VirtualTime) -> None:
        self.clock = clock
        self._script = Script(SUNNY)
        handlers = {name: self._speaker(name) for name in TASKS}
        self.stack = InProcess.start(TEMPLATE, handlers=handlers, parameters=PARAMETERS)

    def begin(self, *faults: Planned, **answers: list[Any]) -> tuple[str, Script]:
        """Start a walk; functions that are not named answer as on a sunny day."""
        script = self._script = Script(answers)
        self.stack.faults = FaultPlan(*faults)
        self.clock.pauses.clear()
        return self.stack.begin("ClaimReview", CLAIM), script

    def walk(self, *faults: Planned, **answers: list[Any]) -> tuple[Ended, Script]:
        """Walk to the end."""
        execution, script = self.begin(*faults, **answers)
        return self.stack.end(execution), script

    def wait(self) -> None:
        """Let everything come to rest: what goes on is a wait for somebody's answer."""
        self.stack.drain()

    def answer(self, token: str) -> None:
        """Wake the wait behind a token."""
        self.stack.client("stepfunctions").send_task_success(taskToken=token, output="{}")

    def _speaker(self, function: str) -> Any:
        def handler(event: dict[str, Any], _context: object) -> Any:
            return self._script.answer(function, event)

        return handler
