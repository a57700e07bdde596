"""Approval: the request to a reviewer, the link, the decision."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, LongText, Model, Sha256, ShortText
from cofund.models.points import PointsOrZero, is_zero
from cofund.models.stages import ReviewStage
from cofund.money import Money

DecisionOutcome = Literal["approved", "returned", "rejected", "timed_out", "withdrawn"]

ReviewerChoice = Literal["approve", "return", "reject"]
"""What a reviewer can answer; an approved amount below the claimable one approves a part."""


class LinkClaims(Model):
    """What the MAC of a link covers. Carries no secret and no decision."""

    jti: Identifier
    claim_id: Identifier
    version: int = Field(ge=1)
    reviewer: Identifier
    audience: Literal["cofund-review"] = "cofund-review"
    expires_at: int
    """Seconds since 1970, UTC."""


class LinkRequest(Model):
    """One link to one person, who is asked about one version of something."""

    jti: Identifier
    reviewer: Identifier
    stage: ReviewStage
    on_behalf_of: Identifier | None = None
    """Whose place the reviewer takes by delegation."""
    content_hash: Sha256
    """Of the version as it will be shown."""
    form_key: ShortText
    """The value that the link's own form must carry."""
    issued_at: AwareDatetime
    expires_at: AwareDatetime
    state: Literal["OPEN", "USED", "REVOKED"] = "OPEN"
    posts: int = Field(default=0, ge=0)
    """POSTs so far; bounded, so that nobody can guess codes."""


class ApprovalRequest(LinkRequest):
    """One link sent to one reviewer of a claim. Lives in the claims table only."""

    claim_id: Identifier
    version: int = Field(ge=1)


class Approval(Model):
    """One person's yes to one version and amount."""

    claim_id: Identifier
    version: int = Field(ge=1)
    position: int = Field(ge=1, le=2)
    reviewer: Identifier
    role: ShortText
    amount: Money
    """Of the fund."""
    points: PointsOrZero = Field(default=0, exclude_if=is_zero)
    at: AwareDatetime


class Delegation(Model):
    """Leave to decide in another's place: for some days, up to an amount."""

    from_login: Identifier
    to_login: Identifier
    first_day: date
    last_day: date
    limit: Money


class Remark(Model):
    """A reviewer's words to one finding, or to the claim as a whole."""

    rule: Identifier | None = None
    text: LongText


class Decision(Model):
    """What was decided on one version of a claim: the only arbiter."""

    claim_id: Identifier
    version: int = Field(ge=1)
    outcome: DecisionOutcome
    amount: Money | None = None
    """Of the fund; set when approved, never above the hold; zero where points alone pay."""
    points: PointsOrZero = Field(default=0, exclude_if=is_zero)
    """What points pay beside it; never above those held."""
    decided_at: AwareDatetime
    decided_by: tuple[Identifier, ...] = Field(min_length=1, max_length=2)
    """Logins, or "workflow" where time ran out."""
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager withdrew the claim."""
    remarks: tuple[Remark, ...] = Field(default=(), max_length=100)

    @model_validator(mode="after")
    def _only_an_approval_has_an_amount(self) -> Self:
        if (self.outcome == "approved") != (self.amount is not None):
            raise ValueError("an approval states its amount, and only an approval does")
        if self.amount is None and self.points:
            raise ValueError("only an approval gives points")
        least = 0 if self.points else 1
        if self.amount is not None and self.amount.amount_minor < least:
            raise ValueError("an approved amount is above zero, if no points pay")
        return self


MAX_QUESTIONS = 5
"""To one version: who needs more knows better what to return."""


class InformationRequest(Model):
    """A reviewer's question to the partner, and what became of it; meanwhile the clock stops."""

    claim_id: Identifier
    version: int = Field(ge=1)
    number: int = Field(ge=1, le=MAX_QUESTIONS)
    """The how-maniest of its version."""
    question: Annotated[LongText, Field(min_length=1)]
    asked_by: Identifier
    asked_at: AwareDatetime
    answer_until: date
    """The last day for an answer, in the programme's zone."""
    outcome: Literal["open", "answered", "unanswered"] = "open"
    answer: LongText = ""
    closed_at: AwareDatetime | None = None
    """When it was answered, or the time for it was over."""

    @model_validator(mode="after")
    def _only_an_answer_has_words(self) -> Self:
        if (self.outcome == "answered") != bool(self.answer):
            raise ValueError("an answered question has an answer, and only an answered one")
        if (self.outcome == "open") != (self.closed_at is None):
            raise ValueError("a question is open until it is closed")
        return self


class Dispute(Model):
    """Why a partner disagrees with what was decided on the version before."""

    claim_id: Identifier
    version: int = Field(ge=2)
    """The version that the dispute opened."""
    disputes: int = Field(ge=1)
    """The version whose decision is disputed."""
    text: Annotated[LongText, Field(min_length=1)]
    filed_by: Identifier
    filed_at: AwareDatetime


class ReviewProgress(Model):
    """What the workflow learns when it reads the decision: done, or wait how long for whom."""

    outcome: Literal["undecided", "information_requested"] | DecisionOutcome
    """*undecided*: a reviewer has to answer. *information_requested*: the partner has to."""
    stage: ReviewStage
    wait_seconds: int = Field(ge=1, le=31 * 24 * 3600)
