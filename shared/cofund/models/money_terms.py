"""Terms of money: where a fund's comes from, what of a cost is refunded, and the most of it."""

import itertools
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cofund.calendar import PeriodLength
from cofund.models.base import Currency, Model
from cofund.models.claim import Level
from cofund.models.terms import Percent, Source, Term
from cofund.money import Money

CostBase = Literal["net", "gross"]

MAX_MANUFACTURERS = 100
"""Bound of the manufacturers that one layout shows."""


class CostBaseTerms(Model):
    """Whether cost counts with or without VAT."""

    deducting_partners: CostBase
    other_partners: CostBase
    source: Source


class CurrencyTerms(Model):
    """What other currencies papers may be in, and which day's rate turns them into this one."""

    accepted: tuple[Currency, ...] = Field(max_length=20)
    """Beside the programme's own; none where all papers are in that."""
    rate_of: Literal["payment", "invoice"]
    """The day of the payment, or the day of the invoice."""
    source: Source


class Band(Model):
    """The share of turnover that becomes the year's fund, from this turnover on."""

    turnover_from: Money
    """The band reaches to the next one's beginning, which is outside it."""
    share: Percent


class TurnoverBands(Model):
    """A share of last financial year's turnover, granted evenly over the year's funds."""

    by: Literal["turnover_bands"]
    bands: tuple[Band, ...] = Field(min_length=1, max_length=20)
    """Below the first one there is no fund."""

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        starts = [band.turnover_from for band in self.bands]
        if len({start.currency for start in starts}) > 1:
            raise ValueError("write all bands in one currency")
        if any(later <= earlier for earlier, later in itertools.pairwise(starts)):
            raise ValueError("write the bands by ascending turnover_from, each once")
        return self


class TurnoverShare(Model):
    """One share of each period's turnover, the same for everybody."""

    by: Literal["turnover_share"]
    each: PeriodLength
    """How long a period's turnover is counted before its share is granted."""
    share: Percent


class LevelShare(Model):
    """A share of each period's turnover, by the partner's level."""

    by: Literal["level_share"]
    each: PeriodLength
    shares: dict[Level, Percent] = Field(min_length=1)
    """One for every level that takes part."""


class Allocation(Model):
    """A sum for each period, by the partner's level, whatever the turnover."""

    by: Literal["allocation"]
    each: PeriodLength
    amounts: dict[Level, Money] = Field(min_length=1)
    """One for every level that takes part."""


Accrual = Annotated[
    TurnoverBands | TurnoverShare | LevelShare | Allocation, Field(discriminator="by")
]
"""Where a fund's money comes from."""


class FundTerms(Model):
    """How much money a fund gets, and for how long."""

    period: PeriodLength
    """An activity is paid from the fund of the period in which its last day falls."""
    unused: Literal["expires_with_period", "expires_with_year"]
    """When what is left expires: on the period's last day, or on 31 December."""
    accrual: Accrual
    source: Source


class WholeBrand(Model):
    """Every activity is the vendor's alone, or its part is always the same."""

    by: Literal["fixed"]
    share: Percent


class EqualParts(Model):
    """Parted equally among the manufacturers shown: of three, a third is the vendor's."""

    by: Literal["equal_parts"]


class BrandTable(Model):
    """The vendor's part by the number of manufacturers shown."""

    by: Literal["table"]
    shares: tuple[Percent, ...] = Field(min_length=1, max_length=MAX_MANUFACTURERS)
    """For one manufacturer, for two, and so on; the last one holds for all higher numbers."""

    @model_validator(mode="after")
    def _more_manufacturers_give_no_more(self) -> Self:
        if any(later > earlier for earlier, later in itertools.pairwise(self.shares)):
            raise ValueError("with more manufacturers the share gets no larger; sort the shares")
        return self


BrandShare = Annotated[WholeBrand | EqualParts | BrandTable, Field(discriminator="by")]
"""What part of an activity's cost is the vendor's."""


class RefundTerms(Model):
    """The share of the cost that is refunded."""

    share: Percent
    key_direction_share: Percent
    """For activity types that the vendor pushes this year (``key_direction: true``)."""
    brand_share: BrandShare = WholeBrand(by="fixed", share=Decimal(100))
    source: Source


class ClaimCap(Model):
    """The most that one claim gets."""

    value: Money
    tender: Literal["approval_above", "never"]
    """*approval_above*: the cap is for claims without a tender; an application approved for more
    has had one. *never*: no claim gets more."""
    source: Source


class CapTerms(Model):
    """The most that is refunded; a cap that is not written does not exist."""

    per_activity: Term[Money] | None = None
    """All claims of one activity together."""
    per_claim: ClaimCap | None = None
    per_month: Term[Money] | None = None
    """All of a partner's activities that end in one calendar month."""
    per_year: Term[Money] | None = None
    """All of a partner's activities that end in one calendar year."""
