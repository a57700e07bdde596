"""The secret material of KMS keys, so that what they sealed yesterday can be checked today.

Keys have the same ids after a restart (see `infra.local.resources.keys`). The file is as secret as
any local test data: it protects nothing outside this engine.
"""

from __future__ import annotations

from collections.abc import Mapping

from infra.local.world import World


def dump(world: World) -> dict[str, bytes]:
    """Material by key id."""
    return {name: key.key_material for name, key in tuple(world.backend("kms").keys.items())}


def restore(world: World, kept: Mapping[str, bytes]) -> None:
    """Give the keys of the template their former material."""
    keys = world.backend("kms").keys
    for name, material in kept.items():
        if name in keys:
            keys[name].key_material = material
