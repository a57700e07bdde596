"""Applications for activities: what a partner asks consent for, and what the terms say of it.

The application itself is a matter (``consents``): versions, states, audit, one consent each. This
is the content of a version.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.assessment import Param
from cofund.models.base import Identifier, LongText, Model, ShortText
from cofund.models.claim import Activity
from cofund.models.consents import Said
from cofund.models.movements import Amount
from cofund.money import Money

MAX_PLAN_LINES = 10
MAX_SIMILAR = 5

Asking = Literal["first", "change", "extension"]
"""*first*: nothing was consented to yet. *change*: of date, place, amount or type; *extension*: of
the dates only, to later ones. Both leave the consent before in force until they are agreed to."""


class PlanLine(Model):
    """One line of the budget: on what, and how much."""

    what: Annotated[ShortText, Field(min_length=1)]
    amount: Amount


class Audience(Model):
    """For whom an activity is made, and how many are expected."""

    who: Annotated[ShortText, Field(min_length=1)]
    how_many: Annotated[int, Field(ge=1, le=1_000_000)]


class ApplicationContent(Model):
    """What one version of an application asks consent for."""

    activity: Activity
    asked: Amount
    """What the partner wants to be refunded at most."""
    plan: Annotated[tuple[PlanLine, ...], Field(min_length=1, max_length=MAX_PLAN_LINES)]
    audience: Audience
    aim: Annotated[LongText, Field(min_length=1)]
    """What it is to bring, in the partner's words."""
    asking: Asking = "first"
    why: LongText = ""
    """Why it changes; empty for the first consent."""

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        amounts = [self.activity.planned_cost, self.asked, *(line.amount for line in self.plan)]
        if len({amount.currency for amount in amounts}) > 1:
            raise ValueError("one currency per application")
        return self

    @model_validator(mode="after")
    def _a_change_says_why(self) -> Self:
        if (self.asking == "first") == bool(self.why.strip()):
            raise ValueError("a change says why; a first application has nothing to change")
        return self

    @property
    def planned(self) -> Money:
        """Give what the budget's lines add up to."""
        return Money.total((line.amount for line in self.plan), self.asked.currency)


CheckName = Literal[
    "activity_type",
    "lead_time",
    "order_window",
    "days",
    "period",
    "amount",
    "activity_cap",
    "tender",
    "plan",
    "goal",
    "participants",
    "cost_per_head",
    "available",
    "similar",
]
"""What is looked at before an application is sent; in the order in which it is shown."""

CheckOutcome = Literal["good", "stops", "warns"]
"""*stops*: it cannot be sent like this. *warns*: it can, and the approver sees it too."""


class ApplicationCheck(Model):
    """What one term says of an application, at once."""

    check: CheckName
    outcome: CheckOutcome
    message: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$")]
    """Which text of the check."""
    params: dict[Identifier, Param] = Field(default_factory=dict, max_length=10)
    source: str = Field(default="", max_length=200)
    """The term's clause; empty where no term but the calendar or another application says it."""

    @property
    def said(self) -> Said:
        """Give what it says as a sentence."""
        message = f"activity.check.{self.check}.{self.message}"
        return Said(message=message, params=self.params)


class Reserved(Model):
    """What became of the money for a version that was consented to."""

    outcome: Literal["reserved", "waits", "short", "overtaken"]
    """*waits*: its period has not begun. *short*: it went back to the partner. *overtaken*: it was
    given up, or a later version has taken its place."""


class SimilarActivity(Model):
    """Another application that may be for the same event."""

    application_id: Identifier
    partner_name: ShortText
    own: bool
    """Whether it is the same partner's."""
    activity: Activity
