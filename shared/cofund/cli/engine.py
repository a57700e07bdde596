"""The local engine for `cofund local` and `cofund demo`: the template's stack on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cofund.aws import wiring
from cofund.aws.chance_and_time import utc_now
from cofund.aws.live_office import LiveOffice
from cofund.cli.installation import published
from cofund.cli.output import cannot_run
from cofund.steps.operating import drive_on, open_claims

if TYPE_CHECKING:
    from infra.local.engine import Engine

PROJECT = Path(__file__).parents[3]
PARAMETERS = {
    "PublicUrl": "{url}",
    "Scanner": "eicar",
    "MailFrom": "cofund@cofund.example",
}
SETTLED_WITHIN_SECONDS = 60.0
WARM = ("PartnerPages", "ReviewPages", "StartReview", "ScanDocument", "ReadPages", "CheckClaim")


@contextmanager
def running_engine(
    *, port: int, state_dir: Path | None, clock_file: Path | None = None
) -> Iterator[Engine]:
    """Run the stack; this program, other commands and the functions all work on it.

    Ends the command with a sentence where a port is taken or the state can't be used.
    """
    environment = {"COFUND_CLOCK_FILE": str(clock_file)} if clock_file else {}
    with _started(port, state_dir, environment) as engine:
        settings = {**settings_of(engine), **environment}
        wiring.adopt(settings)
        with published(settings):
            yield engine


def _started(port: int, state_dir: Path | None, environment: Mapping[str, str]) -> Engine:
    engine_class = _engine_class()
    from infra.local.errors import LocalEngineError, PortTaken

    try:
        return engine_class.start(
            PROJECT / "template.yaml",
            port=port,
            state_dir=state_dir,
            parameters=PARAMETERS,
            environment=environment,
            resume=lambda restored: _resume(restored, environment),
        )
    except PortTaken as taken:
        cannot_run(f"port {taken.port} is taken by another program: choose another by --port")
    except (LocalEngineError, PermissionError) as trouble:
        cannot_run(str(trouble))


def _engine_class() -> type[Engine]:
    """Give the engine, which is part of the project's folder and not of what is installed."""
    try:
        from infra.local.engine import Engine
    except ModuleNotFoundError as missing:
        cannot_run(f"the local engine needs {missing.name}: run `make setup` in a clone of Cofund")
    return Engine


def set_clock(clock_file: Path, now: datetime) -> None:
    """Let the stack's clock show a moment from now on."""
    clock_file.write_text(str(round((now - utc_now()).total_seconds())))


def settings_of(engine: Engine) -> dict[str, str]:
    """Give the settings by which commands and tests work on a running engine."""
    settings = dict(engine.variables)
    for function in engine.functions.values():
        settings |= function.environment
    settings["ACKNOWLEDGEMENT_QUEUE_URL"] = engine.outputs["AcknowledgementQueueUrl"]
    settings["REPLAY_MACHINE_ARN"] = engine.outputs["ReplayMachineArn"]
    return settings


def _resume(engine: Engine, environment: Mapping[str, str]) -> None:
    """Start the workflows of open claims anew: executions do not outlive the engine.

    Nobody is let in before they wait again: who decided in between would wait for the next sweep.
    """
    from infra.local.errors import StillBusy

    wiring.adopt({**settings_of(engine), **environment})
    office = LiveOffice()
    for claim in open_claims(office=office):
        drive_on(claim, office=office)
    with suppress(StillBusy):
        engine.drain(SETTLED_WITHIN_SECONDS)
