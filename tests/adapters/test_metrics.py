"""Counters as CloudWatch reads them out of a log line."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

from cofund.aws.metrics import LoggedMetrics
from tests.fakes.clock import NOON, FakeClock
from tests.fakes.metrics import MemoryMetrics

ROOT = Path(__file__).parents[2]


def test_a_counter_is_one_line_in_the_embedded_metric_format() -> None:
    output = io.StringIO()
    metrics = LoggedMetrics(output, namespace="Cofund", clock=FakeClock())
    metrics.count("ClaimNeedsOperator", step="needs_operator")
    metrics.count("ClaimNeedsOperator", step="needs_operator")

    first, second = output.getvalue().splitlines()

    assert first == second
    assert json.loads(first) == {
        "_aws": {
            "Timestamp": int(NOON.timestamp()) * 1000,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Cofund",
                    "Dimensions": [[], ["step"]],
                    "Metrics": [{"Name": "ClaimNeedsOperator", "Unit": "Count"}],
                }
            ],
        },
        "step": "needs_operator",
        "ClaimNeedsOperator": 1,
    }


def test_the_fake_counts_by_name_over_all_steps() -> None:
    metrics = MemoryMetrics()
    metrics.count("ClaimNeedsOperator", step="hold_fund")
    metrics.count("ClaimNeedsOperator", step="post_debit")
    metrics.count("OutboxUnsent", step="sweep_outbox")
    assert metrics.total("ClaimNeedsOperator") == 2


def test_every_alarm_of_ours_watches_something_that_a_step_counts() -> None:
    alarms = (ROOT / "infra" / "alarms.yaml").read_text(encoding="utf-8")
    watched = set(re.findall(r"Namespace: !Ref Counters\n\s+MetricName: (\w+)", alarms))
    steps = (
        path.read_text(encoding="utf-8") for path in (ROOT / "shared/cofund/steps").rglob("*.py")
    )
    counted = {name for step in steps for name in re.findall(r'metrics\.count\("(\w+)"', step)}
    assert watched
    assert watched <= counted
