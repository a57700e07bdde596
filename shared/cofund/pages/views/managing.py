"""What the programme manager's pages show: the ways on, a list before it is taken in, the funds."""

from datetime import date

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import Partner
from cofund.models.fund_reports import FundRefusal, RunReport
from cofund.models.imports import FundEffect, ImportPlan, ListRefusal, PartnerChange, RowProblem
from cofund.models.unreadable import UnreadableReason
from cofund.money import Money
from cofund.pages.views.frame import Frame, OwnPath, Typed
from cofund.pages.views.partner import FundLine, PartnerChoice

MOST_SHOWN = 100
"""Rows of a list that a page shows."""
MOST_NAMED = 20
"""Refusals of one run that a page shows."""


class ManageView(Model):
    """The manager's first page: what there is to do, and the partners."""

    frame: Frame
    find: Typed = ""
    partners: tuple[PartnerChoice, ...] = Field(default=(), max_length=50)
    """Those whose name or INN holds what is looked for, by name."""
    more: int = Field(default=0, ge=0)
    """How many more there are than are shown."""


class RunsView(Model):
    """What the latest runs over all partners did, the newest first."""

    frame: Frame
    runs: tuple[RunReport, ...] = Field(default=(), max_length=10)
    names: dict[Identifier, ShortText] = Field(default_factory=dict)
    """Of the partners whom a run names, by id."""
    most_named: int = Field(default=MOST_NAMED, ge=1)
    """Refusals, and failures, of each run that are shown."""


class ImportLine(Model):
    """A list that was taken in."""

    at: AwareDatetime
    who: ShortText
    changes: int
    path: OwnPath = ""


class ImportFormView(Model):
    """The form for a list, with the field ``file``; and who took lists in before."""

    frame: Frame
    most_bytes: int
    most_rows: int
    refusal: ListRefusal | None = None
    """Why the file that was sent is no list."""
    refused_names: tuple[ShortText, ...] = Field(default=(), max_length=50)
    """Of the heads or sheets that are meant."""
    reason: UnreadableReason | None = None
    """Set where the file could not be read at all."""
    file_missing: bool = False
    """Whether the form was sent without a file."""
    taken: tuple[ImportLine, ...] = Field(default=(), max_length=20)


class FactChange(Model):
    """One fact of a partner before and after, in the reader's words."""

    label: ShortText
    old: ShortText
    new: ShortText


class ChangeLine(Model):
    """What a list changes of one partner, and what that moves in its funds."""

    change: PartnerChange
    facts: tuple[FactChange, ...] = Field(max_length=50)
    effects: tuple[FundEffect, ...] = Field(default=(), max_length=30)


class SumsLine(Model):
    """What a list would move in all funds together; no amount is negative."""

    granted: Money
    taken_back: Money
    refused: Money
    """What should be taken back and will not be, because it is spent or set aside."""
    over_budget: Money
    """What should be granted and will not be, because some budget has no room."""
    ended: int = Field(ge=0)
    """How many funds have ended and stay as they were."""


class ImportPlanView(Model):
    """What taking a list in would do, row by row; the form has ``digest`` and ``create``."""

    frame: Frame
    import_id: Identifier
    file_name: ShortText
    sent_at: AwareDatetime
    sent_by: ShortText
    plan: ImportPlan
    changes: tuple[ChangeLine, ...] = Field(max_length=MOST_SHOWN)
    problems: tuple[RowProblem, ...] = Field(max_length=MOST_SHOWN)
    unknown: int = Field(ge=0)
    """Partners of the list that are not known."""
    creates: bool
    """Whether those are to be created."""
    sums: SumsLine | None
    """None where no fund would change."""
    digest: ShortText
    """Of the plan: what is taken in is what was shown."""


class RefusedLine(Model):
    """Money that could not be moved, and whose it is."""

    partner: ShortText
    refused: FundRefusal


class ImportTakenView(Model):
    """A list that was taken in, and how far the funds have followed."""

    frame: Frame
    import_id: Identifier
    file_name: ShortText
    who: ShortText
    taken_at: AwareDatetime
    partners: int
    kept: int
    refused: tuple[RefusedLine, ...] = Field(max_length=MOST_SHOWN)


class PartnerFundsView(Model):
    """One partner's facts and funds, for a manager."""

    frame: Frame
    today: date
    partner: Partner
    funds: tuple[FundLine, ...] = Field(default=(), max_length=40)
