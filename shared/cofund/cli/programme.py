"""`cofund programme`: is a programme's file right."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cofund.cli.output import FAILED, AsJson, cannot_run, console, errors, print_json
from cofund.programme import ProgrammeError, load_programme

app = typer.Typer(no_args_is_help=True)


@app.callback()
def programmes() -> None:
    """Programmes as YAML."""


@app.command()
def lint(
    file: Annotated[Path, typer.Argument(help="A file like those in shared/cofund/programs.")],
    as_json: AsJson = False,
) -> None:
    """Read a programme; name every mistake with its line and what to write instead.

    Exit status 1: there are mistakes; 2: there is no such file.
    """
    if not file.is_file():
        cannot_run(f"there is no file {file}")
    try:
        programme = load_programme(file)
    except ProgrammeError as error:
        if as_json:
            print_json([{"file": str(file), "ok": False, "problems": str(error).splitlines()}])
        else:
            errors.print(str(error), highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(FAILED) from None
    if as_json:
        print_json([{"file": str(file), "ok": True, "programme": programme.programme}])
    else:
        console.print(f"{programme.programme} {programme.version}: no mistakes")
