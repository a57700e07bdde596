"""Queues that feed functions, as Lambda's event source mappings do."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any

from infra.local.runtime_api import Answer
from infra.local.site import QueueSource, Site

Invoke = Callable[[str, bytes], Answer]

_LAST_MOMENT_SECONDS = 3.0


class QueueFeeds:
    """Reads each queue that feeds a function, one thread per queue: so a group keeps its order."""

    def __init__(self, site: Site, invoke: Invoke) -> None:
        self._site = site
        self._invoke = invoke
        self._reading: list[QueueSource] = []
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin to read."""
        self._reading = list(self._site.queue_sources)
        for source in self._reading:
            name = f"feed-{source.function}"
            thread = threading.Thread(target=self._read, args=(source,), name=name, daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Read no more; what is being worked on is given a moment to end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(_LAST_MOMENT_SECONDS)

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
