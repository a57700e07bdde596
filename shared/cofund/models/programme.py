"""A programme's terms: the numbers, words and lists that rules and waterfall go by.

Every term names the clause it comes from. A programme is written as YAML (cofund/programs/*.yaml),
one file per version, and read by ``cofund.programme``.
"""

import itertools
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from cofund.calendar import PeriodLength
from cofund.models.base import Currency, Identifier, Model
from cofund.models.claim import Level
from cofund.models.extraction import DocumentKind
from cofund.models.terms import (
    AnswerDays,
    Category,
    Days,
    EffectTerms,
    Lexicon,
    Names,
    Pattern,
    Percent,
    Source,
    Term,
    YearWindow,
    Zone,
)
from cofund.money import Money, RoundingMode

CostBase = Literal["net", "gross"]


class CostBaseTerms(Model):
    """Whether cost counts with or without VAT."""

    deducting_partners: CostBase
    other_partners: CostBase
    source: Source


class Band(Model):
    """The share of turnover that becomes the year's fund, from this turnover on."""

    turnover_from: Money
    """The band reaches to the next one's beginning, which is outside it."""
    share: Percent


class CurrencyTerms(Model):
    """What other currencies papers may be in, and which day's rate turns them into this one."""

    accepted: tuple[Currency, ...] = Field(max_length=20)
    """Beside the programme's own; none where all papers are in that."""
    rate_of: Literal["payment", "invoice"]
    """The day of the payment, or the day of the invoice."""
    source: Source


class FundTerms(Model):
    """How much money a fund gets, and for how long. Below the first band there is none."""

    period: PeriodLength
    unused: Literal["expires"]
    bands: tuple[Band, ...] = Field(min_length=1, max_length=20)
    source: Source

    @model_validator(mode="after")
    def _bands_ascend(self) -> Self:
        starts = [band.turnover_from for band in self.bands]
        if any(later <= earlier for earlier, later in itertools.pairwise(starts)):
            raise ValueError("write the bands by ascending turnover_from, each once")
        return self


class RefundTerms(Model):
    """The share of the cost that is refunded."""

    share: Percent
    key_direction_share: Percent
    """For activity types that the vendor pushes this year (``key_direction: true``)."""
    brand_share: Percent = Decimal(100)
    """The vendor's part of an activity that several brands share."""
    source: Source


class ClaimCap(Model):
    """The most that one claim gets without a tender."""

    value: Money
    tender: Literal["approval_above", "never"]
    """*approval_above*: an application approved for more has had its tender. *never*: no claim
    gets more."""
    source: Source


class CapTerms(Model):
    """The most that is refunded at once."""

    per_activity: Term[Money]
    per_claim_without_tender: ClaimCap


class ActivityTerms(Model):
    """One type of activity and what proves it."""

    names: Names
    group: Literal["event", "souvenirs"]
    """Events are applied for ahead of time; souvenirs are ordered within windows."""
    documents: tuple[tuple[DocumentKind, ...], ...] = Field(min_length=1, max_length=15)
    """What a claim must hold: of each list at least one; the first is the usual one."""
    participants_at_least: int | None = Field(default=None, ge=1, le=10_000)
    cost_per_head_at_most: Money | None = None
    """The dearest that the activity may be for each participant, VAT included."""
    key_direction: bool = False
    source: Source


class SouvenirLimitTerms(Model):
    """How much of a year's fund a level may spend on souvenirs."""

    share: Percent
    at_most: Money


class SouvenirTerms(Model):
    """Terms of things with the vendor's logo."""

    piece_at_most: Term[Money]
    """The dearest price of one piece, VAT included."""
    goods: Lexicon
    """Words for souvenirs on invoices of other activities."""
    limits: Annotated[dict[Level, SouvenirLimitTerms], Field(min_length=len(get_args(Level)))]
    """One for every level."""
    windows: tuple[YearWindow, ...] = Field(min_length=1, max_length=12)
    windows_source: Source
    source: Source

    @model_validator(mode="after")
    def _windows_do_not_overlap(self) -> Self:
        ordered = sorted(self.windows, key=lambda window: window.first)
        if any(later.first <= earlier.last for earlier, later in itertools.pairwise(ordered)):
            raise ValueError("the windows overlap; write them apart or as one")
        return self


