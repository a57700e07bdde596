"""Which installation a command works on: the environment's, or the local engine's.

``cofund local`` leaves its settings in ``.cofund/local.json`` of the working folder while it runs;
where the environment names no tables, commands find the engine by them.
"""

from __future__ import annotations

import json
from pathlib import Path

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.cli.output import cannot_run

SETTINGS = Path(".cofund") / "local.json"
NOWHERE = (
    "no installation to work on: start `cofund local` in this folder, or set LEDGER_TABLE, "
    "CLAIMS_TABLE and the other variables that template.yaml gives its functions"
)


def find_office() -> LiveOffice:
    """Give the office of the installation at hand, or end the command with a sentence."""
    if not wiring.is_configured():
        if not SETTINGS.exists():
            cannot_run(NOWHERE)
        wiring.adopt(json.loads(SETTINGS.read_text()))
    return LiveOffice()
