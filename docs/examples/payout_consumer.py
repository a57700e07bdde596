"""An example of finance's side: take payouts off the feed, book each once, and say so.

Copy it and replace `Books` by your own. What to keep:

* A message may come twice, days apart: the queue deduplicates for five minutes only, and Cofund can
  replay old messages. Its `id` is the same each time: book by `id`.
* Book first, then acknowledge, then delete. Whatever breaks in between, the message comes again, is
  found booked, and only the rest is done.
* What you don't understand stays on the queue; after five deliveries it waits in the dead-letter
  queue for a person. Fields that you don't know are no reason: more of them may come within v1.
* Amounts are integers of minor units (kopecks, cents), never fractions.

Needs boto3 and leave to receive and delete on the feed and to send acknowledgements:

    python payout_consumer.py --feed URL --acknowledgements URL --books books.sqlite3
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

APPROVED = "com.cofund.payout.approved.v1"
CLAWBACK = "com.cofund.payout.clawback.v1"
CONTROL = "com.cofund.payout.control.v1"

SIGNS = {APPROVED: 1, CLAWBACK: -1}
"""A clawback's amount is positive: what the partner owes back."""

MOST_BATCHES = 1_000
"""Of one run, so that a message that always comes back cannot keep it busy for ever."""

Message = Mapping[str, Any]


class NotUnderstood(Exception):
    """The message is none that this consumer knows."""


class Books:
    """What finance has booked, in SQLite: one row per message id."""

    def __init__(self, path: str) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            """
            CREATE TABLE IF NOT EXISTS bookings (
                id TEXT PRIMARY KEY,
                partner_erp_number TEXT NOT NULL,
                amount_minor INTEGER NOT NULL,  -- below zero: a clawback
                currency TEXT NOT NULL,
                message_time TEXT NOT NULL,
                booked_at TEXT NOT NULL,
                body TEXT NOT NULL
            );
            CREATE TABLE IF NOT EXISTS controls (id TEXT PRIMARY KEY, body TEXT NOT NULL);
            """
        )

    def close(self) -> None:
        """Close the database."""
        self._database.close()

    def book(self, message: Message, now: datetime) -> datetime:
        """Book a message unless its id is booked; give when it was booked."""
        amount = message["data"]["amount"]
        self._database.execute(
            "INSERT OR IGNORE INTO bookings VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                message["id"],
                message["data"]["partner_erp_number"],
                SIGNS[message["type"]] * amount["amount_minor"],
                amount["currency"],
                _sortable(message["time"]),
                now.isoformat(),
                json.dumps(message),
            ),
        )
        query = "SELECT booked_at FROM bookings WHERE id = ?"
        (booked_at,) = self._database.execute(query, (message["id"],)).fetchone()
        return datetime.fromisoformat(booked_at)

    def keep_control(self, message: Message) -> None:
        """Keep a day's control totals."""
        self._database.execute(
            "INSERT OR IGNORE INTO controls VALUES (?, ?)", (message["id"], json.dumps(message))
        )

    def balance(self, partner_erp_number: str, currency: str) -> int:
        """Give what a partner was paid less what was taken back, in minor units."""
        query = """
            SELECT coalesce(sum(amount_minor), 0) FROM bookings
            WHERE partner_erp_number = ? AND currency = ?
        """
        (total,) = self._database.execute(query, (partner_erp_number, currency)).fetchone()
        return int(total)

    def differences(self) -> list[str]:
        """Give the days on which these books and the control totals disagree, and how."""
        rows = self._database.execute("SELECT body FROM controls ORDER BY id").fetchall()
        controls = [json.loads(body)["data"] for (body,) in rows]
        compared = ((control["day"], control, self._control_of(control)) for control in controls)
        return [
            f"{day}: {name} should be {control[name]}, is {ours[name]}"
            for day, control, ours in compared
            for name in ours
            if ours[name] != control[name]
        ]

    def _control_of(self, control: Message) -> dict[str, Any]:
        """Give these books' own totals of the time that a control message covers."""
        query = """
            SELECT id, amount_minor, currency FROM bookings
            WHERE message_time >= ? AND message_time < ? ORDER BY id
        """
        times = (_sortable(control["since"]), _sortable(control["until"]))
        rows = self._database.execute(query, times).fetchall()
        sums = {
            currency: [minor for _, minor, theirs in rows if theirs == currency]
            for currency in sorted({currency for _, _, currency in rows})
        }
        return {
            "count": len(rows),
            "totals": [
                {
                    "amount": {"amount_minor": sum(amounts), "currency": currency},
                    "count": len(amounts),
                }
                for currency, amounts in sums.items()
            ],
            "ids_sha256": hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest(),
        }


def consume(body: str, books: Books, *, acknowledge: Callable[[str], None], now: datetime) -> None:
    """Book one message and acknowledge it; afterwards it may be deleted.

    Control totals are kept to compare with; they are not acknowledged.

    Raises:
        NotUnderstood: leave it on the queue.
    """
    message = understood(body)
    if message["type"] == CONTROL:
        books.keep_control(message)
        return
    booked_at = books.book(message, now)
    acknowledge(json.dumps({"id": message["id"], "booked_at": booked_at.isoformat()}))


def understood(body: str) -> Message:
    """Give a message whose kind this consumer knows."""
    try:
        message = json.loads(body)
        known = message["specversion"] == "1.0" and message["type"] in {*SIGNS, CONTROL}
    except (ValueError, KeyError, TypeError) as error:
        raise NotUnderstood("not a CloudEvents message") from error
    if not known:
        raise NotUnderstood("a message of another kind or version")
    found: Message = message
    return found


def take_batch(sqs: Any, books: Books, *, feed: str, acknowledgements: str, now: datetime) -> int:
    """Take up to ten messages off the feed; give how many were there."""
    answer = sqs.receive_message(QueueUrl=feed, MaxNumberOfMessages=10, WaitTimeSeconds=1)
    received = answer.get("Messages", [])
    for message in received:
        try:
            consume(
                message["Body"],
                books,
                acknowledge=lambda text: sqs.send_message(
                    QueueUrl=acknowledgements, MessageBody=text
                ),
                now=now,
            )
        except NotUnderstood as reason:
            sys.stderr.write(f"left on the queue: {reason}\n")
            continue
        sqs.delete_message(QueueUrl=feed, ReceiptHandle=message["ReceiptHandle"])
    return len(received)


def main(arguments: Sequence[str]) -> int:
    """Empty the feed once; 1 where the books and the control totals disagree."""
    import boto3

    parser = argparse.ArgumentParser(description="Books payouts, each once.")
    parser.add_argument("--feed", required=True, help="the feed's queue address")
    parser.add_argument("--acknowledgements", required=True, help="the answering queue's address")
    parser.add_argument("--books", required=True, help="the SQLite file to book in")
    chosen = parser.parse_args(arguments)
    sqs, books = boto3.client("sqs"), Books(chosen.books)
    for _ in range(MOST_BATCHES):
        now = datetime.now(UTC)
        queues = {"feed": chosen.feed, "acknowledgements": chosen.acknowledgements}
        if not take_batch(sqs, books, **queues, now=now):
            break
    differences = books.differences()
    books.close()
    sys.stderr.writelines(f"{difference}\n" for difference in differences)
    return 1 if differences else 0


def _sortable(time: str) -> str:
    """Give a time so that later ones sort after earlier ones."""
    return datetime.fromisoformat(time).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
