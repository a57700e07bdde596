"""Real claims on the real state machine, in this program: the template's stack, our functions.

Only four things are not as on AWS: time is virtual, documents are read once and remembered by
their bytes, passwords are kept in memory, and faults strike where a test plans them.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import rapidfuzz.fuzz  # noqa: F401 - the functions run in threads here, which must not import it at once

from cofund.aws import wiring
from cofund.aws.live_office import LiveOffice
from cofund.books.ledger_audit import audit_ledger
from cofund.files.written import load_claim_folder, load_seed
from cofund.models.claim import Claim, ClaimRequest, Person
from cofund.models.claim_folder import ClaimFolder
from cofund.models.payout import Acknowledgement
from cofund.models.points import AccountKey, EarnPoints
from cofund.money import Money
from cofund.payout import read_payload
from cofund.steps import reading
from cofund.steps.claim_points import company_account
from cofund.steps.claiming import submit
from cofund.steps.correcting import correct
from cofund.steps.deciding import decide
from cofund.steps.informing import answer_question
from cofund.steps.opening import open_claim
from cofund.steps.review_links import open_review
from cofund.steps.seeding import seed
from cofund.steps.uploading import CONTENT_TYPES, TicketRequest, upload_ticket
from infra.local.faults import FaultPlan, Planned
from infra.local.in_process import InProcess, Items
from infra.local.virtual_time import VirtualTime, virtual_time
from tests.builders.claim_files import the_programme
from tests.fakes.sign_in import MemorySignIn
from tests.workflow.walk import PARAMETERS, TEMPLATE

SAMPLES = TEMPLATE.parent / "samples"
LINK = re.compile(r"/review/(\S+)")
START = datetime.fromisoformat("2026-11-20T12:00:00+03:00")
PASSWORD = "a long enough Password 1"
SWEPT_WITHIN = 300
"""Seconds."""
TABLES = ("LEDGER_TABLE", "CLAIMS_TABLE")


def every_function() -> dict[str, Any]:
    """Give the modules of all functions by their logical ids: "ocr_pages" is "OcrPages"."""
    names = sorted(path.stem for path in (TEMPLATE.parent / "functions").glob("[a-z]*.py"))
    return {
        "".join(word.capitalize() for word in name.split("_")): importlib.import_module(
            f"functions.{name}"
        )
        for name in names
    }


@dataclass
class House:
    """A seeded installation and what people do in it."""

    stack: InProcess
    clock: VirtualTime
    office: LiveOffice
    _seeded: Items = field(default_factory=dict)
    """The tables' items as the seed left them."""

    def begin(self, *planned: Planned) -> None:
        """Bring the tables back to the seed, empty the feed, and plan faults for what comes."""
        self.stack.faults = FaultPlan()
        while self.clock.time_out_waits():
            self.drain()
        self.feed()
        if not self._seeded:
            seed(load_seed(SAMPLES / "seed.yaml"), password=PASSWORD, office=self.office)
            self._seeded = self.stack.items(*(os.environ[variable] for variable in TABLES))
        self.stack.put_back(self._seeded)
        self.stack.faults = FaultPlan(*planned)

    def submit(self, sample: str, *, points: int = 0) -> Claim:
        """File a sample's claim as its partner's person would, up to the submission."""
        claim = self.draft(sample, points=points)
        return submit(claim, self.person(claim.opened_by), office=self.office)

    def earn(self, points: int) -> AccountKey:
        """Give the samples' partner points of this year; give their account."""
        account = company_account("integrator", the_programme(), office=self.office)
        self.office.points.open_account(account)
        earned = EarnPoints(
            account=account,
            actor="seed",
            reason="",
            at=self.office.clock(),
            programme_version="2026.1",
            award="seed",
            points=points,
        )
        self.office.points.post(earned)
        return account

    def draft(self, sample: str, *, points: int = 0) -> Claim:
        """Open a sample's claim and send its documents, as its partner's person would."""
        folder = SAMPLES / sample
        about = load_claim_folder(folder)
        person = self.person_of(about)
        request = ClaimRequest(
            application_id=about.application.application_id,
            claimed=about.claim.claimed,
            sponsor_money=Money.zero(about.claim.claimed.currency),
            participant_count=about.claim.participant_count,
            points=points,
        )
        claim = open_claim(request, person, office=self.office)
        self.send(claim, folder, about)
        return self.claim(claim.claim_id)

    def send(self, claim: Claim, folder: Path, about: ClaimFolder) -> None:
        """Send a sample's documents for a draft."""
        for document in about.documents:
            file = folder / document.file
            content_type = next(n for n, e in CONTENT_TYPES.items() if file.suffix in e)
            asked = TicketRequest(
                kind=document.kind, content_type=content_type, file_name=file.name
            )
            ticket = upload_ticket(claim, asked, redirect_to=None, office=self.office)
            self.office.files.write(
                "quarantine", ticket.fields["key"], file.read_bytes(), content_type=content_type
            )

    def person_of(self, about: ClaimFolder) -> Person:
        """Give the sample's partner's person."""
        return self.office.directory.people_of(about.partner.partner_id)[0]

    def person(self, login: str) -> Person:
        """Give somebody by login."""
        return self.office.directory.person(login)

    def drain(self) -> None:
        """Wait until everything is done or waits for an answer."""
        self.stack.drain()

    def claim(self, claim_id: str) -> Claim:
        """Give a claim as it stands."""
        return self.office.claims.get(claim_id)

    def newest_link(self) -> str:
        """Give the token of the link in the newest review mail."""
        for mail in reversed(self.stack.mail()):
            match = LINK.search(mail.text)
            if match is not None:
                return match.group(1)
        raise AssertionError("no review mail was sent")

    def answer(self, choice: str, **fields: str) -> Any:
        """Let the reviewer of the newest link answer, signed in."""
        return self.answer_by(self.newest_link(), choice, **fields)

    def answer_by(self, token: str, choice: str, **fields: str) -> Any:
        """Let the reviewer of a link answer, signed in."""
        reviewer = open_review(token, None, office=self.office).link.reviewer
        review = open_review(token, reviewer, office=self.office)
        form = {"csrf": review.link.form_key, "choice": choice, "remark": "Because.", **fields}
        return decide(review, form, reviewer, office=self.office)

    def correct(self, kind: str, fields: dict[str, str]) -> None:
        """Let the reviewer of the newest link, signed in, set right what was read of a paper."""
        token = self.newest_link()
        reviewer = open_review(token, None, office=self.office).link.reviewer
        review = open_review(token, reviewer, office=self.office)
        papers = {paper.declared_kind: paper.document_id for paper in review.claim.documents}
        form = {"csrf": review.link.form_key, "document": papers[kind], **fields}
        assert correct(review, form, reviewer, office=self.office) == ()

    def reply(self, claim_id: str, text: str) -> None:
        """Let the partner answer the open question; the sweep wakes the workflow."""
        claim = self.claim(claim_id)
        asked = self.office.information.of_version(claim_id, claim.version)
        person = self.person(claim.opened_by)
        answer_question(claim, len(asked), text, person, office=self.office)

    def sweep(self) -> None:
        """Let the sweep find what sleeps, and wait until all is done or waits again."""
        self.clock.pass_by(SWEPT_WITHIN)
        self.stack.invoke("SweepDecisions", {})
        self.drain()

    def feed(self) -> tuple[str, ...]:
        """Take everything off finance's queue; give the messages' ids in order of arrival."""
        found: list[str] = []
        reader = wiring.feed_reader()
        while batch := reader.receive(limit=10, wait_seconds=0):
            for received in batch:
                found.append(read_payload(received.body).id)
                reader.delete(received.receipt)
        return tuple(found)

    def acknowledge(self, event_id: str) -> None:
        """Answer as finance does."""
        answer = Acknowledgement(id=event_id, booked_at=self.office.clock())
        wiring.acknowledgements().send(answer)
        self.drain()

    def ensure_sound(self) -> None:
        """Check every law of the ledger and of the claims' audit."""
        report = audit_ledger(self.office.items)
        assert report.sound, report.violations


