"""Finance's example consumer: its books are right, however often and in whatever order it gets."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cofund.aws.feed import SqsFeed
from cofund.models.payout import Acknowledgement, PayoutMessage
from cofund.money import Money
from cofund.payout import payload, payout_clawback, payout_control
from tests.adapters.moto_world import moto_world
from tests.builders.payouts import NOON, a_payout, roubles
from tests.examples.loaded import payout_consumer as consumer

ERP = "K-000117"


class Broken(Exception):
    """The program died here."""


class Finance:
    """The consumer's books, and the acknowledgements that it sent."""

    def __init__(self) -> None:
        self.books = consumer.Books(":memory:")
        self.acknowledged: list[Acknowledgement] = []

    def take(self, message: PayoutMessage | str, *, now: datetime = NOON) -> None:
        body = message if isinstance(message, str) else payload(message)
        consumer.consume(body, self.books, acknowledge=self._acknowledge, now=now)

    def take_and_die_before_acknowledging(self, message: PayoutMessage) -> None:
        def die(_text: str) -> None:
            raise Broken

        with pytest.raises(Broken):
            consumer.consume(payload(message), self.books, acknowledge=die, now=NOON)

    def take_all(self, messages: Iterable[PayoutMessage]) -> None:
        for message in messages:
            self.take(message)

    @property
    def balance(self) -> int:
        return int(self.books.balance(ERP, "RUB"))

    def _acknowledge(self, text: str) -> None:
        self.acknowledged.append(Acknowledgement.model_validate_json(text))


@pytest.fixture
def finance() -> Generator[Finance]:
    made = Finance()
    yield made
    made.books.close()


PAID = a_payout(claim="c-1", amount=roubles(100_00))
ALSO_PAID = a_payout(claim="c-2", amount=roubles(30_00))
TAKEN = payout_clawback(
    PAID, number=1, amount=roubles(40_00), entry="c-1#1#REV1", reason="cancelled", at=NOON
)
DAY = payout_control(
    [PAID, ALSO_PAID, TAKEN], programme="it-vendor", day=NOON.date(), zone=UTC, at=NOON
)
MESSAGES: list[PayoutMessage] = [PAID, ALSO_PAID, TAKEN, DAY]


def test_a_payout_is_booked_and_acknowledged(finance: Finance) -> None:
    finance.take(PAID)
    assert finance.balance == 100_00
    assert finance.acknowledged == [Acknowledgement(id=PAID.id, booked_at=NOON)]


def test_a_message_delivered_again_days_later_is_booked_once(finance: Finance) -> None:
    finance.take(PAID)
    finance.take(PAID, now=NOON + timedelta(days=12))
    assert finance.balance == 100_00
    assert [a.booked_at for a in finance.acknowledged] == [NOON, NOON]


def test_a_consumer_that_dies_before_it_acknowledges_does_so_next_time(finance: Finance) -> None:
    finance.take_and_die_before_acknowledging(PAID)
    assert (finance.balance, finance.acknowledged) == (100_00, [])
    finance.take(PAID, now=NOON + timedelta(minutes=5))
    assert finance.balance == 100_00
    assert [a.booked_at for a in finance.acknowledged] == [NOON]


def test_a_clawback_that_comes_before_its_payout_is_right_in_the_end(finance: Finance) -> None:
    finance.take(TAKEN)
    assert finance.balance == -40_00
    finance.take(PAID)
    assert finance.balance == 60_00


def test_control_totals_agree_with_complete_books(finance: Finance) -> None:
    finance.take_all(MESSAGES)
    assert finance.books.differences() == []
    assert len(finance.acknowledged) == 3


def test_a_missing_message_shows_in_the_control_totals_until_it_comes(finance: Finance) -> None:
    finance.take_all([DAY, PAID, TAKEN])
    missing = finance.books.differences()
    assert [difference.split(" should")[0] for difference in missing] == [
        "2026-11-20: count",
        "2026-11-20: totals",
        "2026-11-20: ids_sha256",
    ]
    assert missing[0] == "2026-11-20: count should be 3, is 2"
    finance.take(ALSO_PAID)
    assert finance.books.differences() == []


