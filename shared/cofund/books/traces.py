"""Traces: what claims leave behind so that later ones find what both hold, though nothing is equal.

============================  =================================  =================================
pk                            sk                                 attributes
============================  =================================  =================================
``SEEN#PHOTO#{band}``         ``{day}#{claim}#{document}#{n}``   claim, fingerprint
``SEEN#GUEST#{key}``          ``{day}#{claim}#{version}``        claim, expires_at (TTL, seconds)
============================  =================================  =================================

The day of a photo is the one on which the claim came in, of a guest the event's first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cofund.books.writing import write_through
from cofund.items import Key, Put, Stored, Value, WriteRefused
from cofund.ports import Items

MOST_FOUND = 50
"""Of one place, the newest: whoever shares more is found at other places as well."""


@dataclass(frozen=True, kw_only=True)
class Trace:
    """One mark at a place where others will look."""

    place: str
    day: date
    owner: str
    """The claim's id and what of it left the trace."""
    attributes: Mapping[str, Value]


def leave_traces(items: Items, traces: Iterable[Trace]) -> None:
    """Leave up to a hundred traces together; those that were left before stay as they are."""
    puts = tuple(
        Put(Key("claims", f"SEEN#{trace.place}", f"{trace.day}#{trace.owner}"), trace.attributes)
        for trace in traces
    )
    if not puts:
        return
    try:
        write_through(items, puts)
    except WriteRefused:
        return  # A step that ran before left them, all at once.


def traces_at(items: Items, place: str, *, until: date) -> tuple[Stored, ...]:
    """Give the newest traces at a place, up to the end of a day."""
    after_it = f"{until}$"  # "$" follows "#", the end of the day in a sort key
    return items.query_newest("claims", f"SEEN#{place}", limit=MOST_FOUND, before=after_it)
