"""A matter before its approver: read the answer, and ask by mail.

The consent item is the only arbiter. The workflow's wait is woken by its task token, and whatever
woke it, it reads the item; a link, a token or a mail agrees to nothing.
"""

from __future__ import annotations

from cofund.approval import LINK_LIFETIME, needs_sign_in, plan_review, stand_in
from cofund.books.matter_moves import MatterChange
from cofund.calendar import local_day
from cofund.consenting import choose_approver, consent_token, may_answer
from cofund.errors import AlreadyDecided, NotInThisState, StaleVersion, TryAgain
from cofund.models.approval import ReviewProgress
from cofund.models.claim import Person
from cofund.models.consents import Consent, ConsentRequest, Matter, MatterHead, MatterShown
from cofund.models.programme import Programme
from cofund.models.stages import ReviewStage
from cofund.ports import Mail
from cofund.steps.consents.kinds import kind_of
from cofund.steps.mailing import mail_to, send_once
from cofund.steps.office import Office


def read_consent(matter: Matter, *, office: Office) -> ReviewProgress:
    """Give what was answered on a version; where nothing was, how long to wait for whom.

    The first look puts the version before its approver. When the time for an answer is over, the
    timeout is stored here, if nothing else was.

    Raises:
        NotInThisState: the matter waits for an operator.
        TryAgain: the matter is moving on at this moment.
    """
    consent = office.matters.consent(matter)
    if consent is None:
        head = _before_approver(matter, office=office)
        progress = _plan(head, office=office)
        if progress.outcome != "timed_out":
            return progress
        consent = _time_out(matter, office=office)
    office.matters.picked_up(matter)
    return ReviewProgress(outcome=consent.outcome, stage="first", wait_seconds=1)


def request_consent(matter: Matter, stage: ReviewStage, task_token: str, *, office: Office) -> None:
    """Ask the approver whose turn it is, by one link; the link before it no longer works.

    A retry asks by the same link and mails it once. Where an answer came in meanwhile nobody is
    asked: the sweeper finds it and wakes this wait.
    """
    head = office.matters.get(matter.kind, matter.matter_id)
    programme = office.programme(head.programme, head.programme_version)
    shown = kind_of(matter).shown(matter, office)
    approver, absent = _approver(head, stage, shown, programme, office=office)
    now = office.clock()
    request = ConsentRequest(
        jti=office.ids(),
        matter=matter,
        reviewer=approver.login,
        stage=stage,
        on_behalf_of=absent,
        content_hash=shown.content_hash,
        form_key=office.ids(),
        issued_at=now,
        expires_at=now + LINK_LIFETIME,
    )
    issued = office.consent_links.issue(request, task_token=task_token)
    if office.matters.consent(matter) is None:
        mail = _mail(issued, shown, programme, approver, office=office)
        send_once(f"consent-{issued.jti}", mail, office=office)


def _before_approver(matter: Matter, *, office: Office) -> MatterHead:
    """Give the head of a version that is before its approver; the first look takes it there."""
    office.matters.started(matter)
    now = office.clock()
    change = MatterChange(
        to_state="in_review",
        at=now,
        actor="read_consent",
        assign={"review_began_at": now.isoformat()},
    )
    try:
        return office.matters.move(matter, "submitted", change)
    except (NotInThisState, StaleVersion):
        head = office.matters.get(matter.kind, matter.matter_id)
        if head.matter == matter and head.state == "in_review":
            return head
        if office.matters.consent(matter) is None:
            raise
        raise TryAgain("it was answered at this moment") from None


def _plan(head: MatterHead, *, office: Office) -> ReviewProgress:
    programme = office.programme(head.programme, head.programme_version)
    return plan_review(
        head.review_began_at or head.submitted_at,
        programme.review,
        now=office.clock(),
        first_approved=False,
    )


def _time_out(matter: Matter, *, office: Office) -> Consent:
    """Store that time ran out, unless somebody answered at this very moment."""
    consent = Consent(
        matter=matter,
        outcome="timed_out",
        decided_at=office.clock(),
        decided_by="read_consent",
    )
    try:
        office.matters.decide(consent, link=None)
    except (AlreadyDecided, StaleVersion):
        stored = office.matters.consent(matter)
        if stored is None:
            raise TryAgain("the matter is moving on") from None
        return stored
    return consent


def _approver(
    head: MatterHead,
    stage: ReviewStage,
    shown: MatterShown,
    programme: Programme,
    *,
    office: Office,
) -> tuple[Person, str | None]:
    """Give who is asked, and whose place they take where it is another's."""
    roles = kind_of(head.matter).roles
    people = tuple(person for role in roles for person in office.directory.people(role))
    approver = choose_approver(head, stage, people, roles)
    deputy = stand_in(
        approver,
        office.approvals.delegations(approver.login),
        shown.worth,
        today=local_day(office.clock(), programme.zone),
    )
    able = {person.login: person for person in people if may_answer(head, person, roles)}
    if deputy is None or deputy not in able:
        return approver, None
    return able[deputy], approver.login


def _mail(
    request: ConsentRequest,
    shown: MatterShown,
    programme: Programme,
    approver: Person,
    *,
    office: Office,
) -> Mail:
    from cofund.pages.of_consents import mail_consent_request  # the first look sends no mail
    from cofund.pages.views.consents import ConsentRequestMail

    view = ConsentRequestMail(
        to_name=approver.name,
        zone=programme.zone,
        stage=request.stage,
        shown=shown,
        link=f"{office.public_url}/consent/{consent_token(request, office.macs)}",
        expires_at=request.expires_at,
        proof="sign_in" if needs_sign_in(shown.worth, programme.review) else "code",
    )
    return mail_to(approver, mail_consent_request(view, locale=approver.locale), purpose="review")
