"""Read values and whole extractions: start from a right one, name only what matters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from cofund.models.evidence import Box, Evidence, Read, ReadStatus, Source
from cofund.models.extraction import (
    Act,
    CommercialDocument,
    EventProgramme,
    EventReport,
    Invoice,
    LineRead,
    ParticipantList,
    ParticipantRow,
    PartyRead,
    PaymentOrder,
    ProgrammeEntry,
    TaxRead,
)
from cofund.money import Money, round_half_up
from tests.builders.companies import INTEGRATOR, VETER, Company

T = TypeVar("T")
Paper = TypeVar("Paper", bound=CommercialDocument)


def roubles(amount: int | str) -> Money:
    """Give roubles: ``roubles(500)``, ``roubles("500.01")``."""
    minor = Decimal(amount) * 100
    assert minor == int(minor)
    return Money(amount_minor=int(minor), currency="RUB")


def evidence(text: str = "as printed", document_id: str = "invoice") -> Evidence:
    """Give a place on the first page."""
    box = Box(x0=50, top=100, x1=150, bottom=112)
    return Evidence(document_id=document_id, page=1, box=box, text=text)


def read(
    value: T,
    *,
    status: ReadStatus = "checked",
    source: Source = "text",
    failed: tuple[str, ...] = (),
    alternates: tuple[str, ...] = (),
) -> Read[T]:
    """Give a value that was read from print and checked."""
    return Read[
        type(value)
    ](  # type: ignore[misc]
        value=value,
        evidence=evidence(str(value)[:200]),
        source=source,
        engine="builder 1",
        status=status,
        failed=failed,
        alternates=alternates,
    )


def unsure(value: T) -> Read[T]:
    """Give a value that wants a person's look."""
    return read(value, status="review", source="ocr")


def a_party(company: Company = VETER) -> PartyRead:
    """Give a company as a paper prints it."""
    return PartyRead(
        name=read(company.name),
        tax_id=read(company.tax_id),
        kpp=read(company.kpp) if company.kpp else None,
        ogrn=read(company.ogrn) if company.ogrn else None,
        bank=read(company.bank) if company.bank else None,
        bik=read(company.bik) if company.bik else None,
        account=read(company.account) if company.account else None,
        correspondent_account=(
            read(company.correspondent_account) if company.correspondent_account else None
        ),
        iban=read(company.iban) if company.iban else None,
    )


def a_line(
    description: str = "Банкетное обслуживание",
    *,
    quantity: int | str = 1,
    price: int | str = 100_000,
    amount: Money | None = None,
    position: int = 1,
    vat_rate: int | None = None,
) -> LineRead:
    """Give a line whose amount is quantity times price, unless another one is named."""
    times = round_half_up(Fraction(quantity) * roubles(price).amount_minor)
    return LineRead(
        position=position,
        description=read(description),
        quantity=read(Decimal(quantity)),
        unit=read("шт"),
        unit_price=read(roubles(price)),
        vat_rate=None if vat_rate is None else read(Decimal(vat_rate)),
        amount=read(amount or Money(amount_minor=times, currency="RUB")),
    )


DINNER_LINES = (
    a_line("Аренда зала ресторана", price=100_000, position=1),
    a_line("Банкетное обслуживание", quantity=40, price=3_600, position=2),
)
"""244 000 roubles, VAT of 22 % included."""


def an_invoice(document_id: str = "invoice", **changes: object) -> Invoice:
    """Give an invoice whose sums agree: its lines contain the VAT of 22 %."""
    return _paper(Invoice, document_id, changes)


def an_act(document_id: str = "act", **changes: object) -> Act:
    """Give the act to the invoice."""
    return _paper(Act, document_id, {"issue_date": read(date(2026, 9, 15)), **changes})


def a_payment_order(document_id: str = "payment", **changes: object) -> PaymentOrder:
    """Give the payment of the invoice."""
    plain = PaymentOrder(
        document_id=document_id,
        number=read("381"),
        issue_date=read(date(2026, 9, 4)),
        payer=a_party(INTEGRATOR),
        payee=a_party(VETER),
        amount=read(roubles(244_000)),
        purpose=read("Оплата по счёту 77"),
        executed=read(value=True),
    )
    return plain.model_copy(update=changes)


def a_participant(number: int, **changes: object) -> ParticipantRow:
    """Give one of many different people."""
    plain = ParticipantRow(
        name=read(f"Гость Номер {number}"),
        company=read("ООО «Первый Заказчик»"),
        email=read(f"guest{number}@example.com"),
        phone=read(f"+7 900 000-00-{number:02d}"),
    )
    return plain.model_copy(update=changes)


def a_participant_list(count: int = 12, document_id: str = "list") -> ParticipantList:
    """Give a list of so many different people."""
    return ParticipantList(
        document_id=document_id,
        event_date=read(date(2026, 9, 15)),
        participants=tuple(a_participant(number) for number in range(1, count + 1)),
    )


def a_report(document_id: str = "report", **changes: object) -> EventReport:
    """Give the report on the dinner."""
    plain = EventReport(
        document_id=document_id,
        event_name=read("Деловой ужин"),
        first_day=read(date(2026, 9, 15)),
        last_day=read(date(2026, 9, 15)),
        participant_count=read(12),
    )
    return plain.model_copy(update=changes)


def an_event_programme(document_id: str = "programme", **changes: object) -> EventProgramme:
    """Give the dinner's timetable."""
    plain = EventProgramme(
        document_id=document_id,
        event_name=read("Деловой ужин"),
        event_date=read(date(2026, 9, 15)),
        entries=(ProgrammeEntry(time=read("19:00"), title=read("Приветствие")),),
    )
    return plain.model_copy(update=changes)


def _paper(kind: type[Paper], document_id: str, changes: dict[str, object]) -> Paper:
    """Give a paper whose totals follow from its lines, but for what is changed."""
    lines = changes.get("lines", DINNER_LINES)
    assert isinstance(lines, tuple)
    gross = sum(line.amount.value.amount_minor for line in lines if line.amount)
    tax = round_half_up(Fraction(gross * 22, 122))
    plain = kind(
        document_id=document_id,
        number=read("77"),
        issue_date=read(date(2026, 9, 1)),
        seller=a_party(VETER),
        buyer=a_party(INTEGRATOR),
        currency=read("RUB"),
        lines=lines,
        net=read(Money(amount_minor=gross - tax, currency="RUB")),
        tax=read(Money(amount_minor=tax, currency="RUB")),
        taxes=(TaxRead(rate=Decimal(22), tax=read(Money(amount_minor=tax, currency="RUB"))),),
        gross=read(Money(amount_minor=gross, currency="RUB")),
        vat_included=read(value=True),
        amount_in_words=read(Money(amount_minor=gross, currency="RUB")),
    )
    return plain.model_copy(update=changes)


def with_number(paper: Paper, number: str) -> Paper:
    """Give a paper with another number."""
    return paper.model_copy(update={"number": read(number)})
