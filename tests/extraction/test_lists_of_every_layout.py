"""Lists of people in every layout: drawn, office files, separated values, cut by a page's end."""

from __future__ import annotations

from datetime import date

import pytest

from cofund.extraction import interpret
from cofund.models.extraction import ParticipantList
from tests.builders.lists import PRINTED, foreigners, russians
from tests.builders.lists.measure import content_of, wrong_rows
from tests.extraction.reading import extraction_of, said, sure

RUSSIANS = russians(14, seed=11)
ABROAD = foreigners(14, seed=12)
MANY = russians(60, seed=13)
IN_ENGLISH_TOO = ("borderless middle", "without heads or lines", "name over position", "signed")
LONG = ("bordered", "borderless heads once", "merged companies", "companies as groups")


@pytest.mark.parametrize("layout", PRINTED)
def test_every_person_of_a_layout_is_read_exactly(layout: str) -> None:
    assert wrong_rows(PRINTED[layout], RUSSIANS) == []


@pytest.mark.parametrize("layout", IN_ENGLISH_TOO)
def test_people_abroad_are_read_exactly(layout: str) -> None:
    assert wrong_rows(PRINTED[layout], ABROAD) == []


@pytest.mark.parametrize("layout", LONG)
def test_a_layout_of_several_pages_is_read_exactly(layout: str) -> None:
    assert wrong_rows(PRINTED[layout], MANY) == []


def test_a_list_goes_through_guard_and_child() -> None:
    listed = extraction_of(PRINTED["borderless"].draw(RUSSIANS), ParticipantList)
    assert [row.name.value for row in listed.participants] == [each.name for each in RUSSIANS]


def test_people_with_addresses_need_neither_title_nor_heads() -> None:
    content = content_of(PRINTED["CSV without heads"].draw(RUSSIANS))
    listed = interpret(content, declared=None)
    assert isinstance(listed, ParticipantList)
    assert listed.identified_by == ("@ / ☎ × 14",)


def test_a_hidden_sheet_is_nobodys_list() -> None:
    listed = _listed("XLSX")
    assert "Лишний Человек Скрытович" not in [row.name.value for row in listed.participants]


def test_the_day_above_a_spreadsheets_list_is_the_events() -> None:
    assert sure(_listed("XLSX").event_date).value == date(2026, 10, 14)


def test_a_phone_kept_as_a_number_is_a_phone() -> None:
    phone = sure(_listed("XLSX").participants[0].phone)
    assert (len(phone.value), phone.value.isdigit(), phone.failed) == (11, True, ())


def test_marks_in_a_column_for_signatures_are_signatures() -> None:
    signed = [row.signed for row in _listed("signed").participants]
    marks = [sure(mark).value if mark else None for mark in signed[:6]]
    assert marks == [True, True, None, True, True, None]


def test_a_list_that_names_as_many_as_it_says_agrees_with_itself() -> None:
    stated = sure(_listed("grouped with totals").stated_count)
    assert (stated.value, stated.failed) == (14, ())


def test_a_list_that_names_fewer_than_it_says_waits_for_a_person() -> None:
    listed = said(
        "Список участников",
        "1. Примеров Иван Иванович, ООО «Выдумка»",
        "2. Образцова Анна Петровна, АО «Небылица»",
        "Всего участников: 3",
    )
    assert isinstance(listed, ParticipantList)
    assert sure(listed.stated_count).failed == ("as many people as listed",)
    assert sure(listed.stated_count).status == "review"


def test_where_no_company_is_printed_the_mails_domain_waits_for_a_person() -> None:
    listed = said(
        "Список участников",
        "ФИО                      Почта",
        "Примеров Иван            ivan@vydumka.su",
        "Образцова Анна           anna@mail.ru",
    )
    assert isinstance(listed, ParticipantList)
    companies = [row.company for row in listed.participants]
    assert (sure(companies[0]).value, sure(companies[0]).status) == ("vydumka.su", "review")
    assert companies[1] is None


def test_an_address_that_is_cut_off_waits_for_a_person() -> None:
    listed = said(
        "Список участников",
        "ФИО                      Почта",
        "Примеров Иван            ivan@vydumka",
        "Образцова Анна           anna@vydumka.su",
    )
    assert isinstance(listed, ParticipantList)
    assert sure(listed.participants[0].email).failed == ("is complete",)


def test_a_row_that_a_pages_end_has_cut_is_one_person() -> None:
    first = ["Список участников", "№    ФИО                  Компания"]
    first += ["1    Примеров Пётр        ООО «Выдумка»", "2    Образцова Анна       АО «Дальняя"]
    listed = _pages(
        first, ["     Петровна             Небылица»", "3    Сказкин Лев          АО «Сказ»"]
    )
    people = [(row.name.value, sure(row.company).value) for row in listed.participants]
    assert people[1] == ("Образцова Анна Петровна", "АО «Дальняя Небылица»")
    assert len(people) == 3


def _pages(*pages: list[str]) -> ParticipantList:
    from tests.extraction.reading import page_of

    contents = [page_of(*lines) for lines in pages]
    numbered = [
        content.pages[0].model_copy(update={"number": number})
        for number, content in enumerate(contents, start=1)
    ]
    listed = interpret(contents[0].model_copy(update={"pages": tuple(numbered)}), declared=None)
    assert isinstance(listed, ParticipantList)
    return listed


def _listed(layout: str) -> ParticipantList:
    listed = interpret(content_of(PRINTED[layout].draw(RUSSIANS)), declared=None)
    assert isinstance(listed, ParticipantList)
    return listed
