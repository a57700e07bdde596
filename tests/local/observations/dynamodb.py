"""What is seen of DynamoDB's transactions."""

from __future__ import annotations

import threading
from typing import Any

from tests.local.observations.looking import ACCOUNT, REGION, client, error_of, fault, right_anyway


def ledger_table() -> Any:
    """A client, and a table for it to use."""
    dynamodb = client("dynamodb")
    dynamodb.create_table(
        TableName="ledger",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[
            {"AttributeName": "pk", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
    )
    return dynamodb


def key_of(name: str) -> dict[str, Any]:
    """A key of that table."""
    return {"pk": {"S": name}, "sk": {"S": "-"}}


def _put(name: str, **more: Any) -> dict[str, Any]:
    return {"Put": {"TableName": "ledger", "Item": key_of(name) | more}}


def _put_new(name: str, **more: Any) -> dict[str, Any]:
    entry = _put(name, **more)
    entry["Put"]["ConditionExpression"] = "attribute_not_exists(pk)"
    return entry


def _names(dynamodb: Any) -> list[str]:
    return sorted(item["pk"]["S"] for item in dynamodb.scan(TableName="ledger")["Items"])


@fault
def another_threads_view_of_a_transaction_that_is_cancelled() -> Any:
    """What a reader sees between a transaction's first write and its failing second one."""
    from moto.dynamodb.models import DynamoDBBackend

    dynamodb = ledger_table()
    dynamodb.put_item(TableName="ledger", Item=key_of("there"))
    seen: list[list[str]] = []
    reader = threading.Thread(target=lambda: seen.append(_names(dynamodb)))
    original = DynamoDBBackend.put_item

    def put_item(self: Any, *args: Any, **kwargs: Any) -> Any:
        written = original(self, *args, **kwargs)
        reader.start()
        reader.join(0.3)  # a reader that must wait for the transaction will not be done
        return written

    DynamoDBBackend.put_item = put_item
    try:
        write = {"TransactItems": [_put("half"), _put_new("there")]}
        error = error_of(lambda: dynamodb.transact_write_items(**write))
    finally:
        DynamoDBBackend.put_item = original
    reader.join()
    return {"error": error, "seen": seen[0], "left": _names(dynamodb)}


@fault
def items_that_a_cancelled_transaction_does_not_touch() -> Any:
    """Whether they are still the very same objects, that is: nobody copied the table."""
    from moto.dynamodb.models import dynamodb_backends

    dynamodb = ledger_table()
    dynamodb.put_item(TableName="ledger", Item=key_of("there"))
    tables = dynamodb_backends[ACCOUNT][REGION].tables
    before = tables["ledger"]
    write = {"TransactItems": [_put("half"), _put_new("there")]}
    error_of(lambda: dynamodb.transact_write_items(**write))
    return {"same": tables["ledger"] is before, "left": _names(dynamodb)}


@fault
def the_same_transaction_token_twice() -> Any:
    """A transaction that can happen once only, sent twice with one token, then with a change."""
    dynamodb = ledger_table()

    def write(name: str) -> str:
        request = {"TransactItems": [_put_new(name)], "ClientRequestToken": "once"}
        return error_of(lambda: dynamodb.transact_write_items(**request))

    return {"first": write("a"), "again": write("a"), "other": write("b"), "left": _names(dynamodb)}


@right_anyway
def the_old_item_in_a_cancelled_transaction() -> Any:
    """`ReturnValuesOnConditionCheckFailure=ALL_OLD`, per reason."""
    from botocore.exceptions import ClientError

    dynamodb = ledger_table()
    dynamodb.put_item(TableName="ledger", Item=key_of("there") | {"digest": {"S": "d"}})
    failing = _put_new("there")
    failing["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    check = {
        "ConditionCheck": {
            "TableName": "ledger",
            "Key": key_of("missing"),
            "ConditionExpression": "attribute_exists(pk)",
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }
    }
    try:
        dynamodb.transact_write_items(TransactItems=[_put("fine"), failing, check])
    except ClientError as error:
        reasons: Any = error.response["CancellationReasons"]  # type: ignore[typeddict-item]
        return [(reason["Code"], reason.get("Item")) for reason in reasons]
    return "not cancelled"
