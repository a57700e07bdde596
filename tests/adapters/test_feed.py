"""The contract of the feed, held by the adapter to SQS and by the memory fake alike."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from cofund.aws.feed import SqsAcknowledgements, SqsFeed, SqsReader
from cofund.errors import TryAgain
from cofund.models.payout import Acknowledgement
from cofund.payout import payload, read_payload
from cofund.ports import Feed
from infra.local.repairs import queue_deduplication
from tests.adapters.moto_world import failing, moto_world
from tests.builders.payouts import a_payout
from tests.fakes.feed import MemoryFeed

queue_deduplication.apply()


@dataclass
class House:
    """A feed, and what finance takes off it."""

    feed: Feed
    bodies: Callable[[], list[str]]


@dataclass(frozen=True)
class Queue:
    """A FIFO queue in moto."""

    client: Any
    url: str

    @property
    def reader(self) -> SqsReader:
        return SqsReader(self.client, queue_url=self.url)


@pytest.fixture
def queue() -> Generator[Queue]:
    with moto_world():
        client = boto3.client("sqs")
        made = client.create_queue(QueueName="feed.fifo", Attributes={"FifoQueue": "true"})
        yield Queue(client, made["QueueUrl"])


@pytest.fixture
def memory() -> House:
    feed = MemoryFeed()
    return House(feed, lambda: [payload(message) for message in feed.messages])


@pytest.fixture
def sqs(queue: Queue) -> House:
    def bodies() -> list[str]:
        return [message.body for message in queue.reader.receive(limit=10, wait_seconds=0)]

    return House(SqsFeed(queue.client, queue_url=queue.url), bodies)


@pytest.fixture(params=["memory", "sqs"])
def house(request: pytest.FixtureRequest) -> House:
    made: House = request.getfixturevalue(request.param)
    return made


def test_a_message_arrives_as_its_canonical_json(house: House) -> None:
    message = a_payout()
    house.feed.send(message, group="partner-1")
    assert house.bodies() == [payload(message)]


def test_a_message_sent_twice_arrives_once(house: House) -> None:
    for _ in range(2):
        house.feed.send(a_payout(), group="partner-1")
    assert len(house.bodies()) == 1


def test_one_partners_messages_keep_their_order(house: House) -> None:
    for claim in ("c-2", "c-1", "c-3"):
        house.feed.send(a_payout(claim=claim), group="partner-1")
    arrived = [read_payload(body).id for body in house.bodies()]
    assert arrived == ["c-2.v1.payout", "c-1.v1.payout", "c-3.v1.payout"]


def test_a_message_goes_in_its_partners_group_under_its_own_id(queue: Queue) -> None:
    SqsFeed(queue.client, queue_url=queue.url).send(a_payout(), group="partner-1")
    received = queue.client.receive_message(QueueUrl=queue.url, AttributeNames=["All"])
    attributes = received["Messages"][0]["Attributes"]
    assert attributes["MessageGroupId"] == "partner-1"
    assert attributes["MessageDeduplicationId"] == "c-1.v1.payout"


def test_a_deleted_delivery_is_gone(queue: Queue) -> None:
    SqsFeed(queue.client, queue_url=queue.url).send(a_payout(), group="partner-1")
    (received,) = queue.reader.receive(limit=1, wait_seconds=0)
    queue.reader.delete(received.receipt)
    counted = queue.client.get_queue_attributes(QueueUrl=queue.url, AttributeNames=["All"])
    assert counted["Attributes"]["ApproximateNumberOfMessages"] == "0"
    assert counted["Attributes"]["ApproximateNumberOfMessagesNotVisible"] == "0"


def test_a_delivery_that_is_given_back_comes_again_at_once(queue: Queue) -> None:
    SqsFeed(queue.client, queue_url=queue.url).send(a_payout(), group="partner-1")
    (received,) = queue.reader.receive(limit=1, wait_seconds=0)
    assert queue.reader.receive(limit=1, wait_seconds=0) == ()
    queue.reader.give_back(received.receipt)
    (again,) = queue.reader.receive(limit=1, wait_seconds=0)
    assert again.body == received.body


def test_an_empty_queue_gives_nothing(queue: Queue) -> None:
    assert queue.reader.receive(limit=10, wait_seconds=0) == ()


@pytest.mark.parametrize(("limit", "wait"), [(0, 0), (11, 0), (1, -1), (1, 21)])
def test_a_reader_asks_for_no_more_than_the_queue_gives(
    queue: Queue, limit: int, wait: int
) -> None:
    with pytest.raises(ValueError, match="1 to 10"):
        queue.reader.receive(limit=limit, wait_seconds=wait)


def test_an_acknowledgement_arrives_as_json(queue: Queue) -> None:
    url = queue.client.create_queue(QueueName="acknowledgements")["QueueUrl"]
    booked_at = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    acknowledgement = Acknowledgement(id="c-1.v1.payout", booked_at=booked_at, reference="БП-17")
    SqsAcknowledgements(queue.client, queue_url=url).send(acknowledgement)
    (received,) = SqsReader(queue.client, queue_url=url).receive(limit=1, wait_seconds=0)
    assert json.loads(received.body)["id"] == "c-1.v1.payout"
    assert Acknowledgement.model_validate_json(received.body) == acknowledgement


@pytest.mark.parametrize("code", ["RequestThrottled", "KmsThrottled", "OverLimit"])
def test_a_busy_queue_means_try_again(queue: Queue, code: str) -> None:
    with failing(queue.client, "send_message", code), pytest.raises(TryAgain):
        SqsFeed(queue.client, queue_url=queue.url).send(a_payout(), group="partner-1")
