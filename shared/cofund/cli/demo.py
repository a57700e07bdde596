"""`cofund demo`: one claim from upload to payout, then every classic mistake, through real pages.

The story is told by the samples: each is a folder with a claim and its documents, dated in a year
that may be over when you read this. The demo therefore puts the engine's clock to each claim's day.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.cli.browsing import Browser, UnexpectedAnswer
from cofund.cli.engine import PROJECT, WARM, running_engine, set_clock
from cofund.cli.local import wait_for_ctrl_c
from cofund.cli.output import console
from cofund.cli.seed import SAME_FOR_ALL, seed_from
from cofund.cli.visits import (
    CODE,
    LINK,
    approve,
    draft_claim,
    found_last,
    open_review,
    sign_in,
    submit_draft,
)
from cofund.models.claim import Claim, Locale
from cofund.models.claim_folder import ClaimFolder
from cofund.models.payout import Acknowledgement
from cofund.pages.formats import money
from cofund.pages.messages import finding_text
from cofund.payout import read_payload
from cofund.steps.operating import audit_ledger
from cofund.steps.reviewing import judged
from cofund.written import load_claim_folder, load_seed

if TYPE_CHECKING:
    from infra.local.engine import Engine

T = TypeVar("T")

SAMPLES = PROJECT / "samples"
CLEAN = "clean"


def demo(
    port: Annotated[int, typer.Option(help="Where the pages are; 0: any free one.")] = 0,
    language: Annotated[str, typer.Option(help="Of the findings shown: ru or en.")] = "en",
) -> None:
    """Run a claim from upload to payout on this machine, then show what mistakes are answered."""
    locale: Locale = "ru" if language == "ru" else "en"
    with tempfile.TemporaryDirectory(prefix="cofund-demo-") as folder:
        clock_file = Path(folder) / "clock"
        clock_file.write_text("0")
        began = time.perf_counter()
        with running_engine(port=port, state_dir=None, clock_file=clock_file) as engine:
            console.rule(f"the engine is up in {time.perf_counter() - began:.1f} s")
            story = Story(engine, clock_file, LiveOffice(), locale)
            story.tell()
            if sys.stdout.isatty():
                console.print(f"pages   {engine.url}/sign-in   mailbox {engine.url}/_local/mail")
                console.print(f"every login has the password {SAME_FOR_ALL}; Ctrl-C stops")
                wait_for_ctrl_c()


@dataclass
class Story:
    """The demo's story, on a running engine."""

    engine: Engine
    clock_file: Path
    office: LiveOffice
    locale: Locale

    def tell(self) -> None:
        """Tell all of it."""
        clean = load_claim_folder(SAMPLES / CLEAN)
        set_clock(self.clock_file, clean.claim.submitted_at)
        seed_from(SAMPLES / "seed.yaml", office=self.office)
        self.engine.prewarm(WARM)
        self.pay(SAMPLES / CLEAN, clean)
        console.rule("what each mistake is answered")
        for folder in sorted(path.parent for path in SAMPLES.glob("*/claim.yaml")):
            if folder.name != CLEAN:
                self.show_mistake(folder, load_claim_folder(folder))
        console.rule("the books")
        report = audit_ledger(office=self.office)
        counted = f"{report.funds} funds, {report.postings} postings, {report.holds} holds"
        console.print(f"{counted}: {'every law holds' if report.sound else 'BROKEN'}")
        if not report.sound:
            raise typer.Exit(1)

    def pay(self, folder: Path, about: ClaimFolder) -> None:
        """Take the clean claim from upload to paid."""
        console.rule(f"one claim from upload to payout: {about.about}")
        claim = self.timed("uploaded and submitted", lambda: self.file(folder, about))
        claim = self.timed("read, judged, money held, reviewer asked", lambda: self.settled(claim))
        self.expect(claim, "in_review")
        self.show_assessment(claim)
        self.timed("decided by the mailed link and code", lambda: self.approve(claim))
        claim = self.settled(claim)
        self.expect(claim, "payout_sent")
        event_id = self.timed("taken off finance's queue and acknowledged", self.acknowledge)
        claim = self.settled(claim)
        self.expect(claim, "paid")
        console.print(f"paid: {event_id}")
        for entry in self.office.claims.audit(claim.claim_id):
            console.print(f"  {entry.at:%H:%M:%S} {entry.to_state} by {entry.actor}", style="dim")

    def show_mistake(self, folder: Path, about: ClaimFolder) -> None:
        """File a claim with a mistake and show what its partner is told."""
        set_clock(self.clock_file, about.claim.submitted_at)
        claim = self.settled(self.file(folder, about))
        console.print(f"\n[bold]{folder.name}[/]: {about.about}")
        self.show_assessment(claim)

    def file(self, folder: Path, about: ClaimFolder) -> Claim:
        """Sign in as the partner, open the claim, send its documents, submit it."""
        browser = self.signed_in(about.partner.partner_id)
        draft = draft_claim(browser, folder, about)
        submit_draft(browser, draft)
        return self.office.claims.get(draft.claim_id)

    def signed_in(self, partner_id: str) -> Browser:
        """Give the browser of a partner's person."""
        people = load_seed(SAMPLES / "seed.yaml").people
        login = next(person.login for person in people if person.partner_id == partner_id)
        return sign_in(self.engine.url, login, SAME_FOR_ALL)

    def approve(self, claim: Claim) -> None:
        """Open the link that the reviewer was mailed, ask for a code, approve with it."""
        review = open_review(self.engine.url, self.newest_mail(LINK))
        decided = approve(review, self.newest_mail(CODE))
        if self.office.approvals.decision(claim.claim_id, claim.version) is None:
            raise UnexpectedAnswer(f"the decision was not taken: {decided.status}")

    def newest_mail(self, wanted: re.Pattern[str]) -> str:
        """Give what the newest mail that has it says."""
        return found_last(wanted, (mail.text for mail in self.engine.mail()))

    def acknowledge(self) -> str:
        """Do what finance does: take the payout off the queue, book it, acknowledge it."""
        reader = wiring.feed_reader()
        received = reader.receive(limit=1, wait_seconds=5)
        if not received:
            raise UnexpectedAnswer("no payout came")
        message = read_payload(received[0].body)
        reader.delete(received[0].receipt)
        answer = Acknowledgement(id=message.id, booked_at=self.office.clock(), reference="demo")
        wiring.acknowledgements().send(answer)
        return message.id

    def settled(self, claim: Claim) -> Claim:
        """Wait until the claim waits for somebody, or has ended."""
        self.engine.drain()
        return self.office.claims.get(claim.claim_id)

    def show_assessment(self, claim: Claim) -> None:
        """Show a claim's state, its open findings and what is claimable."""
        assessment = judged(claim.claim_id, claim.version, office=self.office)
        claimable = money(assessment.waterfall.claimable, self.locale)
        asked = money(claim.request.claimed, self.locale)
        console.print(f"  {claim.state}: {claimable} of {asked} claimable")
        for finding in assessment.findings:
            if finding.verdict != "pass":
                text = finding_text(finding, self.locale)
                console.print(f"  [{finding.effect}] {text}", highlight=False, markup=False)

    def expect(self, claim: Claim, state: str) -> None:
        """Stop the story where it goes wrong."""
        if claim.state != state:
            raise UnexpectedAnswer(f"the claim is {claim.state}, not {state}")

    def timed(self, what: str, act: Callable[[], T]) -> T:
        """Do something and say how long it took."""
        began = time.perf_counter()
        result = act()
        console.print(f"{what}: {time.perf_counter() - began:.2f} s")
        return result
