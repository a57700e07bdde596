"""What was posted or mailed within the hour, remembered by Powertools in the idempotency table.

``id``: "cofund#" and a hash of the key; status, the answer, and ``expiration`` (TTL, seconds).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from cofund.aws.trouble import named_trouble
from cofund.errors import TryAgain

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy_boto3_dynamodb import DynamoDBClient

HOUR_SECONDS = 3600
AT_WORK_MILLISECONDS = 10_000
"""How long an action is thought to be going on whose process may have died: more than a mail takes,
less than the workflow's tries last."""


class RememberedOnce:
    """Remembers answers in one DynamoDB table."""

    def __init__(self, client: DynamoDBClient, *, table: str) -> None:
        self._client = client
        self._table = table

    def do(self, key: str, action: Callable[[], str]) -> str:
        """Do something and give its answer; asked again within the hour, give that answer only."""
        from aws_lambda_powertools.utilities.idempotency import (
            DynamoDBPersistenceLayer,
            IdempotencyConfig,
            idempotent_function,
        )
        from aws_lambda_powertools.utilities.idempotency.exceptions import (
            IdempotencyAlreadyInProgressError,
            IdempotencyInconsistentStateError,
            IdempotencyPersistenceLayerError,
        )

        store = DynamoDBPersistenceLayer(self._table, boto3_client=self._client)
        config = IdempotencyConfig(expires_after_seconds=HOUR_SECONDS, lambda_context=_AT_WORK)

        def act(*, key: str) -> str:  # noqa: ARG001 - Powertools looks at it
            return action()

        remembered = idempotent_function(
            act,
            data_keyword_argument="key",
            persistence_store=store,
            config=config,
            key_prefix="cofund",
        )
        with named_trouble("the memory of posts and mails"):
            try:
                return str(remembered(key=key))
            except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError) as going:
                raise TryAgain("it is being done at this moment") from going
            except IdempotencyPersistenceLayerError as failed:
                if isinstance(failed.__cause__, ClientError | BotoCoreError):
                    raise failed.__cause__ from failed
                raise


class _AtWork:
    """Stands in for the function's context, of which Powertools asks the time left only."""

    def get_remaining_time_in_millis(self) -> int:
        return AT_WORK_MILLISECONDS


_AT_WORK: Any = _AtWork()
