"""`python -m tests.local.observations stock|repaired` makes the observations, prints JSON."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from infra.local.account import aws_variables
from tests.local.observations import dynamodb, others, queues, step_functions
from tests.local.observations.looking import (
    FAULTS,
    REGION,
    RIGHT_ANYWAY,
    Observation,
    empty,
    imitation,
)

_MODULES = (dynamodb, others, queues, step_functions)


def main(which: str) -> None:
    """Print every observation; on stock moto only those of faults."""
    os.environ.update(aws_variables(region=REGION, endpoint=None))
    looks = dict(FAULTS)
    if which == "repaired":
        from infra.local import repairs

        repairs.apply_all()
        looks |= RIGHT_ANYWAY
    with imitation():
        seen = {name: _seen(look) for name, look in looks.items()}
    sys.stdout.write(json.dumps(seen, default=str))


def _seen(look: Observation) -> Any:
    empty()
    try:
        return look()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(sys.argv[1])
