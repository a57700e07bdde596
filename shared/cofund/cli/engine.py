"""The local engine for `cofund local` and `cofund demo`: the template's stack on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cofund.aws import wiring
from cofund.aws.chance_and_time import utc_now
from cofund.aws.live_office import LiveOffice
from cofund.cli.installation import SETTINGS
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
WARM = ("PartnerPages", "ReviewPages", "StartReview", "ScanDocument", "ReadPages", "CheckClaim")


@contextmanager
def running_engine(
    *, port: int, state_dir: Path | None, clock_file: Path | None = None
) -> Iterator[Engine]:
    """Run the stack; this process, other commands and the functions all work on it.

    Ends the command with a sentence where a port is taken or the state can't be used.
    """
    from infra.local.engine import Engine
    from infra.local.errors import LocalEngineError

    environment = {"COFUND_CLOCK_FILE": str(clock_file)} if clock_file else {}
    try:
        engine = Engine.start(
            PROJECT / "template.yaml",
            port=port,
            state_dir=state_dir,
            parameters=PARAMETERS,
            environment=environment,
            resume=lambda restored: _resume(restored, environment),
        )
    except LocalEngineError as trouble:
        cannot_run(str(trouble))
    with engine:
        _publish(engine, environment)
        try:
            yield engine
        finally:
            SETTINGS.unlink(missing_ok=True)


def set_clock(clock_file: Path, now: datetime) -> None:
    """Let the stack's clock show a moment from now on."""
    clock_file.write_text(str(round((now - utc_now()).total_seconds())))


def settings_of(engine: Engine) -> dict[str, str]:
    """Give the settings by which commands and tests work on a running engine."""
    settings = dict(engine.variables)
    for function in engine.functions.values():
        settings |= function.environment
    settings["ACKNOWLEDGEMENT_QUEUE_URL"] = engine.outputs["AcknowledgementQueueUrl"]
    return settings


def _publish(engine: Engine, environment: dict[str, str]) -> None:
    settings = settings_of(engine) | environment
    wiring.adopt(settings)
    SETTINGS.parent.mkdir(exist_ok=True)
    SETTINGS.write_text(json.dumps(settings, indent=2))


def _resume(engine: Engine, environment: dict[str, str]) -> None:
    """Start the workflows of open claims anew: executions do not outlive the engine."""
    wiring.adopt(settings_of(engine) | environment)
    office = LiveOffice()
    for claim in open_claims(office=office):
        drive_on(claim, office=office)
