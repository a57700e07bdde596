"""A ledger on the memory fake, or on both stores for what must hold on each."""

from __future__ import annotations

from collections.abc import Generator

import pytest

from cofund.books.ledger_audit import audit_ledger
from cofund.books.ledger_book import LedgerBook
from cofund.ports import Items
from tests.adapters.moto_tables import fresh_tables, moto_client
from tests.fakes.faulty_items import FaultyItems
from tests.fakes.item_store import MemoryItems
from tests.ledger.furniture import AT_ONCE, furnished
from tests.ledger.walks import SEED, SEED_VARIABLE


@pytest.fixture
def items() -> Generator[MemoryItems]:
    """Give tables that the test must leave sound."""
    memory = MemoryItems()
    yield memory
    assert audit_ledger(memory).violations == ()


@pytest.fixture(params=["memory", "dynamodb"])
def both_items(request: pytest.FixtureRequest) -> Generator[Items]:
    """Give each kind of tables in turn; the test must leave them sound."""
    if request.param == "memory":
        memory = MemoryItems()
        yield memory
        assert audit_ledger(memory).violations == ()
    else:
        with moto_client() as client:
            tables = fresh_tables(client)
            yield tables
            assert audit_ledger(tables).violations == ()


@pytest.fixture
def book(items: MemoryItems) -> LedgerBook:
    """Give a ledger with two open funds, a souvenir limit of 40 and the claim C1."""
    return furnished(items)


@pytest.fixture
def faulty(items: MemoryItems) -> FaultyItems:
    """Give tables that go wrong as scripted, over the ones that the rest of the test sees."""
    return FaultyItems(items)


@pytest.fixture
def unlucky(book: LedgerBook, faulty: FaultyItems) -> LedgerBook:
    """Give a second user of the same ledger, whose writes go wrong as scripted."""
    del book
    return LedgerBook(faulty, backoff=AT_ONCE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how to take this run's walks again."""
    terminalreporter.write_line(f"ledger walks: {SEED_VARIABLE}={SEED}")
