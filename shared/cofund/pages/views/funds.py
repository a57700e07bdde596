"""What mails to programme managers about the funds say."""

from datetime import date

from pydantic import Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.budgets import Scope
from cofund.models.fund_reports import RefusalName, RunTotals
from cofund.money import Money
from cofund.pages.views.mails import Link

MOST_NAMED = 20
"""Refusals or failures in one mail; the report names the others."""


class RefusalLine(Model):
    """Money that could not be moved as it should."""

    partner_name: ShortText
    period: ShortText
    refusal: RefusalName
    short: Money
    budget: Scope | None
    left: Money | None = None
    """What the budget had left; set where there is one."""


class FailureLine(Model):
    """A partner for whom the run did not get through."""

    partner_id: Identifier
    failure: ShortText


class TakenListNamed(Model):
    """A list that a manager took in."""

    file_name: ShortText
    who: ShortText


class FundsMail(Model):
    """What happened to the funds, what could not be done first."""

    to_name: ShortText
    day: date
    refusals: tuple[RefusalLine, ...] = Field(max_length=MOST_NAMED)
    more_refusals: int = Field(ge=0)
    failures: tuple[FailureLine, ...] = Field(max_length=MOST_NAMED)
    more_failures: int = Field(ge=0)
    totals: tuple[RunTotals, ...] = Field(max_length=50)
    run_id: ShortText | None
    """The nightly run; None where another cause is told of."""
    taken_list: TakenListNamed | None = None
    """The list whose facts could not all move their money."""
    link: Link
