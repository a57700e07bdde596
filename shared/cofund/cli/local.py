"""`cofund local`: the whole installation on this machine."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from cofund.aws.live_office import LiveOffice
from cofund.cli.engine import PROJECT, WARM, running_engine
from cofund.cli.output import console

DEFAULT_PORT = 8080


def local(
    port: Annotated[int, typer.Option(help="Where the pages are.")] = DEFAULT_PORT,
    state: Annotated[
        Path | None, typer.Option(help="A folder that keeps everything over restarts.")
    ] = None,
    seed_file: Annotated[
        Path | None, typer.Option("--seed", help="Partners, people and funds to begin with.")
    ] = None,
) -> None:
    """Run everything here: pages, workflow, ledger, mail and queues. Ctrl-C stops it."""
    from cofund.cli.seed import SAME_FOR_ALL, seed_from

    with running_engine(port=port, state_dir=state) as engine:
        engine.prewarm(WARM)
        if seed_file is not None or not LiveOffice().directory.people("partner"):
            seed_from(seed_file or PROJECT / "samples" / "seed.yaml", office=LiveOffice())
        console.print(f"[bold]pages[/]    {engine.url}/sign-in")
        console.print(f"[bold]mailbox[/]  {engine.url}/_local/mail")
        console.print(f"[bold]AWS[/]      {engine.aws_url}")
        console.print(f"[bold]logs[/]     {engine.logs}")
        console.print(
            f"[bold]password[/] {SAME_FOR_ALL}, of every login in the seed file. Ctrl-C stops."
        )
        wait_for_ctrl_c()
        console.print("stopping")


def wait_for_ctrl_c() -> None:
    """Wait until somebody wants it to end."""
    ended = threading.Event()
    for wish in (signal.SIGINT, signal.SIGTERM):
        signal.signal(wish, lambda _number, _frame: ended.set())
    ended.wait()
