"""Counters as log lines in CloudWatch's embedded metric format: no call, no permission.

Each counter is published twice, in total and by step, so that an alarm needs no list of steps.
"""

from __future__ import annotations

import json
from typing import TextIO

from cofund.ports import Clock


class LoggedMetrics:
    """Writes one line per occurrence to the function's log."""

    def __init__(self, output: TextIO, *, namespace: str, clock: Clock) -> None:
        self._output = output
        self._namespace = namespace
        self._clock = clock

    def count(self, name: str, *, step: str) -> None:
        """Count one occurrence."""
        directive = {
            "Namespace": self._namespace,
            "Dimensions": [[], ["step"]],
            "Metrics": [{"Name": name, "Unit": "Count"}],
        }
        milliseconds = int(self._clock().timestamp() * 1000)
        line = {
            "_aws": {"Timestamp": milliseconds, "CloudWatchMetrics": [directive]},
            "step": step,
            name: 1,
        }
        self._output.write(json.dumps(line) + "\n")
        self._output.flush()
