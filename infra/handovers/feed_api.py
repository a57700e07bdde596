"""The feed to finance and its answers as an AsyncAPI 3 document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from cofund.models.payout import PayoutMessage
from cofund.payout import payload
from infra.handovers import examples
from infra.handovers.schemas import HANDOVERS, schema_of

FEED_PROMISE = (
    "One FIFO queue. The group is the partner, so one partner's messages keep their order; control "
    "totals have a group of their own. A message may be delivered again, also days later (replay): "
    "book by `id`. Within v1 fields are added, never removed or changed."
)
ANSWER_PROMISE = (
    "One answer per message, when it is booked; answering twice changes nothing. Control totals "
    "are not answered."
)


def feed_api() -> dict[str, Any]:
    """Give the AsyncAPI document."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Cofund payout feed",
            "version": "1.0.0",
            "description": "What finance is to pay and to take back, and its answers.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "payouts": {
                "address": "{feedQueue}",
                "description": FEED_PROMISE,
                "parameters": {"feedQueue": {"description": "The stack's output FeedQueueUrl."}},
                "messages": {name: _reference("messages", name) for name in _FEED},
                "bindings": {"sqs": {"queue": {"name": "{feedQueue}", "fifoQueue": True}}},
            },
            "acknowledgements": {
                "address": "{acknowledgementQueue}",
                "description": ANSWER_PROMISE,
                "parameters": {
                    "acknowledgementQueue": {
                        "description": "The stack's output AcknowledgementQueueUrl."
                    }
                },
                "messages": {"acknowledgement": _reference("messages", "acknowledgement")},
                "bindings": {
                    "sqs": {"queue": {"name": "{acknowledgementQueue}", "fifoQueue": False}}
                },
            },
        },
        "operations": {
            "sendPayouts": _operation("send", "payouts", list(_FEED)),
            "receiveAcknowledgements": _operation(
                "receive", "acknowledgements", ["acknowledgement"]
            ),
        },
        "components": {"messages": _messages(), "schemas": _schemas()},
    }


_FEED: Mapping[str, tuple[str, str, Callable[[], PayoutMessage]]] = {
    "payoutApproved": ("PayoutApproved", "Pay this.", examples.approved),
    "payoutClawback": ("PayoutClawback", "Take this back.", examples.clawback),
    "payoutControl": ("PayoutControl", "What was sent on one day.", examples.control),
}
"""By message: the definition in payout.message.v1, what it says, and an example."""


def _messages() -> dict[str, Any]:
    answer = examples.acknowledgement().model_dump(mode="json")
    told = {
        name: _message(_reference("schemas", definition), summary, json.loads(payload(example())))
        for name, (definition, summary, example) in _FEED.items()
    }
    return told | {
        "acknowledgement": _message(
            _reference("schemas", "Acknowledgement"), "It is booked.", answer
        )
    }


def _message(schema: dict[str, Any], summary: str, example: Any) -> dict[str, Any]:
    return {
        "summary": summary,
        "contentType": "application/json",
        "payload": schema,
        "examples": [{"summary": summary, "payload": example}],
    }


def _schemas() -> dict[str, Any]:
    """Give the feed's definitions by name, their references pointing within this document."""
    by_name = {one.name: schema_of(one) for one in HANDOVERS}
    feed = by_name["payout.message.v1"]["$defs"]
    answer = {
        name: part
        for name, part in by_name["acknowledgement"].items()
        if name not in ("$schema", "$id")
    }
    found: dict[str, Any] = _moved({**feed, "Acknowledgement": answer})
    return found


def _moved(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {
            name: part.replace("#/$defs/", "#/components/schemas/")
            if name == "$ref"
            else _moved(part)
            for name, part in schema.items()
        }
    return [_moved(part) for part in schema] if isinstance(schema, list) else schema


def _operation(action: str, channel: str, messages: list[str]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{name}"} for name in messages],
    }


def _reference(kind: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}
