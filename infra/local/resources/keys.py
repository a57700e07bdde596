"""KMS keys and their aliases."""

from __future__ import annotations

import uuid
from typing import Any

from infra.local.account import ACCOUNT_ID
from infra.local.resources.call import accepted
from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site

_NOT_PLAYED = {"KeyPolicy", "Tags"}


def create_key(wanted: Wanted, site: Site) -> Created:
    """Make the key: symmetric, or HMAC for `GenerateMac` and `VerifyMac`."""
    client = site.client("kms")
    own = {k: v for k, v in wanted.properties.items() if k not in _NOT_PLAYED}
    made = client.create_key(**accepted(client, "CreateKey", own))["KeyMetadata"]
    key = _with_lasting_id(made["KeyId"], wanted.name, site)
    return Created(reference=key.id, attributes={"Arn": key.arn, "KeyId": key.id})


def create_alias(wanted: Wanted, site: Site) -> Created:
    """Give the key its second name."""
    name = wanted.properties["AliasName"]
    site.client("kms").create_alias(
        AliasName=name, TargetKeyId=wanted.properties["TargetKeyId"].rsplit("/", 1)[-1]
    )
    return Created(reference=name, attributes={"Arn": site.arn("kms", name)})


def _with_lasting_id(key_id: str, name: str, site: Site) -> Any:
    """Rename the key: an id made from its name is the same after every restart."""
    from moto.kms.models import kms_backends

    keys = kms_backends[ACCOUNT_ID][site.region].keys
    key = keys.pop(key_id)
    key.id = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
    key.arn = site.arn("kms", f"key/{key.id}")
    keys[key.id] = key
    return key
