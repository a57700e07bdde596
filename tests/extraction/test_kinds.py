"""What kind of document it is: its words decide."""

from __future__ import annotations

import pytest

from cofund.models.extraction import DocumentKind, Layout, Photo, Unknown, Unreadable
from tests.builders import hostile, papers
from tests.extraction.papers import GUESTS, SALE, TIMETABLE
from tests.extraction.reading import extraction_of, said

TITLES: dict[str, DocumentKind] = {
    "Счет на оплату № 5 от 05.02.2026": "invoice",
    "СЧЁТ № 5 от 05.02.2026": "invoice",
    "Счет-договор № 5 от 05.02.2026": "invoice",
    "INVOICE": "invoice",
    "Tax invoice": "invoice",
    "Счет-фактура № 5 от 05.02.2026": "tax_invoice",
    "Акт № 5 от 05.02.2026": "act",
    "Акт об оказании услуг № 5": "act",
    "АКТ СДАЧИ-ПРИЕМКИ РАБОТ": "act",
    "Универсальный передаточный документ": "upd",
    "Товарная накладная": "waybill",
    "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 5": "payment_order",
    "Кассовый чек": "receipt",
    "Credit note": "credit_note",
    "Список участников мероприятия «Программа развития»": "participant_list",
    "List of attendees": "participant_list",
    "Отчёт о проведении мероприятия": "event_report",
    "Отчет по мероприятию": "event_report",
    "Программа конференции": "event_programme",
    "Agenda": "event_programme",
    "Договор № 5 оказания услуг": "contract",
    "Поздравляем с праздником": "unknown",
    "Актуальные новости": "unknown",
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_names_its_kind(title: str) -> None:
    assert said(title, "и прочие слова").kind == TITLES[title]


def test_a_kind_comes_with_the_words_that_decided() -> None:
    assert said("Акт № 5 от 05.02.2026").identified_by == ("Акт № 5 от 05.02.2026",)


def test_a_document_named_further_down_does_not_decide() -> None:
    report = said("Отчёт о проведении мероприятия", "Счет на оплату № 5 от 05.02.2026 приложен")
    assert report.kind == "event_report"


def test_the_partners_word_is_not_trusted_over_the_papers() -> None:
    extraction = extraction_of(papers.invoice_pdf(SALE), object, declared="act")
    assert getattr(extraction, "kind", None) == "invoice"


def test_the_partners_word_breaks_a_tie() -> None:
    title = "Счет на оплату № 5, товарная накладная"
    assert said(title).kind == "waybill"
    assert said(title, declared="invoice").kind == "invoice"


def test_a_table_of_people_is_a_list_whatever_it_is_called() -> None:
    listed = extraction_of(papers.participant_list_csv(GUESTS), object, declared="event_report")
    assert getattr(listed, "kind", None) == "participant_list"


def test_times_down_the_page_are_a_programme() -> None:
    times = [f"{time} {title}" for time, title in TIMETABLE.entries]
    assert said("Ждём вас!", *times).kind == "event_programme"


def test_an_unknown_document_shows_its_beginning() -> None:
    unknown = said("Поздравляем с праздником", "Ждём в гости")
    assert isinstance(unknown, Unknown)
    assert unknown.beginning == "Поздравляем с праздником\nЖдём в гости"


def test_a_picture_without_words_is_a_photo() -> None:
    photo = extraction_of(hostile.huge_png(width=320, height=200), Photo)
    assert (photo.width, photo.height) == (320, 200)


def test_a_picture_that_was_called_a_layout_is_one() -> None:
    picture = hostile.huge_png(width=320, height=200)
    assert extraction_of(picture, Layout, declared="layout").kind == "layout"


def test_a_picture_that_should_be_an_invoice_and_has_no_words_is_unreadable() -> None:
    picture = hostile.huge_png(width=320, height=200)
    assert extraction_of(picture, Unreadable, declared="invoice").reason == "no_text"