@contextmanager
def a_house(patch: pytest.MonkeyPatch) -> Iterator[House]:
    """Put up the stack with our functions, in virtual time."""
    _forget_wiring()
    for name in ("read_and_draw", "read_document", "recognise"):
        patch.setattr(reading, name, _remembered(getattr(reading, name)))
    with virtual_time(START) as clock:
        patch.setattr(wiring, "clock", lambda: clock.now)
        people = MemorySignIn()
        patch.setattr(wiring, "sign_in", lambda: people)
        modules = every_function()
        for module in modules.values():
            patch.setattr(module, "OFFICE", LiveOffice(), raising=False)  # one has none
        handlers = {name: module.handler for name, module in modules.items()}
        with InProcess.start(TEMPLATE, parameters=PARAMETERS, handlers=handlers) as stack:
            patch.setenv("ACKNOWLEDGEMENT_QUEUE_URL", stack.outputs["AcknowledgementQueueUrl"])
            for spec in stack.functions.values():
                for name, value in spec.environment.items():
                    patch.setenv(name, value)
            yield House(stack, clock, LiveOffice())
    _forget_wiring()


def _forget_wiring() -> None:
    for cached in vars(wiring).values():
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()


def _remembered(read: Callable[..., Any]) -> Callable[..., Any]:
    """Read every file once: its content is the same each time, only its id is another."""
    found: dict[str, Any] = {}

    @functools.wraps(read)
    def again(document: bytes, *, document_id: str, **more: Any) -> Any:
        digest = hashlib.sha256(document).hexdigest()
        if digest not in found:
            found[digest] = read(document, document_id=document_id, **more)
        known = found[digest]
        if isinstance(known, tuple):
            content, *images = known
            return content.model_copy(update={"document_id": document_id}), *images
        return known.model_copy(update={"document_id": document_id})

    return again
