"""The proof of an award: which link to check, and what follows from what was seen.

The check runs alone: it may reach the internet and nothing of ours. So one step before it says
what to look at, and one after it keeps what was seen.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

from cofund.books.matter_moves import MatterChange
from cofund.errors import LinkUsed, NotAccepted, NotInThisState, StaleVersion
from cofund.models.awards import Award, LinkChecked
from cofund.models.claim import Person
from cofund.models.consents import Matter, MatterHead
from cofund.models.proofs import MENDABLE, ProofProblem, ProofSeen, ProofTask
from cofund.proof_links.urls import page_digest, url_of
from cofund.steps.consents.letters import applicants
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office
from cofund.steps.points.awards import award_book

Outcome = Literal["ask", "returned"]
"""*ask*: an approver looks, or has looked. *returned*: whoever filed it sets the link right."""


def read_award(matter: Matter, *, office: Office) -> ProofTask:
    """Say which link proves a version, and by which terms it is looked at."""
    office.matters.started(matter)
    head = office.matters.get(matter.kind, matter.matter_id)
    award = office.matters.content(matter, Award)
    return ProofTask(
        link=award.link,
        programme=head.programme,
        programme_version=head.programme_version,
        earned_by=award.earned_by,
    )


def note_proof(checked: LinkChecked, *, office: Office) -> Outcome:
    """Keep what the check saw; a link that proves nothing gives the award back, with a letter.

    What is unclear does not: the approver sees it, and looks.

    Raises:
        TryAgain: others kept writing.
    """
    matter = Matter(kind=checked.kind, matter_id=checked.matter_id, version=checked.version)
    seen = award_book(office).note_seen(matter, checked.seen)
    problem = _problem(matter, seen, office=office)
    if problem is None:
        return "ask"
    change = MatterChange(
        to_state="returned", at=office.clock(), actor="note_proof", reason=problem
    )
    try:
        head = office.matters.advance(matter, "submitted", change)
    except (NotInThisState, StaleVersion):
        return "ask"  # withdrawn, or an operator's: what stands there says how it goes on
    for person in applicants(head, office=office):
        _tell(head, seen, problem, person, office=office)
    return "returned"


def _problem(matter: Matter, seen: ProofSeen, *, office: Office) -> ProofProblem | None:
    """Say what is wrong with a link for sure: what it is, or whose proof it is already."""
    if seen.verdict in MENDABLE:
        return seen.verdict
    if not seen.address:
        return None
    head = office.matters.get(matter.kind, matter.matter_id)
    try:
        _claim(seen.address, head, office=office)
    except LinkUsed:
        return "used"
    if seen.home:
        with suppress(LinkUsed):  # what a page says of itself is no proof: the approver is told
            _claim(seen.home, head, office=office)
    return None


def _claim(address: str, head: MatterHead, *, office: Office) -> None:
    page = page_digest(url_of(address))
    award_book(office).claim_page(head.matter.matter_id, page, programme=head.programme)


def _tell(
    head: MatterHead, seen: ProofSeen, problem: ProofProblem, person: Person, *, office: Office
) -> None:
    """Send the letter; an address refused for good loses the mail, the page still tells all."""
    from cofund.pages.of_points import mail_link_returned  # most links are fine
    from cofund.pages.views.points import LinkReturnedMail

    award = office.matters.content(head.matter, Award)
    programme = office.programme(head.programme, head.programme_version)
    view = LinkReturnedMail(
        to_name=person.name,
        zone=programme.zone,
        title=award.title,
        proof_link=award.link,
        problem=problem,
        status=seen.status,
        link=f"{office.public_url}/points/awards/{head.matter.matter_id}",
    )
    mail = mail_to(person, mail_link_returned(view, locale=person.locale), purpose="letter")
    key = f"proof-{head.matter.matter_id}-v{head.matter.version}-{person.login}"
    try:
        send_once(key, mail, office=office)
    except NotAccepted:
        office.metrics.count("LetterRefused", step="note_proof")
