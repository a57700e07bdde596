"""`cofund local`: the whole installation on this machine."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cofund.aws.live_office import LiveOffice
from cofund.cli.engine import PROJECT, WARM, running_engine, set_clock
from cofund.cli.output import AsJson, console, errors, print_json, said_plainly
from cofund.cli.seed import SAME_FOR_ALL, read_seed, seed_with
from cofund.cli.stopping import stoppable, wait_until_stopped

if TYPE_CHECKING:
    from cofund.models.seed import Seed
    from infra.local.engine import Engine

DEFAULT_PORT = 8080
MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M%z"]


def local(
    port: Annotated[
        int, typer.Option(help="Where the pages are; 0: any free one.", min=0, max=65535)
    ] = DEFAULT_PORT,
    state: Annotated[
        Path | None,
        typer.Option(help="A folder that keeps everything over restarts.", file_okay=False),
    ] = None,
    seed_file: Annotated[
        Path | None,
        typer.Option(
            "--seed", help="Partners, people and funds to begin with; samples/seed.yaml if none."
        ),
    ] = None,
    now: Annotated[
        datetime | None,
        typer.Option(
            formats=MOMENTS,
            help="The moment that its clock begins at, as your clock would show it; the samples "
            "belong to 2026-11-20.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Run everything here: pages, workflow, ledger, mail and queues. Ctrl-C stops it.

    While it runs, the other commands find it from the same folder. With --json the addresses come
    as one object on one line.
    """
    wanted = read_seed(seed_file) if seed_file is not None else None
    with (
        stoppable(),
        said_plainly(),
        _clock(now) as clock_file,
        running_engine(port=port, state_dir=state, clock_file=clock_file) as engine,
    ):
        engine.prewarm(WARM)
        _begin(wanted)
        _introduce(engine, as_json=as_json)
        try:
            wait_until_stopped()
        finally:
            errors.print("stopping")


@contextmanager
def _clock(now: datetime | None) -> Iterator[Path | None]:
    """Give the file of a clock that begins at a moment; None for the true time."""
    if now is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="cofund-clock-") as folder:
        clock_file = Path(folder) / "clock"
        set_clock(clock_file, now.astimezone())
        yield clock_file


def _begin(wanted: Seed | None) -> None:
    """Seed what was asked for; where nothing was and nobody is here yet, the samples' people."""
    office = LiveOffice()
    if wanted is None and not office.directory.people("partner"):
        wanted = read_seed(PROJECT / "samples" / "seed.yaml")
    if wanted is not None:
        seed_with(wanted, password=SAME_FOR_ALL, office=office)


def _introduce(engine: Engine, *, as_json: bool) -> None:
    addresses = {
        "pages": f"{engine.url}/sign-in",
        "mailbox": f"{engine.url}/_local/",
        "aws": engine.aws_url,
        "logs": str(engine.logs),
        "password": SAME_FOR_ALL,
    }
    if as_json:
        print_json([addresses])
        return
    for name, value in addresses.items():
        console.print(f"[bold]{name:<9}[/]{value}", highlight=False, soft_wrap=True)
    console.print("The password is that of every login in the seed file. Ctrl-C stops.")
