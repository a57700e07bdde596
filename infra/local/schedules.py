"""The engine's clock: what is due by `rate(…)` and `cron(…)`."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable
from concurrent.futures import Future
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from infra.local.account import ACCOUNT_ID
from infra.local.deliveries import Deliveries
from infra.local.errors import UnknownSchedule
from infra.local.expressions import next_due
from infra.local.site import ScheduleSpec, Site


class Schedules:
    """Sends each schedule's event when it is due, or at once when told to."""

    def __init__(self, site: Site, deliveries: Deliveries) -> None:
        self._site = site
        self._deliveries = deliveries
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to watch the clock."""
        now = datetime.now(UTC)
        due = [(_due(schedule, now), schedule) for schedule in self._site.schedules]
        threading.Thread(target=self._watch, args=(due,), name="schedules", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()

    def fire(self, name: str) -> None:
        """Send the event of the schedule now, and wait until it has been taken.

        `name` is the schedule's logical id, or that of the function it calls if that has only one.

        Raises:
            UnknownSchedule: no schedule, or several, go by that name.
        """
        for future in self._send(self._schedule(name)):
            future.result()

    def _schedule(self, name: str) -> ScheduleSpec:
        named = [schedule for schedule in self._site.schedules if schedule.name == name]
        of_function = [s for s in self._site.schedules if name in self._called_by(s)]
        found = named or of_function
        if len(found) != 1:
            known = ", ".join(sorted(schedule.name for schedule in self._site.schedules))
            raise UnknownSchedule(
                f"{len(found)} schedules go by the name {name}; there are: {known}."
            )
        return found[0]

    def _called_by(self, schedule: ScheduleSpec) -> set[str]:
        arns = {target.arn for target in schedule.targets}
        called = {f.logical_id for f in self._site.functions.values() if f.arn in arns}
        return called | {name for name, arn in self._site.state_machines.items() if arn in arns}

    def _send(self, schedule: ScheduleSpec) -> list[Future[None]]:
        event = {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.scheduler",
            "account": ACCOUNT_ID,
            "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "region": self._site.region,
            "resources": [self._site.arn("scheduler", f"schedule/default/{schedule.name}")],
            "detail": {},
        }
        return [self._deliveries.deliver(target, event) for target in schedule.targets]

    def _watch(self, due: Iterable[tuple[datetime, ScheduleSpec]]) -> None:
        waiting = list(due)
        while waiting:
            waiting.sort(key=lambda pair: pair[0])
            moment, schedule = waiting.pop(0)
            pause = (moment - datetime.now(UTC)).total_seconds()
            if self._stopping.wait(max(0.0, pause)):
                return
            self._send(schedule)
            waiting.append((_due(schedule, moment), schedule))


def _due(schedule: ScheduleSpec, after: datetime) -> datetime:
    due = next_due(schedule.expression, after=after, zone=ZoneInfo(schedule.timezone))
    return due.astimezone(UTC)
