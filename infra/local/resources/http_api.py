"""HTTP API routes, read from the OpenAPI body that the SAM translator writes."""

from __future__ import annotations

from typing import Any

from infra.local.resources.wanted import Created, Wanted
from infra.local.site import Route, Site, function_name

_ANY_METHOD = "x-amazon-apigateway-any-method"
_INTEGRATION = "x-amazon-apigateway-integration"


def create_api(wanted: Wanted, site: Site) -> Created:
    """Note the API's routes for the HTTP front; its address is the front's."""
    for path, operations in wanted.properties["Body"]["paths"].items():
        for method, operation in operations.items():
            if _INTEGRATION in operation:
                site.routes.append(_route(path, method, operation[_INTEGRATION]["uri"]))
    api_id = wanted.logical_id.lower()
    return Created(reference=api_id, attributes={"ApiEndpoint": site.url, "ApiId": api_id})


def _route(path: str, method: str, uri: Any) -> Route:
    """`uri` reads …:path/2015-03-31/functions/FUNCTION_ARN/invocations."""
    arn = str(uri).split("/functions/", 1)[1].rsplit("/invocations", 1)[0]
    verb = "ANY" if method == _ANY_METHOD else method.upper()
    return Route(method=verb, path=path, function=function_name(arn))
