"""What an import found in a list, and what it would change: the dry run's answer."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.budgets import Scope
from cofund.models.claim import Level, Partner
from cofund.models.fund_reports import FundRefusal
from cofund.models.ledger import FundKey, Period
from cofund.money import Money

MAX_LISTED = 10_000
MAX_LEFT_OUT = 40
MAX_PERIODS = 40
"""Periods whose turnover one list may name: three years of months and some."""

PartnerColumn = Literal[
    "inn",
    "kpp",
    "name",
    "level",
    "turnover",
    "period",
    "staff",
    "region",
    "deducts_vat",
    "erp_number",
    "email_domains",
]
"""What a list may say of a partner. *Turnover* is last financial year's, unless its head or the
row's *period* names another."""

FACTS = (
    *("name", "kpp", "level", "turnover", "staff", "region", "deducts_vat", "erp_number"),
    "email_domains",
)
"""What a row may say of the partner itself, beside the INN."""

RowProblemName = Literal[
    "missing",
    "not_an_inn",
    "digits_lost",
    "not_a_kpp",
    "kpp_of_a_person",
    "not_a_level",
    "not_an_amount",
    "too_precise",
    "below_zero",
    "too_large",
    "not_a_count",
    "not_a_region",
    "not_a_period",
    "period_missing",
    "period_not_counted",
    "period_twice",
    "not_in_units",
    "other_currency",
    "not_yes_or_no",
    "not_a_domain",
    "too_long",
    "listed_twice",
    "said_differently",
    "cut_in_two",
    "rows_run_together",
    "unknown_partner",
    "other_programme",
    "new_partner_lacks",
]

ListRefusal = Literal[
    "unreadable",
    "no_list",
    "head_twice",
    "several_lists",
    "too_many_rows",
    "too_many_periods",
    "too_long_here",
    "too_large_here",
]
"""Why a file is no list that could be looked at."""


class RowProblem(Model):
    """What is wrong with one row; while there is one, nothing of the list is taken in."""

    row: int = Field(ge=1)
    """As the file counts: the first line is 1."""
    column: PartnerColumn | None
    """None where it is the row as a whole."""
    problem: RowProblemName
    text: ShortText = ""
    """What stands in the cell."""


class PeriodTurnover(Model):
    """A partner's turnover of one period, as a list says."""

    period: Period
    turnover: Money


class ListedPartner(Model):
    """One row of a list, as far as it speaks of what Cofund knows; None where it says nothing."""

    row: int = Field(ge=1)
    inn: ShortText
    kpp: ShortText | None = None
    name: ShortText | None = None
    level: Level | None = None
    turnover: Money | None = None
    """Last financial year's."""
    turnovers: tuple[PeriodTurnover, ...] = Field(default=(), max_length=MAX_PERIODS)
    """Of other periods, by which the programme grants shares."""
    staff: int | None = None
    region: Identifier | None = None
    deducts_vat: bool | None = None
    erp_number: ShortText | None = None
    email_domains: tuple[ShortText, ...] | None = Field(default=None, max_length=20)


LeftOut = Annotated[tuple[ShortText, ...], Field(max_length=MAX_LEFT_OUT)]
"""Heads that say nothing to Cofund: their columns are not looked at."""


class ListRead(Model):
    """What a file lists."""

    columns: tuple[PartnerColumn, ...]
    left_out: LeftOut = ()
    listed: tuple[ListedPartner, ...] = Field(max_length=MAX_LISTED)
    problems: tuple[RowProblem, ...]


class TurnoverChange(Model):
    """What a list would change of a partner's turnover of one period."""

    period: Period
    old: Money
    """Zero where nobody has said."""
    new: Money


class PartnerChange(Model):
    """What a list would change of one partner."""

    row: int = Field(ge=1)
    old: Partner | None
    """None where the partner is new."""
    new: Partner
    turnovers: tuple[TurnoverChange, ...] = Field(default=(), max_length=MAX_PERIODS)


class BudgetShort(Model):
    """A budget that has no room for a grant once the rows above have theirs."""

    scope: Scope
    left: Money
    """What it has left then."""
    lacks: Money
    """By how much the grant is more than that."""


class FundEffect(Model):
    """What taking a list in would move in one fund today."""

    row: int = Field(ge=1)
    fund: FundKey
    change: Money
    """Below zero where money would be taken back."""
    short: Money
    """Above zero where that is refused: so much of the money is spent or set aside already."""
    ended: bool = False
    """Whether the fund has ended: it stays as it was, and ``change`` is what it would have been."""
    budgets: tuple[BudgetShort, ...] = Field(default=(), max_length=3)
    """Those without room; where there is one, nothing would be granted."""

    @property
    def refused(self) -> bool:
        """Whether the fund would stay as it is."""
        return bool(self.ended or self.short or self.budgets)


class ImportPlan(Model):
    """What taking a list in would do: the dry run's summary."""

    columns: tuple[PartnerColumn, ...]
    left_out: LeftOut = ()
    changes: tuple[PartnerChange, ...] = Field(max_length=MAX_LISTED)
    unchanged: int = Field(ge=0)
    problems: tuple[RowProblem, ...]

    @property
    def applicable(self) -> bool:
        """Say whether the list can be taken in: whole, or not at all."""
        return not self.problems


class StoredList(Model):
    """A list that a manager sent from the page, as it was read; the file itself is not kept."""

    import_id: Identifier
    file_name: ShortText
    programme: Identifier
    read: ListRead
    new_ids: dict[ShortText, Identifier] = Field(default_factory=dict, max_length=MAX_LISTED)
    """By INN: what partners would be called who were unknown when the list was sent."""
    sent_at: AwareDatetime
    sent_by: Identifier


class TakenList(Model):
    """A list that somebody decided to take in, and how far that has come."""

    import_id: Identifier
    by: Identifier
    begun_at: AwareDatetime
    taken_at: AwareDatetime | None = None
    """When all facts were written; None while they are not."""
    partners: tuple[Identifier, ...] = Field(max_length=MAX_LISTED)
    """Whose facts it changes."""
    kept: int = Field(default=0, ge=0)
    """How many of their funds have been brought to what they should be, in that order."""
    refused: tuple[FundRefusal, ...] = Field(default=(), max_length=MAX_LISTED)


class ImportNote(Model):
    """Who took which list in, and when."""

    at: AwareDatetime
    by: Identifier
    changes: int = Field(ge=0)
    import_id: Identifier | None = None
    """None where it was taken in by a command."""
