"""Messages in SQS queues. What was in flight comes back at once: it may be delivered again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infra.local.world import World

_KEPT_AS_THEY_ARE = (
    "approximate_receive_count",
    "deduplication_id",
    "delayed_until",
    "group_id",
    "message_attributes",
    "sent_timestamp",
    "sequence_number",
    "system_attributes",
)


def dump(world: World) -> dict[str, Any]:
    """Messages, and the deduplication ids that still count, by queue."""
    return {
        name: {
            "messages": [_message(message) for message in tuple(queue._messages)],
            "taken_ids": [[*key, at] for key, at in _taken_ids(queue)],
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


def _taken_ids(queue: Any) -> tuple[tuple[tuple[str, str], str], ...]:
    return tuple(vars(queue).get("taken_ids", {}).items())


def _message(message: Any) -> dict[str, Any]:
    return {
        "id": message.id,
        "body": message.body,
        **{name: getattr(message, name) for name in _KEPT_AS_THEY_ARE},
    }


def _made(kept: Mapping[str, Any]) -> Any:
    from moto.sqs.models import Message

    message = Message(kept["id"], kept["body"])
    for name in _KEPT_AS_THEY_ARE:
        setattr(message, name, kept[name])
    return message
