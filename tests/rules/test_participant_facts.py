"""Facts about people: enough to judge by, and nobody can be told from them."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from cofund.guests.apart import plain_company, plain_mail, plain_name, plain_phone
from cofund.judgement import assess
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Box, Evidence
from cofund.models.extraction import (
    EventProgramme,
    EventReport,
    ParticipantList,
    ParticipantRow,
    ProgrammeEntry,
    Unknown,
)
from tests.builders.claim_files import (
    a_claim_file,
    a_document,
    a_partner,
    dinner_papers,
    with_paper,
)
from tests.builders.reads import a_participant, a_participant_list, read

NOBODY = {"company": None, "email": None, "phone": None}


def a_list(*rows: ParticipantRow, document_id: str = "list") -> ParticipantList:
    """Give a list of these rows."""
    return a_participant_list(0, document_id).model_copy(update={"participants": rows})


def somebody(name: str, **contacts: str) -> ParticipantRow:
    """Give a row with a name and what else is named."""
    return a_participant(1, **{**NOBODY, **{k: read(v) for k, v in contacts.items()}}).model_copy(
        update={"name": read(name)}
    )


def persons(*rows: ParticipantRow) -> list[int]:
    """Give the rows' persons as the claim file numbers them."""
    file = a_claim_file(with_paper(a_list(*rows)))
    return [row.person for row in file.participants["list"].rows]


def test_neither_claim_file_nor_assessment_names_anybody() -> None:
    guests = a_participant_list(4)
    twice = guests.participants[0]
    host = a_participant(
        7, company=read("Небывалософт"), email=read("petr.zamorsky@rivalsoft.example")
    )
    listed = guests.model_copy(
        update={
            "participants": (*guests.participants, twice, host),
            "identified_by": ("Гость Номер 1",),
        }
    )
    file = a_claim_file(with_paper(listed))
    kept = file.model_dump_json() + assess(file).model_dump_json()
    assert "rivalsoft" in kept
    for row in listed.participants:
        assert row.email is not None
        assert row.phone is not None
        for told in (row.name.value, row.email.value, row.phone.value):
            assert told not in kept
    assert "zamorsky" not in kept.lower()


def test_a_claim_file_refuses_people() -> None:
    file = a_claim_file()
    named = {**file.extractions, "list": a_participant_list(2)}
    with pytest.raises(ValidationError, match="holds no people"):
        ClaimFile.model_validate({**dict(file), "extractions": named})


def test_every_list_has_its_facts() -> None:
    with pytest.raises(ValidationError, match="has its facts"):
        ClaimFile.model_validate({**dict(a_claim_file()), "participants": {}})


def test_a_claim_file_read_back_is_judged_to_the_same_byte() -> None:
    file = a_claim_file(with_paper(a_participant_list(40)))
    again = ClaimFile.model_validate_json(file.model_dump_json())
    assert assess(again).model_dump_json() == assess(file).model_dump_json()


def test_a_row_keeps_its_place_and_loses_its_text() -> None:
    (row,) = a_claim_file(with_paper(a_list(somebody("Анна Примерова")))).participants["list"].rows
    assert row.evidence == Evidence(
        document_id="invoice", page=1, box=Box(x0=50, top=100, x1=150, bottom=112), text=""
    )


@pytest.mark.parametrize(
    "paper",
    [
        Unknown(document_id="list", beginning="Анна Примерова"),
        EventProgramme(document_id="list", entries=(ProgrammeEntry(title=read("Анна Примерова")),)),
        EventReport(
            document_id="list",
            first_day=read(date(2026, 9, 15)),
            audience=read("Анна Примерова"),
        ),
    ],
)
def test_a_list_taken_for_something_else_is_kept_without_its_people(
    paper: Unknown | EventProgramme | EventReport,
) -> None:
    papers = with_paper(paper)
    documents = [
        a_document(each, declared_kind="participant_list" if each is paper else each.kind)
        for each in papers
    ]
    kept = a_claim_file(papers, documents=documents).model_dump_json()
    assert "Примерова" not in kept


