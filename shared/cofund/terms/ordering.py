"""Terms of souvenir orders: when they are accepted, how dear, and until when they come back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cofund.models.orders import OrderDays
from cofund.money import Money

if TYPE_CHECKING:
    from cofund.models.activity_terms import SouvenirTerms
    from cofund.models.programme import Programme
    from cofund.models.terms import YearWindow


def order_days(terms: SouvenirTerms, today: date) -> OrderDays:
    """Give the window that is open today, or else the next one; it may be next year's."""
    if terms.windows is None:
        return OrderDays(state="all_year")
    windows = sorted(terms.windows.value, key=_beginning)
    years = (today.year, today.year + 1)
    spans = [(_day(one.first, year), _day(one.last, year)) for year in years for one in windows]
    first, last = next(span for span in spans if today <= span[1])
    return OrderDays(state="open" if first <= today else "closed", first=first, last=last)


def too_dear(terms: SouvenirTerms, price: Money) -> bool:
    """Say whether one piece costs more than may be ordered; the dearest price itself may."""
    return terms.piece_at_most is not None and price > terms.piece_at_most.value


def return_until(programme: Programme, shipped_on: date) -> date | None:
    """Give the last day to ask for a return; None where nothing is taken back."""
    from cofund.terms.due_days import span_after  # programmes' models come with it

    terms = programme.souvenirs
    if terms is None or terms.return_days is None:
        return None
    return span_after(programme, shipped_on, terms.return_days)


def _beginning(window: YearWindow) -> str:
    return window.first


def _day(written: str, year: int) -> date:
    month, day = map(int, written.split("-"))
    try:
        return date(year, month, day)
    except ValueError:  # 29 February of a common year
        return date(year, month, 28)
