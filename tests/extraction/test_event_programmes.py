"""Programmes of events: tables, lines, several days, speakers."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.extraction import interpret
from cofund.extraction.events.times import is_time
from cofund.models.content import DocumentContent, TableContent
from cofund.models.extraction import EventProgramme, ProgrammeEntry
from tests.extraction.reading import said, sure

Said = tuple[str | None, str, str | None]


@pytest.mark.parametrize(
    "text",
    ["10:00", "9.30", "10:00–10:30", "10.00 - 11.30", "с 10:00 до 11:00", "10-00 – 11-00",
     "9:30 AM", "10:00 am - 1:00 pm", "18:00 ч."],
)  # fmt: skip
def test_times_of_day_are_known_in_every_form(text: str) -> None:
    assert is_time(text)


@pytest.mark.parametrize(
    "text", ["25:00", "10", "12.03.2026", "1:1", "10:00 Регистрация", "+7 900"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert not is_time(text)


def test_a_table_gives_time_title_and_speaker() -> None:
    programme = _of_rows(
        ("Время", "Тема", "Спикер"),
        ("10:00–10:30", "Регистрация", ""),
        ("10:30–11:00", "Открытие", "Пётр Примеров"),
    )
    assert _entries(programme) == [
        ("10:00–10:30", "Регистрация", None),
        ("10:30–11:00", "Открытие", "Пётр Примеров"),
    ]


def test_columns_in_another_order_are_known_by_their_heads() -> None:
    programme = _of_rows(
        ("№", "Докладчик", "Начало", "Окончание", "Название доклада"),
        ("1", "Пример П. П.", "10:00", "10:30", "Вымысел"),
        ("2", "Образец О. О.", "10:30", "11:00", "Небылица"),
    )
    assert _entries(programme) == [
        ("10:00–10:30", "Вымысел", "Пример П. П."),
        ("10:30–11:00", "Небылица", "Образец О. О."),
    ]


def test_rows_with_a_date_begin_a_day() -> None:
    programme = _of_rows(
        ("Время", "Тема"),
        ("День 1, 12 марта 2026", ""),
        ("10:00", "Открытие"),
        ("13 марта 2026", ""),
        ("11:00", "Закрытие"),
    )
    days = [sure(entry.day).value for entry in programme.entries]
    assert days == [date(2026, 3, 12), date(2026, 3, 13)]
    assert sure(programme.event_date).value == date(2026, 3, 12)


def test_lines_of_several_days_keep_their_days() -> None:
    programme = said(
        "Программа конференции «Вымысел»",
        "12–13 марта 2026, г. Москва, отель «Небылица»",
        "День 1, 12 марта 2026",
        "10:00 – 10:30 Регистрация",
        "День 2, 13 марта 2026",
        "9:00 Завтрак",
        "10-00 – 11-00 Доклад",
    )
    assert isinstance(programme, EventProgramme)
    assert sure(programme.event_name).value == "Вымысел"
    assert sure(programme.place).value == "г. Москва, отель «Небылица»"
    found = [(entry.title.value, sure(entry.day).value.day) for entry in programme.entries]
    assert found == [("Регистрация", 12), ("Завтрак", 13), ("Доклад", 13)]


def test_a_title_that_runs_on_is_read_to_its_end() -> None:
    programme = said(
        "Программа семинара",
        "Время          Тема                            Спикер",
        "10:00          Открытие и долгий рассказ       Пётр",
        "               о новых вымыслах                Примеров",
        "11:00          Перерыв",
    )
    assert isinstance(programme, EventProgramme)
    assert _entries(programme) == [
        ("10:00", "Открытие и долгий рассказ о новых вымыслах", "Пётр Примеров"),
        ("11:00", "Перерыв", None),
    ]


def test_the_line_below_a_bare_title_may_be_the_name_and_waits_for_a_person() -> None:
    programme = said("Программа", "Вымысел и жизнь", "10:00 Открытие", "11:00 Закрытие")
    assert isinstance(programme, EventProgramme)
    assert (sure(programme.event_name).value, sure(programme.event_name).status) == (
        "Вымысел и жизнь",
        "review",
    )


def _of_rows(*rows: tuple[str, ...]) -> EventProgramme:
    content = DocumentContent(
        document_id="d-1",
        sniffed="docx",
        paragraphs=("Программа мероприятия",),
        tables=(TableContent(name="", rows=rows, after=1),),
        engine="eyes",
    )
    programme = interpret(content, declared=None)
    assert isinstance(programme, EventProgramme)
    return programme


def _entries(programme: EventProgramme) -> list[Said]:
    return [_said(entry) for entry in programme.entries]


def _said(entry: ProgrammeEntry) -> Said:
    speaker = entry.speaker.value if entry.speaker else None
    return (entry.time.value if entry.time else None), entry.title.value, speaker
