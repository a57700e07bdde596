"""What holds for every test: how properties are judged, and which worker runs what."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.scheduling import LongFilesFirst, turn

# No property is judged by how busy the machine is.
settings.register_profile(
    "cofund",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.load_profile("cofund")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let the long files come first in every worker's list, from which xdist hands them out."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: turn(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongFilesFirst | None:
    """Share out files by our order where whole files are shared."""
    if config.getoption("dist") != "loadfile":
        return None
    config.option.loadscopereorder = False
    return LongFilesFirst(config, log)
