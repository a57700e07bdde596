"""An office of fakes: every step can run in it, in memory and at a clock that tests move."""

from __future__ import annotations

from dataclasses import dataclass, field

from cofund.books.approval_book import ApprovalBook
from cofund.books.backoff import Backoff
from cofund.books.budget_book import BudgetBook
from cofund.books.claim_book import ClaimBook
from cofund.books.correction_book import CorrectionBook
from cofund.books.directory import Directory
from cofund.books.information_book import InformationBook
from cofund.books.ledger_book import LedgerBook
from cofund.books.link_book import ConsentLinkBook, LinkBook
from cofund.books.matter_book import MatterBook
from cofund.books.order_book import OrderBook
from cofund.books.outbox_book import OutboxBook
from cofund.books.points_book import PointsBook
from cofund.books.precheck_book import PrecheckBook
from cofund.books.session_book import SessionBook
from cofund.models.programme import Programme
from cofund.ports import Items
from cofund.programme import in_force_at, pinned, shipped_programmes, zone_of
from tests.fakes.clock import CountingIds, FakeClock
from tests.fakes.feed import MemoryFeed
from tests.fakes.files import MemoryFiles
from tests.fakes.item_store import MemoryItems
from tests.fakes.macs import MemoryMacs
from tests.fakes.mailer import MemoryMailer
from tests.fakes.metrics import MemoryMetrics
from tests.fakes.once import MemoryOnce
from tests.fakes.scanner import FakeScanner
from tests.fakes.sign_in import MemorySignIn
from tests.fakes.workflow import MemoryConsents, MemoryPrechecks, MemoryWorkflow

AT_ONCE = Backoff(pause=lambda _seconds: None, chance=lambda: 0.0)
"""Tries again without waiting."""


@dataclass
class FakeOffice:
    """All that steps may use, without a network."""

    items: Items = field(default_factory=MemoryItems)
    clock: FakeClock = field(default_factory=FakeClock)
    ids: CountingIds = field(default_factory=CountingIds)
    scanner: FakeScanner = field(default_factory=FakeScanner)
    mailer: MemoryMailer = field(default_factory=MemoryMailer)
    once: MemoryOnce = field(default_factory=MemoryOnce)
    workflow: MemoryWorkflow = field(default_factory=MemoryWorkflow)
    consent_workflow: MemoryConsents = field(default_factory=MemoryConsents)
    precheck_workflow: MemoryPrechecks = field(default_factory=MemoryPrechecks)
    macs: MemoryMacs = field(default_factory=MemoryMacs)
    person_macs: MemoryMacs = field(default_factory=MemoryMacs)
    sign_in: MemorySignIn = field(default_factory=MemorySignIn)
    feed: MemoryFeed = field(default_factory=MemoryFeed)
    metrics: MemoryMetrics = field(default_factory=MemoryMetrics)
    public_url: str = "https://cofund.example"
    storage_origin: str = "https://quarantine.example"
    programme_name: str = "it-vendor"

    def __post_init__(self) -> None:
        self.files = MemoryFiles(clock=self.clock)
        self.claims = ClaimBook(self.items)
        self.prechecks = PrecheckBook(self.items)
        self.links = LinkBook(self.items)
        self.matters = MatterBook(self.items)
        self.consent_links = ConsentLinkBook(self.items)
        self.approvals = ApprovalBook(self.items)
        self.information = InformationBook(self.items)
        self.corrections = CorrectionBook(self.items)
        self.directory = Directory(self.items)
        self.sessions = SessionBook(self.items)
        self.ledger = LedgerBook(self.items, backoff=AT_ONCE)
        self.points = PointsBook(self.items, backoff=AT_ONCE)
        self.budgets = BudgetBook(self.items, backoff=AT_ONCE)
        self.orders = OrderBook(self.items, backoff=AT_ONCE)
        self.outbox = OutboxBook(self.items, backoff=AT_ONCE)

    def visited_at(self, _address: str) -> FakeOffice:
        """Give the office as seen from a page: its address is fixed."""
        return self

    @property
    def programme_zone(self) -> str:
        """The zone of pages whose reader is not known yet."""
        return zone_of(shipped_programmes(), name=self.programme_name)

    def programme(self, name: str, version: str | None = None) -> Programme:
        """Give a shipped programme's version; without one, the one in force today."""
        if version is None:
            return in_force_at(shipped_programmes(), name=name, now=self.clock())
        return pinned(shipped_programmes(), name=name, version=version)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Every shipped version of every programme."""
        return shipped_programmes()
