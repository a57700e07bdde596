"""SQS queues, standard and FIFO, with their dead-letter queues."""

from __future__ import annotations

import json
from typing import Any

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site

_NOT_ATTRIBUTES = {"QueueName", "Tags"}


def create_queue(wanted: Wanted, site: Site) -> Created:
    """Make the queue; a FIFO queue's name ends in `.fifo`, as it must."""
    properties = wanted.properties
    suffix = ".fifo" if properties.get("FifoQueue") else ""
    name = properties.get("QueueName", wanted.name + suffix)
    attributes = {k: _text(v) for k, v in properties.items() if k not in _NOT_ATTRIBUTES}
    answer = site.client("sqs").create_queue(QueueName=name, Attributes=attributes)
    url: str = answer["QueueUrl"]
    described = {"Arn": site.arn("sqs", name), "QueueName": name, "QueueUrl": url}
    return Created(reference=url, attributes=described)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, dict) else str(value)
