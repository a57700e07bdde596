"""CloudFormation's properties and the services' own parameters mostly share their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def accepted(client: Any, operation: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The properties that the service's operation takes as they are."""
    members = client.meta.service_model.operation_model(operation).input_shape.members
    return {name: value for name, value in properties.items() if name in members}
