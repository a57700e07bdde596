"""What moto 5.2.5 gets wrong and Cofund depends on: one module per fault, each with `apply()`.

`tests/local/repairs` shows every fault on stock moto and its absence here, so that the day moto
mends one we learn of it and drop the module.
"""

from __future__ import annotations

from infra.local.repairs import (
    atomic_transactions,
    callback_tokens,
    conditional_puts,
    event_targets,
    execution_names,
    forgotten_threads,
    lambda_calls,
    lean_import,
    listed_once,
    map_runs,
    object_events,
    parsed_once,
    queue_deduplication,
    queue_receives,
    quick_keys,
    step_functions_wire,
    task_failure_cause,
    transaction_tokens,
    whole_mails,
)

_IN_ORDER = (
    lean_import,  # first: it must come before moto's Step Functions are imported
    atomic_transactions,
    transaction_tokens,
    callback_tokens,
    task_failure_cause,
    execution_names,
    map_runs,
    forgotten_threads,
    parsed_once,
    step_functions_wire,
    object_events,
    conditional_puts,
    quick_keys,
    listed_once,
    queue_receives,
    queue_deduplication,
    event_targets,
    lambda_calls,
    whole_mails,
)


def apply_all() -> None:
    """Mend moto in this program; doing it twice changes nothing."""
    for repair in _IN_ORDER:
        repair.apply()
