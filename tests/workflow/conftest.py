"""The stack of the template with scripted functions, one per file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from infra.local.virtual_time import virtual_time
from tests.workflow.walk import Walks

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def walks() -> Iterator[Walks]:
    with virtual_time(MORNING) as clock:
        prepared = Walks(clock)
        with prepared.stack:
            yield prepared
