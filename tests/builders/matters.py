"""Matters that wait for consent, on their way through the workflow, in memory.

An application for a dinner of 29 September 2026, filed on the 25th by the partner's Anna.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cofund.books.ledger_audit import audit_ledger
from cofund.consenting import read_consent_token
from cofund.matter_states import may_follow
from cofund.models.activities import ApplicationContent, Audience, PlanLine
from cofund.models.approval import ReviewProgress
from cofund.models.claim import Person
from cofund.models.consents import Consent, Matter, MatterHead
from cofund.money import Money
from cofund.pages.views.frame import FieldError
from cofund.ports import Mail
from cofund.steps.activities.reserving import reserve_activity
from cofund.steps.consents.asking import read_consent, request_consent
from cofund.steps.consents.deciding import decide_consent
from cofund.steps.consents.filing import file_matter
from cofund.steps.consents.letters import notify_applicant
from cofund.steps.consents.links import Asked, open_asked
from cofund.steps.filing import Filer
from tests.builders.claim_files import an_activity, the_programme
from tests.builders.claims import ANNA
from tests.builders.reads import roubles
from tests.builders.walks import Run, once
from tests.fakes.office import FakeOffice

LINK = re.compile(r"/consent/([A-Za-z0-9_.\-]+)")
DINNER = date(2026, 9, 29)
ASKED = roubles(40_000)
LARGE = roubles(120_000)
"""Above what a mailed code proves."""


def a_content(*, asked: Money = ASKED, **changes: object) -> ApplicationContent:
    """Give what an application for the dinner asks."""
    activity = an_activity(first_day=DINNER, last_day=DINNER, name="Осенний ужин")
    plain = ApplicationContent(
        activity=activity,
        asked=asked,
        plan=(PlanLine(what="Ресторан", amount=roubles(250_000)),),
        audience=Audience(who="Директора складов", how_many=40),
        aim="Познакомить с новой линейкой",
    )
    return plain.model_copy(update=changes)


@dataclass
class ConsentWalk:
    """One version of an application on its way: what the state machine does, in its order."""

    office: FakeOffice
    matter: Matter
    run: Run = once
    waits: int = 0

    @property
    def head(self) -> MatterHead:
        """Where the matter stands."""
        return self.office.matters.get(self.matter.kind, self.matter.matter_id)

    @property
    def token(self) -> str:
        """The task token of the wait that is open."""
        return f"wait-{self.matter.matter_id}-{self.matter.version}-{self.waits}"

    def read(self) -> ReviewProgress:
        """Read the answer."""
        progress: ReviewProgress = self.run(lambda: read_consent(self.matter, office=self.office))
        return progress

    def ask(self) -> ReviewProgress:
        """Read the answer; where there is none, ask and begin to wait."""
        progress = self.read()
        if progress.outcome == "undecided":
            self.waits += 1
            self.office.consent_workflow.wait(self.token)
            self.run(
                lambda: request_consent(self.matter, progress.stage, self.token, office=self.office)
            )
        return progress

    def end(self) -> MatterHead:
        """Go from the answer to the end."""
        if self.read().outcome == "approved":
            self.run(lambda: reserve_activity(self.matter, office=self.office))
        self.run(lambda: notify_applicant(self.matter, office=self.office))
        return self.head


def filed(
    office: FakeOffice,
    content: ApplicationContent | None = None,
    *,
    filer: Filer = ANNA,
    run: Run = once,
) -> ConsentWalk:
    """File an application and give its walk."""
    asked = content or a_content()
    head: MatterHead = run(
        lambda: file_matter(
            "application", "app-1", asked, filer, programme=the_programme(), office=office
        )
    )
    return ConsentWalk(office, head.matter, run)


def consent_links(office: FakeOffice) -> list[str]:
    """Give the tokens of all links that approvers were mailed, in order."""
    found = (LINK.search(mail.text) for mail in office.mailer.sent if mail.purpose == "review")
    return [link[1] for link in found if link]


def the_asked(office: FakeOffice, token: str | None = None) -> Asked:
    """Give what lies behind a link, as its signed-in approver sees it; the last one's."""
    token = token or consent_links(office)[-1]
    reviewer = read_consent_token(token, office.macs, now=office.clock()).reviewer
    return open_asked(token, reviewer, office=office)


def letters_to(office: FakeOffice, person: Person) -> list[Mail]:
    """Give all mails that somebody got, in order."""
    return [mail for mail in office.mailer.sent if mail.to == person.mail]


def approver(office: FakeOffice) -> Person:
    """Give whom the last link asks."""
    return the_asked(office).reviewer


def consented(
    office: FakeOffice, choice: str, *, token: str | None = None, **fields: str
) -> Consent | tuple[FieldError, ...]:
    """Answer as the signed-in approver whom the last link asked."""
    asked = the_asked(office, token)
    form = {"csrf": asked.link.form_key, "choice": choice, "remark": "Потому что"}
    return decide_consent(asked, form | fields, asked.reviewer.login, office=office)


def assert_matter_sound(walk: ConsentWalk) -> None:
    """Check the ledger's laws, and that the matter's audit tells its life without a gap."""
    assert audit_ledger(walk.office.items).violations == ()
    head = walk.head
    entries = walk.office.matters.audit(walk.matter.kind, walk.matter.matter_id)
    assert [entry.revision for entry in entries] == list(range(1, head.revision + 1))
    assert entries[0].from_state is None
    assert entries[-1].to_state == head.state
    for before, entry in pairwise(entries):
        assert entry.from_state == before.to_state
        assert may_follow(walk.matter.kind, before.to_state, entry.to_state)
