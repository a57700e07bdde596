"""`cofund seed`: partners, people, money and applications from a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import (
    AsJson,
    cannot_run,
    console,
    errors,
    print_json,
    said_plainly,
)
from cofund.files.written import load_seed
from cofund.files.yaml_plain import InvalidFile
from cofund.models.seed import Seed
from cofund.steps.office import Office
from cofund.steps.seeding import seed as seed_office

SAME_FOR_ALL = "Try-Cofund-here-1"
"""Of everybody whom the local engine seeds: nothing but this machine is behind it."""


def seed(
    file: Annotated[Path, typer.Argument(help="A file like samples/seed.yaml.")],
    password: Annotated[
        str,
        typer.Option(
            prompt=True,
            hide_input=True,
            confirmation_prompt=True,
            help="For every login of the file that is not there yet; asked for if left out.",
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Create what FILE names; seeding it again changes nothing."""
    content = read_seed(file)
    with errors.status("seeding"):
        seed_with(content, password=password, office=find_office())
    if as_json:
        print_json([_counted(content)])
        return
    console.print(
        "seeded " + ", ".join(f"{count} {what}" for what, count in _counted(content).items())
    )


def read_seed(file: Path) -> Seed:
    """Read a seed file, or end the command with its mistakes."""
    try:
        return load_seed(file)
    except InvalidFile as mistakes:
        cannot_run(str(mistakes))


def seed_with(content: Seed, *, password: str, office: Office) -> None:
    """Create what a seed file names, or end the command with a sentence."""
    with said_plainly():
        seed_office(content, password=password, office=office)


def _counted(content: Seed) -> dict[str, int]:
    return {
        "partners": len(content.partners),
        "people": len(content.people),
        "accruals": len(content.accruals),
        "souvenir limits": len(content.souvenir_limits),
        "approved applications": len(content.applications),
    }
