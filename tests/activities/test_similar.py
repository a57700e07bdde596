"""Activities that may be the same event: who sees them, at the borders, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cofund.books.activity_list import LONGEST
from cofund.items import Item, Key, Stored
from cofund.models.claim import Activity
from cofund.steps.activities.consent import shown
from cofund.steps.activities.filing import file_application, file_change
from cofund.steps.activities.similar import NEAR, is_similar, similar_activities
from cofund.steps.consents.filing import withdraw_matter
from tests.builders.claim_files import september
from tests.builders.claims import ANNA, BORIS, an_office
from tests.builders.dinners import DINNER, FORM, agreed, changed, dinner, filed
from tests.fakes.item_store import MemoryItems
from tests.fakes.office import FakeOffice

NEIGHBOURS = 12
DAY = timedelta(days=1)


class CountingItems(MemoryItems):
    """Counts what is read."""

    reads = 0

    def get(self, key: Key) -> Item | None:
        self.reads += 1
        return super().get(key)

    def query_index(self, *where: object, **how: object) -> tuple[Stored, ...]:
        self.reads += 1
        return super().query_index(*where, **how)  # type: ignore[arg-type]


def in_one_region(office: FakeOffice) -> None:
    """Put both partners into one region."""
    for partner_id in ("integrator", "nebyvalye"):
        partner = office.directory.partner(partner_id)
        office.directory.add_partner(partner.model_copy(update={"region": "volga"}))


def seen(office: FakeOffice, activity: Activity | None = None) -> list[str]:
    """Give the names of what the first partner sees beside its dinner."""
    partner = office.directory.partner("integrator")
    asked = activity or dinner().activity
    found = similar_activities(asked, partner, None, office=office)
    return [one.activity.name for one in found]


@pytest.fixture
def office() -> FakeOffice:
    """Give an office on 1 September: three weeks before the dinner that is asked for."""
    office = an_office()
    office.clock.set(september(1))
    return office


def test_similar_activities_are_seen_and_stop_nobody(office: FakeOffice) -> None:
    in_one_region(office)
    theirs = dinner(date(2026, 9, 24))
    head = file_application(theirs, BORIS, form_id=FORM, office=office)
    found = similar_activities(
        dinner().activity, office.directory.partner("integrator"), None, office=office
    )
    assert [(one.application_id, one.own) for one in found] == [(head.matter.matter_id, False)]
    walk = filed(office)
    warnings = [said.message for said in shown(walk.matter, office).warnings]
    assert warnings == ["activity.check.similar.anothers_day"]
    withdraw_matter(head, BORIS, office=office)
    assert shown(walk.matter, office).warnings == ()


def test_partners_of_other_regions_have_other_activities(office: FakeOffice) -> None:
    file_application(dinner(), BORIS, form_id=FORM, office=office)
    partner = office.directory.partner("integrator")
    assert similar_activities(dinner().activity, partner, None, office=office) == ()


def test_a_neighbours_change_is_seen_as_it_is_now(office: FakeOffice) -> None:
    in_one_region(office)
    head = file_application(dinner(), BORIS, form_id=FORM, office=office)
    assert seen(office) == ["Осенний ужин"]
    later = dinner(DINNER + timedelta(days=8))
    withdraw_matter(head, BORIS, office=office)
    file_application(later, BORIS, form_id="e" * 32, office=office)
    assert seen(office) == []
    assert seen(office, later.activity) == ["Осенний ужин"]


def test_an_own_application_is_not_similar_to_itself(office: FakeOffice) -> None:
    in_one_region(office)
    walk = agreed(office)
    partner = office.directory.partner("integrator")
    activity = dinner().activity
    assert similar_activities(activity, partner, walk.head, office=office) == ()
    moved = changed(DINNER + timedelta(days=20))
    file_change(walk.head, moved, ANNA, office=office)
    (own,) = similar_activities(moved.activity, partner, None, office=office)
    assert (own.own, own.activity) == (True, moved.activity)


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (DINNER - LONGEST, DINNER - NEAR, True),
        (DINNER - LONGEST, DINNER - NEAR - DAY, False),
        (DINNER + NEAR, DINNER + NEAR, True),
        (DINNER + NEAR + DAY, DINNER + NEAR + DAY, False),
    ],
)
def test_what_is_near_is_found_to_the_day(
    office: FakeOffice, begins: date, ends: date, found: bool
) -> None:
    in_one_region(office)
    office.clock.set(september(1) - timedelta(days=60))
    theirs = dinner().activity.model_copy(update={"first_day": begins, "last_day": ends})
    content = dinner().model_copy(update={"activity": theirs})
    file_application(content, BORIS, form_id=FORM, office=office)
    assert bool(seen(office)) == found


@pytest.mark.parametrize(
    ("changes", "similar"),
    [
        ({}, True),
        ({"name": "Ужин осенний", "place": "Псков"}, True),
        ({"name": "Встреча", "place": " тверь "}, True),
        ({"name": "Встреча", "activity_type": "conference"}, False),
        ({"name": "Встреча", "place": "Псков"}, False),
    ],
)
def test_a_like_name_or_the_same_place_and_type_makes_two_similar(
    changes: dict[str, str], similar: bool
) -> None:
    activity = dinner().activity
    assert is_similar(activity, activity.model_copy(update=changes)) == similar


def test_a_form_reads_as_much_however_many_others_plan_something() -> None:
    items = CountingItems()
    office = an_office(items)
    office.clock.set(september(1))
    in_one_region(office)
    reads = []
    for number in range(NEIGHBOURS):
        unlike = dinner().activity.model_copy(update={"name": f"{number}", "place": f"{number}"})
        content = dinner().model_copy(update={"activity": unlike})
        file_application(content, BORIS, form_id=f"{number:032x}", office=office)
        items.reads = 0
        assert seen(office) == []
        reads.append(items.reads)
    assert len(set(reads)) == 1
