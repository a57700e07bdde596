"""What the partner's pages show: sign-in, balance, claims, a new claim, documents, one claim."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.approval import Decision, Dispute, InformationRequest
from cofund.models.assessment import Assessment
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import (
    MAX_DOCUMENT_BYTES,
    MAX_DOCUMENTS,
    Activity,
    Application,
    Claim,
    ClaimState,
    UploadTicket,
)
from cofund.models.kinds import DocumentKind
from cofund.models.points import PointsPart
from cofund.models.precheck import PrecheckState
from cofund.models.standing import Balance, SouvenirLimit
from cofund.money import Money
from cofund.pages.views.frame import DocumentLine, Errors, Frame, Typed


class SignInView(Model):
    """The sign-in form; fields ``login``, ``password``, ``next``."""

    frame: Frame
    login: Typed = ""
    next_path: Annotated[str, Field(max_length=500)] = "/"
    """Where to go after signing in."""
    errors: Errors = ()


class PartnerChoice(Model):
    """A partner whom a manager may act for."""

    partner_id: Identifier
    name: ShortText
    inn: ShortText


class PartnersView(Model):
    """The choice of a partner; each is a form of its own with the field ``partner``."""

    frame: Frame
    find: Typed = ""
    partners: tuple[PartnerChoice, ...] = Field(default=(), max_length=50)
    """Those whose name or INN holds what is looked for, by name."""
    more: int = Field(default=0, ge=0)
    """How many more there are than are shown."""


class FundLine(Model):
    """One fund: a period's money."""

    balance: Balance
    expires_on: date | None = None
    """The last day on which its available money can be used; None once the period is closed."""


class BalanceView(Model):
    """Where the partner's money is, and what expires when."""

    frame: Frame
    today: date
    funds: tuple[FundLine, ...] = Field(default=(), max_length=40)
    """The newest period first."""
    souvenirs: tuple[SouvenirLimit, ...] = Field(default=(), max_length=10)


class ClaimLine(Model):
    """One claim in the list."""

    claim_id: Identifier
    version: int
    state: ClaimState
    activity_name: ShortText
    activity_type: ShortText
    """The type's name in the reader's language, from the programme."""
    claimed: Money
    approved: Money | None = None
    opened_at: AwareDatetime
    submitted_at: AwareDatetime | None = None


class ClaimsView(Model):
    """All claims of the partner, the newest first."""

    frame: Frame
    claims: tuple[ClaimLine, ...] = Field(default=(), max_length=200)
    older: Annotated[str, Field(max_length=500)] = ""
    """Path of the next page of the list; empty where there is none."""


class ApplicationChoice(Model):
    """A pre-approved activity that can be claimed for."""

    application_id: Identifier
    activity: Activity
    activity_type: ShortText
    """The type's name in the reader's language, from the programme."""
    approved_amount: Money
    left: Money | None = None
    """What earlier claims left of it, where they took a part."""
    claim_by: date | None = None
    """The last day on which a claim for it is in time."""


class TypedClaim(Model):
    """The new claim's fields as typed."""

    application_id: Typed = ""
    claimed: Typed = ""
    sponsor_money: Typed = ""
    participant_count: Typed = ""
    manufacturers: Typed = ""
    points: Typed = ""


class NewClaimView(Model):
    """The form that opens a claim or changes a draft; its fields are named as in ``TypedClaim``."""

    frame: Frame
    claim_id: Identifier | None = None
    """The draft whose request is changed; None where a claim is opened."""
    version: int = 1
    currency: ShortText
    applications: tuple[ApplicationChoice, ...] = Field(default=(), max_length=100)
    asks_manufacturers: bool = False
    """Whether the refund depends on how many manufacturers are shown."""
    points: PointsPart | None = None
    """The points that the company could use now; None where it has none, or may not."""
    typed: TypedClaim = TypedClaim()
    errors: Errors = ()


DocumentNeed = Annotated[tuple[DocumentKind, ...], Field(min_length=1, max_length=5)]
"""Kinds of which one is enough: an invoice or an УПД."""


class AcceptedType(Model):
    """A type of file that can be sent."""

    content_type: ShortText
    extensions: tuple[ShortText, ...] = Field(min_length=1, max_length=10)
    """".pdf"; with the dot, lower case."""


class PrecheckLine(Model):
    """How a draft's newest pre-check stands."""

    state: PrecheckState
    begun_at: AwareDatetime
    changed: bool
    """Whether the draft holds other documents now, or asks for something else."""