class DeadlineTerms(Model):
    """By when things must come."""

    application_working_days: Term[Days]
    """Before the activity's first day."""
    report_days: Term[Days]
    """Calendar days after the activity's last day; the last of them is in time."""
    resubmission_days: Term[Days]
    """Calendar days after the return; the last of them is in time."""
    invoice_days_before: Term[Days]
    """How long before the activity's first day an invoice may be dated."""
    invoice_days_after: Term[Days]
    """How long after the activity's last day an invoice may be dated."""
    information_days: Term[AnswerDays]
    """Calendar days after a reviewer's question; an answer on the last of them is in time."""
    dispute_days: Term[Days]
    """Calendar days after a claim's end; a dispute on the last of them is in time."""


class ReviewTerms(Model):
    """Who decides, and how long people have; days count from the request."""

    code_up_to: Term[Money]
    """Up to this amount a code by mail proves the reviewer; above it they sign in."""
    two_approvers_above: Term[Money]
    reminder_days: tuple[Days, ...] = Field(max_length=5)
    escalation_day: Days
    timeout_day: Days
    """Rejects, never approves."""
    source: Source

    @model_validator(mode="after")
    def _days_follow_each_other(self) -> Self:
        days = [0, *self.reminder_days, self.escalation_day, self.timeout_day]
        if any(later <= earlier for earlier, later in itertools.pairwise(days)):
            raise ValueError("reminders, escalation and timeout follow each other, from day 1 on")
        return self


class PointsEarning(Model):
    """What earns loyalty points; its proof is a link."""

    names: Names
    points: int = Field(ge=1, le=1_000_000)


class PointsTerms(Model):
    """Loyalty points, beside the fund and never mixed with it."""

    names: Names
    worth: Money
    """Of one point."""
    valid: Literal["calendar_year"]
    earned_by: dict[Identifier, PointsEarning]
    spent_on: tuple[Literal["conversion", "souvenirs", "activity_costs", "paid_publications"], ...]
    source: Source


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
    fund: FundTerms
    refund: RefundTerms
    sponsor_money: Term[Literal["deducted"]]
    caps: CapTerms
    activities: dict[Identifier, ActivityTerms] = Field(min_length=1, max_length=50)
    souvenirs: SouvenirTerms
    deadlines: DeadlineTerms
    ineligible: tuple[Category, ...] = Field(max_length=50)
    competitors: Term[tuple[Pattern, ...]]
    """Names; an event shared with one of them is not refunded."""
    review: ReviewTerms
    effects: EffectTerms
    points: PointsTerms

    @model_validator(mode="after")
    def _amounts_are_in_its_currency(self) -> Self:
        amounts = {
            "caps.per_activity": self.caps.per_activity.value,
            "caps.per_claim_without_tender": self.caps.per_claim_without_tender.value,
            "souvenirs.piece_at_most": self.souvenirs.piece_at_most.value,
            "review.code_up_to": self.review.code_up_to.value,
            "review.two_approvers_above": self.review.two_approvers_above.value,
            "points.worth": self.points.worth,
            **{
                f"activities.{name}.cost_per_head_at_most": terms.cost_per_head_at_most
                for name, terms in self.activities.items()
                if terms.cost_per_head_at_most is not None
            },
            **{f"souvenirs.limits.{k}": v.at_most for k, v in self.souvenirs.limits.items()},
            **{f"fund.bands[{i}]": b.turnover_from for i, b in enumerate(self.fund.bands, 1)},
        }
        for place, amount in amounts.items():
            if amount.currency != self.currency or amount.amount_minor < 0:
                raise ValueError(f"{place}: write an amount of {self.currency}, not below zero")
        return self
