"""The secret material of KMS keys, so that what they sealed yesterday can be checked today.

Keys have the same ids after a restart (see `infra.local.resources.keys`). The file is as secret as
any local test data: it protects nothing outside this engine.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

from infra.local.world import World


def dump(world: World) -> dict[str, str]:
    """Material by key id, in base64."""
    keys = world.backend("kms").keys
    return {name: base64.b64encode(key.key_material).decode() for name, key in keys.items()}


def restore(world: World, kept: Mapping[str, str]) -> None:
    """Give the keys of the template their former material."""
    keys = world.backend("kms").keys
    for name, material in kept.items():
        if name in keys:
            keys[name].key_material = base64.b64decode(material)
