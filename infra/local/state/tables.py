"""Items of DynamoDB tables, in DynamoDB's own JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infra.local.world import World

_Items = Sequence[Mapping[str, Any]]


def dump(world: World) -> dict[str, _Items]:
    """Every item by table."""
    tables = world.backend("dynamodb").tables
    return {
        name: [item.to_json()["Attributes"] for item in table.all_items()]
        for name, table in tables.items()
    }


def restore(world: World, kept: Mapping[str, _Items]) -> None:
    """Put the items back into the tables that the template still has."""
    backend = world.backend("dynamodb")
    for name, items in kept.items():
        if name in backend.tables:
            for item in items:
                backend.put_item(name, dict(item))


def replace(world: World, kept: Mapping[str, _Items]) -> None:
    """Let these tables hold what was kept of them, and nothing else."""
    tables = world.backend("dynamodb").tables
    for name in kept:
        tables[name].items.clear()
    restore(world, kept)
