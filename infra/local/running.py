"""What every running stack offers, whether its functions run in workers or in this program."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import Any, Self

from infra.local.installation import Installation
from infra.local.mailbox import Mail
from infra.local.site import FunctionSpec


class RunningStack:
    """A stack that was put up and can be stopped; stopping twice is no error."""

    _installation: Installation

    def __init__(self) -> None:
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.stop()

    @property
    def outputs(self) -> dict[str, str]:
        """The template's outputs."""
        return dict(self._installation.outputs)

    @property
    def functions(self) -> dict[str, FunctionSpec]:
        """The template's functions by logical id."""
        return {spec.logical_id: spec for spec in self._installation.site.functions.values()}

    @property
    def state_machines(self) -> dict[str, str]:
        """The ARNs of the template's state machines by logical id."""
        return dict(self._installation.site.state_machines)

    def invoke(self, function: str, event: Any) -> Any:
        """Call a function, by logical id or name; give what it returned, or its error as a dict.

        Raises:
            UnknownFunction: there is none.
        """
        return json.loads(self._installation.invoke(function, json.dumps(event).encode()).payload)

    def mail(self) -> list[Mail]:
        """What was sent by mail, oldest first."""
        return self._installation.mailbox.mails()

    def fire(self, schedule: str) -> None:
        """Let a schedule be due now, and wait until its target has been called.

        `schedule` is its logical id, or that of the function it calls if that has only one.

        Raises:
            UnknownSchedule: no schedule, or several, go by that name.
        """
        self._installation.schedules.fire(schedule)

    def stop(self) -> None:
        """End what runs and give back what was taken."""
        self._closing.close()