def test_another_documents_words_stay() -> None:
    papers = [*dinner_papers(), Unknown(document_id="other", beginning="Анна Примерова")]
    assert "Примерова" in a_claim_file(papers).model_dump_json()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (somebody("Анна Примерова"), somebody("Примерова  АННА"), True),
        (somebody("Пётр Ёлкин"), somebody("Петр Елкин"), True),
        (somebody("Анна", phone="+7 900 111-22-33"), somebody("Анна", phone="89001112233"), True),
        (somebody("Анна", phone="+79001112233"), somebody("Анна", phone="+79001112234"), False),
        (somebody("Анна", email="A@b.example "), somebody("анна", email="a@B.example"), True),
        (somebody("Анна", email="a@b.example"), somebody("Яна", email="a@b.example"), False),
        (
            somebody("Анна", phone="+79001112233", company="Бета"),
            somebody("Анна", company="ООО «Бета»"),
            True,
        ),
        (somebody("Анна", company="Бета"), somebody("Анна", company="Гамма"), False),
        (
            somebody("Анна", phone="+79001112233", company="Бета"),
            somebody("Анна", phone="+79001112234", company="Бета"),
            False,
        ),
    ],
)
def test_people_are_told_apart(one: ParticipantRow, other: ParticipantRow, same: bool) -> None:
    first, second = persons(one, other)
    assert (first == second) is same


def test_rows_are_joined_through_a_third() -> None:
    both = somebody("Анна", phone="+79001112233", email="a@b.example")
    rows = (somebody("Анна", phone="89001112233"), somebody("Анна", email="a@b.example"), both)
    assert persons(*rows, somebody("Яна")) == [1, 1, 1, 2]


def test_a_person_has_one_number_on_all_lists() -> None:
    anna = somebody("Анна", phone="+79001112233")
    papers = [*with_paper(a_list(somebody("Яна"), anna)), a_list(anna, document_id="list-2")]
    file = a_claim_file(papers)
    numbers = [[row.person for row in facts.rows] for facts in file.participants.values()]
    assert numbers == [[1, 2], [2]]


@pytest.mark.parametrize(
    ("company", "kept"),
    [
        ("ООО «Первый Заказчик»", "ООО «Первый Заказчик»"),
        ("ИП Примеров П. П.", ""),
        ("Иванова Анна Петровна", ""),
        ("anna@primer.example", ""),
        ("+7 900 111-22-33", ""),
        ("Анна Примерова, директор", ""),
    ],
)
def test_a_company_stays_unless_it_may_be_a_person(company: str, kept: str) -> None:
    listed = a_list(somebody("Анна Примерова", company=company))
    (row,) = a_claim_file(with_paper(listed)).participants["list"].rows
    assert row.company == kept


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (somebody("Анна", email="anna@INTEGRATOR.example"), True),
        (somebody("Анна", email="anna@msk.integrator.example"), True),
        (somebody("Анна", email="anna@not-integrator.example"), False),
        (somebody("Анна", company="Примерный интегратор"), True),
        (somebody("Анна", company="Примерный интегратор Плюс"), False),
        (somebody("Анна"), False),
    ],
)
def test_own_staff_is_known_by_address_or_company(row: ParticipantRow, own: bool) -> None:
    partner = a_partner(name="ООО «Примерный Интегратор»", email_domains=("integrator.example",))
    file = a_claim_file(with_paper(a_list(row)), partner=partner)
    assert file.participants["list"].rows[0].own_staff is own


def test_values_compare_without_how_they_are_written() -> None:
    assert plain_name("  Ёлкин-Примеров, Пётр ") == "елкин петр примеров"
    assert plain_phone("8 (900) 111-22-33 доб. 5")[-3:] == "335"
    assert plain_phone("доб. 12345") == ""
    assert plain_mail(" Anna @primer.example") == "anna@primer.example"
    assert plain_mail("нет") == ""
    assert plain_company("Общество с ограниченной ответственностью «Бета-Плюс»") == "бета плюс"
