"""What each chapter of the demo's story works with: the engine, its clock, its mails, words."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.markup import escape

from cofund.aws.live_office import LiveOffice
from cofund.cli.browsing import Browser, UnexpectedAnswer
from cofund.cli.engine import PROJECT, set_clock
from cofund.cli.output import console, print_plain
from cofund.cli.seed import SAME_FOR_ALL, read_seed
from cofund.cli.visits import found_last, sign_in
from cofund.cli.words import said, seconds
from cofund.models.claim import Claim, Locale
from cofund.models.seed import Seed
from cofund.pages.formats import day, moment
from cofund.pages.messages import name

if TYPE_CHECKING:
    from infra.local.engine import Engine

T = TypeVar("T")

SAMPLES = PROJECT / "samples"
AT_REST_SECONDS = 300.0
"""How long work may take to come to rest, on a busy machine."""
MAIL_LINES = 3
"""How much of a mail is shown."""


@dataclass
class Stage:
    """A running engine, and how far its story has been told."""

    engine: Engine
    clock_file: Path
    office: LiveOffice
    locale: Locale
    mails_shown: int = field(default=0, init=False)

    @cached_property
    def seed(self) -> Seed:
        """Give the samples' partners and people, who all read the story's language."""
        content = read_seed(SAMPLES / "seed.yaml")
        people = [one.model_copy(update={"locale": self.locale}) for one in content.people]
        return content.model_copy(update={"people": tuple(people)})

    def open_chapter(self, chapter: str, now: datetime) -> None:
        """Put the clock to a chapter's day and say what it tells."""
        set_clock(self.clock_file, now)
        console.rule(
            escape(f"{day(now.date(), self.locale)} · {self.said(f'year.chapter.{chapter}')}")
        )

    def browser_of(self, login: str) -> Browser:
        """Give the browser of a person who has signed in."""
        return sign_in(self.engine.url, login, SAME_FOR_ALL)

    def newest_mail(self, wanted: re.Pattern[str]) -> str:
        """Give what the newest mail that has it says."""
        return found_last(wanted, (mail.text for mail in self.engine.mail()))

    def rest(self) -> None:
        """Wait until everything waits for somebody, or has ended."""
        self.engine.drain(AT_REST_SECONDS)

    def settled(self, claim: Claim) -> Claim:
        """Give a claim once it waits for somebody, or has ended."""
        self.rest()
        return self.office.claims.get(claim.claim_id)

    def expect(self, claim: Claim, state: str) -> None:
        """Stop the story where it goes wrong."""
        found = self.office.claims.get(claim.claim_id).state
        if found != state:
            raise UnexpectedAnswer(f"the claim is {found}, not {state}")

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
        zone = self.office.programme_zone
        for entry in self.office.claims.audit(claim.claim_id):
            words = {"state": name("state", entry.to_state, self.locale), "actor": entry.actor}
            at = moment(entry.at, self.locale, zone=zone)
            print_plain("  " + self.said("demo.change", time=at, **words))

    def tell(self, msgid: str, **params: str) -> None:
        """Say one thing that happened."""
        print_plain("• " + self.said(msgid, **params))

    def timed(self, msgid: str, act: Callable[[], T], **params: str) -> T:
        """Do something and say how long it took."""
        began = time.perf_counter()
        result = act()
        took = seconds(time.perf_counter() - began, self.locale)
        self.tell(msgid, seconds=took, **params)
        return result

    def said(self, msgid: str, **params: str) -> str:
        """Give a text in the story's language."""
        return said(msgid, self.locale, **params)
