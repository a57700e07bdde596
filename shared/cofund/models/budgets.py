"""Budgets: how much a year's funds may be granted together; of all partners, a level, a region."""

from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.movements import Amount, AmountOrZero, FundKey, FundMovement
from cofund.money import Money

Scope = Annotated[
    str, Field(pattern=r"^(all|level\.(silver|gold|platinum)|region\.[A-Za-z0-9][\w.-]{0,63})$")
]
"""Whose grants a budget counts: "all", "level.gold", "region.north"."""
MAX_SCOPES = 20
"""Of one movement: a correction can give back to budgets of several levels and regions."""


class BudgetKey(Model):
    """One budget of one year."""

    programme: Identifier
    year: Annotated[str, Field(pattern=r"^\d{4}$")]
    scope: Scope

    @classmethod
    def of(cls, fund: FundKey, scope: str) -> Self:
        """Give the key of the budget that a fund's money of this scope counts against."""
        return cls(programme=fund.programme, year=fund.period[:4], scope=scope)


class BudgetPart(Model):
    """What of a movement counts against one scope's budget, or is given back to it."""

    scope: Scope
    amount: Amount


class ScopeDelta(Model):
    """What a posting adds to a scope's grants; negative where it is given back."""

    scope: Scope
    amount: Money


BudgetParts = Annotated[tuple[BudgetPart, ...], Field(max_length=MAX_SCOPES)]


class Budget(Model):
    """How much may be granted in a year, and how much has been."""

    key: BudgetKey
    cap: AmountOrZero
    granted: AmountOrZero
    counted: bool
    """Whether what was granted before the budget was made is in ``granted``: until then nothing
    is granted against it."""
    changes: int = Field(ge=1)
    """How often the cap was set."""

    @property
    def left(self) -> Money:
        """Give what may still be granted."""
        return self.cap - self.granted


class BudgetChange(Model):
    """One setting of a budget's cap: who, when, why."""

    number: int = Field(ge=1)
    cap: AmountOrZero
    before: AmountOrZero | None
    """The cap until then; None where there was no budget."""
    by: Identifier
    reason: ShortText
    at: AwareDatetime


class CountedMovement(FundMovement):
    """Money into a fund or back out of it, which the year's budgets count."""

    amount: Amount
    scopes: BudgetParts = ()
    """Whose budgets it counts against, or gives back to, where those exist."""

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if len({part.scope for part in self.scopes}) != len(self.scopes):
            raise ValueError("a scope stands once in a movement")
        for part in self.scopes:
            if part.amount.currency != self.amount.currency or part.amount > self.amount:
                raise ValueError("a scope's part is at most the amount")
        return self
