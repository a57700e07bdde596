"""Claims and what they stand on: partners, people, activities, applications, documents."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, Sha256, ShortText
from cofund.models.kinds import DocumentKind
from cofund.models.movements import FundKey
from cofund.models.points import PointsOrZero, is_zero
from cofund.models.unreadable import UnreadableReason
from cofund.money import Money

MAX_DOCUMENTS = 20
MAX_DOCUMENT_BYTES = 15 * 1024 * 1024
MAX_CLAIM_BYTES = 100 * 1024 * 1024

Level = Literal["silver", "gold", "platinum"]
Role = Literal["partner", "reviewer", "finance", "manager", "operator"]
Locale = Literal["ru", "en"]
Goal = Literal["new_customers", "promotion", "sales"]
"""What an activity is for."""
PayoutForm = Literal["bank_transfer", "account_credit", "goods_credit", "discount", "cash"]
"""How approved money reaches a partner: to the bank account, set off against what the partner owes,
as goods, off later orders' prices, in cash."""

ClaimState = Literal[
    "draft",
    "submitted",
    "reading",
    "checked",
    "returned",
    "in_review",
    "information_requested",
    "approved",
    "rejected",
    "timed_out",
    "withdrawn",
    "debited",
    "payout_sent",
    "paid",
    "clawed_back",
    "needs_operator",
]


class Partner(Model):
    """A channel partner of the vendor."""

    partner_id: Identifier
    name: ShortText
    inn: Annotated[str, Field(pattern=r"^\d{10}(\d{2})?$")]
    kpp: Annotated[str, Field(pattern=r"^\d{4}[\dA-Z]{2}\d{3}$")] | None = None
    """None for a sole trader (индивидуальный предприниматель)."""
    level: Level
    turnover: Money
    """Last financial year's."""
    staff: int | None = Field(default=None, ge=0, le=1_000_000)
    """People employed; None where nobody has said."""
    region: Identifier | None = None
    """Whose budget the partner's money comes from, where the programme has one; None: no region."""
    deducts_vat: bool
    """Whether the partner can deduct input VAT; the cost base depends on it."""
    erp_number: ShortText
    programme: Identifier
    email_domains: tuple[ShortText, ...] = Field(default=(), max_length=20)


class Person(Model):
    """Somebody with a login. The login is not a mail address."""

    login: Identifier
    role: Role
    name: ShortText
    mail: ShortText
    locale: Locale = "ru"
    partner_id: Identifier | None = None
    """Set for partners' people and for nobody else."""

    @model_validator(mode="after")
    def _partners_people_belong_to_a_partner(self) -> Self:
        if (self.role == "partner") != (self.partner_id is not None):
            raise ValueError("a person has a partner_id if and only if the role is 'partner'")
        return self


class Activity(Model):
    """What is promoted: type, dates, place, goal and planned cost."""

    activity_type: Identifier
    """A key of the programme's activity types: business_dinner, conference, souvenirs, …"""
    name: ShortText
    first_day: date
    last_day: date
    place: ShortText = ""
    goal: Goal | None = None
    planned_cost: Money

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("the activity's last day is before its first")
        return self


class Application(Model):
    """A request for pre-approval of an activity, and the consent given to it."""

    application_id: Identifier
    partner_id: Identifier
    programme: Identifier
    programme_version: ShortText
    """The version in force when the activity was approved; claims are judged by it."""
    activity: Activity
    submitted_at: AwareDatetime
    approved_at: AwareDatetime
    approved_amount: Money
    fund: FundKey
    """The period of the activity's last day."""


class ClaimRequest(Model):
    """What a partner states when opening a claim."""

    application_id: Identifier
    claimed: Money
    """What the partner asks to be refunded."""
    sponsor_money: Money
    """Third parties' contributions; zero where there are none."""
    participant_count: int | None = Field(default=None, ge=0, le=100_000)
    manufacturers: int | None = Field(default=None, ge=1, le=100)
    """How many manufacturers the layout shows; stated where the programme parts costs by it."""
    payout_form: PayoutForm | None = None
    """None: as the programme usually pays."""
    points: PointsOrZero = Field(default=0, exclude_if=is_zero)
    """How many of the company's points may pay what the fund does not."""

    @model_validator(mode="after")
    def _amounts_make_sense(self) -> Self:
        if self.claimed.amount_minor <= 0:
            raise ValueError("the claimed amount must be above zero")
        if self.sponsor_money.amount_minor < 0:
            raise ValueError("sponsor money cannot be negative")
        if self.sponsor_money.currency != self.claimed.currency:
            raise ValueError("one currency per claim")
        return self


class UploadTicket(Model):
    """Leave to send one file straight to storage: a pre-signed POST."""

    document_id: Identifier
    url: str
    fields: dict[str, str]
    """Form fields to send before the file, unchanged."""
    expires_at: AwareDatetime


class Document(Model):
    """One file that really arrived with a claim's version."""

    document_id: Identifier
    declared_kind: DocumentKind
    """What the partner says it is."""
    file_name: ShortText
    """As the partner calls it: shown escaped, never part of a key."""
    content_type: ShortText
    size_bytes: int = Field(ge=0, le=MAX_DOCUMENT_BYTES)
    storage_key: str
    storage_version: str
    """The object version bound to the claim version: what is sent later is ignored."""
    sha256: Sha256 | None = None
    """Computed by us from the stored bytes; None before the scan step."""
    refused: UnreadableReason | None = None
    """Set where the scan refused it."""
    kept_at: str | None = None
    """Where the original lies after the scan: "evidence/…" (locked) or "personal/…"."""


class Claim(Model):
    """One version of a claim: the request, its activity and its documents."""

    claim_id: Identifier
    version: int = Field(ge=1, le=50)
    partner_id: Identifier
    application_id: Identifier
    request: ClaimRequest
    state: ClaimState
    revision: int = Field(ge=0)
    """Counts state changes; each has one audit entry."""
    opened_at: AwareDatetime
    opened_by: Identifier
    edited_by: Identifier
    """Who changed the claim last: submitter and last editor never approve it."""
    stand_ins: tuple[Identifier, ...] = Field(default=(), max_length=200)
    """Managers who filed or edited it on the partner's behalf: they never approve it either."""
    submitted_at: AwareDatetime | None = None
    first_submitted_at: AwareDatetime | None = None
    """When version 1 was submitted: the claim window looks at this one."""
    returned_at: AwareDatetime | None = None
    """When the version before was returned: the resubmission window runs from here."""
    person_requested: bool = False
    """The partner asked that a person look: after an automatic return, or in a dispute."""
    disputes: int | None = Field(default=None, ge=1, le=50)
    """The version whose decision the partner disputes; other people decide on this one."""
    documents: tuple[Document, ...] = Field(default=(), max_length=MAX_DOCUMENTS)
    content_hash: Sha256 | None = None
    """Over request and documents as submitted; the reviewer decides on exactly this."""
    locale: Locale = "ru"


class AuditEntry(Model):
    """One change of a claim's state: who, when, why, which version."""

    claim_id: Identifier
    revision: int = Field(ge=1)
    version: int = Field(ge=1)
    from_state: ClaimState
    to_state: ClaimState
    at: AwareDatetime
    actor: Identifier
    """Login, or the name of the step."""
    on_behalf_of: Identifier | None = None
    """The partner for whom a manager did it; None where people did it in their own name."""
    reason: ShortText = ""
