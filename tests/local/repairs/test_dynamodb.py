"""DynamoDB transactions: atomic under threads, cheap, and idempotent by token."""

from __future__ import annotations

from typing import Any

Seen = dict[str, Any]


def test_nobody_sees_half_a_transaction(stock: Seen, repaired: Seen) -> None:
    name = "another_threads_view_of_a_transaction_that_is_cancelled"
    assert stock[name]["seen"] == ["half", "there"]
    assert repaired[name] == {
        "error": "TransactionCanceledException",
        "seen": ["there"],
        "left": ["there"],
    }


def test_a_cancelled_transaction_copies_no_table(stock: Seen, repaired: Seen) -> None:
    name = "items_that_a_cancelled_transaction_does_not_touch"
    assert stock[name] == {"same": False, "left": ["there"]}
    assert repaired[name] == {"same": True, "left": ["there"]}


def test_a_transaction_token_writes_once_and_refuses_other_contents(
    stock: Seen, repaired: Seen
) -> None:
    name = "the_same_transaction_token_twice"
    assert stock[name]["again"] == "TransactionCanceledException"
    assert stock[name]["other"] == "none"
    assert repaired[name] == {
        "first": "none",
        "again": "none",
        "other": "IdempotentParameterMismatchException",
        "left": ["a"],
    }


def test_a_cancelled_transaction_shows_the_old_item_of_each_failed_condition(
    repaired: Seen,
) -> None:
    old = {"pk": {"S": "there"}, "sk": {"S": "-"}, "digest": {"S": "d"}}
    assert repaired["the_old_item_in_a_cancelled_transaction"] == [
        ["None", None],
        ["ConditionalCheckFailed", old],
        ["ConditionalCheckFailed", None],
    ]
