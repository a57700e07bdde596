"""Stock moto ignores the ClientRequestToken of TransactWriteItems.

AWS gives the same answer to the same token for ten minutes without writing again, and refuses the
same token with other contents (`IdempotentParameterMismatchException`).
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from infra.local.repairs import atomic_transactions

_REMEMBERED_SECONDS = 600
_MISMATCH = "com.amazonaws.dynamodb.v20120810#IdempotentParameterMismatchException"


@cache
def apply() -> None:
    """Remember transactions by their token."""
    from moto.dynamodb.responses import DynamoHandler

    atomic_transactions.apply()  # ours runs inside its lock
    DynamoHandler.transact_write_items = _once_per_token(DynamoHandler.transact_write_items)


def _once_per_token(original: Callable[..., Any]) -> Callable[..., Any]:
    from moto.core.exceptions import JsonRESTError
    from moto.core.responses import ActionResult

    seen: dict[tuple[str, str, str], tuple[float, str]] = {}

    @wraps(original)
    def transact_write_items(self: Any) -> Any:
        token = self.body.get("ClientRequestToken")
        if not token:
            return original(self)
        key = (self.current_account, self.region, token)
        contents = json.dumps(self.body["TransactItems"], sort_keys=True)
        written_at, earlier = seen.get(key, (float("-inf"), ""))
        if time.monotonic() - written_at > _REMEMBERED_SECONDS:
            answer = original(self)
            seen[key] = (time.monotonic(), contents)
            return answer
        if contents != earlier:
            raise JsonRESTError(_MISMATCH, "The token was used with other parameters.")
        return ActionResult({"ConsumedCapacity": [], "ItemCollectionMetrics": {}})

    return transact_write_items
