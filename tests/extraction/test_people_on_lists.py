"""What the words of a list mean: names, companies, heads, contacts, the same person twice."""

from __future__ import annotations

import pytest

from cofund.extraction.layout.passages import Origin, Passage, Piece
from cofund.extraction.people import looks
from cofund.extraction.people.entries import Entry, taken_apart, whole
from cofund.extraction.people.heads import Column, meanings_of
from cofund.extraction.people.same import company_domain, same_people

ORIGIN = Origin("d-1", "text", "eyes")


@pytest.mark.parametrize(
    "text",
    [
        "Примеров Иван Иванович",
        "Примеров Иван",
        "Примеров И. И.",
        "И.И. Примеров",
        "ПРИМЕРОВ Иван Иванович",
        "Мнимый-Кажущийся Лев Ильич",
        "Гусейнов Пример Мамед оглы",
        "Anne Sample",
        "J. Placeholder",
        "Peter van Fiction",
        "Zoë O'Example",
        "Dr. Björn Müller-Muster",
    ],
)
def test_a_persons_name_looks_like_one(text: str) -> None:
    assert looks.is_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "ООО Ромашка Плюс",
        "ИП Небылицын Пример Пробович",
        "Imaginary Systems GmbH",
        "Главный инженер",
        "Sales Manager",
        "Иван",
        "Секция 2",
        "Примеров Иван Иванович Образцов Пётр Петрович",
        "Петровна Образцов Пётр",
        "Примеров Иван Иванович директор",
        "guest@example.com",
    ],
)
def test_other_words_do_not_look_like_a_name(text: str) -> None:
    assert not looks.is_name(text)


@pytest.mark.parametrize(
    ("text", "is_phone"),
    [
        ("+7 (900) 000-00-01", True),
        ("8 900 000 00 01", True),
        ("79000000001", True),
        ("+44 20 7946 0001", True),
        ("+7 495 000-00-01 доб. 12", True),
        ("000-01", False),
        ("7.9123E+10", False),
        ("+7 (900) 000-00-01 +7 (900) 000-00-02", False),
    ],
)
def test_a_phone_is_known_however_it_is_punctuated(text: str, is_phone: bool) -> None:
    assert looks.is_phone(text) is is_phone


@pytest.mark.parametrize(
    ("head", "meaning"),
    [
        ("№ п/п", ("number",)),
        ("Ф.И.О. участника", ("name",)),
        ("Фамилия, имя, отчество", ("name",)),
        ("Фамилия", ("surname",)),
        ("Имя", ("given",)),
        ("Компания / город", ("company", "other")),
        ("Наименование организации", ("company",)),
        ("ФИО представителя компании", ("name",)),
        ("Организация, должность", ("company", "position")),
        ("Контакты", ("phone", "email")),
        ("Контактное лицо", ("name",)),
        ("Телефон / e-mail", ("phone", "email")),
        ("Адрес эл. почты", ("email",)),
        ("Моб. тел.", ("phone",)),
        ("Дата и подпись", ("other", "signed")),
        ("Job title", ("position",)),
        ("Company name", ("company",)),
        ("Attendee", ("name",)),
        ("Last name", ("surname",)),
        ("guest@example.com", ()),
        ("ООО «Первый Заказчик»", ()),
    ],
)
def test_a_head_says_what_its_column_holds(head: str, meaning: tuple[Column, ...]) -> None:
    assert meanings_of(head) == meaning


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "Примеров Иван, ООО «Ромашка, Лютик и Ко», +7 (900) 000-00-01",
            {"name": "Примеров Иван", "company": "ООО «Ромашка, Лютик и Ко»",
             "phone": "+7 (900) 000-00-01"},
        ),
        (
            "Примеров Иван Иванович – директор (Банк «Вымысел» (АО)), i@example.com",
            {"name": "Примеров Иван Иванович", "position": "директор",
             "company": "Банк «Вымысел» (АО)", "email": "i@example.com"},
        ),
        (
            "Anne Sample | Nowhere Ltd | Sales Manager",
            {"name": "Anne Sample", "company": "Nowhere Ltd", "position": "Sales Manager"},
        ),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart_by_what_its_parts_look_like(
    line: str, parts: dict[Column, str]
) -> None:
    passage = Passage(tuple(Piece(word, 1) for word in line.split()), ORIGIN)
    assert {column: part.text for column, part in taken_apart(passage).items()} == parts


@pytest.mark.parametrize(
    ("column", "broken", "mended"),
    [
        ("email", "ivan.petrov@exam ple.com", "ivan.petrov@example.com"),
        ("email", "Sales ivan@example.com", "Sales ivan@example.com"),
        ("phone", "+7 (900) 000-00- 01", "+7 (900) 000-00-01"),
        ("phone", "+7 (900) 0 00-00-01", "+7 (900) 000-00-01"),
        ("phone", "+44 20 7946 0001", "+44 20 7946 0001"),
        ("name", "Мнимый- Кажущийся Лев", "Мнимый-Кажущийся Лев"),
        ("name", "Мнимый-Кажущийс я Лев", "Мнимый-Кажущийся Лев"),
        ("name", "Peter van Fiction", "Peter van Fiction"),
        ("name", "12) Примеров Иван", "Примеров Иван"),
        ("position", "бизнес- аналитик", "бизнес-аналитик"),
    ],
)
def test_what_a_line_has_broken_is_whole_again(column: Column, broken: str, mended: str) -> None:
    assert whole(column, broken) == mended


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Фёдоров Пётр Ильич", "a@b.su"), ("Федоров Петр Ильич", "a@b.su")),
        (("Примеров Иван Иванович", "a@b.su"), ("Иван Примеров", "A@B.su")),
        (("Примеров Иван Иванович", ""), ("Примеров И.И.", "")),
        (("Образцова Анна Петровна", "a@b.su"), ("Образцова Анна Петровма", "a@b.su")),
        (("Anne Sample", "+7 900 000 00 01"), ("Sample Anne", "8 (900) 000-00-01")),
    ],
)
def test_one_person_who_stands_there_twice_is_found(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert same_people([_entry(*one), _entry("Сказкин Лев", ""), _entry(*other)]) == ((0, 2),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Примеров Иван", "a@b.su"), ("Примеров Иван", "c@b.su")),
        (("Примеров Иван", "info@b.su"), ("Сказкин Лев", "info@b.su")),
        (("Примеров Иван Иванович", ""), ("Примеров Пётр Иванович", "")),
    ],
)
def test_people_apart_in_name_or_contacts_are_two(
    one: tuple[str, str], other: tuple[str, str]
) -> None:
    assert same_people([_entry(*one), _entry(*other)]) == ()


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@vydumka.su", "vydumka.su"),
        ("a@gmail.com", ""),
        ("a@example.com", ""),
        ("a@sub.yandex.ru", ""),
        ("nothing", ""),
    ],
)
def test_public_mail_speaks_of_no_company(email: str, domain: str) -> None:
    assert company_domain(email) == domain


def _entry(name: str, contact: str) -> Entry:
    parts: dict[Column, Passage] = {"name": _passage(name)}
    if contact:
        parts["email" if "@" in contact else "phone"] = _passage(contact)
    return Entry(parts=parts)


def _passage(text: str) -> Passage:
    return Passage((Piece(text, 1),), ORIGIN)
