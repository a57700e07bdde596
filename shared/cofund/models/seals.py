"""Seals: what stood in a fund's postings on a night, so that a later change shows."""

from typing import Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Currency, Model, Sha256, ShortText
from cofund.models.ledger import Bucket, EntryId, FundKey

MAX_SEALED = 1_000
"""Postings under one seal; more of a night take several."""


class SealedEntry(Model):
    """One posting under a seal."""

    entry_id: EntryId
    sha256: Sha256
    """Over all that is stored of it."""


class Seal(Model):
    """What was added to a fund since the seal before, chained to it."""

    fund: FundKey
    number: int = Field(ge=1)
    """1, 2, 3 … without a gap."""
    sealed_at: AwareDatetime
    entries: tuple[SealedEntry, ...] = Field(min_length=1, max_length=MAX_SEALED)
    """By entry id."""
    count: int = Field(ge=1)
    """Of all postings sealed up to here."""
    currency: Currency
    sums: dict[Bucket, int]
    """What all of them add to each bucket, in minor units."""
    previous: Sha256
    """The digest of the seal before; zeros for the first."""
    digest: Sha256
    """Over everything above."""


BreakName = Literal[
    "posting_changed",
    "posting_missing",
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
