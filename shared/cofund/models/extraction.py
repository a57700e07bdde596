"""What was read from one document, kind by kind: every value is a ``Read`` with its evidence.

Amounts are minor units of the document's currency.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from cofund.models.base import Identifier, LongText, Model, ShortText
from cofund.models.evidence import (
    MAX_PAGES,
    Disagreement,
    EmbeddedPicture,
    PageSize,
    PhotoPrint,
    Read,
)
from cofund.models.exact import Problem
from cofund.models.unreadable import Flag, UnreadableReason
from cofund.money import Money

MAX_LINES = 2_000
MAX_PARTICIPANTS = 10_000


class PartyRead(Model):
    """A seller, buyer, payer or payee as printed; whatever isn't printed is None."""

    name: Read[str] | None = None
    tax_id: Read[str] | None = None
    """INN in Russia, VAT identification number elsewhere."""
    kpp: Read[str] | None = None
    ogrn: Read[str] | None = None
    address: Read[str] | None = None
    bank: Read[str] | None = None
    bik: Read[str] | None = None
    account: Read[str] | None = None
    correspondent_account: Read[str] | None = None
    iban: Read[str] | None = None


class LineRead(Model):
    """One line of goods or services."""

    position: int = Field(ge=1)
    description: Read[str]
    quantity: Read[Decimal] | None = None
    unit: Read[str] | None = None
    unit_price: Read[Money] | None = None
    vat_rate: Read[Decimal] | None = None
    """Per cent: 20, 22, 10, 0; absent where printed "без НДС"."""
    vat: Read[Money] | None = None
    amount: Read[Money] | None = None


class TaxRead(Model):
    """The tax of one rate, from the totals."""

    rate: Decimal | None
    """Per cent; None where the rate isn't printed."""
    tax: Read[Money]


class _Extracted(Model):
    document_id: Identifier
    pages: tuple[PageSize, ...] = Field(default=(), max_length=MAX_PAGES)
    flags: tuple[Flag, ...] = ()
    identified_by: tuple[ShortText, ...] = ()
    """Why the document was taken for its kind: the words that decided."""
    disagreements: tuple[Disagreement, ...] = Field(default=(), max_length=100)
    """Where an exact source (e-invoice, QR) and the page differ."""
    problems: tuple[Problem, ...] = Field(default=(), max_length=100)
    """What is missing or wrong in an exact source."""


class CommercialDocument(_Extracted):
    """Fields common to every document that states what was sold and for how much."""

    number: Read[str] | None = None
    issue_date: Read[date] | None = None
    seller: PartyRead = Field(default_factory=PartyRead)
    buyer: PartyRead = Field(default_factory=PartyRead)
    currency: Read[str] | None = None
    lines: tuple[LineRead, ...] = Field(default=(), max_length=MAX_LINES)
    net: Read[Money] | None = None
    """Without VAT."""
    tax: Read[Money] | None = None
    """All VAT; absent where none is printed. A printed "без НДС" is a zero with that text."""
    taxes: tuple[TaxRead, ...] = Field(default=(), max_length=20)
    gross: Read[Money] | None = None
    """The total, VAT included."""
    vat_included: Read[bool] | None = None
    """Whether line amounts contain the VAT ("в том числе НДС") or it comes on top."""
    amount_in_words: Read[Money] | None = None
    prepaid: Read[Money] | None = None
    due: Read[Money] | None = None
    references: tuple[Read[str], ...] = Field(default=(), max_length=20)
    """Numbers of other documents it names: contract, invoice, order."""


class Invoice(CommercialDocument):
    """Счёт на оплату, счёт-договор, оферта; an invoice of another country."""

    kind: Literal["invoice"] = "invoice"


class TaxInvoice(CommercialDocument):
    """Счёт-фактура."""

    kind: Literal["tax_invoice"] = "tax_invoice"


class Act(CommercialDocument):
    """Акт выполненных работ, оказанных услуг."""

    kind: Literal["act"] = "act"


class Upd(CommercialDocument):
    """Универсальный передаточный документ."""

    kind: Literal["upd"] = "upd"


class Waybill(CommercialDocument):
    """Товарная накладная (ТОРГ-12)."""

    kind: Literal["waybill"] = "waybill"


class Receipt(CommercialDocument):
    """Кассовый чек."""

    kind: Literal["receipt"] = "receipt"


