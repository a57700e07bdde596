"""What the page of a year's budgets shows: caps, what is granted and left, and who set them."""

from pydantic import AwareDatetime, Field

from cofund.models.base import Model, ShortText
from cofund.models.budgets import Budget, Scope
from cofund.money import Money
from cofund.pages.views.frame import Errors, Frame, Typed


class SettingLine(Model):
    """How a budget's cap was set once."""

    at: AwareDatetime
    who: ShortText
    """Empty where the count of earlier grants raised the cap by itself."""
    before: Money | None
    cap: Money
    reason: ShortText


class BudgetLine(Model):
    """A budget, and how its cap was set, the last time first."""

    budget: Budget
    settings: tuple[SettingLine, ...] = Field(max_length=10)


class CapForm(Model):
    """A budget's new cap, as typed; the form has ``seen`` too, the budget's count of changes."""

    scope: Scope
    cap: Typed
    reason: Typed


class BudgetsView(Model):
    """A year's budgets; each has a form for its cap."""

    frame: Frame
    year: int
    budgets: tuple[BudgetLine, ...] = Field(max_length=200)
    typed: CapForm | None = None
    """What could not be taken."""
    errors: Errors = ()
