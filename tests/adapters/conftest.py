"""A small cloud on this machine, for what only real HTTP shows."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from infra.local.engine import Engine

CLOUD = Path(__file__).with_name("cloud.yaml")


@pytest.fixture(scope="module")
def cloud() -> Generator[Engine]:
    """Serve the resources of cloud.yaml, once a module."""
    with Engine.start(CLOUD) as engine:
        yield engine
