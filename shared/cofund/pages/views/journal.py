"""What the journal of a fund shows: its postings, a page at a time."""

from typing import Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Model, ShortText
from cofund.models.standing import Delta
from cofund.money import Money
from cofund.pages.views.frame import Frame, OwnPath
from cofund.pages.views.partner import FundLine

JOURNAL_PAGE = 50

CauseKind = Literal["claim", "application", "order", "points", "terms", "document", "period"]


class JournalLine(Model):
    """One posting: what was done, by what cause, by whom, and what was available after it."""

    entry_id: ShortText
    kind: ShortText
    at: AwareDatetime
    deltas: tuple[Delta, ...] = Field(max_length=6)
    available: Money
    cause: CauseKind
    subject: ShortText
    """The claim's or order's number, the activity's name, the document's; empty of a period."""
    version: int | None = None
    """Of the claim, where one is the cause."""
    path: OwnPath = ""
    """Of the cause's own page."""
    who: ShortText
    """In the reader's words: a manager reads names, a partner what the person is."""
    programme_version: ShortText


class JournalView(Model):
    """A fund's postings in the order of time, a page at a time."""

    frame: Frame
    partner: ShortText = ""
    """The partner's name; empty on the partner's own page."""
    fund: FundLine
    base: OwnPath
    """The journal's path; ``/journal.csv`` behind it is the file."""
    lines: tuple[JournalLine, ...] = Field(max_length=JOURNAL_PAGE)
    count: int = Field(ge=0)
    page: int = Field(ge=1)
    pages: int = Field(ge=1)
    up: OwnPath
    """Of the page with all funds."""
