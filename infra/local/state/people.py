"""Users of Cognito pools: their names, passwords, attributes and groups, by the pool's name."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from infra.local.world import World

_KEPT_AS_THEY_ARE = ("id", "username", "password", "status", "enabled", "attributes")


def dump(world: World) -> dict[str, list[dict[str, Any]]]:
    """Every user by pool. Users come and go meanwhile: what is walked through are copies."""
    pools = tuple(world.backend("cognito-idp").user_pools.values())
    return {pool.name: [_user(user) for user in tuple(pool.users.values())] for pool in pools}


def restore(world: World, kept: Mapping[str, list[dict[str, Any]]]) -> None:
    """Put the users back into the pools that the template still has."""
    for pool in world.backend("cognito-idp").user_pools.values():
        for user in kept.get(pool.name, ()):
            _put_back(pool, user)


def _user(user: Any) -> dict[str, Any]:
    described = {name: copy(getattr(user, name)) for name in _KEPT_AS_THEY_ARE}
    return {**described, "groups": sorted(group.group_name for group in tuple(user.groups))}


def _put_back(pool: Any, kept: Mapping[str, Any]) -> None:
    from moto.cognitoidp.models import CognitoIdpUser

    user = CognitoIdpUser(pool.id, kept["username"], kept["password"], kept["status"], [])
    user.id, user.enabled = kept["id"], kept["enabled"]
    user.update_attributes(kept["attributes"])
    pool.users[kept["username"]] = user
    for name in kept["groups"]:
        if name in pool.groups:
            user.groups.add(pool.groups[name])
            pool.groups[name].users.add(user)
