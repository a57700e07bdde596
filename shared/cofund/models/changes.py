"""What changed between two versions of a claim: papers, requested values, findings, sums."""

from typing import Literal

from pydantic import Field

from cofund.models.assessment import CountValue, Finding, MoneyValue
from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import MAX_DOCUMENTS
from cofund.models.kinds import DocumentKind
from cofund.money import Money

MAX_FINDINGS = 2_000


DocumentFate = Literal["added", "removed", "replaced"]


class DocumentChange(Model):
    """One file that is new, gone, or stands in another one's place."""

    change: DocumentFate
    kind: DocumentKind
    """What the partner says it is."""
    file_name: ShortText
    """Of the new file; of a removed one its own."""
    document_id: Identifier
    replaces: ShortText = ""
    """The file name of what stood there before."""


class RequestChange(Model):
    """One requested value that is another one now; None where it wasn't stated."""

    field: Literal["claimed", "sponsor_money", "participant_count", "points"]
    before: MoneyValue | CountValue | None
    after: MoneyValue | CountValue | None


class Changes(Model):
    """What a reviewer of the newer version need not find out by comparing."""

    before: int = Field(ge=1)
    """The version that is compared with."""
    documents: tuple[DocumentChange, ...] = Field(default=(), max_length=2 * MAX_DOCUMENTS)
    kept: int = Field(default=0, ge=0)
    """How many files are byte for byte the same."""
    request: tuple[RequestChange, ...] = ()
    gone: tuple[Finding, ...] = Field(default=(), max_length=MAX_FINDINGS)
    """Failing and unclear findings of the version before that nothing answers to now."""
    new: tuple[Finding, ...] = Field(default=(), max_length=MAX_FINDINGS)
    still: tuple[Finding, ...] = Field(default=(), max_length=MAX_FINDINGS)
    """As they read now."""
    claimable_before: Money
    claimable_after: Money
