"""What an import found in a list, and what it would change: the dry run's answer."""

from typing import Literal

from pydantic import Field

from cofund.models.base import Model, ShortText
from cofund.models.claim import Level, Partner
from cofund.money import Money

MAX_LISTED = 10_000

PartnerColumn = Literal[
    "inn",
    "kpp",
    "name",
    "level",
    "turnover",
    "deducts_vat",
    "erp_number",
    "email_domains",
]
"""What a list may say of a partner."""

RowProblemName = Literal[
    "missing",
    "not_an_inn",
    "not_a_kpp",
    "kpp_of_a_person",
    "not_a_level",
    "not_an_amount",
    "too_precise",
    "below_zero",
    "too_large",
    "not_yes_or_no",
    "not_a_domain",
    "too_long",
    "listed_twice",
    "unknown_partner",
    "other_programme",
    "new_partner_lacks",
]


class RowProblem(Model):
    """What is wrong with one row; while there is one, nothing of the list is taken in."""

    row: int = Field(ge=1)
    """As the file counts: the first line is 1."""
    column: PartnerColumn
    problem: RowProblemName
    text: ShortText = ""
    """What stands in the cell."""


class ListedPartner(Model):
    """One row of a list, as far as it speaks of what Cofund knows; None where it says nothing."""

    row: int = Field(ge=1)
    inn: ShortText
    kpp: ShortText | None = None
    name: ShortText | None = None
    level: Level | None = None
    turnover: Money | None = None
    deducts_vat: bool | None = None
    erp_number: ShortText | None = None
    email_domains: tuple[ShortText, ...] | None = Field(default=None, max_length=20)


class ListRead(Model):
    """What a file lists."""

    columns: tuple[PartnerColumn, ...]
    listed: tuple[ListedPartner, ...] = Field(max_length=MAX_LISTED)
    problems: tuple[RowProblem, ...]


class PartnerChange(Model):
    """What a list would change of one partner."""

    row: int = Field(ge=1)
    old: Partner | None
    """None where the partner is new."""
    new: Partner


class ImportPlan(Model):
    """What taking a list in would do: the dry run's summary."""

    columns: tuple[PartnerColumn, ...]
    changes: tuple[PartnerChange, ...] = Field(max_length=MAX_LISTED)
    unchanged: int = Field(ge=0)
    problems: tuple[RowProblem, ...]

    @property
    def applicable(self) -> bool:
        """Say whether the list can be taken in: whole, or not at all."""
        return not self.problems
