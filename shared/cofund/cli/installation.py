"""Which installation a command works on: the environment's, or the local engine's.

``cofund local`` leaves its settings in ``.cofund/local.json`` of the working folder while it runs;
where the environment names no tables, commands find the engine by them.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.cli.output import cannot_run

SETTINGS = Path(".cofund") / "local.json"
ENDPOINT = "AWS_ENDPOINT_URL"
ANSWER_SECONDS = 2.0

NOWHERE = (
    "no installation to work on: start `cofund local` in this folder, or set LEDGER_TABLE, "
    "CLAIMS_TABLE and the other variables that template.yaml gives its functions"
)
GONE = (
    f"{SETTINGS} names an engine that does not run any more: it was killed. Start `cofund local` "
    "in this folder again (with the same --state, if it had one), or remove the file"
)
DAMAGED = f"{SETTINGS} is damaged: remove it and start `cofund local` again"


def find_office() -> LiveOffice:
    """Give the office of the installation at hand, or end the command with a sentence."""
    if not wiring.is_configured():
        settings = local_settings()
        if settings is None:
            cannot_run(NOWHERE)
        if not _answers(settings):
            cannot_run(GONE)
        wiring.adopt(settings)
    return LiveOffice()


def local_settings() -> dict[str, str] | None:
    """Give the settings that an engine left in this folder; None where there are none."""
    try:
        settings = json.loads(SETTINGS.read_text())
        return {str(name): str(value) for name, value in settings.items()}
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError):
        cannot_run(DAMAGED)


@contextmanager
def published(settings: Mapping[str, str]) -> Iterator[None]:
    """Let commands in this folder find an engine while it runs.

    An engine that other commands find here already stays the one they find; the settings that a
    killed one left are replaced.
    """
    if _taken():
        yield
        return
    SETTINGS.parent.mkdir(exist_ok=True)
    SETTINGS.write_text(json.dumps(settings, indent=2))
    try:
        yield
    finally:
        if (local_settings() or {}).get(ENDPOINT) == settings[ENDPOINT]:
            SETTINGS.unlink()


def _taken() -> bool:
    """Say whether this folder has the settings of an engine that runs."""
    settings = local_settings()
    return settings is not None and _answers(settings)


def _answers(settings: Mapping[str, str]) -> bool:
    address = urlsplit(settings.get(ENDPOINT, ""))
    try:
        socket.create_connection(
            (address.hostname or "", address.port or 0), ANSWER_SECONDS
        ).close()
    except OSError:
        return False
    return True
