"""What kind of document it is: its words decide."""

from __future__ import annotations

import pytest

from cofund.extraction import interpret
from cofund.extraction.advertisements import A_PICTURE
from cofund.models.extraction import Layout, Photo, Unknown, Unreadable
from cofund.models.kinds import DocumentKind
from tests.builders import hostile, papers
from tests.extraction.papers import GUESTS, SALE, TIMETABLE
from tests.extraction.reading import extraction_of, page_of, said

TITLES: dict[DocumentKind, tuple[str, ...]] = {
    "invoice": (
        "Счет на оплату № 5 от 05.02.2026", "СЧЁТ № 5 от 05.02.2026", "Счёт № б/н от 05.02.2026",
        "Счет на оплату покупателю № 5", "С Ч Е Т № 5 от 5 мая 2026 г.", "Счет N 12", "СЧЁТ",
        "Счет-договор № 5 от 05.02.2026", "Договор-счёт № 5", "СЧЕТ (ОФЕРТА) № 5", "Счет-заказ № 5",
        "Счет 117 от 5 февраля 2026 г.", "INVOICE", "Tax invoice", "Proforma Invoice No. 5",
        "Sample Web Services Invoice", "Rechnung Nr. 5", "Handelsrechnung (380) Nr. 5",
        "Schlussrechnung", "Facture n° 5", "FACTUUR", "Fattura n. 5",
    ),
    "tax_invoice": ("Счет-фактура № 5 от 05.02.2026", "СЧЕТ ФАКТУРА № 5", "Счёт-фактура № 5 (1)"),
    "act": (
        "Акт № 5 от 05.02.2026", "Акт об оказании услуг № 5", "АКТ СДАЧИ-ПРИЕМКИ РАБОТ", "АКТ",
        "Акт выполненных работ № 3", "Акт приёма-передачи", "Acceptance certificate No. 5",
        "Leistungsnachweis",
    ),
    "upd": ("Универсальный передаточный документ", "УПД № 5 от 05.02.2026"),
    "waybill": (
        "Товарная накладная", "Унифицированная форма № ТОРГ-12", "Накладная № 5", "Delivery note",
        "Lieferschein Nr. 5", "Bon de livraison n° 5",
    ),
    "payment_order": (
        "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 5", "Чек по операции", "Квитанция № 1-2-3", "Платеж исполнен",
        "Подтверждение платежа", "Перевод по реквизитам", "Payment confirmation",
    ),
    "receipt": (
        "Кассовый чек", "Товарный чек № 5", "Квитанция к приходному кассовому ордеру № 5",
        "Receipt", "Quittung",
    ),
    "credit_note": (
        "Credit note", "CREDIT MEMO", "Корректировочный счет-фактура № 1", "Gutschrift Nr. 5",
        "Универсальный корректировочный документ", "Rechnungskorrektur", "Stornorechnung",
        "Avoir AV-5", "Facture d'avoir n° 5", "Nota di credito n. 3",
    ),
    "participant_list": (
        "Список участников мероприятия «Программа развития»", "List of attendees",
        "Лист регистрации", "Реестр участников вебинара", "Список приглашённых гостей",
        "Teilnehmerliste", "Liste des participants", "Attendance sheet",
    ),
    "event_report": (
        "Отчёт о проведении мероприятия", "Отчет по мероприятию", "Фотоотчёт", "Отчет",
        "Итоги мероприятия «Вечер»", "Post-event report", "Veranstaltungsbericht",
    ),
    "event_programme": (
        "Программа конференции", "ПРОГРАММА", "Деловая программа", "Повестка дня", "Agenda",
        "Тайминг мероприятия", "Conference programme", "Tagesordnung", "Ordre du jour",
    ),
    "contract": (
        "Договор № 5 оказания услуг", "Дополнительное соглашение № 2 к договору № 5",
        "Заявка № 3 к договору № 5 от 01.02.2026", "Service agreement", "Dienstleistungsvertrag",
    ),
    "unknown": (
        "Поздравляем с праздником", "Актуальные новости", "Коммерческое предложение",
        "Доверенность № 5", "Our invoice policy", "Счет № 40702810600000000101",
    ),
}  # fmt: skip
NOISY: dict[str, DocumentKind] = {
    "Cчет на oплату № 5 от 05.02.2026": "invoice",
    "Счег на оплату Ne 5 от 05.02.2026": "invoice",
    "Aкт № 335 от 8 октября 2026 г.": "act",
    "Плагежное поручение 245": "payment_order",
    "Универсальныи передаточныи документ": "upd",
    "Тoварная накладная": "waybill",
}
"""Titles as bad scans have them: letters of two alphabets, letters misread."""