class CreditNote(CommercialDocument):
    """A credit note or correction (корректировочный счёт-фактура, УКД), amounts as printed."""

    kind: Literal["credit_note"] = "credit_note"
    direction: Literal["reduces", "increases"] = "reduces"
    """What it does to the invoice it names."""


class PaymentOrder(_Extracted):
    """Платёжное поручение: proof that an invoice was paid."""

    kind: Literal["payment_order"] = "payment_order"
    number: Read[str] | None = None
    issue_date: Read[date] | None = None
    payer: PartyRead = Field(default_factory=PartyRead)
    payee: PartyRead = Field(default_factory=PartyRead)
    amount: Read[Money] | None = None
    amount_in_words: Read[Money] | None = None
    purpose: Read[str] | None = None
    executed: Read[bool] | None = None
    """Whether the bank marked it executed ("исполнено")."""


class ParticipantRow(Model):
    """One person of a list, as printed. Personal: kept only in unlocked, expiring storage."""

    name: Read[str]
    company: Read[str] | None = None
    position: Read[str] | None = None
    email: Read[str] | None = None
    phone: Read[str] | None = None
    signed: Read[bool] | None = None


class ParticipantList(_Extracted):
    """Who took part."""

    kind: Literal["participant_list"] = "participant_list"
    event_name: Read[str] | None = None
    event_date: Read[date] | None = None
    participants: tuple[ParticipantRow, ...] = Field(default=(), max_length=MAX_PARTICIPANTS)
    stated_count: Read[int] | None = None
    """How many people the list says it names; failed where it names others."""
    duplicates: tuple[tuple[int, int], ...] = Field(default=(), max_length=1_000)
    """Pairs of rows, counted from 0, that name one person."""


class EventReport(_Extracted):
    """What happened, told by the partner."""

    kind: Literal["event_report"] = "event_report"
    event_name: Read[str] | None = None
    first_day: Read[date] | None = None
    last_day: Read[date] | None = None
    place: Read[str] | None = None
    activity_kind: Read[str] | None = None
    participant_count: Read[int] | None = None
    leads: Read[int] | None = None
    goals: Read[str] | None = None
    audience: Read[str] | None = None
    results: Read[str] | None = None
    pictures: tuple[EmbeddedPicture, ...] = Field(default=(), max_length=500)


class ProgrammeEntry(Model):
    """One entry of an event's programme: when and what."""

    time: Read[str] | None = None
    title: Read[str]
    speaker: Read[str] | None = None
    day: Read[date] | None = None
    """Printed over the entries of a day; absent where the programme names no days."""


class EventProgramme(_Extracted):
    """The event's timetable (программа мероприятия); not the vendor's programme of terms."""

    kind: Literal["event_programme"] = "event_programme"
    event_name: Read[str] | None = None
    event_date: Read[date] | None = None
    place: Read[str] | None = None
    entries: tuple[ProgrammeEntry, ...] = Field(default=(), max_length=500)


class Contract(_Extracted):
    """Договор; its text is for the reviewer."""

    kind: Literal["contract"] = "contract"
    number: Read[str] | None = None
    issue_date: Read[date] | None = None
    seller: PartyRead = Field(default_factory=PartyRead)
    """Who performs: исполнитель, поставщик, арендодатель."""
    buyer: PartyRead = Field(default_factory=PartyRead)
    """Who pays: заказчик, покупатель, арендатор."""


class Layout(_Extracted):
    """An advertising layout."""

    kind: Literal["layout"] = "layout"


class Photo(_Extracted):
    """A photo of the event."""

    kind: Literal["photo"] = "photo"
    width: int = Field(ge=1)
    height: int = Field(ge=1)
    """Pixels, the right way up."""
    fingerprint: PhotoPrint | None = None
    """None where it shows too little to be told from others."""


class Unknown(_Extracted):
    """A document that could be read but is none of the known kinds."""

    kind: Literal["unknown"] = "unknown"
    beginning: LongText = ""
    """Its first words, for the reviewer."""


class Unreadable(_Extracted):
    """A document that could not be read; it never stops a claim, a person looks at it."""

    kind: Literal["unreadable"] = "unreadable"
    reason: UnreadableReason


Extraction = Annotated[
    Invoice
    | TaxInvoice
    | Act
    | Upd
    | Waybill
    | Receipt
    | CreditNote
    | PaymentOrder
    | ParticipantList
    | EventReport
    | EventProgramme
    | Contract
    | Layout
    | Photo
    | Unknown
    | Unreadable,
    Field(discriminator="kind"),
]
"""What was read from one document, tagged by its kind."""
