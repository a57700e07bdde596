"""Queues, files, events, keys, mail and sign-in."""

from __future__ import annotations

from typing import Any

import pytest

Seen = dict[str, Any]

KEPT_MAIL = [["plain", "<p>rich</p>", "help@cofund.example"]]
SIGNED_IN = ["AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType"]
NO_USER_OR_PASSWORD = {"wrong": "NotAuthorizedException", "nobody": "UserNotFoundException"}
MAC = {
    "valid": True,
    "same": True,
    "bytes": 32,
    "other": "KMSInvalidMacException",
    "cut": "KMSInvalidMacException",
}


@pytest.mark.parametrize(
    ("name", "wrong", "right"),
    [
        ("a_duplicate_after_the_first_was_deleted", ["one", ["three"]], ["one", []]),
        ("two_consumers_of_one_message", 2, 1),
        ("two_writers_of_a_new_object", ["none", "none"], ["none", "PreconditionFailed"]),
        (
            "events_of_two_objects",
            {"ids": 1, "sequencers": 1, "etag": ["eTag"]},
            {"ids": 2, "sequencers": 2, "etag": ["etag"]},
        ),
        ("a_mail_with_text_and_html", [], KEPT_MAIL),
        ("key_pairs_made_for_a_mac_key", 1, 0),
        ("keys_worked_out_for_a_second_pool", 1, 0),
        ("looks_at_the_disk_to_know_the_services", [1, True], [0, True]),
    ],
)
def test_the_fault_of_stock_moto_is_mended(
    stock: Seen, repaired: Seen, name: str, wrong: Any, right: Any
) -> None:
    assert stock[name] == wrong
    assert repaired[name] == right


def test_events_reach_functions_and_state_machines(stock: Seen, repaired: Seen) -> None:
    name = "an_event_for_a_function_and_a_state_machine"
    assert "NotImplementedError" in stock[name]
    assert repaired[name] == [True, True, 2]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("the_order_within_a_group", [["1"], ["3"], [], ["2"]]),
        (
            "a_message_received_too_often",
            {"seen": [["poison"], ["poison"], ["next"]], "dead": ["poison"]},
        ),
        ("an_object_written_if_absent", ["none", "PreconditionFailed", "1"]),
        ("versions_and_their_tags", [["1", "clean"], ["2", "found"]]),
        ("a_locked_version", "AccessDenied"),
        ("a_mac", MAC),
        ("a_password_sign_in", {"right": SIGNED_IN, **NO_USER_OR_PASSWORD}),
    ],
)
def test_moto_gets_this_right_by_itself(repaired: Seen, name: str, right: Any) -> None:
    assert repaired[name] == right
