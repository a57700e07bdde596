"""Engines for the tests: one per module, because a program can run one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.engine import Engine
from tests.local.small_stack import write_small_stack


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small stack's template."""
    return write_small_stack(tmp_path_factory.mktemp("stack"))


@pytest.fixture(scope="module")
def engine(template: Path) -> Iterator[Engine]:
    """The small stack, running."""
    with Engine.start(template, parameters={"PublicUrl": "{url}"}) as running:
        yield running
