"""Seals: what stood in a fund's postings on a night, so that a later change shows."""

from typing import Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Currency, Model, Sha256, ShortText
from cofund.models.ledger import Bucket, EntryId, FundKey
from cofund.models.points import AccountKey, PointsBucket

MAX_SEALED = 1_000
"""Postings under one seal; more of a night take several."""


class SealedEntry(Model):
    """One posting under a seal."""

    entry_id: EntryId
    sha256: Sha256
    """Over all that is stored of it."""


SealedBooks = FundKey | AccountKey
"""Whose postings are sealed: a fund's, or an account's of points."""


class Seal(Model):
    """What was added to a fund or an account of points since the seal before, chained to it."""

    fund: SealedBooks
    number: int = Field(ge=1)
    """1, 2, 3 … without a gap."""
    sealed_at: AwareDatetime
    entries: tuple[SealedEntry, ...] = Field(min_length=1, max_length=MAX_SEALED)
    """By entry id."""
    count: int = Field(ge=1)
    """Of all postings sealed up to here."""
    currency: Currency | None
    """None for points."""
    sums: dict[Bucket | PointsBucket, int]
    """What all of them add to each bucket, in minor units, or in points."""
    previous: Sha256
    """The digest of the seal before; zeros for the first."""
    digest: Sha256
    """Over everything above."""


BreakName = Literal[
    "posting_changed",
    "posting_missing",
    "posting_unreadable",
    "seal_changed",
    "seal_missing",
    "seal_not_locked",
    "seal_out_of_chain",
]


class SealBreak(Model):
    """Something that is not as it was sealed."""

    fund: ShortText
    number: int = Field(ge=1)
    entry_id: EntryId | None = None
    what: BreakName


class SealReport(Model):
    """What looking at all seals found."""

    funds: int
    accounts: int = 0
    """Of points."""
    seals: int
    sealed: int
    """Postings under a seal."""
    unsealed: int
    """Postings since the last seal of their fund."""
    breaks: tuple[SealBreak, ...]

    @property
    def unbroken(self) -> bool:
        """Whether everything is as it was sealed."""
        return not self.breaks
