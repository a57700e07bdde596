"""What the reviewer's page shows: facts, findings, documents with evidence, and the decision."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.approval import Approval, Decision, DecisionOutcome, Dispute, InformationRequest
from cofund.models.assessment import Assessment
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.changes import Changes
from cofund.models.claim import MAX_DOCUMENTS, Application, Claim, Partner
from cofund.models.evidence import MAX_PAGES, Box, ReadStatus
from cofund.models.kinds import DocumentKind
from cofund.models.points import PointsPart
from cofund.models.stages import ReviewStage
from cofund.models.unreadable import Flag, UnreadableReason
from cofund.money import Money
from cofund.pages.views.fields import (
    Anchor,
    CorrectionForm,
    CorrectionShown,
    FieldName,
    Party,
    TypedCorrections,
)
from cofund.pages.views.frame import Errors, Frame, Typed
from cofund.pages.views.partner import TimelineEntry


class ValueShown(Model):
    """One value as it was read."""

    field: FieldName
    party: Party | None = None
    """Whose it is: several parties have a bank and an account."""
    text: ShortText
    """As printed, or as a person has corrected it."""
    read: ShortText = ""
    """What was read before a person corrected it."""
    status: ReadStatus | Literal["corrected"]
    page: int | None = None
    place: ShortText = ""
    anchor: Anchor = ""
    """Where it is highlighted, on its page or in its cell; empty where it isn't."""


class LineShown(Model):
    """One line of goods or services as it was read."""

    position: int = Field(ge=1)
    description: ValueShown
    quantity: ValueShown | None = None
    unit_price: ValueShown | None = None
    amount: ValueShown | None = None


class Mark(Model):
    """What a highlight points at: a finding of the assessment, or a value that was read."""

    finding: int | None = Field(default=None, ge=0)
    """Its position in ``assessment.findings``."""
    field: FieldName | None = None
    party: Party | None = None
    anchor: Anchor = ""


class Highlight(Mark):
    """A highlighted box on a page."""

    box: Box


class PageShown(Model):
    """One page as an image; boxes are in its points."""

    number: int = Field(ge=1, le=MAX_PAGES)
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    highlights: tuple[Highlight, ...] = Field(default=(), max_length=500)


class PagesShown(Model):
    """A document with a fixed layout."""

    kind: Literal["pages"] = "pages"
    pages: tuple[PageShown, ...] = Field(max_length=MAX_PAGES)


class CellShown(Model):
    """One cell of a table, with what points at it."""

    text: Annotated[str, Field(max_length=500)]
    marks: tuple[Mark, ...] = Field(default=(), max_length=20)


class RowShown(Model):
    """One row of a table, numbered as in the file."""

    number: int = Field(ge=1)
    cells: tuple[CellShown, ...] = Field(max_length=50)


class TableShown(Model):
    """The part of a spreadsheet that is worth a look: its beginning and every marked row."""

    name: ShortText
    rows: tuple[RowShown, ...] = Field(default=(), max_length=200)
    left_out: int = Field(default=0, ge=0)
    """How many rows are not shown."""


class ParagraphShown(Model):
    """One paragraph of a text document, numbered as in the file."""

    number: int = Field(ge=1)
    text: Annotated[str, Field(max_length=2_000)]
    marks: tuple[Mark, ...] = Field(default=(), max_length=20)


class TextShown(Model):
    """A document without a fixed layout: its paragraphs and tables."""

    kind: Literal["text"] = "text"
    paragraphs: tuple[ParagraphShown, ...] = Field(default=(), max_length=400)
    paragraphs_left_out: int = Field(default=0, ge=0)
    tables: tuple[TableShown, ...] = Field(default=(), max_length=20)


class NothingShown(Model):
    """A document of which nothing can be shown."""

    kind: Literal["nothing"] = "nothing"


