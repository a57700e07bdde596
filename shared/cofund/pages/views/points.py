"""What pages and mails of points show: accounts, awards, what points are spent on."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, LongText, Model, ShortText
from cofund.models.consents import MatterState
from cofund.models.points import PointsOwner
from cofund.models.proofs import Link, ProofProblem, ProofVerdict
from cofund.money import Money
from cofund.pages.views.frame import Errors, Frame, Typed

PageLink = Annotated[str, Field(max_length=2_000, pattern=r"^https?://")]
OwnPath = Annotated[str, Field(max_length=500)]
"""Path of a page of ours; empty where there is none."""
MAX_ENTRIES = 200


class EntryLine(Model):
    """One posting of an account, with its cause."""

    kind: ShortText
    at: AwareDatetime
    cause: ShortText = ""
    """What it was for: an award's title, a publication's name, a claim's or an order's number."""
    link: OwnPath = ""
    is_order: bool = False
    """Whether it was for souvenirs."""
    points: int
    """What became available, below zero what no longer is; zero where that did not change."""
    moved: int = Field(ge=0)
    """How many points it is about."""


class AccountView(Model):
    """One account of this year or of the one before."""

    owner: PointsOwner
    year: int
    available: int
    earned: int
    held: int
    spent: int
    expired: int
    expires_on: date | None
    """The last day on which its points can be used; None once the year has ended."""
    worth: Money
    """Of what is available."""
    entries: tuple[EntryLine, ...] = Field(default=(), max_length=MAX_ENTRIES)
    """The newest first."""
    has_more: bool = False
    """Whether it has older ones that are not shown."""


class AwardLine(Model):
    """One award in the list."""

    award_id: Identifier
    title: ShortText
    earned_by: ShortText
    """Its name in the reader's language, from the programme."""
    owner: PointsOwner
    points: int
    state: MatterState
    filed_at: AwareDatetime


class PointsView(Model):
    """Accounts and awards, and on what points are spent."""

    frame: Frame
    points_name: ShortText
    """What the programme calls its points, in the reader's language."""
    today: date
    accounts: tuple[AccountView, ...] = Field(max_length=4)
    awards: tuple[AwardLine, ...] = Field(default=(), max_length=200)
    publications: bool
    conversion: bool


class EarningChoice(Model):
    """One way to earn points."""

    key: Identifier
    name: ShortText
    points: int
    per_month: int | None
    """The most that an account earns by it in a month."""
    hosts: tuple[ShortText, ...] = Field(default=(), max_length=100)
    """Where the link has to lead; none: anywhere."""


class AccountChoice(Model):
    """An account that may be chosen."""

    owner: PointsOwner
    available: int


class TypedAward(Model):
    """The form of an award, as typed."""

    earned_by: Typed = ""
    account: Typed = ""
    link: Typed = ""
    title: Typed = ""
    published_on: Typed = ""
    form_id: Typed = ""


class AwardFormView(Model):
    """The form that files an award, or its next version."""

    frame: Frame
    award_id: Identifier | None = None
    """Set where an award is filed again."""
    version: int = Field(default=1, ge=1)
    """The version that is filed over, where one is."""
    choices: tuple[EarningChoice, ...] = Field(max_length=50)
    accounts: tuple[PointsOwner, ...] = Field(max_length=2)
    in_month: int | None = None
    """The most that an account earns in a month by all of them."""
    typed: TypedAward
    errors: Errors = ()


class AwardChange(Model):
    """One change of an award's state."""

    state: MatterState
    at: AwareDatetime
    version: int
    reason: ShortText


class AwardView(Model):
    """One award: where it stands, what to do, how it got there."""

    frame: Frame
    award_id: Identifier
    version: int
    state: MatterState
    title: ShortText
    earned_by: ShortText
    owner: PointsOwner
    link: Link
    published_on: date
    points: int
    agreed: int | None = None
    """The points agreed to."""
    credited_until: date | None = None
    """The last day on which the credited points can be used; None before they are there."""
    remark: LongText = ""
    """What the approver wrote."""
    problem: ProofProblem | None = None
    """Why the link gave it back."""
    verdict: ProofVerdict | None = None
    """What our look at the link saw; None before it."""
    page_title: ShortText = ""
    can_refile: bool
    can_withdraw: bool
    timeline: tuple[AwardChange, ...] = Field(max_length=500)
    """The newest first."""


class PublicationChoice(Model):
    """A publication of the price list."""

    key: Identifier
    name: ShortText
    points: int


class OrderedPublication(Model):
    """A publication that was paid."""

    order_id: Identifier
    name: ShortText
    points: int
    ordered_at: AwareDatetime
    is_given_back: bool
    owner: PointsOwner


class PublicationsView(Model):
    """The price list of publications, and what was ordered from it."""

    frame: Frame
    choices: tuple[PublicationChoice, ...] = Field(max_length=50)
    accounts: tuple[AccountChoice, ...] = Field(max_length=2)
    ordered: tuple[OrderedPublication, ...] = Field(default=(), max_length=200)
    typed_publication: Typed = ""
    typed_account: Typed = ""
    form_id: Typed
    errors: Errors = ()


class PublicationView(Model):
    """One paid publication: for the manager, who may give its points back."""

    frame: Frame
    order: OrderedPublication
    partner_name: ShortText
    person_name: ShortText
    can_give_back: bool


class ConversionView(Model):
    """The form that turns points into money of the fund."""

    frame: Frame
    available: int
    at_least: int
    worth: Money
    """Of one point."""
    period: ShortText
    expires_on: date
    """The last day of the fund's period: what is converted expires then."""
    points_expire_on: date
    """When they would expire as points."""
    fund_is_open: bool
    typed_points: Typed = ""
    form_id: Typed
    errors: Errors = ()


class LinkReturnedMail(Model):
    """Tell whoever filed an award that its link proves nothing, and what to do."""

    to_name: ShortText
    zone: ShortText
    title: ShortText
    proof_link: Link
    problem: ProofProblem
    status: int | None = None
    """What the site said."""
    link: PageLink


class PublicationOrderedMail(Model):
    """Tell a manager that a publication was ordered and paid with points."""

    to_name: ShortText
    zone: ShortText
    partner_name: ShortText
    person_name: ShortText
    publication: ShortText
    points: int
    ordered_at: AwareDatetime
    link: PageLink


class PointsGivenBackMail(Model):
    """Tell whoever ordered a publication that its points are back."""

    to_name: ShortText
    zone: ShortText
    publication: ShortText
    points: int
    expires_on: date | None
    """The last day on which they can be used; None where they expired at once."""
    link: PageLink
