"""A claim's walk through the workflow, in memory: what the state machine does, in its order.

tests/workflow holds the state machine itself to its definition; here only the steps are looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from cofund.errors import InvoiceAlreadyPaid
from cofund.models.approval import ReviewProgress
from cofund.models.claim import Claim
from cofund.models.extraction import Extraction
from cofund.models.payout import Acknowledgement
from cofund.steps.finance import acknowledge_payout
from cofund.steps.holding import hold_fund
from cofund.steps.informing import request_information
from cofund.steps.judging import check_claim
from cofund.steps.letters import notify_partner
from cofund.steps.money import post_debit, release_hold, send_payout
from cofund.steps.reading import scan_document, start_review
from cofund.steps.returning import return_to_partner
from cofund.steps.reviewing import read_decision, request_approval
from tests.builders.claims import Draft, a_draft, read_as
from tests.fakes.office import FakeOffice

Run = Callable[[Callable[[], Any]], Any]
"""How a step is run: once, twice, or killed and run again."""


def once(step: Callable[[], Any]) -> Any:
    """Run a step as if nothing ever failed."""
    return step()


def twice(step: Callable[[], Any]) -> Any:
    """Run a step a second time, as a queue or a retry may."""
    step()
    return step()


@dataclass
class Walk:
    """One version of a claim on its way."""

    office: FakeOffice
    claim_id: str
    version: int
    papers: dict[str, Extraction] = field(default_factory=dict)
    run: Run = once
    waits: int = 0

    @property
    def claim(self) -> Claim:
        """The claim as it stands."""
        return self.office.claims.get(self.claim_id)

    @property
    def token(self) -> str:
        """The task token of the wait that is open."""
        return f"wait-{self.claim_id}-{self.version}-{self.waits}"

    def read(self) -> None:
        """Start, scan and read."""
        documents = self.run(lambda: start_review(*self._which, office=self.office))
        for document_id in documents:
            self._read(document_id)

    def check(self) -> Literal["return", "review"]:
        """Judge, and go where the judgement leads: back, or before a person with money held."""
        outcome: Literal["return", "review"] = self.run(
            lambda: check_claim(*self._which, office=self.office)
        )
        if outcome == "return":
            self.run(lambda: return_to_partner(*self._which, office=self.office))
        else:
            self.run(lambda: hold_fund(*self._which, office=self.office))
        return outcome

    def ask(self) -> ReviewProgress:
        """Read the decision, and where there is none, ask whose turn it is and wait."""
        progress: ReviewProgress = self.run(lambda: read_decision(*self._which, office=self.office))
        if progress.outcome in ("undecided", "information_requested"):
            self.waits += 1
            self.office.workflow.wait(self.token)
            self.run(lambda: self._request(progress))
        return progress

    def _request(self, progress: ReviewProgress) -> None:
        if progress.outcome == "information_requested":
            request_information(*self._which, self.token, office=self.office)
        else:
            request_approval(*self._which, progress.stage, self.token, office=self.office)

    def to_review(self) -> Walk:
        """Read, judge, hold and ask."""
        self.read()
        assert self.check() == "review"
        assert self.ask().outcome == "undecided"
        return self

    def to_the_end(self) -> Claim:
        """Read, judge and hold, and end by what is decided already."""
        self.read()
        return self.end() if self.check() == "review" else self.claim

    def end(self) -> Claim:
        """Go on after a decision, to the end."""
        progress: ReviewProgress = self.run(lambda: read_decision(*self._which, office=self.office))
        assert progress.outcome != "undecided"
        if progress.outcome != "approved" or not self._debited():
            self.run(lambda: release_hold(*self._which, office=self.office))
        self.run(lambda: notify_partner(self.claim, office=self.office))
        return self.claim

    def acknowledge(self) -> Claim:
        """Let finance answer."""
        answer = Acknowledgement(
            id=f"{self.claim_id}.v{self.version}.payout", booked_at=self.office.clock()
        )
        self.run(lambda: acknowledge_payout(answer, office=self.office))
        return self.claim

    @property
    def _which(self) -> tuple[str, int]:
        return self.claim_id, self.version

    def _read(self, document_id: str) -> None:
        which = (*self._which, document_id)
        scanned = self.run(lambda: scan_document(*which, office=self.office))
        assert scanned == "clean"
        claim = self.office.claims.version(*self._which)
        paper = self.papers[document_id]
        self.run(lambda: read_as(self.office, claim, paper, document_id))

    def _debited(self) -> bool:
        """Debit and send the payout; False where the invoice was paid meanwhile."""
        try:
            self.run(lambda: post_debit(*self._which, office=self.office))
        except InvoiceAlreadyPaid:
            return False
        self.run(lambda: send_payout(*self._which, office=self.office))
        return True


def a_walk(office: FakeOffice, draft: Draft | None = None, *, run: Run = once) -> Walk:
    """Submit a draft and give its walk; the clean dinner's by default."""
    draft = draft or a_draft(office)
    claim = draft.submitted(office)
    return Walk(office, claim.claim_id, claim.version, draft.papers, run)
