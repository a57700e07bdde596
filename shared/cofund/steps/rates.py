"""Exchange rates: who may enter them, and which of them a claim is judged by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cofund.books.rate_book import add_rate, last_rate
from cofund.claimable.exchange import rates_wanted
from cofund.errors import Forbidden
from cofund.models.claim_file import ClaimFile
from cofund.models.rates import Rate
from cofund.steps.office import Office


@dataclass(frozen=True)
class RatesAdded:
    """What became of rates that were entered."""

    new: int
    known: int


def add_rates(rates: Sequence[Rate], *, by: str, office: Office) -> RatesAdded:
    """Store rates; those that stand already are counted and left.

    Raises:
        NotFound: nobody has this login.
        Forbidden: the person is neither manager nor finance.
        EntryConflict: another rate stands for one of the days; those before it are stored.
    """
    if office.directory.person(by).role not in ("manager", "finance"):
        raise Forbidden("only managers and finance enter rates")
    now = office.clock()
    new = sum(add_rate(rate, by=by, at=now, items=office.items) for rate in rates)
    return RatesAdded(new=new, known=len(rates) - new)


def with_rates(file: ClaimFile, *, office: Office) -> ClaimFile:
    """Give a claim file with the rates that its papers need, as far as the book has them."""
    found = {
        last_rate(currency, into=file.programme.currency, day=day, items=office.items)
        for currency, day in rates_wanted(file)
    }
    rates = sorted((rate for rate in found if rate is not None), key=lambda r: (r.currency, r.day))
    return file.model_copy(update={"rates": tuple(rates)}) if rates else file
