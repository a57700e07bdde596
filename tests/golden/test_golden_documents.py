"""Golden documents: the same facts draw the same bytes, the same bytes are read the same way."""

from __future__ import annotations

import pytest

from tests.golden.documents import DOCUMENTS, HERE, expected_of, reading_of


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_golden_document_is_read_as_written_down(name: str) -> None:
    assert reading_of(name) == expected_of(name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_facts_of_a_golden_document_draw_its_bytes(name: str) -> None:
    assert DOCUMENTS[name]() == (HERE / name).read_bytes()


def test_every_file_here_is_a_golden_document() -> None:
    kept = {path.name for path in HERE.iterdir() if path.suffix not in (".py", ".json")}
    assert kept - {"__pycache__"} == set(DOCUMENTS)
