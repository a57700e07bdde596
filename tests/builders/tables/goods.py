"""What the tables state: invented goods whose numbers multiply out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")
NAMES = (
    "Аренда зала «Небывалый», 1 день",
    "Печать баннера 3×6 м с люверсами",
    "Изготовление сувенирной продукции с логотипом партнёра: ручки, блокноты формата А5",
    "Услуги ведущего",
    "Видеосъёмка и монтаж ролика 90 сек., включая титры, цветокоррекцию и музыку",
    "Кофе-брейк на 60 персон",
    "Таргетированная рассылка по базе 12 000 адресов",
    "Стенд выставочный 3x3 м, монтаж/демонтаж",
    "Раздаточные материалы (буклеты А4, 4+4)",
    "Техническое обеспечение: звук, свет, экран 4×3 м",
)
UNITS = ("шт", "усл.", "час", "компл", "чел")
QUANTITIES = ("1", "2", "3", "10", "60", "500", "2.5", "0.75", "1000")


@dataclass(frozen=True)
class Good:
    """One line as the facts have it."""

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    discount: Decimal = Decimal(0)
    """Per cent."""

    @property
    def amount(self) -> Decimal:
        """Quantity times price, less the discount, to the kopeck."""
        full = self.quantity * self.price * (100 - self.discount) / 100
        return full.quantize(KOPECK, ROUND_HALF_UP)

    @property
    def vat(self) -> Decimal:
        """The VAT on top of the amount, at 22 %."""
        return (self.amount * 22 / 100).quantize(KOPECK, ROUND_HALF_UP)


def some_goods(seed: int, count: int) -> tuple[Good, ...]:
    """Give so many goods; the same seed gives the same."""
    chance = random.Random(seed)  # noqa: S311
    return tuple(
        Good(
            name=chance.choice(NAMES),
            quantity=Decimal(chance.choice(QUANTITIES)),
            unit=chance.choice(UNITS),
            price=Decimal(chance.randint(100, 25_000_000)) / 100,
        )
        for _ in range(count)
    )


def printed(value: Decimal) -> str:
    """Give "1 234,50"."""
    return f"{value:,.2f}".replace(",", "\u00a0").replace(".", ",")


def quantity_printed(value: Decimal) -> str:
    """Give "2,5" or "1 000"."""
    return f"{value:,}".replace(",", "\u00a0").replace(".", ",")
