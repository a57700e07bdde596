"""Stock moto fails to tell of Distributed Maps while any execution only begins."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def apply() -> None:
    """Look at those executions only that have begun."""
    from moto.stepfunctions.parser.api import ResourceNotFound
    from moto.stepfunctions.parser.models import StepFunctionsParserBackend

    def list_map_runs(self: Any, execution_arn: str) -> dict[str, Any]:
        runs = _map_runs(self.describe_execution(execution_arn=execution_arn))
        records = runs.get_all() if runs is not None else []
        return {"mapRuns": [record.list_item() for record in records]}

    def describe_map_run(self: Any, map_run_arn: str) -> dict[str, Any]:
        for runs in map(_map_runs, self._get_executions()):
            record = runs.get(map_run_arn) if runs is not None else None
            if record is not None:
                described: dict[str, Any] = record.describe()
                return described
        raise ResourceNotFound

    StepFunctionsParserBackend.list_map_runs = list_map_runs
    StepFunctionsParserBackend.describe_map_run = describe_map_run


def _map_runs(execution: Any) -> Any:
    """The Distributed Maps of an execution; None where it has not begun."""
    environment = getattr(execution.exec_worker, "env", None)
    return getattr(environment, "map_run_record_pool_manager", None)
