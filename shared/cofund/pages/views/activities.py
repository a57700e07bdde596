"""What the partner's pages and mails about applications for activities show."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.activities import ApplicationCheck, ApplicationContent, Asking
from cofund.models.base import Identifier, LongText, Model, ShortText
from cofund.models.claim import ClaimState, Goal
from cofund.models.consents import Consent, MatterHead, MatterState, Undone
from cofund.models.standing import Balance, Reservation
from cofund.money import Money
from cofund.pages.views.frame import Errors, Frame, Typed
from cofund.pages.views.mails import Link

MAX_LISTED = 200

ActivityAction = Literal["claim", "mend", "change", "extension", "withdraw", "cancel"]
"""What a partner may do with an application as it stands."""


class ActivityLine(Model):
    """One application in the list."""

    application_id: Identifier
    name: ShortText
    activity_type: ShortText
    first_day: date
    last_day: date
    state: MatterState
    changing: bool
    """Whether a change waits while the consent before is in force."""
    asked: Money
    agreed: Money | None = None


class ActivitiesView(Model):
    """All applications of the partner, newest first."""

    frame: Frame
    activities: tuple[ActivityLine, ...] = Field(default=(), max_length=MAX_LISTED)


class Choice(Model):
    """One value to choose, and what people call it."""

    value: Identifier
    label: ShortText


class TypedLine(Model):
    """One line of the budget as typed."""

    what: Typed = ""
    amount: Typed = ""


class TypedActivity(Model):
    """The form as typed; plan lines are the fields ``plan_what_1``, ``plan_amount_1`` and so on."""

    activity_type: Typed = ""
    name: Typed = ""
    first_day: Typed = ""
    last_day: Typed = ""
    place: Typed = ""
    goal: Typed = ""
    planned_cost: Typed = ""
    asked: Typed = ""
    audience: Typed = ""
    how_many: Typed = ""
    aim: Typed = ""
    why: Typed = ""
    plan: tuple[TypedLine, ...] = Field(default=(), max_length=10)


class ActivityFormView(Model):
    """The form of an application: new, mended, changed or extended."""

    frame: Frame
    asking: Asking
    application_id: Identifier | None = None
    """None for a new application."""
    version: int | None = None
    form_id: Annotated[str, Field(pattern=r"^[0-9a-f]{0,64}$")] = ""
    """Sent along, so that a second click files nothing twice."""
    currency: ShortText
    types: tuple[Choice, ...] = Field(max_length=50)
    goals: tuple[Goal, ...] = ()
    earliest: date
    """First day of the earliest activity that can still be applied for today."""
    lead_days: int
    lead_unit: Literal["working", "calendar"]
    funds: tuple[Balance, ...] = Field(default=(), max_length=24)
    """This year's open funds: what is available in which period."""
    typed: TypedActivity
    checks: tuple[ApplicationCheck, ...] = ()
    """What the terms say of what is typed; none before it was sent or checked."""
    remark: LongText = ""
    """What the approver wrote, where it was returned."""
    errors: Errors = ()


Who = Literal["partner", "manager", "approver", "cofund", "operator"]


Event = (
    MatterState | Literal["change_rejected", "change_timed_out", "change_withdrawn", "unreserved"]
)
"""*change_…*: a change came to nothing, and the consent before stays. *unreserved*: nothing could
be reserved for what was agreed to."""


class ActivityEvent(Model):
    """One change of an application's state."""

    state: MatterState
    what: Event
    """What happened, which the state alone does not tell."""
    version: int
    at: AwareDatetime
    who: Who
    reason: ShortText = ""
    """Why, in the partner's words; empty where the state says it."""


class ActivityClaim(Model):
    """One claim of the activity."""

    claim_id: Identifier
    state: ClaimState
    claimed: Money


class ActivityView(Model):
    """One application: where it stands, what is reserved, what to do next."""

    frame: Frame
    head: MatterHead
    activity_type: ShortText
    content: ApplicationContent
    """The version that is in force, or else the last that was filed."""
    waiting: ApplicationContent | None = None
    """A change that waits, for consent or to be mended, while another version is in force."""
    waiting_type: ShortText = ""
    """What people call the change's type."""
    agreed: Consent | None = None
    """The consent that counts."""
    answer: Consent | None = None
    """What was answered to the last version, where that is another than the one agreed to."""
    short: Undone | None = None
    """Why nothing could be reserved for what was agreed to, where it was sent back for that."""
    short_period: ShortText = ""
    """Whose fund was to pay it."""
    reservation: Reservation | None = None
    period: ShortText = ""
    """Whose fund pays it."""
    waits_for_period: bool = False
    """Whether its money is reserved only when that period begins."""
    reserving: bool = False
    """Whether it was agreed to at this moment, and its money is about to be reserved."""
    claim_until: date
    today: date
    claims: tuple[ActivityClaim, ...] = Field(default=(), max_length=50)
    checks: tuple[ApplicationCheck, ...] = ()
    """Warnings, while it waits for an answer."""
    actions: tuple[ActivityAction, ...] = ()
    timeline: tuple[ActivityEvent, ...] = Field(default=(), max_length=200)
    errors: Errors = ()


class ExpiredMail(Model):
    """An application has expired: nobody claimed it in time."""

    to_name: ShortText
    zone: ShortText
    application_id: Identifier
    name: ShortText
    claim_until: date
    freed: Money | None
    """What was reserved; None where nothing ever was."""
    link: Link
