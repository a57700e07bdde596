"""The JSON Schema of programme files: editors complete by it and underline mistakes.

It describes what is written, not what is kept: amounts are "500 000 RUB", shares "50 %".
"""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cofund.models.programme import Programme

DIALECT = "https://json-schema.org/draft/2020-12/schema"
AMOUNT: JsonSchemaValue = {
    "type": "string",
    "description": "An amount with its currency: 500 000 RUB",
    "pattern": r"^\d{1,3}( ?\d{3})*(\.\d{1,2})? [A-Z]{3}$",
}
SHARE: JsonSchemaValue = {
    "type": "string",
    "description": "A share in per cent: 12.5 %",
    "pattern": r"^\d{1,3}(\.\d{1,4})? ?%$",
}


class _AsWritten(GenerateJsonSchema):
    """Amounts and shares as they are written in YAML."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        if schema["cls"].__name__ == "Money":
            return dict(AMOUNT)
        return super().model_schema(schema)

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        del schema  # its bounds are those of a number; what is written is a text
        return dict(SHARE)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """Describe what is written: a term that does not exist is left out, never null."""
        return self.generate_inner(schema["schema"])


def programme_schema() -> dict[str, Any]:
    """Give the schema of a programme file."""
    described = Programme.model_json_schema(schema_generator=_AsWritten)
    return {"$schema": DIALECT, **described, "title": "Cofund programme"}
