"""Exchange rates: what so many units of one currency are worth in another, from a day on."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.models.base import Currency, Model, ShortText

RateText = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,8})?$")]
"""A decimal number as text, "80.1234": exact, never a float."""
LARGEST_NOMINAL = 1_000_000


class Rate(Model):
    """What ``nominal`` units of a currency are worth on a day, as a bank published it."""

    currency: Currency
    into: Currency
    day: date
    """The first day for which it was set."""
    value: RateText
    """Of ``nominal`` units, in the other currency's units."""
    nominal: int = Field(default=1, ge=1, le=LARGEST_NOMINAL)
    set_on: Literal["day_before", "same_day"] = "same_day"
    """When banks set a day's rate: the Bank of Russia on the working day before, for the next day;
    others on the day itself, if it is worked. In between the last rate holds."""
    source: ShortText = Field(min_length=1)
    """Who published it."""

    @model_validator(mode="after")
    def _two_currencies(self) -> Self:
        if self.currency == self.into:
            raise ValueError("a rate is between two currencies")
        if not Decimal(self.value):
            raise ValueError("a rate is above zero")
        return self

    @property
    def of_one(self) -> Fraction:
        """Give what one unit is worth, exactly."""
        return Fraction(self.value) / self.nominal
