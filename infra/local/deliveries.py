"""Calls that nobody waits for: asynchronous invocations, matched events, schedules."""

from __future__ import annotations

import json
import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from infra.local.activity import Activity
from infra.local.runtime_api import Answer
from infra.local.site import Site, Target

LOG = logging.getLogger(__name__)

Invoke = Callable[[str, bytes], Answer]

_RETRY_AFTER_SECONDS = (1, 2)  # Lambda waits one minute and two; nobody waits that long here
_AT_ONCE = 8


class Deliveries:
    """Makes such calls soon, each in a thread of its own."""

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
