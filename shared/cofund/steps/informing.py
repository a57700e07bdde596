"""A reviewer's question to the partner: asked, mailed, answered, or left without an answer.

While it is open the reviewer's clock stands still. A question that nobody answers goes back to its
reviewer with just that said: a person decides, silence never does.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cofund.books.claim_moves import Change
from cofund.calendar import local_day
from cofund.errors import NotInThisState, TryAgain
from cofund.models.approval import InformationRequest
from cofund.models.claim import Claim
from cofund.steps.filing import Filer, on_behalf_of
from cofund.steps.office import Office

if TYPE_CHECKING:
    # The terms are much to import, and most of what is told needs none.
    from cofund.models.programme import Programme

if TYPE_CHECKING:
    from cofund.steps.review_links import Review


def ask_partner(review: Review, question: str, *, office: Office) -> InformationRequest:
    """Store a reviewer's question; the claim then waits for the partner.

    Raises:
        AlreadyDecided: a decision stands, or the link was used.
        StaleVersion: the claim is not as it was shown.
        TooMany: the version has had all its questions.
    """
    claim, now = review.claim, office.clock()
    days = review.programme.deadlines.information_days.value
    asked = office.information.of_version(claim.claim_id, claim.version)
    request = InformationRequest(
        claim_id=claim.claim_id,
        version=claim.version,
        number=len(asked) + 1,
        question=question,
        asked_by=review.reviewer.login,
        asked_at=now,
        answer_until=local_day(now, review.programme.zone) + timedelta(days=days),
    )
    office.information.ask(request, link=review.link)
    return request


def request_information(claim_id: str, version: int, task_token: str, *, office: Office) -> None:
    """Mail the partner the question that is open and leave the wait to its answer.

    Where the answer came meanwhile nobody is asked: the sweeper finds it and wakes this wait.
    """
    from cofund.steps.letters import send_question_letter  # mails; whoever only asks sends none

    office.links.wait(claim_id, version, task_token=task_token)
    claim = office.claims.get(claim_id)
    question = last_question(claim_id, version, office=office)
    if question is not None and question.outcome == "open" and claim.version == version:
        send_question_letter(claim, question, office=office)


def answer_question(
    claim: Claim, number: int, text: str, filer: Filer, *, office: Office
) -> InformationRequest:
    """Store a partner's answer and give the claim back to its reviewer; again, it changes nothing.

    The sweeper wakes the workflow.

    Raises:
        NotInThisState: this question is not open, or it has another answer.
    """
    asked = office.information.of_version(claim.claim_id, claim.version)
    if not 1 <= number <= len(asked):
        raise NotInThisState("there is no such question")
    if asked[number - 1].outcome == "answered" and asked[number - 1].answer == text:
        return asked[number - 1]
    now = office.clock()
    update = {"outcome": "answered", "answer": text, "closed_at": now}
    answered = asked[number - 1].model_copy(update=update)
    change = Change(
        to_state="in_review", at=now, actor=filer.login, on_behalf_of=on_behalf_of(filer)
    )
    office.information.close(answered, change)
    return answered


def open_question(
    claim_id: str, version: int, programme: Programme, *, office: Office
) -> InformationRequest | None:
    """Give the question that a version waits for; one whose time is over is closed first.

    Raises:
        TryAgain: it was answered, or the claim withdrawn, at this very moment.
    """
    question = last_question(claim_id, version, office=office)
    if question is None or question.outcome != "open":
        return None
    now = office.clock()
    if now < end_of_day(question, programme):
        return question
    unanswered = question.model_copy(update={"outcome": "unanswered", "closed_at": now})
    change = Change(to_state="in_review", at=now, actor="read_decision")
    try:
        office.information.close(unanswered, change)
    except NotInThisState as refused:
        raise TryAgain("the claim is moving on") from refused
    return None


def last_question(claim_id: str, version: int, *, office: Office) -> InformationRequest | None:
    """Give the last question to a version, whatever became of it; None where nobody asked."""
    asked = office.information.of_version(claim_id, version)
    return asked[-1] if asked else None


def end_of_day(question: InformationRequest, programme: Programme) -> datetime:
    """Give the moment at which the time for an answer is over: the end of its last day."""
    next_day = question.answer_until + timedelta(days=1)
    return datetime.combine(next_day, time.min, ZoneInfo(programme.zone))
