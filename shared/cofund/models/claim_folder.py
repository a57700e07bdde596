"""A claim as a folder: ``claim.yaml`` and the documents beside it, for checks without any cloud."""

from typing import Annotated, Self

from pydantic import AfterValidator, AwareDatetime, Field, model_validator

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.claim import MAX_DOCUMENTS, Activity, Partner, PayoutForm
from cofund.models.claim_file import (
    MAX_EARLIER_USES,
    MAX_RATES,
    EarlierFile,
    EarlierInvoice,
    EarlierParticipants,
    EarlierPhoto,
    EarlierUse,
)
from cofund.models.kinds import DocumentKind
from cofund.models.rates import Rate
from cofund.money import Money


def _in_the_folder(name: str) -> str:
    if name.startswith(".") or not name.isprintable() or {"/", "\\"} & set(name):
        raise ValueError("write the name of a file in this folder, without any path")
    return name


FileName = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_in_the_folder)]
"""A file in the folder itself: no paths, no hidden files."""


class ApplicationWritten(Model):
    """An application as people write it: the fund and the programme's version follow from it."""

    application_id: Identifier
    activity: Activity
    submitted_at: AwareDatetime
    approved_at: AwareDatetime
    approved_amount: Money


class DocumentWritten(Model):
    """One document of the folder and what it is said to be."""

    file: FileName
    kind: DocumentKind


class ClaimWritten(Model):
    """What the partner asks for, and when."""

    claim_id: Identifier
    claimed: Money
    sponsor_money: Money | None = None
    """Left out where no third party paid anything."""
    participant_count: int | None = Field(default=None, ge=0, le=100_000)
    manufacturers: int | None = Field(default=None, ge=1, le=100)
    """How many manufacturers the layout shows."""
    payout_form: PayoutForm | None = None
    """Left out: as the programme usually pays."""
    submitted_at: AwareDatetime
    version: int = Field(default=1, ge=1, le=50)
    first_submitted_at: AwareDatetime | None = None
    """When version 1 came in; needed from version 2 on."""
    returned_at: AwareDatetime | None = None
    """When the version before was returned; needed from version 2 on."""

    @model_validator(mode="after")
    def _versions_have_their_history(self) -> Self:
        dates = (self.first_submitted_at, self.returned_at)
        if self.version == 1 and dates != (None, None):
            raise ValueError("a first version was neither submitted nor returned before")
        if self.version > 1 and None in dates:
            raise ValueError("from version 2 on write first_submitted_at and returned_at")
        return self


class BalancesWritten(Model):
    """What the fund held when the claim came in."""

    available: Money
    reserved_for_activity: Money
    fund_open: bool
    souvenir_available: Money | None = None
    """Left out where nothing limits souvenirs."""
    claimed_in_month: Money | None = None
    """By the partner's other claims for activities of the same month."""
    claimed_in_year: Money | None = None
    """The same for the calendar year."""
    paid_for_activity: Money | None = None
    """By other claims for this very activity."""


class HistoryWritten(Model):
    """What of this claim other claims hold as well."""

    files: tuple[EarlierFile, ...] = Field(default=(), max_length=MAX_EARLIER_USES // 4)
    invoices: tuple[EarlierInvoice, ...] = Field(default=(), max_length=MAX_EARLIER_USES // 4)
    photos: tuple[EarlierPhoto, ...] = Field(default=(), max_length=MAX_EARLIER_USES // 4)
    participants: tuple[EarlierParticipants, ...] = Field(
        default=(), max_length=MAX_EARLIER_USES // 4
    )

    @property
    def uses(self) -> tuple[EarlierUse, ...]:
        """Give all of it."""
        return (*self.files, *self.invoices, *self.photos, *self.participants)


class ClaimFolder(Model):
    """Everything about a claim but the documents' contents."""

    about: ShortText = ""
    """What the folder shows, for people."""
    partner: Partner
    application: ApplicationWritten
    claim: ClaimWritten
    documents: tuple[DocumentWritten, ...] = Field(max_length=MAX_DOCUMENTS)
    balances: BalancesWritten
    history: HistoryWritten = HistoryWritten()
    rates: tuple[Rate, ...] = Field(default=(), max_length=MAX_RATES)
    """Exchange rates for papers in other currencies."""

    @model_validator(mode="after")
    def _files_stand_once(self) -> Self:
        names = [document.file for document in self.documents]
        if len(set(names)) != len(names):
            raise ValueError("each file stands once among the documents")
        return self
