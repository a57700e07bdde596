"""Why the local engine refuses to start or to go on, each in a sentence for whoever started it.

LocalEngineError
├── TemplateNotUnderstood      the template asks for something the engine does not know
├── PortTaken                  another program listens where the engine should
├── EngineAlreadyRunning       one engine per Python program: moto keeps one world per program
├── UnknownFunction            nobody by that name in the template
├── UnknownSchedule            likewise
├── StateInUse                 another engine keeps its state in the same directory
├── StateNotUnderstood         the kept state is damaged or of another version
└── StillBusy                  work did not come to rest within the time given
"""

from __future__ import annotations


class LocalEngineError(Exception):
    """A refusal of the local engine; its text is meant for the person who started it."""


class TemplateNotUnderstood(LocalEngineError):
    """The template uses a resource type, a function or a value that the engine does not know."""


class PortTaken(LocalEngineError):
    """Another program listens on the port that the engine was told to use."""

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Port {port} is taken by another program. Stop that program, or choose another port."
        )
        self.port = port


class EngineAlreadyRunning(LocalEngineError):
    """A second engine was started while the first one of this program still runs."""


class UnknownFunction(LocalEngineError):
    """No function of the template goes by that name."""


class UnknownSchedule(LocalEngineError):
    """No schedule of the template goes by that name."""


class StillBusy(LocalEngineError):
    """Executions, invocations or queues did not come to rest within the time given."""


class StateInUse(LocalEngineError):
    """Another engine keeps its state in the same directory."""


class StateNotUnderstood(LocalEngineError):
    """The kept state is damaged, or of another version of the engine."""
