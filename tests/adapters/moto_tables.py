"""DynamoDB's tables as moto plays them, repaired where stock moto is wrong."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

import boto3
from moto import mock_aws

from cofund.aws.item_store import DynamoItems
from cofund.items import INDEXES, Index, TableName
from infra.local.account import aws_variables, only_local_aws
from infra.local.repairs import atomic_transactions, transaction_tokens
from tests.adapters.moto_world import read_models_once

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

REGION = "eu-central-1"
_numbers = count(1)


@contextmanager
def moto_client() -> Generator[DynamoDBClient]:
    """Give a client of a DynamoDB of our own, gone afterwards."""
    atomic_transactions.apply()
    transaction_tokens.apply()
    read_models_once()
    with only_local_aws(aws_variables(region=REGION, endpoint=None)), mock_aws():
        yield boto3.client("dynamodb", region_name=REGION)


def fresh_tables(client: DynamoDBClient) -> DynamoItems:
    """Give empty tables beside those that stand already."""
    number = next(_numbers)
    tables: dict[TableName, str] = {"ledger": f"ledger-{number}", "claims": f"claims-{number}"}
    for table, name in tables.items():
        _create(client, table, name)
    return DynamoItems(client, tables=tables)


def _create(client: DynamoDBClient, table: TableName, name: str) -> None:
    indexes = {index: where for index, where in INDEXES.items() if where.table == table}
    attributes = {"pk", "sk", *(a for i in indexes.values() for a in (i.partition, i.order))}
    client.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=_keys("pk", "sk"),
        AttributeDefinitions=[
            {"AttributeName": attribute, "AttributeType": "S"} for attribute in sorted(attributes)
        ],
        GlobalSecondaryIndexes=[_index(index, where) for index, where in indexes.items()],
    )


def _index(name: str, where: Index) -> Any:
    return {
        "IndexName": name,
        "KeySchema": _keys(where.partition, where.order),
        "Projection": {"ProjectionType": "ALL"},
    }


def _keys(partition: str, order: str) -> Any:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": order, "KeyType": "RANGE"},
    ]
