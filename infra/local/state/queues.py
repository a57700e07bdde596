"""Messages in SQS queues. What was in flight comes back at once: it may be delivered again."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from infra.local.world import World

_KEPT_AS_THEY_ARE = (
    "approximate_receive_count",
    "deduplication_id",
    "delayed_until",
    "group_id",
    "sent_timestamp",
    "sequence_number",
    "system_attributes",
)


def dump(world: World) -> dict[str, Any]:
    """Messages, and the deduplication ids that still count, by queue."""
    return {
        name: {
            "messages": [_message(message) for message in queue._messages],
            "taken_ids": [[*key, at] for key, at in vars(queue).get("taken_ids", {}).items()],
        }
        for name, queue in world.backend("sqs").queues.items()
    }


def restore(world: World, kept: Mapping[str, Any]) -> None:
    """Put the messages back into the queues that the template still has."""
    queues = world.backend("sqs").queues
    for name, contents in kept.items():
        if name in queues:
            queues[name]._messages = [_made(message) for message in contents["messages"]]
            taken = {(group, event): at for group, event, at in contents["taken_ids"]}
            queues[name].taken_ids = taken


def _message(message: Any) -> dict[str, Any]:
    attributes = {
        name: {key: _to_text(value) for key, value in attribute.items()}
        for name, attribute in message.message_attributes.items()
    }
    return {
        "id": message.id,
        "body": message.body,
        "message_attributes": attributes,
        **{name: getattr(message, name) for name in _KEPT_AS_THEY_ARE},
    }


def _made(kept: Mapping[str, Any]) -> Any:
    from moto.sqs.models import Message

    message = Message(kept["id"], kept["body"])
    message.message_attributes = {
        name: {key: _from_text(value) for key, value in attribute.items()}
        for name, attribute in kept["message_attributes"].items()
    }
    for name in _KEPT_AS_THEY_ARE:
        setattr(message, name, kept[name])
    return message


def _to_text(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _from_text(value: Any) -> Any:
    return base64.b64decode(value["base64"]) if isinstance(value, dict) else value
