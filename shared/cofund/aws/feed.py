"""The FIFO queue to finance, and the queue on which finance answers.

A body is the message's canonical JSON. The group is the partner: one partner's messages keep their
order. The queue itself deduplicates for five minutes only, so consumers deduplicate on the id.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cofund.aws.trouble import named_trouble
from cofund.models.payout import Acknowledgement, PayoutMessage
from cofund.payout import payload

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

MOST_RECEIVED = 10
"""What SQS gives in one answer."""
LONGEST_WAIT_SECONDS = 20


@dataclass(frozen=True)
class Received:
    """One delivery of a message: it comes again unless it is deleted by its receipt."""

    body: str
    receipt: str


class SqsFeed:
    """Sends payout messages."""

    def __init__(self, client: SQSClient, *, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(self, message: PayoutMessage, *, group: str) -> None:
        """Put a message on the feed; the message's id deduplicates."""
        with named_trouble("the feed"):
            self._client.send_message(
                QueueUrl=self._queue_url,
                MessageBody=payload(message),
                MessageGroupId=group,
                MessageDeduplicationId=message.id,
            )


class SqsReader:
    """Takes messages off a queue as finance does: for the command line and for trying it out."""

    def __init__(self, client: SQSClient, *, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def receive(self, *, limit: int, wait_seconds: int) -> tuple[Received, ...]:
        """Give up to ``limit`` messages (1 to 10), waiting up to 20 seconds for the first."""
        if not 1 <= limit <= MOST_RECEIVED or not 0 <= wait_seconds <= LONGEST_WAIT_SECONDS:
            raise ValueError("a queue gives 1 to 10 messages and waits 0 to 20 seconds")
        with named_trouble("the queue"):
            answer = self._client.receive_message(
                QueueUrl=self._queue_url, MaxNumberOfMessages=limit, WaitTimeSeconds=wait_seconds
            )
        return tuple(
            Received(body=message["Body"], receipt=message["ReceiptHandle"])
            for message in answer.get("Messages", [])
        )

    def delete(self, receipt: str) -> None:
        """Take one delivery off the queue for good."""
        with named_trouble("the queue"):
            self._client.delete_message(QueueUrl=self._queue_url, ReceiptHandle=receipt)

    def give_back(self, receipt: str) -> None:
        """Let one delivery be received again at once."""
        with named_trouble("the queue"):
            self._client.change_message_visibility(
                QueueUrl=self._queue_url, ReceiptHandle=receipt, VisibilityTimeout=0
            )


class SqsAcknowledgements:
    """Sends finance's answers: for the command line; finance has a client of its own."""

    def __init__(self, client: SQSClient, *, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(self, acknowledgement: Acknowledgement) -> None:
        """Say that a message is booked; saying it twice changes nothing."""
        with named_trouble("the acknowledgement queue"):
            self._client.send_message(
                QueueUrl=self._queue_url, MessageBody=acknowledgement.model_dump_json()
            )
