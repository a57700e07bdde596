"""The rate book: what banks published, by pair of currencies and day. A rate is never changed.

======================  =====================  =====================================================
pk                      sk                     attributes
======================  =====================  =====================================================
``RATE#{into}#{of}``    the day                rate (JSON), by, at
======================  =====================  =====================================================
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cofund.books.writing import write_if_absent
from cofund.errors import EntryConflict, TryAgain
from cofund.items import Key, Put
from cofund.models.rates import Rate
from cofund.ports import Items

MAX_SHOWN = 1_000


def add_rate(rate: Rate, *, by: str, at: datetime, items: Items) -> bool:
    """Store a rate; say whether it is new. The same again changes nothing.

    Raises:
        EntryConflict: another rate stands for this day.
        TryAgain: the table is out of reach.
    """
    key = _key(rate.into, rate.currency, rate.day)
    content = rate.model_dump_json()
    if write_if_absent(items, Put(key, {"rate": content, "by": by, "at": at.isoformat()})):
        return True
    standing = items.get(key)
    if standing is None:
        raise TryAgain("the rate was not stored")
    if not _same(Rate.model_validate_json(str(standing["rate"])), rate):
        raise EntryConflict(f"another rate of {rate.currency} stands for {rate.day.isoformat()}")
    return False


def last_rate(currency: str, *, into: str, day: date, items: Items) -> Rate | None:
    """Give the newest rate set for a day or before it; None where there is none."""
    before = (day + timedelta(days=1)).isoformat()
    found = items.query_newest("claims", _pair(into, currency), limit=1, before=before)
    return Rate.model_validate_json(str(found[0].attributes["rate"])) if found else None


def newest_rates(currency: str, *, into: str, limit: int, items: Items) -> tuple[Rate, ...]:
    """Give up to ``limit`` rates of a currency, the newest first."""
    found = items.query_newest("claims", _pair(into, currency), limit=min(limit, MAX_SHOWN))
    return tuple(Rate.model_validate_json(str(one.attributes["rate"])) for one in found)


def _same(one: Rate, other: Rate) -> bool:
    """Tell whether two rates say the same; "80.10" is "80.1", and the source may be reworded."""
    return (one.of_one, one.set_on) == (other.of_one, other.set_on)


def _pair(into: str, currency: str) -> str:
    return f"RATE#{into}#{currency}"


def _key(into: str, currency: str, day: date) -> Key:
    return Key("claims", _pair(into, currency), day.isoformat())
