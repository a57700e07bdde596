"""Activities that were applied for, by region and day: who else may plan the same event.

======================  ==========  ================================================================
pk                      sk          attributes
======================  ==========  ================================================================
``APP#{application}``   ``ABOUT``   activity (JSON), partner; gsi1 ``ACTIVITIES#{region}`` by its
                                    first day
======================  ==========  ================================================================

It is written with each version that is filed, and tells what that version asks for. Whether the
application is still alive stands in its head.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cofund.books.matter_moves import matter_pk
from cofund.items import Key, Stored, Update, Write
from cofund.models.claim import Activity, Partner
from cofund.ports import Items

LONGEST = timedelta(days=31)
"""Of an activity that is still found on its last day."""
MAX_NEAR = 500
"""Activities of a region within ``LONGEST`` and a little more."""


@dataclass(frozen=True)
class ListedActivity:
    """What was applied for, and by whom."""

    application_id: str
    partner_id: str
    activity: Activity


def listing(application_id: str, partner: Partner, activity: Activity) -> tuple[Write, ...]:
    """Give the write that lists what a version asks for; none for partners without a region."""
    if partner.region is None:
        return ()
    attributes = {
        "activity": activity.model_dump_json(),
        "partner": partner.partner_id,
        "gsi1pk": _region(partner.region),
        "gsi1sk": activity.first_day.isoformat(),
    }
    return (
        Update(Key("claims", matter_pk("application", application_id), "ABOUT"), assign=attributes),
    )


def activities_between(
    items: Items, region: str, first: date, last: date
) -> tuple[ListedActivity, ...]:
    """Give a region's activities that take place between two days, by their first day.

    The list may lag a moment behind.
    """
    stored = items.query_index(
        "gsi1",
        _region(region),
        first=(first - LONGEST).isoformat(),
        last=last.isoformat(),
        limit=MAX_NEAR,
    )
    listed = (_listed(one) for one in stored)
    return tuple(one for one in listed if one.activity.last_day >= first)


def _listed(stored: Stored) -> ListedActivity:
    return ListedActivity(
        application_id=stored.key.pk.partition("#")[2],
        partner_id=str(stored.attributes["partner"]),
        activity=Activity.model_validate_json(str(stored.attributes["activity"])),
    )


def _region(region: str) -> str:
    return f"ACTIVITIES#{region}"
