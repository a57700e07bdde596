"""The demo's story, told on a running engine.

It is told by the samples: each is a folder with a claim and its documents, dated in a year that may
be over when you read this. The story therefore puts the engine's clock to each claim's day.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.markup import escape

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.cli.browsing import UnexpectedAnswer
from cofund.cli.engine import PROJECT, WARM, set_clock
from cofund.cli.output import console, print_plain
from cofund.cli.seed import SAME_FOR_ALL, read_seed, seed_with
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
from cofund.cli.words import counted, said, seconds
from cofund.files.written import load_claim_folder
from cofund.models.claim import Claim, Locale
from cofund.models.claim_folder import ClaimFolder
from cofund.models.payout import Acknowledgement
from cofund.models.seed import Seed
from cofund.pages.formats import money
from cofund.pages.messages import finding_text, name
from cofund.payout import read_payload
from cofund.steps.operating import audit_ledger
from cofund.steps.reviewing import judged

if TYPE_CHECKING:
    from infra.local.engine import Engine

T = TypeVar("T")

SAMPLES = PROJECT / "samples"
CLEAN = "clean"
AT_REST_SECONDS = 300.0
"""How long a claim may take to wait for somebody, on a busy machine."""
MAIL_LINES = 3
"""How much of a mail is shown."""


@dataclass
class Story:
    """The story, and how far it has been told."""

    engine: Engine
    clock_file: Path
    office: LiveOffice
    locale: Locale
    mails_shown: int = field(default=0, init=False)

    def tell(self) -> None:
        """Tell all of it.

        Raises:
            UnexpectedAnswer: something went otherwise than it should.
            StillBusy: a claim did not come to rest in time.
        """
        clean = load_claim_folder(SAMPLES / CLEAN)
        set_clock(self.clock_file, clean.claim.submitted_at)
        seed_with(self.seed, password=SAME_FOR_ALL, office=self.office)
        self.engine.prewarm(WARM)
        console.rule(self.said("demo.clean"))
        self.pay(SAMPLES / CLEAN, clean)
        console.rule(self.said("demo.mistakes"))
        for folder in sorted(path.parent for path in SAMPLES.glob("*/claim.yaml")):
            if folder.name != CLEAN:
                self.show_mistake(folder, load_claim_folder(folder))
        console.rule(self.said("demo.books"))
        self.audit()

    def pay(self, folder: Path, about: ClaimFolder) -> None:
        """Take the clean claim from upload to paid."""
        self.open_chapter(folder.name)
        login = self.login_of(about)
        claim = self.timed("demo.uploaded", lambda: self.file(folder, about), login=login)
        claim = self.timed("demo.judged", lambda: self.settled(claim))
        self.show_answer(claim, "in_review")
        self.timed("demo.decided", lambda: self.approve(claim))
        self.expect(claim, "payout_sent")
        event_id = self.timed("demo.acknowledged", lambda: self.acknowledge(claim))
        print_plain("  " + self.said("demo.payout", event_id=event_id))
        self.expect(claim, "paid")
        self.show_mails()
        self.show_history(claim)

    def show_mistake(self, folder: Path, about: ClaimFolder) -> None:
        """File a claim with a mistake and show what its partner is told."""
        set_clock(self.clock_file, about.claim.submitted_at)
        console.print()
        self.open_chapter(folder.name)
        claim = self.settled(self.file(folder, about))
        self.show_answer(claim, judged(claim.claim_id, claim.version, office=self.office).outcome)

    def open_chapter(self, sample: str) -> None:
        """Say which sample is next and what it shows."""
        what = escape(self.said(f"sample.{sample}"))
        console.print(f"[bold]{sample}[/]: {what}", highlight=False, soft_wrap=True)

    def audit(self) -> None:
        """Check the books after all that."""
        report = audit_ledger(office=self.office)
        print_plain(
            ", ".join(
                counted(f"demo.{what}", getattr(report, what), self.locale)
                for what in ("funds", "postings", "holds")
            )
        )
        for broken in report.violations:
            raise UnexpectedAnswer(self.said("demo.broken", law=broken.law, subject=broken.subject))
        print_plain(self.said("demo.sound"))

    def invite(self) -> None:
        """Say where to look on."""
        words = {"pages": f"{self.engine.url}/sign-in", "mailbox": f"{self.engine.url}/_local/"}
        logins = ", ".join(person.login for person in self.seed.people)
        print_plain(self.said("demo.stays", **words, logins=logins, password=SAME_FOR_ALL))

    @cached_property
    def seed(self) -> Seed:
        """Give the samples' partners and people, who all read the story's language."""
        content = read_seed(SAMPLES / "seed.yaml")
        people = [one.model_copy(update={"locale": self.locale}) for one in content.people]
        return content.model_copy(update={"people": tuple(people)})

    def login_of(self, about: ClaimFolder) -> str:
        """Give the login of the partner's person."""
        partner_id = about.partner.partner_id
        return next(one.login for one in self.seed.people if one.partner_id == partner_id)

    def file(self, folder: Path, about: ClaimFolder) -> Claim:
        """Sign in as the partner, open the claim, send its documents, submit it."""
        browser = sign_in(self.engine.url, self.login_of(about), SAME_FOR_ALL)
        draft = draft_claim(browser, folder, about)
        submit_draft(browser, draft)
        return self.office.claims.get(draft.claim_id)

    def approve(self, claim: Claim) -> None:
        """Open the link that the reviewer was mailed, ask for a code, approve with it."""
        review = open_review(self.engine.url, self.newest_mail(LINK))
        decided = approve(review, self.newest_mail(CODE))
        if self.office.approvals.decision(claim.claim_id, claim.version) is None:
            raise UnexpectedAnswer(f"the decision was not taken: {decided.status}")
        self.settled(claim)

    def newest_mail(self, wanted: re.Pattern[str]) -> str:
        """Give what the newest mail that has it says."""
        return found_last(wanted, (mail.text for mail in self.engine.mail()))

    def acknowledge(self, claim: Claim) -> str:
        """Do what finance does: take the payout off the queue, book it, acknowledge it."""
        reader = wiring.feed_reader()
        received = reader.receive(limit=1, wait_seconds=5)
        if not received:
            raise UnexpectedAnswer("no payout came")
        message = read_payload(received[0].body)
        reader.delete(received[0].receipt)
        answer = Acknowledgement(id=message.id, booked_at=self.office.clock(), reference="demo")
        wiring.acknowledgements().send(answer)
        self.settled(claim)
        return message.id

    def settled(self, claim: Claim) -> Claim:
        """Wait until the claim waits for somebody, or has ended."""
        self.engine.drain(AT_REST_SECONDS)
        return self.office.claims.get(claim.claim_id)

    def show_answer(self, claim: Claim, expected: str) -> None:
        """Show a claim's state, its open findings, what is claimable and who was written to."""
        self.expect(claim, {"return": "returned", "review": "in_review"}.get(expected, expected))
        assessment = judged(claim.claim_id, claim.version, office=self.office)
        amounts = {
            "claimable": money(assessment.waterfall.claimable, self.locale),
            "claimed": money(claim.request.claimed, self.locale),
        }
        state = name("state", claim.state, self.locale)
        print_plain("  " + self.said("demo.claimable", state=state, **amounts))
        for finding in assessment.findings:
            if finding.verdict != "pass":
                print_plain(f"  • {finding_text(finding, self.locale)}")
        self.show_mails()

    def show_mails(self) -> None:
        """Show to whom was written since the last look, and how the mails begin."""
        mails = self.engine.mail()
        for mail in mails[self.mails_shown :]:
            head = self.said("demo.mail", to=", ".join(mail.to), subject=mail.subject)
            print_plain(f"  ✉ {head}")
            written = [line.strip() for line in mail.text.splitlines() if line.strip()]
            for line in written[:MAIL_LINES]:
                print_plain(f"    {line}")
        self.mails_shown = len(mails)

    def show_history(self, claim: Claim) -> None:
        """Show every state that a claim went through."""
        for entry in self.office.claims.audit(claim.claim_id):
            words = {"state": name("state", entry.to_state, self.locale), "actor": entry.actor}
            print_plain("  " + self.said("demo.change", time=f"{entry.at:%H:%M:%S}", **words))

    def expect(self, claim: Claim, state: str) -> None:
        """Stop the story where it goes wrong."""
        found = self.office.claims.get(claim.claim_id).state
        if found != state:
            raise UnexpectedAnswer(f"the claim is {found}, not {state}")

    def timed(self, msgid: str, act: Callable[[], T], **params: str) -> T:
        """Do something and say how long it took."""
        began = time.perf_counter()
        result = act()
        took = seconds(time.perf_counter() - began, self.locale)
        print_plain("• " + self.said(msgid, seconds=took, **params))
        return result

    def said(self, msgid: str, **params: str) -> str:
        """Give a text in the story's language."""
        return said(msgid, self.locale, **params)
