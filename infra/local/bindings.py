"""What AWS does between the services: queues feed functions, events and schedules reach targets."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from infra.local.activity import Activity
from infra.local.errors import UnknownSchedule
from infra.local.expressions import next_due
from infra.local.runtime_api import Answer
from infra.local.site import QueueSource, ScheduleSpec, Site, Target

LOG = logging.getLogger(__name__)

Invoke = Callable[[str, bytes], Answer]

_RETRY_AFTER_SECONDS = (1, 2)  # Lambda waits one minute and two; nobody waits that long here
_AT_ONCE = 8


class Deliveries:
    """Calls that nobody waits for: asynchronous invocations and what events and schedules start."""

    def __init__(self, site: Site, invoke: Invoke, activity: Activity) -> None:
        self._site = site
        self._invoke = invoke
        self._activity = activity
        self._stopping = threading.Event()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="deliveries")

    def invoke_later(self, function: str, payload: bytes) -> None:
        """Call the function soon; if it fails, twice more.

        Raises:
            UnknownFunction: there is none by that name.
        """
        name = self._site.function(function).name
        self._submit(lambda: self._invoke_with_retries(name, payload))

    def deliver(self, target: Target, event: Mapping[str, Any]) -> Future[None]:
        """Send an event to a target soon; the future ends when it has been sent."""
        return self._submit(lambda: self._deliver(target, event))

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping.set()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _submit(self, work: Callable[[], None]) -> Future[None]:
        self._activity.begin("deliveries")
        future = self._threads.submit(work)
        future.add_done_callback(self._done)
        return future

    def _done(self, future: Future[None]) -> None:
        self._activity.end("deliveries")
        error = None if future.cancelled() else future.exception()
        if error is not None and not self._stopping.is_set():
            LOG.error("A delivery failed.", exc_info=error)

    def _deliver(self, target: Target, event: Mapping[str, Any]) -> None:
        body = target.input if target.input is not None else json.dumps(event, default=str)
        service = target.arn.split(":")[2]
        if service == "lambda":
            self._invoke_with_retries(target.arn, body.encode())
        elif service == "states":
            self._site.client("stepfunctions").start_execution(
                stateMachineArn=target.arn, name=str(uuid.uuid4()), input=body
            )
        else:
            self._send(target, body)

    def _send(self, target: Target, body: str) -> None:
        client = self._site.client("sqs")
        url = client.get_queue_url(QueueName=target.arn.rsplit(":", 1)[1])["QueueUrl"]
        group = {"MessageGroupId": target.message_group} if target.message_group else {}
        client.send_message(QueueUrl=url, MessageBody=body, **group)

    def _invoke_with_retries(self, function: str, payload: bytes) -> None:
        for pause in (*_RETRY_AFTER_SECONDS, None):
            answer = self._invoke(function, payload)
            if not answer.is_error or pause is None or self._stopping.wait(pause):
                return


class EventRules:
    """Takes what EventBridge's rules match and delivers it."""

    def __init__(self, deliveries: Deliveries) -> None:
        self._deliveries = deliveries

    def deliver(self, target: Mapping[str, Any], event: Mapping[str, Any]) -> None:
        """Send a matched event on its way."""
        whole = {**event, "time": _event_time(event.get("time"))}
        self._deliveries.deliver(Target(arn=target["Arn"], input=target.get("Input")), whole)


def _event_time(value: Any) -> str:
    """Seconds since 1970 or text, as the text that AWS sends."""
    if isinstance(value, str):
        return value
    moment = datetime.now(UTC) if value is None else datetime.fromtimestamp(value, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class QueueFeeds:
    """Reads each queue that feeds a function, one thread per queue: so a group keeps its order."""

    def __init__(self, site: Site, invoke: Invoke) -> None:
        self._site = site
        self._invoke = invoke
        self._reading: list[QueueSource] = []
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to read."""
        self._reading = list(self._site.queue_sources)
        for source in self._reading:
            name = f"feed-{source.function}"
            threading.Thread(target=self._read, args=(source,), name=name, daemon=True).start()

    def stop(self) -> None:
        """Read no more."""
        self._stopping.set()

    def queue_names(self) -> list[str]:
        """The queues that are being read."""
        return [source.queue_arn.rsplit(":", 1)[1] for source in self._reading]

    def feed_once(self) -> int:
        """Read every queue once, without waiting; how many messages there were."""
        return sum(self._feed(source, wait_seconds=0) for source in self._site.queue_sources)

    def _read(self, source: QueueSource) -> None:
        while not self._stopping.is_set():
            self._feed(source, wait_seconds=1)

    def _feed(self, source: QueueSource, *, wait_seconds: int) -> int:
        client = self._site.client("sqs")
        url = client.get_queue_url(QueueName=source.queue_arn.rsplit(":", 1)[1])["QueueUrl"]
        received = client.receive_message(
            QueueUrl=url,
            MaxNumberOfMessages=min(10, source.batch_size),
            WaitTimeSeconds=wait_seconds,
            AttributeNames=["All"],
            MessageAttributeNames=["All"],
        )
        messages = received.get("Messages", [])
        if self._stopping.is_set() or not messages:
            return 0
        for message in self._fed(source, messages):
            client.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(messages)

    def _fed(self, source: QueueSource, messages: list[Any]) -> list[Any]:
        """Call the function with a batch; give the messages it is done with."""
        event = {"Records": [_record(message, source) for message in messages]}
        answer = self._invoke(source.function, json.dumps(event).encode())
        if answer.is_error:
            return []  # they come back when their visibility timeout ends
        failed = _failed_ids(answer.payload) if source.reports_failures else set()
        return [message for message in messages if message["MessageId"] not in failed]


def _record(message: Mapping[str, Any], source: QueueSource) -> dict[str, Any]:
    attributes = {
        name: {
            "stringValue": attribute.get("StringValue"),
            "stringListValues": [],
            "binaryListValues": [],
            "dataType": attribute["DataType"],
        }
        for name, attribute in message.get("MessageAttributes", {}).items()
    }
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message.get("Attributes", {}),
        "messageAttributes": attributes,
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": source.queue_arn,
        "awsRegion": source.queue_arn.split(":")[3],
    }


def _failed_ids(payload: bytes) -> set[str]:
    answer = json.loads(payload or b"null") or {}
    return {failure["itemIdentifier"] for failure in answer.get("batchItemFailures", ())}


class Schedules:
    """The engine's clock: sends each schedule's event when it is due, or at once when told to."""

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
            "account": self._site.arn("scheduler", "").split(":")[4],
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
