"""Which claims were judged, by the month in which their activity ended.

That month's fund pays them, so a rule change is counted by it. A claim is listed once, whatever
versions it has; its newest judgement is found beside it.

======================  =====================  =====================================================
pk                      sk                     attributes
======================  =====================  =====================================================
``CLM#{claim}``         ``JUDGED``             gsi1 ``JUDGED#{month}`` lists it by its last day
``CLM#{claim}``         ``ASSESSED#{version}`` key of the assessment
======================  =====================  =====================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cofund.books.writing import write_if_absent
from cofund.errors import NotFound
from cofund.items import Key, Put
from cofund.ports import Items

PAGE = 200


class Judgement(NamedTuple):
    """Where a version's assessment lies."""

    version: int
    key: str


def list_judged(items: Items, claim_id: str, *, last_day: date) -> None:
    """List a claim under the month of its activity's last day; listing it again changes nothing."""
    listed = {
        "claim_id": claim_id,
        "gsi1pk": f"JUDGED#{last_day:%Y-%m}",
        "gsi1sk": f"{last_day.isoformat()}#{claim_id}",
    }
    write_if_absent(items, Put(Key("claims", f"CLM#{claim_id}", "JUDGED"), listed))


def judged_in(items: Items, month: str) -> Iterator[str]:
    """Give the ids of a month's claims, "2026-09", by their activity's last day."""
    after = None
    while True:
        page = items.query_index("gsi1", f"JUDGED#{month}", limit=PAGE, after=after)
        yield from (str(stored.attributes["claim_id"]) for stored in page)
        if len(page) < PAGE:
            return
        after = page[-1]


def judgement_of(items: Items, claim_id: str, version: int | None = None) -> Judgement:
    """Give where the judgement of a version lies; without one, of the last that was judged.

    Raises:
        NotFound: there is no such claim, or it was not judged.
    """
    which = "" if version is None else f"{version:04d}"
    found = items.query_newest("claims", f"CLM#{claim_id}", prefix=f"ASSESSED#{which}", limit=1)
    if not found:
        raise NotFound("no judgement of such a claim")
    (stored,) = found
    judged = int(stored.key.sk.removeprefix("ASSESSED#")[:4])
    return Judgement(judged, str(stored.attributes["key"]))
