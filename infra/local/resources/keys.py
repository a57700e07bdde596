"""KMS keys and their aliases."""

from __future__ import annotations

from infra.local.resources.call import accepted
from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site

_NOT_PLAYED = {"KeyPolicy", "Tags"}


def create_key(wanted: Wanted, site: Site) -> Created:
    """Make the key: symmetric, or HMAC for `GenerateMac` and `VerifyMac`."""
    client = site.client("kms")
    own = {k: v for k, v in wanted.properties.items() if k not in _NOT_PLAYED}
    key = client.create_key(**accepted(client, "CreateKey", own))["KeyMetadata"]
    return Created(reference=key["KeyId"], attributes={"Arn": key["Arn"], "KeyId": key["KeyId"]})


def create_alias(wanted: Wanted, site: Site) -> Created:
    """Give the key its second name."""
    name = wanted.properties["AliasName"]
    site.client("kms").create_alias(
        AliasName=name, TargetKeyId=wanted.properties["TargetKeyId"].rsplit("/", 1)[-1]
    )
    return Created(reference=name, attributes={"Arn": site.arn("kms", name)})
