"""`cofund seed`: partners, people, money and applications from a YAML file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.installation import find_office
from cofund.cli.output import cannot_run, console, said_plainly
from cofund.steps.office import Office
from cofund.steps.seeding import seed as seed_office
from cofund.written import load_seed
from cofund.yaml_plain import InvalidFile

SAME_FOR_ALL = "Try-Cofund-here-1"
"""Of everybody whom the local engine seeds: nothing but this machine is behind it."""


def seed(
    file: Path,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, help="For every login of the file.")
    ],
) -> None:
    """Create what FILE names; seeding it again changes nothing."""
    seed_from(file, password=password, office=find_office())


def seed_from(file: Path, *, password: str = SAME_FOR_ALL, office: Office) -> None:
    """Read a seed file and create what it names, or end the command with its mistakes."""
    try:
        content = load_seed(file)
    except InvalidFile as mistakes:
        cannot_run(str(mistakes))
    with said_plainly(), console.status("seeding"):
        seed_office(content, password=password, office=office)
    counted = f"{len(content.partners)} partners, {len(content.people)} people"
    console.print(f"seeded {counted}, {len(content.applications)} approved applications")
