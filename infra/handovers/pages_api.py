"""The pages' routes as an OpenAPI 3.1 document, from the tables that the functions route by."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from cofund.models.claim import UploadTicket
from cofund.pages.security_headers import SESSION_COOKIE
from cofund.steps.routes import Later
from cofund.steps.site import FAILURES
from cofund.steps.uploading import TicketRequest
from infra.handovers.field_docs import described
from infra.handovers.schemas import DIALECT

SITES = (
    *("partner_pages", "review_pages", "consent_pages", "manager_pages", "order_pages"),
    *("points_pages", "activity_pages"),
)
"""Functions that answer browsers; looked up by name, as Lambda does."""

JSON_ROUTE = "POST /claims/{claim}/uploads"
"""The one route that answers JSON, to the upload script."""

FORM = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}


def pages_api() -> dict[str, Any]:
    """Give the OpenAPI document."""
    paths: dict[str, Any] = {}
    for site in SITES:
        for key, route in _routes(site).items():
            method, path = key.split(" ", 1)
            paths.setdefault(path, {})[method.lower()] = _operation(key, route, site=site)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": "Cofund pages",
            "version": "1.0.0",
            "description": "Pages for people; not meant for programs, but for the upload script.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {
                "TicketRequest": described(
                    TypeAdapter(TicketRequest).json_schema(mode="validation")
                ),
                "UploadTicket": described(
                    TypeAdapter(UploadTicket).json_schema(mode="serialization")
                ),
                "Refused": _REFUSED,
            },
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": SESSION_COOKIE,
                    "description": "Set by signing in; opaque, kept on the server.",
                }
            },
        },
    }


_REFUSED = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": {"type": "string"}},
            "required": ["code"],
        }
    },
    "required": ["error"],
}


def _routes(site: str) -> Mapping[str, Callable[..., Any]]:
    doors: Mapping[str, Later] = importlib.import_module(f"functions.{site}").ROUTES
    return {key: door.found() for key, door in doors.items()}


def _operation(key: str, route: Callable[..., Any], *, site: str) -> dict[str, Any]:
    method, path = key.split(" ", 1)
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()}_{route.__name__}",
        "summary": (inspect.getdoc(route) or "").splitlines()[0],
        "tags": [site],
        "responses": _json_answers() if key == JSON_ROUTE else _page_answers(),
    }
    names = re.findall(r"{(\w+)}", path)
    if names:
        operation["parameters"] = [_path_parameter(name) for name in names]
    if method == "POST":
        operation["requestBody"] = {"content": _json_or_form() if key == JSON_ROUTE else FORM}
    return operation


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _page_answers() -> dict[str, Any]:
    page = {"text/html": {"schema": {"type": "string"}}}
    refused = sorted({status for _, status, _ in FAILURES})
    return {
        "200": {"description": "The page, or the file.", "content": page},
        "303": {"description": "Done: go on there; or sign in first."},
        **{str(status): {"description": "A page that says why not."} for status in refused},
    }


def _json_answers() -> dict[str, Any]:
    return {
        **_page_answers(),
        "201": {"description": "Leave to send one file.", "content": _json("UploadTicket")},
        "400": {"description": "Not such a file.", "content": _json("Refused")},
        "409": {"description": "Not now, or too many.", "content": _json("Refused")},
    }


def _json_or_form() -> dict[str, Any]:
    return {**FORM, **_json("TicketRequest")}


def _json(schema: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
