"""Reports on events however they are told: labels, headings, two columns, running text."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.extraction import interpret
from cofund.extraction.events.days import days_of
from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.models.content import DocumentContent, TableContent
from cofund.models.extraction import EventReport
from tests.extraction.reading import said, sure

IN_PROSE = (
    "Отчёт о проведении мероприятия",
    "12–14 марта 2026 г. в Москве, в отеле «Небылица», состоялась конференция «Вымысел-2026». "
    "В ней приняли участие 1 250 человек из 40 компаний. Получено более 30 заявок.",
    "Цели",
    "Рассказать о новинках.",
    "Собрать контакты.",
    "Результаты",
    "Подписано 3 договора.",
)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        ("12 марта 2026 г.", "2026-03-12", "2026-03-12"),
        ("12–14 марта 2026 г.", "2026-03-12", "2026-03-14"),
        ("с 12 по 14 марта 2026", "2026-03-12", "2026-03-14"),
        ("12.03.2026 - 14.03.2026", "2026-03-12", "2026-03-14"),
        ("12.03 – 14.03.2026", "2026-03-12", "2026-03-14"),
        ("28 февраля – 2 марта 2026 года", "2026-02-28", "2026-03-02"),
        ("с 28 декабря по 3 января 2026 г.", "2025-12-28", "2026-01-03"),
        ("12 и 13 марта 2026", "2026-03-12", "2026-03-13"),
        ("March 12-14, 2026", "2026-03-12", "2026-03-14"),
        ("30 March – 2 April 2026", "2026-03-30", "2026-04-02"),
        ("March 30 – April 2, 2026", "2026-03-30", "2026-04-02"),
        ("from 12 to 14 March 2026", "2026-03-12", "2026-03-14"),
        ("День 1, 12 марта 2026", "2026-03-12", "2026-03-12"),
        ("2026-03-12", "2026-03-12", "2026-03-12"),
    ],
)
def test_the_days_of_an_event_are_read_in_every_form(printed: str, first: str, last: str) -> None:
    days = days_of(_passage(printed), ("stands at its label",))
    assert [sure(day).value.isoformat() for day in days] == [first, last]


def test_a_range_that_ends_before_it_begins_waits_for_a_person() -> None:
    first, last = days_of(_passage("14.03.2026 – 12.03.2026"), ("stands at its label",))
    assert (sure(first).status, sure(last).status) == ("review", "review")


def test_a_text_without_a_date_has_no_days() -> None:
    assert days_of(_passage("в марте"), ()) == (None, None)


def test_running_text_tells_name_days_place_kind_and_counts() -> None:
    report = _told(*IN_PROSE)
    assert sure(report.event_name).value == "Вымысел-2026"
    days = (sure(report.first_day).value, sure(report.last_day).value)
    assert days == (date(2026, 3, 12), date(2026, 3, 14))
    assert sure(report.place).value == "Москве, в отеле «Небылица»"
    assert sure(report.activity_kind).value == "конференция"
    assert sure(report.participant_count).value == 1250


def test_text_under_a_heading_belongs_to_it() -> None:
    report = _told(*IN_PROSE)
    assert sure(report.goals).value == "Рассказать о новинках. Собрать контакты."
    assert sure(report.results).value == "Подписано 3 договора."


def test_an_estimate_is_no_count() -> None:
    leads = sure(_told(*IN_PROSE).leads)
    assert (leads.value, leads.status) == (30, "review")
    assert leads.failed == ("a count, not an estimate",)


def test_a_venues_name_is_not_the_events() -> None:
    report = _told("Отчёт о мероприятии", "5 марта 2026 г. в отеле «Небылица» прошла встреча.")
    assert report.event_name is None


def test_an_english_text_tells_the_same() -> None:
    report = _told(
        "Event report",
        "Imaginary Security Night took place on March 12-14, 2026 at Hotel Nowhere, London. "
        "The event was attended by 65 guests and generated 12 new leads.",
        "Target audience: IT directors",
    )
    assert sure(report.event_name).value == "Imaginary Security Night"
    assert sure(report.place).value == "Hotel Nowhere, London"
    assert (sure(report.participant_count).value, sure(report.leads).value) == (65, 12)
    assert sure(report.audience).value == "IT directors"


def test_labels_and_values_in_two_cells_of_a_table_are_read() -> None:
    rows = (
        ("Наименование мероприятия", "Бизнес-завтрак «Пример»"),
        ("Сроки проведения", "12 и 13 марта 2026"),
        ("Место\nпроведения", "Санкт-Петербург, ресторан «Сказка»"),
        ("Формат", "Деловой завтрак"),
        ("Число гостей (факт)", "25"),
    )
    report = _told("Отчёт о мероприятии", tables=(TableContent(name="", rows=rows, after=1),))
    assert sure(report.event_name).value == "Бизнес-завтрак «Пример»"
    assert sure(report.last_day).value == date(2026, 3, 13)
    assert sure(report.place).value == "Санкт-Петербург, ресторан «Сказка»"
    assert sure(report.activity_kind).value == "Деловой завтрак"
    assert sure(report.participant_count).value == 25


def test_labels_and_values_in_two_columns_of_a_page_are_read() -> None:
    report = said(
        "Отчёт о мероприятии",
        "Название мероприятия          Вечер вымысла",
        "Количество участников         42",
        "мероприятия",
        "Место проведения              Москва, ресторан",
        "                              «Небылица»",
    )
    assert isinstance(report, EventReport)
    assert sure(report.event_name).value == "Вечер вымысла"
    assert sure(report.participant_count).value == 42
    assert sure(report.place).value == "Москва, ресторан «Небылица»"


@pytest.mark.parametrize(
    "lines",
    [
        ("Количество участников 118", "Количество лидов 14"),
        ("Количество участников:", "118", "Получено лидов:", "14"),
        ("1. Число участников – 118 чел.", "2. Лиды – 14"),
    ],
)
def test_counts_are_read_however_their_labels_are_marked(lines: tuple[str, ...]) -> None:
    report = _told("Отчёт о вебинаре", *lines)
    assert (sure(report.participant_count).value, sure(report.leads).value) == (118, 14)


def _told(*paragraphs: str, tables: tuple[TableContent, ...] = ()) -> EventReport:
    content = DocumentContent(
        document_id="d-1", sniffed="docx", paragraphs=paragraphs, tables=tables, engine="eyes"
    )
    report = interpret(content, declared=None)
    assert isinstance(report, EventReport)
    return report


def _passage(text: str) -> Passage:
    pieces = tuple(Piece(word, 1) for word in text.split())
    return Passage(pieces, Origin("d-1", "text", "eyes"))
