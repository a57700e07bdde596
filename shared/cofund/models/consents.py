"""Matters that wait for a person's consent: applications of activities, awards of points.

A matter is versioned. Each version has one link to one approver at a time, and one consent item,
which is the only arbiter: what was agreed, refused or withdrawn stands there and nowhere else.
"""

from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.approval import DecisionOutcome, LinkRequest
from cofund.models.assessment import Param
from cofund.models.base import Identifier, LongText, Model, Sha256, ShortText
from cofund.models.stages import ReviewStage
from cofund.money import Money

MatterKind = Literal["application", "award"]
"""*application*: consent to an activity ahead of it. *award*: points for what was done."""

MatterState = Literal[
    "submitted",
    "in_review",
    "approved",
    "returned",
    "rejected",
    "timed_out",
    "withdrawn",
    "cancelled",
    "expired",
    "needs_operator",
]

Undone = Literal["insufficient_fund", "fund_closed", "reservation_used", "reservation_ended"]
"""Why a consent came to nothing after it was given: nothing could be reserved for it."""

MAX_VERSIONS = 50
MAX_POINTS = 100_000_000
MessageId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,99}$")]
"""The id of a text in the pages' catalogues."""


class Matter(Model):
    """Which version of what waits for consent; all that the workflow carries."""

    kind: MatterKind
    matter_id: Identifier
    version: int = Field(ge=1, le=MAX_VERSIONS)


class MatterHead(Model):
    """Where a matter stands: its last version, and who has worked on it."""

    matter: Matter
    """With the version that was filed last."""
    partner_id: Identifier
    programme: Identifier
    programme_version: ShortText
    """In force when this version was filed."""
    state: MatterState = "submitted"
    revision: int = Field(default=1, ge=1)
    """Counts changes of state, the filing included; each has one audit entry."""
    opened_at: AwareDatetime
    opened_by: Identifier
    submitted_at: AwareDatetime
    """When this version was filed."""
    edited_by: Identifier
    """Who filed this version: with the opener never its approver."""
    stand_ins: tuple[Identifier, ...] = Field(default=(), max_length=MAX_VERSIONS)
    """Managers who filed for the partner: they never approve it either."""
    content_hash: Sha256
    """Over the version's content: the approver consents to exactly this."""
    review_began_at: AwareDatetime | None = None
    """When this version came before an approver; None before that."""
    consented: int | None = Field(default=None, ge=1, le=MAX_VERSIONS)
    """The version to which consent was given last; it stays in force while a later one waits."""


class MatterAudit(Model):
    """One change of a matter's state: who, when, why, which version."""

    matter: Matter
    revision: int = Field(ge=1)
    from_state: MatterState | None
    """None where it was filed for the first time."""
    to_state: MatterState
    at: AwareDatetime
    actor: Identifier
    """Login, or the name of the step."""
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager did it."""
    in_place_of: Identifier | None = None
    """The approver whose place the actor took by delegation."""
    reason: ShortText = ""


class ConsentClaims(Model):
    """What the MAC of a consent link covers. Carries no secret and no decision."""

    jti: Identifier
    matter: Matter
    reviewer: Identifier
    audience: Literal["cofund-consent"] = "cofund-consent"
    expires_at: int
    """Seconds since 1970, UTC."""


class ConsentRequest(LinkRequest):
    """One link sent to one approver of a matter. Lives in the claims table only."""

    matter: Matter


class Consent(Model):
    """What was answered on one version of a matter: the only arbiter."""

    matter: Matter
    outcome: DecisionOutcome
    amount: Money | None = None
    """The money agreed to; only with an approval."""
    points: int | None = Field(default=None, ge=1, le=MAX_POINTS)
    """The points agreed to; only with an approval."""
    decided_at: AwareDatetime
    decided_by: Identifier
    """Login, or the name of the step where time ran out."""
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager withdrew it."""
    in_place_of: Identifier | None = None
    """The approver whose place was taken by delegation."""
    remark: LongText = ""

    @model_validator(mode="after")
    def _only_an_approval_states_what_is_agreed(self) -> Self:
        agreed = [one for one in (self.amount, self.points) if one is not None]
        if len(agreed) != (1 if self.outcome == "approved" else 0):
            raise ValueError("an approval states its amount or its points; nothing else does")
        if self.amount is not None and self.amount.amount_minor <= 0:
            raise ValueError("an amount agreed to is above zero")
        return self


class Said(Model):
    """A sentence for a person: the id of its text, and what stands in its placeholders."""

    message: MessageId
    params: dict[Identifier, Param] = Field(default_factory=dict, max_length=10)


class MatterFact(Model):
    """One fact of a matter, with its label."""

    label: MessageId
    value: Param
    address: Annotated[str, Field(pattern=r"^(https://\S{1,2000})?$")] = ""
    """Where the fact can be looked at: an https address; empty where it is no link."""


class MatterShown(Model):
    """A version of a matter as its approver sees it, on the page and in the mail."""

    matter: Matter
    content_hash: Sha256
    title: ShortText
    """As the applicant calls it."""
    partner_name: ShortText
    facts: tuple[MatterFact, ...] = Field(max_length=30)
    warnings: tuple[Said, ...] = Field(default=(), max_length=20)
    """What the approver should know before answering."""
    amount: Money | None = None
    """The money asked for; at most this can be agreed to."""
    points: int | None = Field(default=None, ge=1, le=MAX_POINTS)
    """The points asked for; at most these can be agreed to."""
    worth: Money
    """Of what is asked for: says which proof the link wants, and what a stand-in may decide."""

    @model_validator(mode="after")
    def _asks_for_money_or_points(self) -> Self:
        if (self.amount is None) == (self.points is None):
            raise ValueError("a matter asks for an amount or for points")
        return self


class MatterWait(Model):
    """Ask an approver and wait; the token wakes the wait and goes nowhere else."""

    matter: Matter
    stage: ReviewStage
    task_token: str = Field(min_length=1, max_length=2_048)


class MatterFailure(Model):
    """Stop a matter after an error of ours."""

    matter: Matter
    error: ShortText
    """The error's name, never its text."""
