"""The office of an installation: every part comes from ``wiring`` when it is first used.

Books and programmes are imported then, too: a function pays for what its step uses.
"""

from __future__ import annotations

import random
import time
from functools import cached_property
from typing import TYPE_CHECKING

from cofund.aws import wiring

if TYPE_CHECKING:
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
    from cofund.ports import (
        Clock,
        ConsentWorkflow,
        Feed,
        Files,
        Ids,
        Items,
        Macs,
        Mailer,
        Metrics,
        Once,
        PrecheckWorkflow,
        Scanner,
        SignIn,
        Workflow,
    )


class LiveOffice:
    """What steps work with in a function or on the command line."""

    def __init__(self, *, address: str | None = None) -> None:
        self._address = address

    def visited_at(self, address: str) -> LiveOffice:
        """Give the office as seen from a page: its own address stands in where none is set."""
        return LiveOffice(address=address)

    @cached_property
    def items(self) -> Items:
        """The tables."""
        return wiring.items()

    @cached_property
    def claims(self) -> ClaimBook:
        """The claims and their lives."""
        from cofund.books.claim_book import ClaimBook

        return ClaimBook(self.items)

    @cached_property
    def prechecks(self) -> PrecheckBook:
        """Drafts judged before they are sent."""
        from cofund.books.precheck_book import PrecheckBook

        return PrecheckBook(self.items)

    @cached_property
    def links(self) -> LinkBook:
        """Reviewers' links and codes, and the workflow's waits behind them."""
        from cofund.books.link_book import LinkBook

        return LinkBook(self.items)

    @cached_property
    def matters(self) -> MatterBook:
        """Applications and awards that wait for consent."""
        from cofund.books.matter_book import MatterBook

        return MatterBook(self.items)

    @cached_property
    def consent_links(self) -> ConsentLinkBook:
        """Approvers' links to matters, and the workflow's waits behind them."""
        from cofund.books.link_book import ConsentLinkBook

        return ConsentLinkBook(self.items)

    @cached_property
    def approvals(self) -> ApprovalBook:
        """Approvals and decisions."""
        from cofund.books.approval_book import ApprovalBook

        return ApprovalBook(self.items)

    @cached_property
    def information(self) -> InformationBook:
        """Reviewers' questions to partners, and partners' disputes."""
        from cofund.books.information_book import InformationBook

        return InformationBook(self.items)

    @cached_property
    def corrections(self) -> CorrectionBook:
        """What reviewers have set right of what was read."""
        from cofund.books.correction_book import CorrectionBook

        return CorrectionBook(self.items)

    @cached_property
    def directory(self) -> Directory:
        """Partners, people, applications."""
        from cofund.books.directory import Directory

        return Directory(self.items)

    @cached_property
    def sessions(self) -> SessionBook:
        """Who is signed in."""
        from cofund.books.session_book import SessionBook

        return SessionBook(self.items)

    @cached_property
    def ledger(self) -> LedgerBook:
        """The funds."""
        from cofund.books.ledger_book import LedgerBook

        return LedgerBook(self.items, backoff=self._backoff)

    @cached_property
    def points(self) -> PointsBook:
        """The accounts of points."""
        from cofund.books.points_book import PointsBook

        return PointsBook(self.items, backoff=self._backoff)

    @cached_property
    def budgets(self) -> BudgetBook:
        """What a year's funds may be granted together."""
        from cofund.books.budget_book import BudgetBook

        return BudgetBook(self.items, backoff=self._backoff)

    @cached_property
    def orders(self) -> OrderBook:
        """Souvenirs and who ordered them."""
        from cofund.books.order_book import OrderBook

        return OrderBook(self.items, backoff=self._backoff)

    @cached_property
    def outbox(self) -> OutboxBook:
        """Messages to finance."""
        from cofund.books.outbox_book import OutboxBook

        return OutboxBook(self.items, backoff=self._backoff)

    @property
    def files(self) -> Files:
        """Documents and what was read from them."""
        return wiring.files()

    @property
    def scanner(self) -> Scanner:
        """The malware scan."""
        return wiring.scanner()

    @property
    def mailer(self) -> Mailer:
        """Outgoing mail."""
        return wiring.mailer()

    @property
    def once(self) -> Once:
        """What was posted or mailed within the hour."""
        return wiring.once()

    @property
    def workflow(self) -> Workflow:
        """The claim_review state machine."""
        return wiring.workflow()

    @property
    def consent_workflow(self) -> ConsentWorkflow:
        """The state machines that ask for consent."""
        return wiring.consent_workflow()

    @property
    def precheck_workflow(self) -> PrecheckWorkflow:
        """The claim_precheck state machine."""
        return wiring.precheck_workflow()

    @property
    def macs(self) -> Macs:
        """The key behind links and codes."""
        return wiring.macs()

    @property
    def person_macs(self) -> Macs:
        """The key of keyed hashes of people: never the one of links."""
        return wiring.person_macs()

    @property
    def sign_in(self) -> SignIn:
        """Passwords."""
        return wiring.sign_in()

    @property
    def feed(self) -> Feed:
        """The queue to finance."""
        return wiring.feed()

    @property
    def metrics(self) -> Metrics:
        """Counters."""
        return wiring.metrics()

    @property
    def clock(self) -> Clock:
        """The time."""
        return wiring.clock()

    @property
    def ids(self) -> Ids:
        """New ids."""
        return wiring.ids()

    @property
    def public_url(self) -> str:
        """Where people reach the pages."""
        return wiring.public_url(self._address)

    @property
    def storage_origin(self) -> str:
        """Where browsers send files."""
        return wiring.upload_origin()

    @property
    def programme_name(self) -> str:
        """The installation's programme."""
        return wiring.programme()

    @property
    def programme_zone(self) -> str:
        """The zone of pages whose reader is not known yet."""
        from cofund.programme import shipped_programmes, zone_of

        return zone_of(shipped_programmes(), name=self.programme_name)

    def programme(self, name: str, version: str | None = None) -> Programme:
        """Give a programme's version; without one, the one in force today."""
        from cofund.programme import in_force_at, pinned, shipped_programmes

        if version is None:
            return in_force_at(shipped_programmes(), name=name, now=self.clock())
        return pinned(shipped_programmes(), name=name, version=version)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Every installed version of every programme."""
        from cofund.programme import shipped_programmes

        return shipped_programmes()

    @cached_property
    def _backoff(self) -> Backoff:
        from cofund.books.backoff import Backoff

        return Backoff(chance=random.SystemRandom().random, pause=time.sleep)