class PrecheckView(Model):
    """How a draft would be answered if it were sent; forms as on the claim's page."""

    frame: Frame
    claim_id: Identifier
    version: int
    activity: Activity
    precheck: PrecheckLine
    left: int = Field(ge=0)
    """How often this version can still be checked."""
    assessment: Assessment | None = None
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    """As they stood in the draft when it was checked."""
    do_until: date | None = None


class DocumentsView(Model):
    """A draft's documents, and the form to send more.

    Without script the form's fields are ``kind`` and ``content_type``, then the ticket's form.
    """

    frame: Frame
    claim_id: Identifier
    activity: Activity
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    needed: tuple[DocumentNeed, ...] = Field(default=(), max_length=20)
    """What the programme asks for and is not among the documents yet."""
    kinds: tuple[DocumentKind, ...]
    """Kinds to choose from."""
    accepted: tuple[AcceptedType, ...]
    remaining: int = Field(ge=0)
    """How many documents more."""
    remaining_bytes: int = Field(ge=0)
    max_bytes: int = MAX_DOCUMENT_BYTES
    """Of one document."""
    storage_origin: Annotated[str, Field(max_length=500)]
    """Where files are sent, "https://bucket.example": the page's policy must allow it."""
    precheck: PrecheckLine | None = None
    """The newest pre-check of this version; None where there was none."""
    chosen_kind: Typed = ""
    chosen_type: Typed = ""
    errors: Errors = ()


class SendFileView(Model):
    """The one-file form that sends straight to storage, for browsers without script."""

    frame: Frame
    claim_id: Identifier
    kind: DocumentKind
    accepted: AcceptedType
    max_bytes: int = MAX_DOCUMENT_BYTES
    ticket: UploadTicket
    storage_origin: Annotated[str, Field(max_length=500)]


TimelineEvent = Literal["disputed", "answered", "unanswered", "dispute_ended"]
"""What happened besides a new state: a dispute, an answer, none in time, a dispute for nothing."""


class TimelineEntry(Model):
    """One change of the claim's state, as the reader may see it."""

    state: ClaimState
    version: int
    at: AwareDatetime
    who: Literal["partner", "manager", "cofund", "reviewer", "finance", "operator"]
    event: TimelineEvent | None = None
    """Set where the state's name alone would not say what happened."""


ClaimAction = Literal[
    "documents", "precheck", "submit", "revise", "withdraw", "person", "answer", "dispute"
]
"""What the partner may do now: send documents, check before sending, submit, mend, withdraw, let a
person look, answer a question, dispute the decision."""


class ClawbackLine(Model):
    """Money taken back that was paid, and why."""

    amount: Money
    """Of the fund."""
    points: PointsPart | None = None
    """What comes back to points."""
    reason: ShortText
    at: AwareDatetime


class ClaimView(Model):
    """One claim: where it stands, what to do and until when, every finding, the waterfall."""

    frame: Frame
    claim: Claim
    application: Application
    activity_type: ShortText
    """The type's name in the reader's language, from the programme."""
    timeline: tuple[TimelineEntry, ...] = Field(default=(), max_length=200)
    """The oldest first."""
    documents: tuple[DocumentLine, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    needed: tuple[DocumentNeed, ...] = Field(default=(), max_length=20)
    """In a draft: what the programme asks for and is not there yet."""
    assessment: Assessment | None = None
    """Of the version shown, or of the one returned."""
    decision: Decision | None = None
    points: PointsPart | None = None
    """What points pay by the decision; None where none do."""
    held_points: PointsPart | None = None
    """What is held of them while nobody has decided."""
    disputed_points: PointsPart | None = None
    """What points paid by the decision that is disputed."""
    questions: tuple[InformationRequest, ...] = Field(default=(), max_length=50)
    """All that reviewers asked, the oldest first."""
    dispute: Dispute | None = None
    """Why the partner disagreed, in the version that disputes."""
    disputed: Decision | None = None
    """What is, or was, disputed."""
    dispute_until: date | None = None
    """The last day for a dispute; None where there is nothing to dispute."""
    typed_answer: Typed = ""
    typed_dispute: Typed = ""
    errors: Errors = ()
    """Of the fields ``answer`` and ``dispute``."""
    clawbacks: tuple[ClawbackLine, ...] = Field(default=(), max_length=100)
    """The oldest first."""
    actions: tuple[ClaimAction, ...] = ()
    do_until: date | None = None
    """The last day for what the partner has to do; None where there is nothing to do."""