@pytest.mark.parametrize(
    ("kind", "title"), [(kind, title) for kind, titles in TITLES.items() for title in titles]
)
def test_a_title_names_its_kind(kind: DocumentKind, title: str) -> None:
    assert said(title, "и прочие слова").kind == kind


@pytest.mark.parametrize("title", NOISY)
def test_a_misread_title_names_its_kind(title: str) -> None:
    assert said(title, "и прочие слова").kind == NOISY[title]


def test_a_letterhead_may_stand_above_the_title() -> None:
    letterhead = [f"{line} строка бланка, телефон и адрес" for line in range(24)]
    assert said(*letterhead, "Акт № 5 от 05.02.2026").kind == "act"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Акт № 5", "Основание:          Счет № 4 от 01.02.2026"), "act"),
        (("Договор № 5 от 01.02.2026", "Акт об оказании услуг № 1"), "act"),
        (("Приложение № 1 к договору № 4", "Счет на оплату № 7"), "invoice"),
        (("Образец заполнения платежного поручения", "Счет № 5 от 05.02.2026"), "invoice"),
        (
            ("Договор № 5 оказания услуг", "стороны подписывают", "Акт об оказании услуг"),
            "contract",
        ),
        (("Договор оказания услуг", "оплачивается", "счет на оплату № 5"), "contract"),
        (("Счет-фактура № 5 (1)", "Универсальный", "передаточный", "документ"), "upd"),
        (("Счет-фактура № 5 (1)", "1 – счет-фактура и передаточный документ (акт)"), "upd"),
        (("ООО Ветер", "ФН 9999000000000001", "ФД 12", "ФПД 1234567890"), "receipt"),
        (("Sehr geehrter Herr", "Rechnungsnummer: 5", "Betrag 5,00"), "invoice"),
    ],
)
def test_a_paper_that_names_others_stays_what_it_is(
    lines: tuple[str, ...], kind: DocumentKind
) -> None:
    assert said(*lines).kind == kind


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


def test_a_banner_on_a_photo_makes_it_no_programme() -> None:
    photo = page_of("ПРОГРАММА КОНФЕРЕНЦИИ", source="ocr").model_copy(update={"sniffed": "jpeg"})
    assert interpret(photo).kind == "photo"
    assert interpret(photo, declared="event_programme").kind == "event_programme"


def test_a_picture_over_the_page_with_few_words_is_an_advertisement() -> None:
    page = page_of("Небывалая защита ваших сетей", "nebyvalye.example")
    assert interpret(page).kind == "unknown"
    over_a_picture = page.model_copy(update={"pages_without_text": (1,)})
    layout = interpret(over_a_picture)
    assert (layout.kind, layout.identified_by) == ("layout", (A_PICTURE,))


def test_a_picture_that_advertises_is_a_layout() -> None:
    words = "Узнайте больше о защите ваших сетей и о том, как мы её строим, на нашем сайте"
    banner = page_of(words, source="ocr").model_copy(update={"sniffed": "png"})
    assert interpret(banner).kind == "layout"
    assert interpret(banner, declared="photo").kind == "photo"


def test_a_picture_that_was_called_a_layout_is_one() -> None:
    picture = hostile.huge_png(width=320, height=200)
    assert extraction_of(picture, Layout, declared="layout").kind == "layout"


def test_a_picture_that_should_be_an_invoice_and_has_no_words_is_unreadable() -> None:
    picture = hostile.huge_png(width=320, height=200)
    assert extraction_of(picture, Unreadable, declared="invoice").reason == "no_text"
