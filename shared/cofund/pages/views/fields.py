"""The names of values that pages show of documents, and how a reviewer corrects them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.correction import CorrectValue, Writing
from cofund.models.evidence import ReadStatus
from cofund.models.kinds import DocumentKind
from cofund.pages.views.frame import Typed

FieldName = Literal[
    "number",
    "issue_date",
    "seller",
    "buyer",
    "payer",
    "payee",
    "tax_id",
    "currency",
    "net",
    "tax",
    "gross",
    "amount_in_words",
    "prepaid",
    "due",
    "amount",
    "purpose",
    "kpp",
    "ogrn",
    "address",
    "bank",
    "bik",
    "account",
    "correspondent_account",
    "iban",
    "event_name",
    "event_date",
    "last_day",
    "place",
    "activity_kind",
    "audience",
    "participant_count",
    "leads",
    "goals",
    "results",
    "participant",
    "line",
    "first_day",
    "executed",
    "vat_included",
    "description",
    "quantity",
    "unit_price",
    "vat_rate",
    "vat",
    "kind",
]
"""A value that the reviewer sees beside the document, or highlighted in it."""

Party = Literal["seller", "buyer", "payer", "payee"]

Anchor = Annotated[str, Field(max_length=100, pattern=r"^[A-Za-z0-9_.-]*$")]
"""The id of a highlighted place in the page, to lead there."""


class FieldToCorrect(Model):
    """One field of a correction form; ``new.{name}`` takes a value, ``same.{name}`` confirms."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9_.]{1,60}$")]
    field: FieldName
    party: Party | None = None
    line: int | None = None
    """The line that it belongs to, from 1."""
    writing: Writing
    text: ShortText = ""
    """As it stands now; empty where nothing was found."""
    status: ReadStatus | None = None
    """None where nothing was found."""
    corrected: bool = False
    """Whether a person has said so."""
    anchor: Anchor = ""


class CorrectionForm(Model):
    """What of one document can be set right."""

    unsure: tuple[FieldToCorrect, ...] = Field(default=(), max_length=120)
    """What wants a person's look, and what was looked for and not found."""
    others: tuple[FieldToCorrect, ...] = Field(default=(), max_length=60)
    line: tuple[FieldToCorrect, ...] = Field(default=(), max_length=10)
    """The fields of one line, which the form asks for by its number."""
    kinds: tuple[DocumentKind, ...] = ()
    """What the document may be said to be; none where its kind stays."""


class CorrectionShown(Model):
    """One correction as the pages tell of it."""

    document_id: Identifier
    file_name: ShortText
    field: FieldName
    party: Party | None = None
    line: int | None = None
    before: ShortText = ""
    """What stood there, as printed; empty where nothing was found."""
    before_kind: DocumentKind | None = None
    value: CorrectValue
    by: ShortText
    """The person's name."""
    at: AwareDatetime


class TypedCorrections(Model):
    """A correction form as typed: of which document, and each field by its name."""

    document: ShortText = ""
    values: dict[str, Typed] = Field(default_factory=dict, max_length=300)
