"""Lists of participants, in every shape that partners send."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook

from cofund.models.extraction import ParticipantList, ParticipantRow
from tests.builders import papers
from tests.builders.papers import GuestList
from tests.extraction.papers import EVENT_DAY, EVENT_NAME, GUESTS
from tests.extraction.reading import extraction_of, said, sure

SHAPES = {
    "PDF": papers.participant_list_pdf,
    "XLSX": papers.participant_list_xlsx,
    "CSV in UTF-8": papers.participant_list_csv,
    "CSV in cp1251": lambda listed: papers.participant_list_csv(listed, encoding="cp1251"),
    "CSV in UTF-16": lambda listed: papers.participant_list_csv(listed, encoding="utf-16"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_person_of_a_list_is_read(shape: str) -> None:
    listed = extraction_of(SHAPES[shape](GUESTS), ParticipantList)
    assert [_person(row) for row in listed.participants] == _expected(GUESTS)


@pytest.mark.parametrize("shape", ["PDF", "XLSX"])
def test_the_title_names_the_event_and_its_day(shape: str) -> None:
    listed = extraction_of(SHAPES[shape](GUESTS), ParticipantList)
    assert sure(listed.event_name).value == EVENT_NAME
    assert sure(listed.event_date).value == EVENT_DAY


def test_a_list_without_a_title_names_no_event() -> None:
    listed = extraction_of(papers.participant_list_csv(GUESTS), ParticipantList)
    assert (listed.event_name, listed.event_date) == (None, None)
    assert listed.identified_by == ("ФИО", "Компания", "Должность", "E-mail", "Телефон")


def test_a_list_of_many_pages_is_read_to_its_end() -> None:
    many = GuestList(event_name=EVENT_NAME, event_date=EVENT_DAY, guests=papers.some_guests(150))
    listed = extraction_of(papers.participant_list_pdf(many), ParticipantList)
    assert len(listed.pages) >= 4
    assert [_person(row) for row in listed.participants] == _expected(many)
    assert listed.participants[-1].name.evidence.page == len(listed.pages)


def test_a_row_of_a_spreadsheet_names_its_cell() -> None:
    listed = extraction_of(papers.participant_list_xlsx(GUESTS), ParticipantList)
    evidence = listed.participants[0].name.evidence
    assert (evidence.place, evidence.box) == ("Участники!B4", None)


def test_columns_without_heads_are_known_by_what_stands_in_them() -> None:
    rows = [[guest.email, guest.name, guest.phone] for guest in GUESTS.guests]
    target = StringIO()
    csv.writer(target).writerows([["Список участников"], *rows])
    listed = extraction_of(target.getvalue().encode(), ParticipantList)
    people = [
        (row.name.value, sure(row.email).value, sure(row.phone).value)
        for row in listed.participants
    ]
    assert people == [(guest.name, guest.email, guest.phone) for guest in GUESTS.guests]


def test_repeated_heads_empty_rows_and_totals_are_no_people() -> None:
    book, target = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    heads = ["№", "ФИО", "Организация"]
    for row in (heads, [1, "Примеров Пётр"], [], heads, [2, "Образцова Анна"], ["", "Итого: 2"]):
        sheet.append(row)
    book.save(target)
    listed = extraction_of(target.getvalue(), ParticipantList)
    assert [row.name.value for row in listed.participants] == ["Примеров Пётр", "Образцова Анна"]


def test_a_phone_number_kept_as_a_number_keeps_its_digits() -> None:
    book, target = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["ФИО", "Телефон"])
    sheet.append(["Примеров Пётр", 79000000001])
    book.save(target)
    listed = extraction_of(target.getvalue(), ParticipantList)
    assert sure(listed.participants[0].phone).value == "79000000001"


def test_a_list_without_borders_is_read_by_the_places_of_its_heads() -> None:
    listed = said(
        "Список участников",
        "№    ФИО                    Компания               Подпись",
        "1    Примеров Пётр          ООО «Выдумка»          +",
        "     Петрович",
        "2    Образцова Анна         АО «Небылица»",
    )
    assert isinstance(listed, ParticipantList)
    assert [row.name.value for row in listed.participants] == [
        "Примеров Пётр Петрович",
        "Образцова Анна",
    ]
    assert [row.signed is not None for row in listed.participants] == [True, False]


def _person(row: ParticipantRow) -> tuple[str | None, ...]:
    fields = (row.name, row.company, row.position, row.email, row.phone)
    return tuple(field.value if field else None for field in fields)


def _expected(listed: GuestList) -> list[tuple[str, ...]]:
    return [(g.name, g.company, g.position, g.email, g.phone) for g in listed.guests]
