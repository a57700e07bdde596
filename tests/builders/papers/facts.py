"""What a paper states: facts in, and the sums that follow from them.

A ``printed_*`` field makes the paper state something else than the sums: a mistake on purpose.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cofund.money import round_half_up
from tests.builders.companies import Company


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of goods or services; the price is in minor units."""

    description: str
    quantity: Decimal = Decimal(1)
    unit: str = "шт"
    price_minor: int
    printed_amount_minor: int | None = None

    @property
    def amount_minor(self) -> int:
        """Quantity times price, unless another amount is printed."""
        if self.printed_amount_minor is not None:
            return self.printed_amount_minor
        exact = self.quantity * self.price_minor
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, kw_only=True)
class Sale:
    """What an invoice or an act states."""

    number: str
    issued: date
    seller: Company
    buyer: Company
    lines: tuple[Line, ...]
    vat_rate: int | None = 20
    """Per cent; None prints "без НДС"."""
    vat_included: bool = True
    currency: str = "RUB"
    basis: str = ""
    """The contract or invoice that it names."""
    pay_by: date | None = None
    printed_gross_minor: int | None = None
    printed_words: str | None = None
    hidden_text: str = ""
    """Words drawn white on white: a trick that readers must notice."""

    @property
    def lines_minor(self) -> int:
        """The sum of the lines."""
        return sum(line.amount_minor for line in self.lines)

    @property
    def tax_minor(self) -> int:
        """The VAT, by the rate, included or on top."""
        if self.vat_rate is None:
            return 0
        base = 100 + self.vat_rate if self.vat_included else 100
        return round_half_up(Fraction(self.lines_minor * self.vat_rate, base))

    @property
    def gross_minor(self) -> int:
        """What is to be paid, as printed."""
        if self.printed_gross_minor is not None:
            return self.printed_gross_minor
        return self.lines_minor if self.vat_included else self.lines_minor + self.tax_minor

    @property
    def net_minor(self) -> int:
        """The sum without VAT."""
        return self.gross_minor - self.tax_minor


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """What a payment order states."""

    number: str
    issued: date
    payer: Company
    payee: Company
    amount_minor: int
    purpose: str
    executed: bool = True


@dataclass(frozen=True, kw_only=True)
class Guest:
    """One participant."""

    name: str
    company: str = ""
    position: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class GuestList:
    """What a participant list states."""

    event_name: str
    event_date: date
    guests: tuple[Guest, ...]


@dataclass(frozen=True, kw_only=True)
class Event:
    """What a report on an event states."""

    event_name: str
    first_day: date
    last_day: date
    place: str
    activity_kind: str = "Деловой ужин"
    participant_count: int
    leads: int = 0
    goals: str = "Знакомство новых заказчиков с продуктами вендора"
    results: str = "Мероприятие прошло по программе, вопросы гостей записаны."


@dataclass(frozen=True, kw_only=True)
class Timetable:
    """What an event's programme states."""

    event_name: str
    event_date: date
    place: str
    entries: tuple[tuple[str, str], ...]
    """Time and title: ("10:00", "Регистрация")."""


def some_guests(count: int, companies: Iterable[Company] = ()) -> tuple[Guest, ...]:
    """Give ``count`` different invented people, spread over companies; always the same ones."""
    employers = [company.name for company in companies] or ["ООО «Первый Заказчик»", "АО «Второй»"]
    return tuple(_guest(index, employers[index % len(employers)]) for index in range(count))


SURNAMES = ("Примеров", "Образцов", "Выдумкин", "Небылицын", "Сказкин", "Вымыслов", "Пробников")
GIVEN = ("Иван", "Пётр", "Семён", "Николай", "Артём", "Фёдор", "Глеб", "Лев", "Юрий")
PATRONYMICS = ("Иванович", "Петрович", "Семёнович", "Николаевич", "Артёмович")
POSITIONS = ("ИТ-директор", "руководитель отдела закупок", "инженер", "главный специалист")


def _guest(index: int, company: str) -> Guest:
    return Guest(
        name=" ".join(
            (
                SURNAMES[index % len(SURNAMES)],
                GIVEN[index % len(GIVEN)],
                PATRONYMICS[index % len(PATRONYMICS)],
            )
        ),
        company=company,
        position=POSITIONS[index % len(POSITIONS)],
        email=f"guest{index + 1}@example.com",
        phone=f"+7 (900) 000-{index // 100:02d}-{index % 100:02d}",
    )
