"""DynamoDB tables with their indexes, streams and time to live."""

from __future__ import annotations

from infra.local.resources.call import accepted
from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Site

_MADE_LATER = {"DeletionProtectionEnabled", "SSESpecification", "Tags", "TableName"}


def create_table(wanted: Wanted, site: Site) -> Created:
    """Make the table; encryption and deletion protection have no meaning in memory."""
    client = site.client("dynamodb")
    name = wanted.properties.get("TableName", wanted.name)
    own = {k: v for k, v in wanted.properties.items() if k not in _MADE_LATER}
    request = accepted(client, "CreateTable", own)
    if "StreamSpecification" in request:
        request["StreamSpecification"] = {"StreamEnabled": True, **request["StreamSpecification"]}
    table = client.create_table(TableName=name, **request)["TableDescription"]
    if "TimeToLiveSpecification" in own:
        client.update_time_to_live(
            TableName=name, TimeToLiveSpecification=own["TimeToLiveSpecification"]
        )
    attributes = {"Arn": table["TableArn"], "StreamArn": table.get("LatestStreamArn", "")}
    return Created(reference=name, attributes=attributes)
