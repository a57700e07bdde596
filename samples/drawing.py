"""Draws the documents of one sample."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from cofund.models.kinds import DocumentKind
from samples.cases import SAMPLES, Sample
from tests.builders.einvoices.russian import upd
from tests.builders.papers import (
    Event,
    Guest,
    GuestList,
    Timetable,
    Transfer,
    act_pdf,
    event_programme_pdf,
    event_report_docx,
    invoice_pdf,
    participant_list_csv,
    participant_list_xlsx,
    payment_order_pdf,
    scanned,
    some_guests,
)
from tests.builders.papers.pictures import jpeg, pages_of, worn
from tests.builders.papers.prose import photo_jpeg

PLACE = "Москва, Небывалый переулок, д. 1"
KINDS: dict[str, DocumentKind] = {
    "report.docx": "event_report",
    "programme.pdf": "event_programme",
    "participants.xlsx": "participant_list",
    "participants.csv": "participant_list",
    "invoice.pdf": "invoice",
    "invoice.jpg": "invoice",
    "upd.xml": "upd",
    "photo.jpg": "photo",
    "act.pdf": "act",
    "payment.pdf": "payment_order",
}
"""What each file of a sample is."""


def papers(sample: Sample) -> dict[str, bytes]:
    """Give the documents by file name."""
    if sample.activity_type == "souvenirs":
        return dict(_sale_papers(sample))
    return {**dict(_event_papers(sample)), **dict(_sale_papers(sample))}


def _event_papers(sample: Sample) -> Iterator[tuple[str, bytes]]:
    yield "report.docx", event_report_docx(_event(sample))
    if "programme" not in sample.without:
        yield "programme.pdf", event_programme_pdf(_timetable(sample))
    if "participants" not in sample.without:
        yield _participants(sample)


def _participants(sample: Sample) -> tuple[str, bytes]:
    listed = GuestList(event_name=sample.event, event_date=sample.first_day, guests=_guests(sample))
    if sample.activity_type == "conference":
        return "participants.csv", participant_list_csv(listed, encoding="cp1251")
    return "participants.xlsx", participant_list_xlsx(listed)


def _guests(sample: Sample) -> tuple[Guest, ...]:
    """Give the sample's own guests: the same people at every event would look borrowed."""
    before = sample.first_guest
    if before is None:
        before = sum(other.guests for other in SAMPLES[: SAMPLES.index(_own(sample))])
    return some_guests(before + sample.guests)[before:]


def _sale_papers(sample: Sample) -> Iterator[tuple[str, bytes]]:
    last_day = _origin(sample).last_day
    act = replace(
        sample.sale, number=f"A-{sample.sale.number}", issued=last_day, printed_gross_minor=None
    )
    yield _invoice(sample)
    if sample.sent_as == "every format":
        yield "upd.xml", upd(act)
        yield "photo.jpg", photo_jpeg()
    else:
        yield "act.pdf", act_pdf(act)
    yield "payment.pdf", payment_order_pdf(_transfer(sample))


def _invoice(sample: Sample) -> tuple[str, bytes]:
    printed = invoice_pdf(sample.sale)
    if sample.sent_as == "every format":
        return "invoice.jpg", jpeg(worn(pages_of(printed)[0]))
    return "invoice.pdf", scanned(printed) if sample.sent_as == "invoice scanned" else printed


def _own(sample: Sample) -> Sample:
    """Give the sample as it is listed, whatever was replaced in it."""
    return next(other for other in SAMPLES if other.folder == sample.folder)


def _origin(sample: Sample) -> Sample:
    """Give the sample whose sale this is: itself, or the one that it repeats."""
    return next(other for other in SAMPLES if other.folder == (sample.repeats or sample.folder))


def _transfer(sample: Sample) -> Transfer:
    paid = sample.sale.issued + timedelta(days=1)
    return Transfer(
        number=f"1{sample.sale.number}",
        issued=paid,
        payer=sample.sale.buyer,
        payee=sample.sale.seller,
        amount_minor=sample.sale.gross_minor,
        purpose=f"Оплата по счёту № {sample.sale.number} от {sample.sale.issued:%d.%m.%Y}",
    )


def _event(sample: Sample) -> Event:
    conference = sample.activity_type == "conference"
    return Event(
        event_name=sample.event,
        first_day=sample.first_day,
        last_day=sample.last_day,
        place=PLACE,
        activity_kind="Конференция" if conference else "Деловой ужин",
        participant_count=sample.guests,
        leads=3,
    )


def _timetable(sample: Sample) -> Timetable:
    return Timetable(
        event_name=sample.event,
        event_date=sample.first_day,
        place=PLACE,
        entries=(
            ("18:00", "Сбор гостей"),
            ("18:30", "Приветствие и рассказ о продуктах вендора"),
            ("19:30", "Ужин и вопросы"),
            ("21:30", "Завершение"),
        ),
    )
