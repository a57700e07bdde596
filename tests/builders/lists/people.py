"""Invented people for lists: surnames nobody has, names of every shape that lists really hold."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One person as a list prints them; what a layout leaves out is not looked for."""

    name: str
    company: str
    position: str
    email: str
    phone: str


SURNAMES = (
    "Примеров", "Образцов", "Выдумкин", "Небылицын", "Сказкин", "Вымыслов", "Пробников",
    "Небывалов", "Загадкин", "Шаблонов", "Понарошкин", "Мнимый-Кажущийся", "Присказкин",
)  # fmt: skip
MEN = ("Иван", "Пётр", "Семён", "Николай", "Артём", "Фёдор", "Глеб", "Лев", "Юрий", "Илья")
FATHERS = ("Иванович", "Петрович", "Семёнович", "Николаевич", "Артёмович", "Ильич")
WOMEN = ("Анна", "Мария", "Ольга", "Любовь", "Вера", "Софья", "Ия", "Наталья")
MOTHERS = ("Ивановна", "Петровна", "Семёновна", "Николаевна", "Артёмовна", "Ильинична")
COMPANIES = (
    "ООО «Выдуманный Ветер»", "АО «Небывалые Технологии»", "ПАО «СказкаСвязь»",
    "ИП Небылицын Пример Пробович", "ООО «Примерная-Ромашка и Ко»", "ФГУП «НИИ Вымысла»",
    "ГК «Пробник»", "Банк «Небывалый» (АО)",
)  # fmt: skip
POSITIONS = (
    "ИТ-директор", "главный специалист по информационной безопасности", "инженер", "CIO",
    "руководитель отдела закупок", "Заместитель начальника управления", "Менеджер по продажам",
    "бизнес-аналитик", "начальник отдела АСУ ТП",
)  # fmt: skip
ABROAD_GIVEN = ("Anne", "John", "Maria", "Peter", "Jean-Luc", "Sofia", "Björn", "Zoë")
ABROAD_SURNAMES = ("Sample", "Placeholder", "van Fiction", "O'Example", "Müller-Muster", "Nowhere")
ABROAD_COMPANIES = (
    "Imaginary Systems GmbH", "Placeholder Networks Ltd", "Sample & Sons LLC", "Fiktion AG",
    "Nowhere Consulting S.A.",
)  # fmt: skip
ABROAD_POSITIONS = (
    "Chief Information Officer", "Sales Manager", "IT Director", "Security Engineer",
    "Head of Procurement", "Account executive",
)  # fmt: skip


def russians(count: int, *, seed: int = 1) -> tuple[Listed, ...]:
    """Give so many people, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - people, not secrets
    return tuple(_russian(chance, number) for number in range(1, count + 1))


def foreigners(count: int, *, seed: int = 1) -> tuple[Listed, ...]:
    """Give so many people of lists in English."""
    chance = random.Random(seed)  # noqa: S311 - people, not secrets
    return tuple(_foreigner(chance, number) for number in range(1, count + 1))


def _russian(chance: random.Random, number: int) -> Listed:
    surname = chance.choice(SURNAMES)
    if chance.random() < 0.4:
        feminine = surname.replace("ый-", "ая-").replace("ийся", "аяся")
        surname = feminine if feminine != surname else surname + "а"
        name = f"{surname} {chance.choice(WOMEN)} {chance.choice(MOTHERS)}"
    else:
        name = f"{surname} {chance.choice(MEN)} {chance.choice(FATHERS)}"
    return Listed(
        name=name,
        company=chance.choice(COMPANIES),
        position=chance.choice(POSITIONS),
        email=f"user{number}@example.ru",
        phone=_phone(chance, "+7"),
    )


def _foreigner(chance: random.Random, number: int) -> Listed:
    given, surname = chance.choice(ABROAD_GIVEN), chance.choice(ABROAD_SURNAMES)
    return Listed(
        name=f"{given} {surname}",
        company=chance.choice(ABROAD_COMPANIES),
        position=chance.choice(ABROAD_POSITIONS),
        email=f"attendee.{number}@conference.example.com",
        phone=f"+44 20 7946 {chance.randrange(10_000):04d}",
    )


def _phone(chance: random.Random, country: str) -> str:
    code, digits = chance.randrange(900, 1000), f"{chance.randrange(10**7):07d}"
    return f"{country} ({code}) {digits[:3]}-{digits[3:5]}-{digits[5:]}"
