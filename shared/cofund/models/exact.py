"""What an exact source states: an e-invoice's XML, a payment or receipt QR.

Values are canonical text (ISO dates, decimal points, no grouping), checked when they are read;
``place`` says where they stand, so that a person can find them in the source itself.
"""

from typing import Literal

from pydantic import Field

from cofund.models.base import LongText, Model, ShortText
from cofund.models.evidence import MAX_PAGES, Box

Syntax = Literal["upd", "ukd", "cii", "ubl", "xml", "payment_qr", "receipt_qr", "epc_qr"]
"""УПД and УКД of the Russian tax service; UN/CEFACT (ZUGFeRD 1 and 2, Factur-X), UBL; an XML that
is none of these; ST00012; the QR of a fiscal receipt; the QR of a European transfer."""

ProblemCode = Literal[
    "malformed",
    "missing",
    "wrong_value",
    "unknown_version",
    "unknown_syntax",
    "forbidden",
    "too_large",
    "not_printed",
]
"""*forbidden*: it declares a document type or entities. *not_printed*: the page doesn't show what
the source states; that is no contradiction."""


class Stated(Model):
    """One value as the source states it, and where: "line 12, СвСчФакт/@НомерДок"."""

    value: LongText
    place: ShortText


class StatedParty(Model):
    """A seller, buyer, payer or payee; whatever isn't stated is None."""

    name: Stated | None = None
    tax_id: Stated | None = None
    kpp: Stated | None = None
    address: Stated | None = None
    bank: Stated | None = None
    bik: Stated | None = None
    account: Stated | None = None
    correspondent_account: Stated | None = None
    iban: Stated | None = None


class StatedLine(Model):
    """One line of goods or services."""

    description: Stated
    quantity: Stated | None = None
    unit: Stated | None = None
    unit_price: Stated | None = None
    vat_rate: Stated | None = None
    """Per cent; absent where none applies."""
    vat: Stated | None = None
    amount: Stated | None = None


class StatedTax(Model):
    """The tax of one rate."""

    rate: Stated | None
    tax: Stated


class Problem(Model):
    """What is wrong in the source: the line of the file and the field that it is about."""

    code: ProblemCode
    line: int | None = None
    field: ShortText


class ExactSource(Model):
    """One exact source in or on a document."""

    syntax: Syntax
    version: ShortText = ""
    engine: ShortText = ""
    """Which reader and version."""
    name: ShortText = ""
    """The attachment's name; empty where the document itself is the source."""
    kind: ShortText
    """The document kind that it declares itself to be."""
    page: int = Field(default=1, ge=1, le=MAX_PAGES)
    box: Box | None = None
    """Where a QR stands."""
    fields: dict[str, Stated] = Field(default={}, max_length=40)
    """By the names of the extraction's fields: number, issue_date, currency, net, gross, …"""
    seller: StatedParty = Field(default_factory=StatedParty)
    buyer: StatedParty = Field(default_factory=StatedParty)
    lines: tuple[StatedLine, ...] = Field(default=(), max_length=2_000)
    taxes: tuple[StatedTax, ...] = Field(default=(), max_length=20)
    references: tuple[Stated, ...] = Field(default=(), max_length=20)
    """Numbers of other documents it names."""
    problems: tuple[Problem, ...] = Field(default=(), max_length=100)
