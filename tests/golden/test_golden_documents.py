"""Golden documents: what is read of each is the truth that its facts give, nothing else."""

from __future__ import annotations

import pytest

from tests.golden.claims import is_honest, sent_back
from tests.golden.documents import DOCUMENTS, HERE, judged, still_open, truth_of
from tests.golden.reading import extraction_of

HONEST = [name for name in DOCUMENTS if is_honest(truth_of(name))]
DRAWN = [name for name, golden in DOCUMENTS.items() if not golden.pixels]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_golden_document_is_read_as_it_truly_stands(name: str) -> None:
    found = judged(name)
    assert found.missing <= set(still_open().get(name, ())), found.explained


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_amount_of_a_golden_document_is_accepted_wrongly(name: str) -> None:
    assert judged(name).wrong == frozenset()


@pytest.mark.parametrize("name", HONEST)
def test_no_claim_in_order_is_sent_back_for_what_was_read(name: str) -> None:
    found = sent_back(extraction_of(HERE / name), truth_of(name))
    assert [f"{finding.rule}.{finding.message}" for finding in found] == []


def test_most_golden_documents_are_tried_in_a_claim() -> None:
    assert len(HONEST) >= 69


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_facts_of_a_golden_document_give_its_truth(name: str) -> None:
    assert DOCUMENTS[name].truth == truth_of(name)


@pytest.mark.parametrize("name", DRAWN)
def test_the_facts_of_a_golden_document_draw_its_bytes(name: str) -> None:
    assert DOCUMENTS[name].draw() == (HERE / name).read_bytes()


def test_every_file_here_is_a_golden_document() -> None:
    kept = {path.name for path in HERE.iterdir() if path.suffix not in (".py", ".json")}
    assert kept - {"__pycache__"} == set(DOCUMENTS)


def test_there_are_enough_golden_documents() -> None:
    assert len(DOCUMENTS) >= 60
