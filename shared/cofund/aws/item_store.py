"""The tables in DynamoDB.

Every write is a ``TransactWriteItems``, even of one item: the client stamps each call with a token
of its own, so a call that it repeats after a lost answer adds nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from cofund.aws.item_expressions import plain_item, stored, transact_item, wire_key, wire_value
from cofund.aws.trouble import named_trouble
from cofund.errors import TryAgain
from cofund.items import (
    INDEXES,
    IndexName,
    Item,
    Key,
    Put,
    Stored,
    TableName,
    Write,
    WriteConflict,
    WriteRefused,
    ensure_writable,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TABLE = "the table"

THROTTLED = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError"})
"""Reasons of cancelled transactions that may go through later."""


class DynamoItems:
    """The tables, by the names that the installation gave them."""

    def __init__(self, client: DynamoDBClient, *, tables: Mapping[TableName, str]) -> None:
        self._client = client
        self._tables = tables

    def get(self, key: Key) -> Item | None:
        """Give an item's attributes without its key, or None; strongly consistent."""
        with named_trouble(TABLE):
            answer = self._client.get_item(
                TableName=self._tables[key.table], Key=wire_key(key), ConsistentRead=True
            )
        return plain_item(answer["Item"]) if "Item" in answer else None

    def query(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, after: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition by ascending sort key; strongly consistent."""
        request = self._partition(table, pk, prefix, after)
        return self._collect(table, request | {"ScanIndexForward": True}, limit)

    def query_newest(
        self, table: TableName, pk: str, *, prefix: str = "", limit: int, before: str | None = None
    ) -> tuple[Stored, ...]:
        """Give items of a partition by descending sort key; strongly consistent."""
        request = self._partition(table, pk, prefix, before)
        return self._collect(table, request | {"ScanIndexForward": False}, limit)

    def query_index(
        self,
        index: IndexName,
        pk: str,
        *,
        limit: int,
        first: str = "",
        last: str | None = None,
        after: Stored | None = None,
    ) -> tuple[Stored, ...]:
        """Give items of an index partition by ascending order attribute; may lag a moment."""
        where = INDEXES[index]
        texts, values = ["#partition = :partition"], {":partition": wire_value(pk)}
        bounds = {":first": first or None, ":last": last}
        values |= {name: wire_value(bound) for name, bound in bounds.items() if bound is not None}
        if ":first" in values or ":last" in values:
            texts.append(_between(values))
        names = {"#partition": where.partition}
        if len(texts) > 1:
            names["#order"] = where.order
        request: dict[str, Any] = {
            "IndexName": index,
            "KeyConditionExpression": " AND ".join(texts),
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": values,
        }
        if after is not None:
            shown = (where.partition, where.order)
            place = {name: wire_value(after.attributes[name]) for name in shown}
            request["ExclusiveStartKey"] = wire_key(after.key) | place
        return self._collect(where.table, request, limit)

    def write(self, writes: tuple[Write, ...]) -> None:
        """Carry out 1 to 100 writes together or not at all."""
        ensure_writable(writes)
        items = [transact_item(write, self._tables[write.key.table]) for write in writes]
        with named_trouble(TABLE):
            try:
                self._client.transact_write_items(TransactItems=items)
            except self._client.exceptions.TransactionCanceledException as cancelled:
                raise _named(cancelled, writes) from cancelled

    def scan(self, table: TableName) -> Iterator[Stored]:
        """Give every item of a table, page by page; strongly consistent within a page."""
        request: dict[str, Any] = {"TableName": self._tables[table], "ConsistentRead": True}
        place: dict[str, Any] | None = {}
        while place is not None:
            with named_trouble(TABLE):
                answer = self._client.scan(**request, **place)
            yield from (stored(table, wired) for wired in answer["Items"])
            place = _next_place(answer)

    def _partition(
        self, table: TableName, pk: str, prefix: str, place: str | None
    ) -> dict[str, Any]:
        text, values = "pk = :pk", {":pk": wire_value(pk)}
        if prefix:
            text, values = (
                f"{text} AND begins_with(sk, :prefix)",
                {
                    **values,
                    ":prefix": wire_value(prefix),
                },
            )
        request: dict[str, Any] = {
            "ConsistentRead": True,
            "KeyConditionExpression": text,
            "ExpressionAttributeValues": values,
        }
        if place is not None:
            request["ExclusiveStartKey"] = wire_key(Key(table, pk, place))
        return request

    def _collect(
        self, table: TableName, request: Mapping[str, Any], limit: int
    ) -> tuple[Stored, ...]:
        """Ask page after page (one answer holds at most 1 MB) until ``limit`` or the end."""
        found: list[Stored] = []
        place: dict[str, Any] | None = {}
        while place is not None and len(found) < limit:
            wanted = limit - len(found)
            with named_trouble(TABLE):
                answer = self._client.query(
                    TableName=self._tables[table], **{**request, "Limit": wanted, **place}
                )
            found += [stored(table, wired) for wired in answer["Items"]]
            place = _next_place(answer)
        return tuple(found)


def _between(values: Mapping[str, Any]) -> str:
    if ":last" not in values:
        return "#order >= :first"
    if ":first" not in values:
        return "#order <= :last"
    return "#order BETWEEN :first AND :last"


def _next_place(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    place = answer.get("LastEvaluatedKey")
    return {"ExclusiveStartKey": place} if place else None


def _named(cancelled: ClientError, writes: tuple[Write, ...]) -> Exception:
    """Give the reason of a cancelled transaction its name; a refusal outweighs the rest."""
    reasons: list[Any] = cancelled.response["CancellationReasons"]
    codes = [reason.get("Code") for reason in reasons]
    failed = tuple(code == "ConditionalCheckFailed" for code in codes)
    if any(failed):
        standing = tuple(
            plain_item(reason["Item"]) if bad and isinstance(write, Put) else None
            for write, reason, bad in zip(writes, reasons, failed, strict=True)
        )
        return WriteRefused(failed, standing)
    if "TransactionConflict" in codes:
        return WriteConflict("another writer was at one of the keys")
    if THROTTLED & set(codes):
        return TryAgain("the table is throttled")
    return cancelled
