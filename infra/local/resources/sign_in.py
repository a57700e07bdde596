"""Cognito: the user pool, the client that signs people in, and groups."""

from __future__ import annotations

from infra.local.resources.call import accepted
from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site


def create_user_pool(wanted: Wanted, site: Site) -> Created:
    """Make the pool; its keys are served under `/{pool}/.well-known/jwks.json`."""
    client = site.client("cognito-idp")
    name = wanted.properties.get("UserPoolName", wanted.name)
    request = accepted(client, "CreateUserPool", wanted.properties)
    pool = client.create_user_pool(PoolName=name, **request)["UserPool"]
    provider = f"cognito-idp.{site.region}.amazonaws.com/{pool['Id']}"
    attributes = {
        "Arn": pool["Arn"],
        "UserPoolId": pool["Id"],
        "ProviderName": provider,
        "ProviderURL": f"https://{provider}",
    }
    return Created(reference=pool["Id"], attributes=attributes)


def create_client(wanted: Wanted, site: Site) -> Created:
    """Make the application's client of its pool."""
    client = site.client("cognito-idp")
    own = {"ClientName": wanted.name, **wanted.properties}
    request = accepted(client, "CreateUserPoolClient", own)
    made = client.create_user_pool_client(**request)["UserPoolClient"]
    attributes = {
        "ClientId": made["ClientId"],
        "ClientSecret": made.get("ClientSecret", ""),
        "Name": made["ClientName"],
    }
    return Created(reference=made["ClientId"], attributes=attributes)


def create_group(wanted: Wanted, site: Site) -> Created:
    """Make a group of the pool."""
    client = site.client("cognito-idp")
    own = {"GroupName": wanted.name, **wanted.properties}
    client.create_group(**accepted(client, "CreateGroup", own))
    return Created(reference=own["GroupName"])