class ReviewDocument(Model):
    """One document as the reviewer sees it."""

    document_id: Identifier
    file_name: ShortText
    declared_kind: DocumentKind
    found_kind: DocumentKind | None = None
    """None where it could not be read."""
    reason: UnreadableReason | None = None
    flags: tuple[Flag, ...] = ()
    values: tuple[ValueShown, ...] = Field(default=(), max_length=60)
    lines: tuple[LineShown, ...] = Field(default=(), max_length=100)
    lines_left_out: int = Field(default=0, ge=0)
    participant_count: int = Field(default=0, ge=0)
    """How many people were read from a list of participants."""
    correction: CorrectionForm | None = None
    """None where nothing of it can be corrected."""
    shown: Annotated[PagesShown | TextShown | NothingShown, Field(discriminator="kind")]


class CodeProof(Model):
    """The reviewer proves the mailbox by a code; fields ``code``."""

    kind: Literal["code"] = "code"
    sent: bool = False
    """Whether a code is on its way and not yet used up."""


class SignInProof(Model):
    """The reviewer has to sign in first; fields ``login``, ``password``."""

    kind: Literal["sign_in"] = "sign_in"
    login: Typed = ""


class Proven(Model):
    """The reviewer is signed in."""

    kind: Literal["proven"] = "proven"


class TypedDecision(Model):
    """The decision form's fields as typed.

    Fields: ``choice`` (approve, approve_part, return, reject, ask), ``amount``, ``points``,
    ``question``, ``remark``, and ``remark.{rule}`` for each rule with a failing or unclear finding.
    """

    choice: Typed = ""
    amount: Typed = ""
    points: Typed = ""
    question: Typed = ""
    remark: Typed = ""
    remarks: dict[Identifier, Typed] = Field(default_factory=dict, max_length=100)


class ReviewView(Model):
    """A claim before its reviewer."""

    frame: Frame
    token: Annotated[str, Field(max_length=1_000, pattern=r"^[A-Za-z0-9_.\-]+$")]
    stage: ReviewStage
    expires_at: AwareDatetime
    """Until when this link works."""
    claim: Claim
    partner: Partner
    application: Application
    activity_type: ShortText
    """The type's name in the reviewer's language, from the programme."""
    assessment: Assessment
    held: Money
    """The most that can be approved of the fund."""
    points: PointsPart | None = None
    """The most that points can pay beside it; None where none are held."""
    first_points: PointsPart | None = None
    """What the first approver gave of them."""
    timeline: tuple[TimelineEntry, ...] = Field(default=(), max_length=200)
    documents: tuple[ReviewDocument, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    proof: Annotated[CodeProof | SignInProof | Proven, Field(discriminator="kind")]
    questions: tuple[InformationRequest, ...] = Field(default=(), max_length=50)
    """All that the partner was asked, of every version, the oldest first."""
    may_ask: bool = True
    """Whether this version may still bring questions."""
    dispute: Dispute | None = None
    """Why the partner disagrees with ``disputed``."""
    disputed: Decision | None = None
    disputed_points: PointsPart | None = None
    """What points paid by the disputed decision."""
    paid_before: Money | None = None
    """What was paid by the disputed decision; None where nothing was."""
    corrections: tuple[CorrectionShown, ...] = Field(default=(), max_length=1_000)
    """What was set right of what was read, the oldest first."""
    claimable_as_read: Money | None = None
    """What was claimable before the corrections; None where there are none."""
    unjudged: bool = False
    """Whether corrections were stored that the judgement shown does not know of."""
    second: Literal["none", "amount", "raised"] = "none"
    """Whether a second person has to approve: for the amount, or because a correction raised it."""
    changes: Changes | None = None
    """What is new since the version before; None for the first."""
    typed_corrections: TypedCorrections = TypedCorrections()
    first_approval: Approval | None = None
    """Set for the second approver, who confirms exactly this amount."""
    first_approver: ShortText = ""
    """The first approver's name."""
    typed: TypedDecision = TypedDecision()
    errors: Errors = ()


class DecidedView(Model):
    """The page after a decision: what was decided, and what happens now."""

    frame: Frame
    claim_id: Identifier
    activity_name: ShortText
    outcome: DecisionOutcome | Literal["first_of_two", "asked"]
    amount: Money | None = None
    """What was approved, by the first or by all."""
    points: PointsPart | None = None
    """What points pay beside it."""
