"""What a step works with: the books, the ports, the programme and the clock.

Functions get theirs from ``cofund.aws.wiring``, tests make theirs of fakes. Each part is made when
it is first used, so a function needs the settings of those parts only that its step uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cofund.books.approval_book import ApprovalBook
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


class Office(Protocol):
    """All that steps may use."""

    @property
    def items(self) -> Items:
        """The tables; steps prefer the books over them."""
        ...

    @property
    def claims(self) -> ClaimBook:
        """The claims and their lives."""
        ...

    @property
    def prechecks(self) -> PrecheckBook:
        """Drafts judged before they are sent."""
        ...

    @property
    def links(self) -> LinkBook:
        """Reviewers' links and codes, and the workflow's waits behind them."""
        ...

    @property
    def matters(self) -> MatterBook:
        """Applications and awards that wait for consent."""
        ...

    @property
    def consent_links(self) -> ConsentLinkBook:
        """Approvers' links to matters, and the workflow's waits behind them."""
        ...

    @property
    def approvals(self) -> ApprovalBook:
        """Approvals and decisions."""
        ...

    @property
    def information(self) -> InformationBook:
        """Reviewers' questions to partners, and partners' disputes."""
        ...

    @property
    def corrections(self) -> CorrectionBook:
        """What reviewers have set right of what was read."""
        ...

    @property
    def directory(self) -> Directory:
        """Partners, people, applications."""
        ...

    @property
    def sessions(self) -> SessionBook:
        """Who is signed in."""
        ...

    @property
    def ledger(self) -> LedgerBook:
        """The funds."""
        ...

    @property
    def points(self) -> PointsBook:
        """The accounts of points."""
        ...

    @property
    def budgets(self) -> BudgetBook:
        """What a year's funds may be granted together."""
        ...

    @property
    def orders(self) -> OrderBook:
        """Souvenirs and who ordered them."""
        ...

    @property
    def outbox(self) -> OutboxBook:
        """Messages to finance."""
        ...

    @property
    def files(self) -> Files:
        """Documents and what was read from them."""
        ...

    @property
    def scanner(self) -> Scanner:
        """The malware scan."""
        ...

    @property
    def mailer(self) -> Mailer:
        """Outgoing mail."""
        ...

    @property
    def once(self) -> Once:
        """What was posted or mailed within the hour."""
        ...

    @property
    def workflow(self) -> Workflow:
        """The claim_review state machine."""
        ...

    @property
    def consent_workflow(self) -> ConsentWorkflow:
        """The state machines that ask for consent."""
        ...

    @property
    def precheck_workflow(self) -> PrecheckWorkflow:
        """The claim_precheck state machine."""
        ...

    @property
    def macs(self) -> Macs:
        """The key behind links and codes."""
        ...

    @property
    def person_macs(self) -> Macs:
        """The key of keyed hashes of people: never the one of links."""
        ...

    @property
    def sign_in(self) -> SignIn:
        """Passwords."""
        ...

    @property
    def feed(self) -> Feed:
        """The queue to finance."""
        ...

    @property
    def metrics(self) -> Metrics:
        """Counters."""
        ...

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def ids(self) -> Ids:
        """New ids."""
        ...

    @property
    def public_url(self) -> str:
        """Where people reach the pages, without a slash at the end."""
        ...

    @property
    def storage_origin(self) -> str:
        """Where browsers send files: the origin of the quarantine bucket."""
        ...

    @property
    def programme_name(self) -> str:
        """The installation's programme."""
        ...

    @property
    def programme_zone(self) -> str:
        """The time zone of pages whose reader is not known yet: the installation's programme's."""
        ...

    def programme(self, name: str, version: str | None = None) -> Programme:
        """Give a programme's version; without one, the newest.

        Raises:
            NotFound: no such programme or version is installed.
        """
        ...

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Every installed version of every programme."""
        ...
