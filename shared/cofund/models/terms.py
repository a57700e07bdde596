"""What programme terms are made of: values with their clause, shares, words, windows, effects."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Generic, Literal, Self, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    field_validator,
    model_validator,
)

from cofund.calendar import DayUnit
from cofund.models.assessment import Effect
from cofund.models.base import Identifier, Model
from cofund.models.base import Names as Names
from cofund.money import Money

T = TypeVar("T")

FailingRule = Literal[
    "application_lead_time",
    "claim_window",
    "resubmission_window",
    "souvenir_window",
    "activity_dates",
    "invoice_dates",
    "future_dates",
    "required_documents",
    "declared_kind",
    "payment_proof",
    "payment_executed",
    "line_amounts",
    "lines_total",
    "vat_rate",
    "vat_amount",
    "net_and_vat",
    "amount_in_words",
    "claimed_sum",
    "payment_sum",
    "one_currency",
    "seller_is_partner",
    "buyer_is_partner",
    "tax_ids",
    "bank_details",
    "ineligible_lines",
    "souvenir_price",
    "competitors",
    "participants_minimum",
    "listed_twice",
    "participants_overlap",
    "cost_per_head",
    "same_file_in_claim",
    "same_invoice_in_claim",
    "same_file_elsewhere",
    "same_invoice_elsewhere",
    "similar_photo",
    "event_name",
    "event_place",
    "approval_exists",
    "approved_activity",
    "approved_amount",
    "pilot_group",
    "partner_level",
    "partner_segment",
    "minimum_turnover",
    "payout_form",
    "activity_goal",
    "manufacturers",
]
"""Rules that can fail: the programme says what each failure does."""

DeductingRule = Literal["payment_proof", "ineligible_lines", "souvenir_price"]
"""Rules whose failure names an amount, so that it can leave the waterfall."""


def _percent_written(written: object) -> object:
    if isinstance(written, Decimal):
        return written
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?) ?%", str(written))
    if match is None:
        raise ValueError(f'write the share in per cent, like "50 %", not {written!r}')
    return Decimal(match.group(1))


def _zone_exists(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(
            f'write a zone of the tz database, like "Europe/Moscow", not {zone!r}'
        ) from None
    return zone


def percent_text(percent: Decimal) -> str:
    """Give a share as programmes write it: "12.5 %"."""
    return f"{percent.normalize():f} %"


Percent = Annotated[
    Decimal,
    BeforeValidator(_percent_written),
    PlainSerializer(percent_text, return_type=str, when_used="json"),
    Field(ge=0, le=100),
]
"""A share in per cent; "12.5 %" in a file."""
Zone = Annotated[str, AfterValidator(_zone_exists)]
Source = Annotated[str, Field(min_length=1, max_length=200)]
"""The clause a term comes from, and how it was read where that was open."""
Days = Annotated[int, Field(ge=0, le=250)]
AnswerDays = Annotated[int, Field(ge=1, le=14)]
"""Days for an answer: all questions that one version may bring fit into a workflow's 90 days."""
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time of day, "09:00"."""
WORDS = r"^[\w*+&.-]+( [\w*+&.-]+){0,4}$"
Pattern = Annotated[str, Field(pattern=WORDS, max_length=80)]
"""Words next to each other, in lower case; "*" ends a stem: "гостиничн* услуг*"."""


def share_of(percent: Decimal) -> Fraction:
    """Give a share in per cent as an exact fraction of one."""
    return Fraction(percent) / 100


def amount_text(amount: Money) -> str:
    """Give an amount as programmes write it: "500 000 RUB"."""
    whole, _, part = amount.decimal_text().partition(".")
    grouped = f"{int(whole):,}".replace(",", " ")
    return f"{grouped}{f'.{part}' if part.strip('0') else ''} {amount.currency}"


class Term(Model, Generic[T]):
    """One value with the clause it comes from."""

    value: T
    source: Source


class DaySpan(Model):
    """A number of days, worked ones of the country's production calendar or all."""

    value: Days
    unit: DayUnit
    source: Source


class Lexicon(Model):
    """Words that give a matter away in a line of an invoice."""

    words: tuple[Pattern, ...] = Field(max_length=200)
    look_at: tuple[Pattern, ...] = Field(default=(), max_length=200)
    """Words that may mean it: a person looks, nothing is deducted."""
    but_not: tuple[Pattern, ...] = Field(default=(), max_length=200)
    """Phrases that contain such words and mean something else."""


class Category(Lexicon):
    """A kind of cost that is never refunded."""

    category: Identifier
    words: tuple[Pattern, ...] = Field(min_length=1, max_length=200)
    names: Names
    source: Source


def _day_exists(written: str) -> bool:
    month, day = written.split("-")
    try:
        date(2024, int(month), int(day))  # a leap year: "02-29" is a day
    except ValueError:
        return False
    return True


DAY_OF_YEAR = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class YearWindow(Model):
    """Days of every year on which orders are accepted: "02-01" to "03-31", both included."""

    first: Annotated[str, Field(pattern=DAY_OF_YEAR)]
    last: Annotated[str, Field(pattern=DAY_OF_YEAR)]

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        for written in (self.first, self.last):
            if not _day_exists(written):
                raise ValueError(f'there is no day "{written}"')
        if self.last < self.first:
            raise ValueError(
                "a window ends in the year in which it begins; write two, up to 12-31, from 01-01"
            )
        return self


class EffectTerms(Model):
    """What a failing finding of each rule does."""

    by_rule: dict[FailingRule, Effect]
    source: Source

    @field_validator("by_rule")
    @classmethod
    def _every_rule_has_its_effect(
        cls, by_rule: dict[FailingRule, Effect]
    ) -> dict[FailingRule, Effect]:
        missing = [rule for rule in get_args(FailingRule) if rule not in by_rule]
        if missing:
            raise ValueError(f"write an effect for {', '.join(missing)}")
        for rule, effect in by_rule.items():
            if effect == "deduct" and rule not in get_args(DeductingRule):
                raise ValueError(f'{rule} names no amount; write "return", "review" or "note"')
        return by_rule
