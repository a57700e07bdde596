"""A programme's terms: the numbers, words and lists that rules and waterfall go by.

Every term names the clause it comes from. A programme is written as YAML (cofund/programs/*.yaml),
one file per version, and read by ``cofund.programme``. Its parts lie in ``money_terms`` and
``activity_terms``, what they are made of in ``terms``.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from cofund.models.activity_terms import (
    ActivityTerms,
    DeadlineTerms,
    OverlapTerms,
    ParticipationTerms,
    PayoutTerms,
    ReminderTerms,
    ReviewTerms,
    SouvenirTerms,
)
from cofund.models.base import Currency, Identifier, Model
from cofund.models.contradictions import contradictions
from cofund.models.money_terms import (
    CapTerms,
    CostBaseTerms,
    CurrencyTerms,
    FundTerms,
    RefundTerms,
)
from cofund.models.points_terms import PointsTerms
from cofund.models.terms import Category, EffectTerms, Names, Pattern, Term, Zone
from cofund.money import RoundingMode


class Programme(Model):
    """One version of a vendor's programme."""

    programme: Identifier
    version: Annotated[str, Field(pattern=r"^[\w.-]{1,40}$")]
    in_force_from: date
    """First day, in the programme's zone."""
    names: Names
    zone: Zone
    country: Literal["RU"]
    """Whose production calendar says which days are worked."""
    currency: Currency
    currencies: CurrencyTerms
    rounding: Term[RoundingMode]
    cost_base: CostBaseTerms
    participation: ParticipationTerms
    fund: FundTerms
    refund: RefundTerms
    sponsor_money: Term[Literal["deducted"]]
    caps: CapTerms = CapTerms()
    payout: PayoutTerms
    activities: dict[Identifier, ActivityTerms] = Field(min_length=1, max_length=50)
    souvenirs: SouvenirTerms | None = None
    deadlines: DeadlineTerms
    ineligible: tuple[Category, ...] = Field(max_length=50)
    competitors: Term[tuple[Pattern, ...]]
    """Names; an event shared with one of them is not refunded."""
    overlap: OverlapTerms | None = None
    """Not written: lists of participants are not compared with other events'."""
    review: ReviewTerms
    effects: EffectTerms
    reminders: ReminderTerms | None = None
    """Not written: nobody is reminded."""
    points: PointsTerms | None = None

    @model_validator(mode="after")
    def _terms_do_not_contradict_each_other(self) -> Self:
        found = tuple(contradictions(self))
        if found:
            text = "; ".join(f"{'.'.join(map(str, place))}: {message}" for place, message in found)
            raise PydanticCustomError("contradictions", "{text}", {"text": text, "found": found})
        return self
