"""A replay in the installation itself: ordered, watched and fetched."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.progress import Progress

from cofund.aws import wiring
from cofund.cli.output import cannot_run, errors
from cofund.cli.words import said
from cofund.models.claim import Locale
from cofund.models.programme import Programme
from cofund.models.replay import Replayed
from cofund.models.replay_files import ReplayOrder
from cofund.steps.office import Office
from cofund.steps.replaying import order_replay, replay_result

if TYPE_CHECKING:
    from cofund.aws.replays import StepFunctionsReplays

LOOK_SECONDS = 1.0
MOST_LOOKS = 6 * 3600


def replay_by_workflow(
    months: tuple[str, ...], programme: Programme, locale: Locale, *, office: Office
) -> list[Replayed]:
    """Let the installation's workflow judge the claims, and show how far it is.

    Ends the command with a sentence where the workflow fails.
    """
    replay_id = office.ids()
    order_replay(replay_id, ReplayOrder(months=months, programme=programme), office=office)
    machine = wiring.replays()
    machine.start(replay_id)
    _watch(machine, replay_id, locale)
    return list(replay_result(replay_id, office=office).replayed)


def _watch(machine: StepFunctionsReplays, replay_id: str, locale: Locale) -> None:
    with Progress(console=errors, transient=True) as shown:
        bar = shown.add_task(said("replay.judging", locale), total=None)
        for _ in range(MOST_LOOKS):
            progress = machine.progress(replay_id)
            shown.update(bar, completed=progress.done, total=progress.total or None)
            if progress.status == "done":
                return
            if progress.status == "failed":
                cannot_run(f"replay {replay_id} failed: its functions' logs say why")
            time.sleep(LOOK_SECONDS)
    cannot_run(f"replay {replay_id} is still running: look at its execution")
