"""Corrections: what a reviewer sets right of what was read from a document.

What was read stays as it is; corrections lie over it, in their order, whenever the claim is judged.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from cofund.models.base import Identifier, Model, ShortText
from cofund.models.evidence import Evidence, ReadStatus, Source
from cofund.models.kinds import DocumentKind
from cofund.money import Money

MAX_CORRECTIONS = 200
"""Of one version: more is a paper that should be sent anew."""
MAX_AT_ONCE = 40
"""In one form."""

Writing = Literal[
    "text",
    "day",
    "amount",
    "number",
    "count",
    "answer",
    "currency",
    "tax_id",
    "kpp",
    "ogrn",
    "bik",
    "account",
    "iban",
]
"""How a value is written; the later ones are texts with a form or check digits of their own."""

FieldPath = Annotated[str, Field(pattern=r"^[a-z_]{1,30}(\.[a-z0-9_]{1,30}){0,2}$")]
"""Which value of a document: "gross", "seller.tax_id", "lines.3.amount" (from 1), "kind"."""


class CorrectText(Model):
    """Words, a number of a paper, a tax number."""

    kind: Literal["text"] = "text"
    value: ShortText


class CorrectDay(Model):
    """A day."""

    kind: Literal["day"] = "day"
    value: date


class CorrectAmount(Model):
    """An amount, in the document's currency."""

    kind: Literal["amount"] = "amount"
    value: Money


class CorrectNumber(Model):
    """A quantity or a rate."""

    kind: Literal["number"] = "number"
    value: Decimal


class CorrectCount(Model):
    """A number of people."""

    kind: Literal["count"] = "count"
    value: int = Field(ge=0, le=1_000_000)


class CorrectAnswer(Model):
    """Yes or no: whether the bank has executed an order."""

    kind: Literal["answer"] = "answer"
    value: bool


class CorrectKind(Model):
    """What the document is."""

    kind: Literal["kind"] = "kind"
    value: DocumentKind


CorrectValue = Annotated[
    CorrectText
    | CorrectDay
    | CorrectAmount
    | CorrectNumber
    | CorrectCount
    | CorrectAnswer
    | CorrectKind,
    Field(discriminator="kind"),
]
"""What a person says that the document says."""


class BeforeCorrection(Model):
    """What stood there: read, or corrected before."""

    text: ShortText
    status: ReadStatus
    source: Source
    evidence: Evidence


class Correction(Model):
    """One value set right, by whom and when."""

    claim_id: Identifier
    version: int = Field(ge=1)
    number: int = Field(ge=1, le=MAX_CORRECTIONS)
    """The how-maniest of its version; they apply in this order."""
    document_id: Identifier
    field: FieldPath
    before: BeforeCorrection | None = None
    """None where nothing was read, and for a kind."""
    before_kind: ShortText = ""
    """What the document was taken for, where its kind is corrected."""
    value: CorrectValue
    typed: ShortText
    """As the person wrote it."""
    by: Identifier
    at: AwareDatetime
