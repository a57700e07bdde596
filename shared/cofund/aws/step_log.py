"""One line for each step: which claim, which step, how it ended. Never contents, never tokens."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from cofund.models.tasks import ClaimTask

if TYPE_CHECKING:
    from aws_lambda_powertools import Logger

    from cofund.models.consents import Matter


def done(step: str, task: ClaimTask, **outcome: Any) -> dict[str, Any]:
    """Log a step of a claim and give its outcome as the function's answer."""
    _log().info(step, claim_id=task.claim_id, version=task.version, outcome=_said(outcome))
    return outcome


def done_with_matter(step: str, matter: Matter, **outcome: Any) -> dict[str, Any]:
    """Log a step of a matter and give its outcome as the function's answer."""
    _log().info(step, matter_id=matter.matter_id, version=matter.version, outcome=_said(outcome))
    return outcome


def finished(step: str, **outcome: Any) -> dict[str, Any]:
    """Log a step that belongs to no one claim and give its outcome as the function's answer."""
    _log().info(step, outcome=_said(outcome))
    return outcome


def refused(step: str, status: int, reason: str) -> None:
    """Log a page that was not shown: its route and why, by name."""
    _log().info(step, status=status, reason=reason)


def _said(outcome: dict[str, Any]) -> dict[str, Any]:
    """Keep what is short: lists are logged by their length."""
    return {
        name: len(value) if isinstance(value, list | tuple) else value
        for name, value in outcome.items()
    }


@cache
def _log() -> Logger:
    from aws_lambda_powertools import Logger

    return Logger(service="cofund")
