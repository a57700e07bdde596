"""Keeps the state again and again while the engine runs, and once more when it stops."""

from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from typing import Any

from infra.local.mailbox import Mail, Mailbox
from infra.local.repairs import atomic_transactions, queue_receives
from infra.local.state import files, keys, people, queues, tables
from infra.local.state.directory import StateDirectory
from infra.local.world import World

_EVERY_SECONDS = 2.0
_SHARE_OF_TIME = 20  # keeping takes at most a twentieth of the time


class Keeper:
    """The state of one world in one directory."""

    def __init__(self, world: World, directory: StateDirectory) -> None:
        self._world = world
        self._mailbox = Mailbox()
        self._directory = directory
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="state", daemon=True)

    def restore(self, mailbox: Mailbox) -> bool:
        """Put the kept state into the world and the mailbox; whether there was one.

        Raises:
            StateNotUnderstood: it cannot be read.
        """
        self._mailbox = mailbox
        state = self._directory.load()
        if state is None:
            return False
        tables.restore(self._world, state["tables"])
        files.restore(self._world, state["files"], self._directory)
        queues.restore(self._world, state["queues"])
        keys.restore(self._world, state["keys"])
        people.restore(self._world, state["people"])
        mailbox.restore([Mail.from_json(fields) for fields in state["mails"]])
        return True

    def start(self) -> None:
        """Keep from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Keep once more, and no longer; what was never started has nothing to keep."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
            self.keep()

    def keep(self) -> None:
        """Write the state as it is now."""
        self._directory.save(self._state())

    def _state(self) -> dict[str, Any]:
        """Tables and queues of one moment: nothing is written to either meanwhile."""
        with ExitStack() as still:
            still.enter_context(atomic_transactions.ONE_AT_A_TIME)
            still.enter_context(queue_receives.ONE_AT_A_TIME)
            return {
                "tables": tables.dump(self._world),
                "files": files.dump(self._world, self._directory),
                "queues": queues.dump(self._world),
                "keys": keys.dump(self._world),
                "people": people.dump(self._world),
                "mails": [mail.as_json() for mail in self._mailbox.mails()],
            }

    def _watch(self) -> None:
        pause = _EVERY_SECONDS
        while not self._stopping.wait(pause):
            begun = time.monotonic()
            self.keep()
            pause = max(_EVERY_SECONDS, _SHARE_OF_TIME * (time.monotonic() - begun))
