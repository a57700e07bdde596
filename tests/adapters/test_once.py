"""The contract of what is done once, held by the memory fake and by Powertools' table alike."""

from __future__ import annotations

import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from cofund.aws import once as adapter
from cofund.aws.once import RememberedOnce
from cofund.errors import NotAccepted, TryAgain
from cofund.ports import Once
from tests.adapters.moto_world import failing, moto_world
from tests.fakes.once import MemoryOnce

TABLE = "idempotency"


@pytest.fixture
def client() -> Generator[Any]:
    with moto_world():
        yield boto3.client("dynamodb")


def a_memory(client: Any) -> RememberedOnce:
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
    )
    return RememberedOnce(client, table=TABLE)


@pytest.fixture(params=["memory", "powertools"])
def once(request: pytest.FixtureRequest) -> Once:
    if request.param == "memory":
        return MemoryOnce()
    return a_memory(request.getfixturevalue("client"))


class Counted:
    """An action that counts how often it was done."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return f"done {self.times}"


def test_what_was_done_is_not_done_again(once: Once) -> None:
    action = Counted()
    assert [once.do("a mail", action) for _ in range(3)] == ["done 1"] * 3
    assert action.times == 1


def test_another_key_is_another_thing(once: Once) -> None:
    action = Counted()
    assert once.do("one", action) == "done 1"
    assert once.do("other", action) == "done 2"


def test_what_failed_was_not_done(once: Once) -> None:
    def refused() -> str:
        raise NotAccepted("the address is refused")

    with pytest.raises(NotAccepted):
        once.do("a mail", refused)
    assert once.do("a mail", lambda: "sent") == "sent"


def test_passing_trouble_within_keeps_its_name(once: Once) -> None:
    def troubled() -> str:
        raise TryAgain("out of reach")

    with pytest.raises(TryAgain):
        once.do("a mail", troubled)
    assert once.do("a mail", lambda: "sent") == "sent"


def test_what_is_being_done_is_not_begun_again(once: Once) -> None:
    def meanwhile() -> str:
        with pytest.raises(TryAgain):
            once.do("a mail", lambda: "twice")
        return "sent"

    assert once.do("a mail", meanwhile) == "sent"


def test_of_many_at_one_moment_one_does_it(once: Once) -> None:
    action, start = Counted(), threading.Barrier(8)

    def attempt() -> str:
        start.wait(timeout=30)
        try:
            return once.do("a mail", action)
        except TryAgain:
            return "later"

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: attempt(), range(8)))
    assert action.times == 1
    assert answers <= {"done 1", "later"}


def test_an_hour_later_it_is_done_again() -> None:
    once, action = MemoryOnce(), Counted()
    once.do("a mail", action)
    once.forget()
    assert once.do("a mail", action) == "done 2"


def test_the_table_forgets_after_an_hour_and_keeps_no_key(client: Any) -> None:
    a_memory(client).do("mail-review-a-secret", lambda: "sent")
    (item,) = client.scan(TableName=TABLE)["Items"]
    assert "a-secret" not in str(item)
    assert item["id"]["S"].startswith("cofund#")
    left = int(item["expiration"]["N"]) - now_seconds()
    assert 3500 < left <= 3600


def test_what_a_dead_process_began_is_begun_again_after_some_seconds(client: Any) -> None:
    class Died(BaseException):
        """The process is gone: nobody tidies up."""

    def dies() -> str:
        raise Died

    once = a_memory(client)
    with pytest.raises(Died):
        once.do("a mail", dies)
    with pytest.raises(TryAgain):
        once.do("a mail", lambda: "sent")
    (item,) = client.scan(TableName=TABLE)["Items"]
    began = int(item["in_progress_expiration"]["N"])
    assert 0 < began - now_seconds() * 1000 <= adapter.AT_WORK_MILLISECONDS + 1000
    client.update_item(
        TableName=TABLE,
        Key={"id": item["id"]},
        UpdateExpression="SET in_progress_expiration = :past",
        ExpressionAttributeValues={":past": {"N": "1"}},
    )
    assert once.do("a mail", lambda: "sent") == "sent"


@pytest.mark.parametrize(
    "code", ["ProvisionedThroughputExceededException", "ThrottlingException", "InternalServerError"]
)
def test_passing_trouble_of_the_table_is_tried_again(client: Any, code: str) -> None:
    once = a_memory(client)
    with failing(client, "put_item", code), pytest.raises(TryAgain):
        once.do("a mail", lambda: "sent")


def test_what_is_no_passing_trouble_is_our_bug(client: Any) -> None:
    once = a_memory(client)
    denied = client.exceptions.ClientError
    with failing(client, "put_item", "AccessDeniedException"), pytest.raises(denied):
        once.do("a mail", lambda: "sent")


def now_seconds() -> int:
    return int(datetime.now(UTC).timestamp())
