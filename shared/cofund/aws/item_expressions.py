"""DynamoDB's words for ``cofund.items``: requests from writes, plain values from attribute values.

An item is ``pk`` and ``sk`` (text) beside its attributes. Numbers are integers everywhere: a float
stops as a bug before it is sent, and a fraction before it is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from cofund.items import Check, Condition, Delete, Item, Key, Put, Stored, TableName, Value, Write

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

_to_wire = TypeSerializer().serialize
_from_wire = TypeDeserializer().deserialize


def wire_value(value: Value) -> dict[str, Any]:
    """Give a value as DynamoDB's attribute value."""
    return dict(_to_wire(value))


def wire_key(key: Key) -> dict[str, Any]:
    """Give an item's key as DynamoDB wants it."""
    return {"pk": {"S": key.pk}, "sk": {"S": key.sk}}


def plain_item(wired: Mapping[str, Any]) -> Item:
    """Give an item's attributes without its key."""
    return {name: _plain(_from_wire(v)) for name, v in wired.items() if name not in ("pk", "sk")}


def stored(table: TableName, wired: Mapping[str, Any]) -> Stored:
    """Give an item with its key."""
    return Stored(Key(table, wired["pk"]["S"], wired["sk"]["S"]), plain_item(wired))


def transact_item(write: Write, table_name: str) -> TransactWriteItemTypeDef:
    """Give one write of a transaction; a refused put answers with the item that stands there."""
    if isinstance(write, Put):
        return {"Put": _put(write, table_name)}
    expressions = _Expressions()
    condition = expressions.conditions(write.conditions)
    request: dict[str, Any] = {"TableName": table_name, "Key": wire_key(write.key)}
    if condition:
        request["ConditionExpression"] = condition
    if isinstance(write, Check):
        return {"ConditionCheck": request | expressions.names_and_values()}  # type: ignore[typeddict-item]
    if isinstance(write, Delete):
        return {"Delete": request | expressions.names_and_values()}  # type: ignore[typeddict-item]
    request["UpdateExpression"] = expressions.update(write.add, write.assign, write.remove)
    return {"Update": request | expressions.names_and_values()}  # type: ignore[typeddict-item]


def _put(write: Put, table_name: str) -> Any:
    attributes = {name: wire_value(value) for name, value in write.attributes.items()}
    return {
        "TableName": table_name,
        "Item": wire_key(write.key) | attributes,
        "ConditionExpression": "attribute_not_exists(pk)",
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


class _Expressions:
    """The texts of one request, with a placeholder for every name and value in them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: dict[str, dict[str, Any]] = {}

    def names_and_values(self) -> dict[str, Any]:
        both: dict[str, Any] = {}
        if self._names:
            both["ExpressionAttributeNames"] = {short: name for name, short in self._names.items()}
        if self._values:
            both["ExpressionAttributeValues"] = self._values
        return both

    def conditions(self, conditions: tuple[Condition, ...]) -> str:
        return " AND ".join(self._condition(condition) for condition in conditions)

    def update(
        self, add: Mapping[str, int], assign: Mapping[str, Value], remove: tuple[str, ...]
    ) -> str:
        clauses = {
            "SET": [f"{self._name(name)} = {self._value(value)}" for name, value in assign.items()],
            "ADD": [f"{self._name(name)} {self._value(value)}" for name, value in add.items()],
            "REMOVE": [self._name(name) for name in remove],
        }
        return " ".join(f"{verb} {', '.join(texts)}" for verb, texts in clauses.items() if texts)

    def _condition(self, condition: Condition) -> str:
        name = self._name(condition.attribute)
        match condition.operator:
            case "absent":
                return f"attribute_not_exists({name})"
            case "present":
                return f"attribute_exists({name})"
            case "in":
                assert isinstance(condition.value, list)
                return f"{name} IN ({', '.join(self._value(v) for v in condition.value)})"
            case "!=":
                return f"(attribute_not_exists({name}) OR {name} <> {self._value(condition.value)})"
            case comparison:
                return f"{name} {comparison} {self._value(condition.value)}"

    def _name(self, name: str) -> str:
        return self._names.setdefault(name, f"#n{len(self._names)}")

    def _value(self, value: Value) -> str:
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = wire_value(value)
        return placeholder


def _plain(value: Any) -> Value:
    if isinstance(value, Decimal):
        return _whole(value)
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    plain: str | bool | None = value
    return plain


def _whole(value: Decimal) -> int:
    if value != int(value):
        raise ValueError("a stored number is not whole")
    return int(value)