def test_a_message_of_the_day_before_is_not_in_the_days_totals(finance: Finance) -> None:
    finance.take(a_payout(claim="c-3", at=NOON - timedelta(hours=12, microseconds=1)))
    finance.take_all(MESSAGES)
    assert finance.books.differences() == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "no json",
        "[]",
        "{}",
        "null",
        payload(PAID).replace("approved.v1", "approved.v2"),
        payload(PAID).replace('"specversion":"1.0"', '"specversion":"2.0"'),
    ],
)
def test_what_is_not_understood_is_neither_booked_nor_acknowledged(
    finance: Finance, body: str
) -> None:
    with pytest.raises(consumer.NotUnderstood):
        finance.take(body)
    assert (finance.balance, finance.acknowledged) == (0, [])


def test_fields_added_within_v1_change_nothing(finance: Finance) -> None:
    later = json.loads(payload(PAID))
    later |= {"traceparent": "00-ab-cd-01"}
    later["data"] |= {"payment_priority": 3}
    finance.take(json.dumps(later))
    assert finance.balance == 100_00


deliveries = st.lists(
    st.tuples(st.sampled_from(MESSAGES[:3]), st.booleans()), min_size=0, max_size=12
)


@given(disturbed=deliveries, rest=st.permutations(MESSAGES))
def test_books_are_right_after_any_duplicates_order_and_crashes(
    disturbed: list[tuple[PayoutMessage, bool]], rest: list[PayoutMessage]
) -> None:
    finance = Finance()
    for message, dies in disturbed:
        if dies:
            finance.take_and_die_before_acknowledging(message)
        else:
            finance.take(message)
    finance.take_all(rest)
    assert finance.balance == 90_00
    assert {a.id for a in finance.acknowledged} == {PAID.id, ALSO_PAID.id, TAKEN.id}
    assert finance.books.differences() == []
    finance.books.close()


@pytest.fixture
def queues() -> Generator[tuple[Any, str, str]]:
    with moto_world():
        sqs = boto3.client("sqs")
        fifo = {"FifoQueue": "true", "VisibilityTimeout": "0"}
        feed = sqs.create_queue(QueueName="feed.fifo", Attributes=fifo)["QueueUrl"]
        yield sqs, feed, sqs.create_queue(QueueName="acknowledgements")["QueueUrl"]


def run(feed: str, acknowledgements: str, books: Path) -> int:
    arguments = ["--feed", feed, "--acknowledgements", acknowledgements, "--books", str(books)]
    return int(consumer.main(arguments))


def test_the_program_empties_a_real_queue_and_answers_on_the_other(
    queues: tuple[Any, str, str], tmp_path: Path
) -> None:
    sqs, feed, acknowledgements = queues
    sender = SqsFeed(sqs, queue_url=feed)
    for message in MESSAGES:
        sender.send(message, group="partner-1")

    assert run(feed, acknowledgements, tmp_path / "books.sqlite3") == 0

    received = sqs.receive_message(QueueUrl=acknowledgements, MaxNumberOfMessages=10)["Messages"]
    answered = {Acknowledgement.model_validate_json(message["Body"]).id for message in received}
    assert answered == {PAID.id, ALSO_PAID.id, TAKEN.id}
    assert "Messages" not in sqs.receive_message(QueueUrl=feed)


def test_the_program_says_when_the_control_totals_disagree(
    queues: tuple[Any, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sqs, feed, acknowledgements = queues
    SqsFeed(sqs, queue_url=feed).send(DAY, group="control")
    assert run(feed, acknowledgements, tmp_path / "books.sqlite3") == 1
    assert "2026-11-20: count should be 3, is 0" in capsys.readouterr().err


def test_other_currencies_are_booked_apart(finance: Finance) -> None:
    finance.take(a_payout(claim="c-9", amount=Money(amount_minor=5, currency="EUR")))
    finance.take(PAID)
    assert finance.balance == 100_00
    assert finance.books.balance(ERP, "EUR") == 5
