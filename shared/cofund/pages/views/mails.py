"""What the mails say."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.approval import Decision
from cofund.models.assessment import Assessment
from cofund.models.base import Identifier, LongText, Model, ShortText
from cofund.models.claim import MAX_DOCUMENTS
from cofund.models.points import PointsPart
from cofund.models.reminders import MAX_CLAIMS_DUE, MAX_UNCLAIMED, NextStep
from cofund.models.stages import ReviewStage
from cofund.money import Money
from cofund.pages.views.frame import DocumentLine

Link = Annotated[str, Field(max_length=2_000, pattern=r"^https?://")]


class Rendered(Model):
    """A mail ready to be sent."""

    subject: ShortText
    text: str
    html: str


class _About(Model):
    """Which claim a mail is about."""

    to_name: ShortText
    zone: ShortText
    claim_id: Identifier
    version: int = Field(ge=1)
    activity_name: ShortText
    activity_type: ShortText
    """The type's name in the reader's language, from the programme."""


class ReviewRequestMail(_About):
    """Ask a reviewer to decide: the first time, again, as a stand-in, or as the second."""

    stage: ReviewStage
    partner_name: ShortText
    claimed: Money
    claimable: Money
    held: Money
    points: PointsPart | None = None
    """What points can pay beside what is held; None where none are held."""
    assessment: Assessment
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    link: Link
    expires_at: AwareDatetime
    proof: Literal["code", "sign_in"]
    """What the page will ask for."""
    question: Literal["answered", "unanswered"] | None = None
    """What became of the last question to the partner; None where nobody asked."""
    disputes: int | None = None
    """The version whose decision the partner disputes."""


AskedAbout = Literal["claim", "application", "award"]
"""What a link asks about."""


class CodeMail(Model):
    """The six-digit code for one link."""

    to_name: ShortText
    zone: ShortText
    asked_about: AskedAbout = "claim"
    asked_id: Identifier
    code: Annotated[str, Field(pattern=r"^\d{6}$")]
    expires_at: AwareDatetime


class ReturnedLetter(_About):
    """One letter to the partner that names every fix, the most important first."""

    assessment: Assessment
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    decision: Decision | None = None
    """Set where a person returned it; None where the rules did."""
    today: date
    """The programme's day on which it is sent: the days left count from it."""
    mend_until: date
    link: Link
    """To the claim's page, which asks to sign in."""


class QuestionLetter(_About):
    """A reviewer's question to the partner; it is answered on the claim's page."""

    question: LongText
    answer_until: date
    link: Link


class DecidedLetter(_About):
    """The letter to the partner after a decision or the end of the waiting time."""

    paid_before: Money | None = None
    """What was paid before a dispute about the rest: it stays paid."""
    dispute_until: date | None = None
    """The last day for a dispute; None where there is nothing to dispute."""
    claimed: Money
    points: PointsPart | None = None
    """What points pay by the decision; None where none do."""
    decision: Decision
    assessment: Assessment
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    link: Link


class PaidLetter(_About):
    """The letter to the partner when finance has booked the payout."""

    amount: Money
    """Of the fund."""
    points: PointsPart | None = None
    """What points paid beside it."""
    booked_at: AwareDatetime
    dispute_until: date | None = None
    """The last day to dispute what was not paid; None where all was."""
    link: Link


class ClawbackLetter(_About):
    """The letter to the partner when money that was paid is taken back."""

    amount: Money
    """What is taken back with this letter, for the fund and for points together."""
    points: PointsPart | None = None
    """What of it comes back to points."""
    paid: Money
    """What was paid on the claim's version."""
    reason: ShortText
    link: Link


class UnclaimedActivity(Model):
    """An approved activity that nobody has claimed yet."""

    name: ShortText
    approved: Money
    claim_until: date


class ReminderMail(Model):
    """Money is about to expire: what is left, and what can be done with it."""

    to_name: ShortText
    period: ShortText
    available: Money
    expires_on: date
    activity_until: date
    """By when an activity has to end to be paid with it."""
    today: date
    next_step: NextStep
    do_until: date | None
    unclaimed: tuple[UnclaimedActivity, ...] = Field(default=(), max_length=MAX_UNCLAIMED)
    link: Link


class ClaimDueLine(Model):
    """A claim that has to be sent, or sent again, by a day."""

    step: Literal["send", "mend"]
    activity: ShortText
    approved: Money
    until: date


class ClaimsDueMail(Model):
    """Claims have to be sent by a day: one mail for all whose reminder is due."""

    to_name: ShortText
    claims: tuple[ClaimDueLine, ...] = Field(min_length=1, max_length=MAX_CLAIMS_DUE)
    """The most urgent first."""
    today: date
    link: Link


class OperatorMail(Model):
    """A claim or a matter stopped by an error of ours; a claim's money stays held."""

    asked_about: AskedAbout = "claim"
    asked_id: Identifier
    version: int = Field(ge=1)
    zone: ShortText
    state: ShortText
    """Name of the workflow's state."""
    error: ShortText
    """The error's name, never its text."""
    at: AwareDatetime
