"""What is seen of queues."""

from __future__ import annotations

import json
import threading
from typing import Any

from tests.local.observations.looking import ACCOUNT, REGION, client, fault, right_anyway


def _fifo(**attributes: str) -> str:
    url: str = client("sqs").create_queue(
        QueueName="feed.fifo", Attributes={"FifoQueue": "true", **attributes}
    )["QueueUrl"]
    return url


def _send(url: str, body: str, *, group: str, event: str) -> None:
    client("sqs").send_message(
        QueueUrl=url, MessageBody=body, MessageGroupId=group, MessageDeduplicationId=event
    )


def receive(url: str, *, most: int = 10) -> list[Any]:
    """The messages that are there now."""
    received: list[Any] = (
        client("sqs").receive_message(QueueUrl=url, MaxNumberOfMessages=most).get("Messages", [])
    )
    return received


def _delete(url: str, message: Any) -> None:
    client("sqs").delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


@fault
def a_duplicate_after_the_first_was_deleted() -> Any:
    """FIFO deduplicates for five minutes, whether the first message is still there or not."""
    url = _fifo()
    _send(url, "one", group="p", event="1")
    _send(url, "two", group="p", event="1")
    (message,) = receive(url)
    _delete(url, message)
    _send(url, "three", group="p", event="1")
    return [message["Body"], [m["Body"] for m in receive(url)]]


@right_anyway
def the_order_within_a_group() -> Any:
    """While a message of a group is in flight its group waits; other groups go on."""
    url = _fifo()
    for number, group in (("1", "p"), ("2", "p"), ("3", "q")):
        _send(url, number, group=group, event=number)
    first = receive(url, most=1)
    second = receive(url, most=1)
    nothing = receive(url, most=1)
    _delete(url, first[0])
    return [[m["Body"] for m in got] for got in (first, second, nothing, receive(url, most=1))]


@right_anyway
def a_message_received_too_often() -> Any:
    """It goes to the FIFO dead-letter queue, and the next of its group comes."""
    sqs = client("sqs")
    sqs.create_queue(QueueName="dead.fifo", Attributes={"FifoQueue": "true"})
    policy = {
        "deadLetterTargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:dead.fifo",
        "maxReceiveCount": 2,
    }
    url = _fifo(RedrivePolicy=json.dumps(policy), VisibilityTimeout="0")
    dead = sqs.get_queue_url(QueueName="dead.fifo")["QueueUrl"]
    _send(url, "poison", group="p", event="1")
    _send(url, "next", group="p", event="2")
    seen = [[m["Body"] for m in receive(url, most=1)] for _ in range(3)]
    return {"seen": seen, "dead": [m["Body"] for m in receive(dead)]}


@fault
def two_consumers_of_one_message() -> Any:
    """The second asks while the first is just being given the message."""
    from moto.sqs.models import Message

    sqs = client("sqs")
    url = sqs.create_queue(QueueName="plain")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="one")
    got: list[list[Any]] = []
    second = threading.Thread(target=lambda: got.append(receive(url)))
    real = Message.mark_received

    def mark_received(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not second.ident:
            second.start()
            second.join(0.5)  # one that must wait for the first will not be done
        return real(self, *args, **kwargs)

    Message.mark_received = mark_received
    try:
        got.append(receive(url))
    finally:
        Message.mark_received = real
    second.join()
    return sum(len(messages) for messages in got)
