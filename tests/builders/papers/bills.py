"""What an invoice of another country states: rates by line, discounts, deposits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from cofund.money import round_half_up
from tests.builders.companies import Company


@dataclass(frozen=True, kw_only=True)
class BillLine:
    """One line; its price is in minor units without tax, its rate in per cent."""

    description: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    price_minor: int
    rate: int = 0

    @property
    def amount_minor(self) -> int:
        """Quantity times price."""
        return int((self.quantity * self.price_minor).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True, kw_only=True)
class Bill:
    """An invoice or, with ``sign`` -1, a credit note that prints its amounts negative."""

    number: str
    issued: date
    seller: Company
    buyer: Company
    currency: str = "EUR"
    lines: tuple[BillLine, ...]
    discount_minor: int = 0
    """Taken from the sum of the lines; only where all lines have one rate."""
    prepaid_minor: int = 0
    refers_to: str = ""
    pay_by: date | None = None
    sign: int = 1

    @property
    def lines_minor(self) -> int:
        """The sum of the lines."""
        return self.sign * sum(line.amount_minor for line in self.lines)

    @property
    def net_minor(self) -> int:
        """Without tax, after the discount."""
        return self.lines_minor - self.discount_minor

    @property
    def taxes(self) -> tuple[tuple[int, int, int], ...]:
        """Each rate with its net amount and its tax, the highest rate first."""
        rates = sorted({line.rate for line in self.lines}, reverse=True)
        return tuple((rate, self._net(rate), self._tax(rate)) for rate in rates)

    @property
    def tax_minor(self) -> int:
        """All tax."""
        return sum(tax for _, _, tax in self.taxes)

    @property
    def gross_minor(self) -> int:
        """With tax."""
        return self.net_minor + self.tax_minor

    @property
    def due_minor(self) -> int:
        """What is still to be paid."""
        return self.gross_minor - self.prepaid_minor

    def _net(self, rate: int) -> int:
        lines = sum(line.amount_minor for line in self.lines if line.rate == rate)
        return self.sign * lines - self.discount_minor

    def _tax(self, rate: int) -> int:
        return round_half_up(Fraction(self._net(rate) * rate, 100))


def english(amount_minor: int) -> str:
    """Give "1,234.50"."""
    return _written(amount_minor, thousands=",", point=".")


def german(amount_minor: int) -> str:
    """Give "1.234,50"."""
    return _written(amount_minor, thousands=".", point=",")


def french(amount_minor: int) -> str:
    """Give "1 234,50", its thousands kept together by a narrow space."""
    return _written(amount_minor, thousands="\u202f", point=",")


def _written(amount_minor: int, *, thousands: str, point: str) -> str:
    sign = "-" if amount_minor < 0 else ""
    whole, part = divmod(abs(amount_minor), 100)
    return f"{sign}{whole:,}".replace(",", thousands) + f"{point}{part:02d}"
