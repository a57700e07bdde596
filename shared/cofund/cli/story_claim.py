"""The story's claim: sent without a paper, returned at once, mended, approved in part, paid."""

from __future__ import annotations

from dataclasses import dataclass

from cofund.aws import wiring
from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.output import print_plain
from cofund.cli.stage import SAMPLES, Stage
from cofund.cli.visits import (
    CODE,
    LINK,
    Draft,
    approve,
    draft_claim,
    open_review,
    revise_claim,
    send_document,
    submit_draft,
)
from cofund.files.written import load_claim_folder
from cofund.models.claim import Claim
from cofund.models.claim_folder import ClaimFolder, DocumentWritten
from cofund.models.payout import Acknowledgement
from cofund.pages.formats import money
from cofund.pages.messages import finding_text, name
from cofund.payout import read_payload
from cofund.steps.reviewing import judged

CLEAN = SAMPLES / "clean"
FORGOTTEN = "participant_list"
POINTS = 2_000
APPROVED = {"amount": "40000", "points": str(POINTS)}
"""Less than is claimable: the reviewer leaves something out. The points are left as asked for."""


def clean() -> ClaimFolder:
    """Give the clean sample, whose papers the story uses."""
    return load_claim_folder(CLEAN)


@dataclass(frozen=True)
class Dinner:
    """What is claimed, for whom."""

    stage: Stage
    login: str
    about: ClaimFolder

    @classmethod
    def of(cls, stage: Stage, application_id: str, login: str) -> Dinner:
        """Take the clean sample's papers to an application that was approved in the story."""
        about = clean()
        applied = about.application.model_copy(update={"application_id": application_id})
        folder = about.model_copy(update={"application": applied})
        return cls(stage, login, folder)

    def send_without_list(self) -> Claim:
        """Send all papers but one: the letter names what is missing."""
        sent = tuple(one for one in self.about.documents if one.kind != FORGOTTEN)
        short = self.about.model_copy(update={"documents": sent})
        claim = self.stage.timed("year.sent", lambda: self._send(short), login=self.login)
        claim = self.stage.timed("year.judged", lambda: self.stage.settled(claim))
        self._show(claim, "returned")
        return claim

    def mend(self, claim: Claim) -> Claim:
        """Add the paper and send the claim again: it waits for a person, the money is held."""
        browser = self.stage.browser_of(self.login)
        revise_claim(browser, claim.claim_id)
        draft = Draft(claim.claim_id, browser.get(f"/claims/{claim.claim_id}/documents"))
        for document in self._forgotten():
            send_document(browser, draft, CLEAN / document.file, document.kind)
        submit_draft(browser, draft)
        claim = self.stage.timed("year.judged", lambda: self.stage.settled(claim))
        self._show(claim, "in_review")
        return claim

    def decide(self, claim: Claim) -> None:
        """Approve a part by the mailed link and code; finance takes the payout and books it."""
        self.stage.timed("year.decided", lambda: self._approve(claim))
        self.stage.expect(claim, "payout_sent")
        event_id = self.stage.timed("demo.acknowledged", lambda: self._acknowledge(claim))
        print_plain("  " + self.stage.said("demo.payout", event_id=event_id))
        self.stage.expect(claim, "paid")
        self.stage.show_mails()
        self.stage.show_history(claim)

    def _send(self, about: ClaimFolder) -> Claim:
        browser = self.stage.browser_of(self.login)
        draft = draft_claim(browser, CLEAN, about, points=POINTS)
        submit_draft(browser, draft)
        return self.stage.office.claims.get(draft.claim_id)

    def _forgotten(self) -> list[DocumentWritten]:
        return [one for one in self.about.documents if one.kind == FORGOTTEN]

    def _approve(self, claim: Claim) -> None:
        stage = self.stage
        review = open_review(stage.engine.url, stage.newest_mail(LINK))
        decided = approve(review, stage.newest_mail(CODE), **APPROVED)
        if stage.office.approvals.decision(claim.claim_id, claim.version) is None:
            raise UnexpectedAnswer(f"the decision was not taken: {decided.status}")
        stage.rest()

    def _acknowledge(self, claim: Claim) -> str:
        """Do what finance does: take the payout off the queue, book it, acknowledge it."""
        reader = wiring.feed_reader()
        received = reader.receive(limit=1, wait_seconds=5)
        if not received:
            raise UnexpectedAnswer("no payout came")
        message = read_payload(received[0].body)
        reader.delete(received[0].receipt)
        booked_at = self.stage.office.clock()
        answer = Acknowledgement(id=message.id, booked_at=booked_at, reference="demo")
        wiring.acknowledgements().send(answer)
        self.stage.settled(claim)
        return message.id

    def _show(self, claim: Claim, expected: str) -> None:
        """Show a claim's state, its open findings, what is claimable and who was written to."""
        stage = self.stage
        stage.expect(claim, expected)
        assessment = judged(claim.claim_id, claim.version, office=stage.office)
        amounts = {
            "claimable": money(assessment.waterfall.claimable, stage.locale),
            "claimed": money(claim.request.claimed, stage.locale),
        }
        state = name("state", claim.state, stage.locale)
        print_plain("  " + stage.said("demo.claimable", state=state, **amounts))
        for finding in assessment.findings:
            if finding.verdict != "pass":
                print_plain(f"  • {finding_text(finding, stage.locale)}")
        stage.show_mails()
