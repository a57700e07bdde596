"""Other applications that may be for the same event: the partner's own, then its region's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, islice

from cofund.books.activity_list import activities_between
from cofund.matter_states import UNDECIDED
from cofund.models.activities import MAX_SIMILAR, ApplicationContent, SimilarActivity
from cofund.models.claim import Activity, Partner
from cofund.models.consents import MatterHead, MatterState
from cofund.steps.office import Office

MAX_OWN = 30
"""Of the partner's own applications, the newest."""
NEAR = timedelta(days=3)
"""Days between two events that may be the same one, told differently."""
SIMILAR_NAME = 80
"""Of 100, by words in any order."""
ALIVE: frozenset[MatterState] = UNDECIDED | {"approved"}


def similar_activities(
    activity: Activity, partner: Partner, head: MatterHead | None, *, office: Office
) -> tuple[SimilarActivity, ...]:
    """Give other applications that may be for the same event: the partner's, then its region's.

    ``head`` is the application itself, if it was filed already.
    """
    own_id = None if head is None else head.matter.matter_id
    found = chain(
        _own(activity, partner, own_id, office=office),
        _neighbours(activity, partner, office=office),
    )
    return tuple(islice(found, MAX_SIMILAR))


def is_similar(one: Activity, other: Activity) -> bool:
    """Say whether two activities may be one event: at one time, by a like name or in one place."""
    apart = one.first_day > other.last_day + NEAR or other.first_day > one.last_day + NEAR
    if apart:
        return False
    same_place = one.place.strip().casefold() == other.place.strip().casefold() != ""
    same_type = one.activity_type == other.activity_type
    return (same_place and same_type) or _alike(one.name, other.name)


def _alike(one: str, other: str) -> bool:
    # Imported here: only forms and approvers' pages compare names, and it takes its time.
    from rapidfuzz.fuzz import token_sort_ratio

    return token_sort_ratio(one.casefold(), other.casefold()) >= SIMILAR_NAME


def _own(
    activity: Activity, partner: Partner, own_id: str | None, *, office: Office
) -> Iterator[SimilarActivity]:
    for head in office.matters.of_partner("application", partner.partner_id)[:MAX_OWN]:
        if head.state not in ALIVE or head.matter.matter_id == own_id:
            continue
        other = office.matters.content(head.matter, ApplicationContent).activity
        if is_similar(activity, other):
            yield _found(head.matter.matter_id, partner, other, own=True)


def _neighbours(
    activity: Activity, partner: Partner, *, office: Office
) -> Iterator[SimilarActivity]:
    """Give what others of the region plan; of those only the similar ones are looked up."""
    if partner.region is None:
        return
    first, last = activity.first_day - NEAR, activity.last_day + NEAR
    for one in activities_between(office.items, partner.region, first, last):
        if one.partner_id == partner.partner_id or not is_similar(activity, one.activity):
            continue
        if office.matters.get("application", one.application_id).state in ALIVE:
            neighbour = office.directory.partner(one.partner_id)
            yield _found(one.application_id, neighbour, one.activity, own=False)


def _found(
    application_id: str, partner: Partner, activity: Activity, *, own: bool
) -> SimilarActivity:
    return SimilarActivity(
        application_id=application_id, partner_name=partner.name, own=own, activity=activity
    )
