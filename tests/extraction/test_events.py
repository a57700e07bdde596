"""Reports on events and event programmes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cofund.models.extraction import EventProgramme, EventReport
from tests.builders import papers
from tests.extraction.papers import EVENT, EVENT_DAY, EVENT_NAME, PLACE, TIMETABLE
from tests.extraction.reading import extraction_of, said, sure

REPORTS = {"PDF": papers.event_report_pdf, "DOCX": papers.event_report_docx}
PROGRAMMES = {"PDF": papers.event_programme_pdf, "DOCX": papers.event_programme_docx}


@pytest.mark.parametrize("shape", REPORTS)
def test_a_report_gives_all_its_fields(shape: str) -> None:
    report = extraction_of(REPORTS[shape](EVENT), EventReport)
    assert sure(report.event_name).value == EVENT_NAME
    assert (sure(report.first_day).value, sure(report.last_day).value) == (EVENT_DAY, EVENT_DAY)
    assert sure(report.place).value == PLACE
    assert sure(report.activity_kind).value == "Деловой ужин"
    assert (sure(report.participant_count).value, sure(report.leads).value) == (42, 5)
    assert sure(report.goals).value == EVENT.goals


@pytest.mark.parametrize("shape", REPORTS)
def test_an_event_of_several_days_has_a_first_and_a_last(shape: str) -> None:
    long = replace(EVENT, last_day=date(2026, 2, 21))
    report = extraction_of(REPORTS[shape](long), EventReport)
    days = (sure(report.first_day).value, sure(report.last_day).value)
    assert days == (date(2026, 2, 19), date(2026, 2, 21))


def test_a_range_of_days_in_one_month_has_a_first_and_a_last() -> None:
    report = said("Отчёт о мероприятии", "Даты проведения: 12–14 марта 2026 г.")
    assert isinstance(report, EventReport)
    days = (sure(report.first_day).value, sure(report.last_day).value)
    assert days == (date(2026, 3, 12), date(2026, 3, 14))


def test_a_value_that_runs_on_is_read_to_its_end() -> None:
    long = replace(EVENT, goals="Рассказать заказчикам о новых продуктах, " * 4 + "собрать вопросы")
    report = extraction_of(papers.event_report_pdf(long), EventReport)
    assert sure(report.goals).value == long.goals


def test_two_counts_wait_for_a_person() -> None:
    report = said("Отчёт о мероприятии", "Количество участников: 40, из них гостей 35")
    assert isinstance(report, EventReport)
    assert sure(report.participant_count).status == "review"
    assert sure(report.participant_count).alternates == ("35",)


def test_an_english_report_is_read_by_its_labels() -> None:
    report = said(
        "Event report",
        "Event name: Imaginary Security Night",
        "Dates: 19 February 2026",
        "Venue: Hotel Nowhere, London",
        "Number of participants: 60",
    )
    assert isinstance(report, EventReport)
    assert sure(report.event_name).value == "Imaginary Security Night"
    assert sure(report.place).value == "Hotel Nowhere, London"
    assert sure(report.participant_count).value == 60


@pytest.mark.parametrize("shape", PROGRAMMES)
def test_a_programme_gives_event_day_place_and_entries(shape: str) -> None:
    programme = extraction_of(PROGRAMMES[shape](TIMETABLE), EventProgramme)
    assert sure(programme.event_name).value == EVENT_NAME
    assert sure(programme.event_date).value == EVENT_DAY
    assert sure(programme.place).value == PLACE
    entries = [(sure(entry.time).value, entry.title.value) for entry in programme.entries]
    assert entries == list(TIMETABLE.entries)


def test_a_programme_without_a_table_is_read_line_by_line() -> None:
    programme = said(
        "Программа вечера", "18:00 Сбор гостей", "18:30 – 19:00 Открытие", "19.00 Ужин"
    )
    assert isinstance(programme, EventProgramme)
    entries = [(sure(entry.time).value, entry.title.value) for entry in programme.entries]
    assert entries == [("18:00", "Сбор гостей"), ("18:30 – 19:00", "Открытие"), ("19.00", "Ужин")]
