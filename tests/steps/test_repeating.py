"""Guests and photos of other claims are found, for a while, and without anybody's name."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cofund.books.traces import Trace, leave_traces, traces_at
from cofund.guests.keys import SKETCH, all_keys, people_among, people_keys, sketch
from cofund.models.claim import Application
from cofund.models.claim_file import EarlierParticipants
from cofund.models.extraction import Extraction, ParticipantList, Photo
from cofund.photo_likeness import MOST_DIFFERENT, bands, differing_bits
from cofund.steps.judged_inputs import find_inputs
from cofund.steps.judging import check_claim
from cofund.steps.storage import assessment_key, find_assessment
from cofund.steps.withdrawing import withdraw
from tests.builders.claim_files import an_activity, dinner_papers, with_paper
from tests.builders.claims import (
    ANNA,
    BORIS,
    Draft,
    a_draft,
    an_office,
    other_application,
    reserve,
)
from tests.builders.reads import a_participant, a_participant_list, read
from tests.builders.walks import Walk, a_walk
from tests.fakes.office import FakeOffice

PRINT = "0123456789abcdef" * 4
SECRET = b"a secret for tests"


@pytest.fixture
def office() -> FakeOffice:
    return an_office()


def of_boris(office: FakeOffice, papers: tuple[Extraction, ...]) -> Draft:
    """Give a claim of the other partner's."""
    return a_draft(office, papers=papers, person=BORIS, application_id="other-dinner")


def checked(office: FakeOffice, draft: Draft) -> Walk:
    """Judge a claim."""
    walk = a_walk(office, draft)
    walk.read()
    walk.check()
    return walk


def said(office: FakeOffice, walk: Walk, rule: str) -> list[tuple[str, str]]:
    """Give what a rule said of a claim."""
    assessment = find_assessment(office, walk.claim_id, 1)
    assert assessment is not None
    return [(f.verdict, f.message) for f in assessment.findings if f.rule == rule]


def with_print(fingerprint: str) -> tuple[Extraction, ...]:
    """Give the dinner's papers and a photo."""
    photo = Photo(document_id="photo", width=900, height=700, fingerprint=fingerprint)
    return (*dinner_papers(), photo)


def bits_changed(fingerprint: str, bits: int) -> str:
    """Change so many bits of a fingerprint, spread over it."""
    mask = sum(1 << (at * 256 // max(bits, 1)) for at in range(bits))
    return f"{int(fingerprint, 16) ^ mask:064x}"


def test_the_guests_of_another_partners_event_are_found(office: FakeOffice) -> None:
    checked(office, a_draft(office))
    walk = checked(office, of_boris(office, dinner_papers()))
    assert said(office, walk, "participants_overlap") == [("fail", "other")]


def test_other_guests_are_not(office: FakeOffice) -> None:
    checked(office, a_draft(office))
    others = tuple(
        a_participant(n, name=read(f"Иной Гость {n}"), company=read("ООО «Иное»"))
        for n in range(20, 32)
    )
    listed = a_participant_list().model_copy(update={"participants": others})
    walk = checked(office, of_boris(office, with_paper(listed)))
    assert said(office, walk, "participants_overlap") == [("pass", "few")]


def test_the_first_of_two_claims_finds_nobody_and_keeps_saying_so(office: FakeOffice) -> None:
    first = checked(office, a_draft(office))
    checked(office, of_boris(office, dinner_papers()))
    check_claim(first.claim_id, 1, office=office)
    assert said(office, first, "participants_overlap") == [("pass", "few")]


def test_guests_of_one_activity_may_stand_in_two_claims(office: FakeOffice) -> None:
    checked(office, a_draft(office))
    walk = checked(office, a_draft(office))
    assert said(office, walk, "participants_overlap") == [("pass", "few")]


@pytest.mark.parametrize(("days", "expected"), [(90, "own"), (91, "few"), (-90, "own")])
def test_regular_guests_may_come_again_after_some_weeks(
    office: FakeOffice, days: int, expected: str
) -> None:
    checked(office, a_draft(office))
    later = date(2026, 9, 15) + timedelta(days=days)
    reserve(_application(later), office)
    walk = checked(office, a_draft(office, application_id="dinner-again"))
    assert said(office, walk, "participants_overlap")[0][1] == expected


def test_a_withdrawn_claims_guests_do_not_count(office: FakeOffice) -> None:
    first = checked(office, a_draft(office))
    withdraw(first.claim, ANNA, office=office)
    walk = checked(office, of_boris(office, dinner_papers()))
    assert said(office, walk, "participants_overlap") == [("pass", "few")]


def _application(day: date) -> Application:
    activity = an_activity(first_day=day, last_day=day)
    plain = other_application()
    return plain.model_copy(
        update={
            "application_id": "dinner-again",
            "partner_id": "integrator",
            "activity": activity,
            "fund": plain.fund.model_copy(update={"partner": "integrator"}),
        }
    )


def test_what_was_judged_holds_numbers_and_nobodys_key(office: FakeOffice) -> None:
    checked(office, a_draft(office))
    walk = checked(office, of_boris(office, dinner_papers()))
    inputs = find_inputs(assessment_key(walk.claim_id, 1), office=office).file
    (use,) = (use for use in inputs.earlier_uses if isinstance(use, EarlierParticipants))
    assert use.people == tuple(range(1, 13))
    keys = office.files.read("personal", f"guests/{walk.claim_id}/keys.json", limit=10_000)
    kept = inputs.model_dump_json()
    assert all(key not in kept for key in keys.decode().strip('[]"').split('", "'))


def test_once_their_keys_are_deleted_guests_are_not_found(office: FakeOffice) -> None:
    first = checked(office, a_draft(office))
    office.files.delete("personal", f"guests/{first.claim_id}/")
    walk = checked(office, of_boris(office, dinner_papers()))
    assert said(office, walk, "participants_overlap") == [("pass", "few")]


@pytest.mark.parametrize(
    ("bits", "expected"), [(0, ("fail", "other")), (15, ("fail", "other")), (64, ("pass", "none"))]
)
def test_a_photo_saved_anew_is_found_in_another_claim(
    office: FakeOffice, bits: int, expected: tuple[str, str]
) -> None:
    checked(office, a_draft(office, papers=with_print(PRINT)))
    walk = checked(office, of_boris(office, with_print(bits_changed(PRINT, bits))))
    assert said(office, walk, "similar_photo") == [expected]


def test_fingerprints_within_fifteen_bits_share_a_band() -> None:
    for bits in range(16):
        changed = bits_changed(PRINT, bits)
        assert differing_bits(PRINT, changed) == bits <= MOST_DIFFERENT
        assert set(bands(PRINT)) & set(bands(changed))


def test_traces_left_again_stand_once(office: FakeOffice) -> None:
    trace = Trace(place="GUEST#x", day=date(2026, 9, 15), owner="c#0001", attributes={"claim": "c"})
    leave_traces(office.items, [trace])
    leave_traces(office.items, [trace])
    assert len(traces_at(office.items, "GUEST#x", until=date(2026, 9, 15))) == 1
    assert traces_at(office.items, "GUEST#x", until=date(2026, 9, 14)) == ()


def a_list(*numbers: int) -> dict[str, ParticipantList]:
    """Give a list of these people."""
    rows = tuple(a_participant(number) for number in numbers)
    return {"list": a_participant_list().model_copy(update={"participants": rows})}


def test_one_person_has_the_same_keys_on_every_list_and_other_ones_under_another_secret() -> None:
    one, other = (people_keys(a_list(*n), secret=SECRET) for n in ((1, 2), (2, 3)))
    assert people_among(one, all_keys(other)) == (2,)
    assert not people_among(people_keys(a_list(2), secret=b"another"), all_keys(other))


def test_what_several_people_share_is_no_key() -> None:
    rows = tuple(a_participant(n, phone=read("+7 495 000-00-00"), email=None) for n in (1, 2))
    listed = {"list": a_participant_list().model_copy(update={"participants": rows})}
    assert [len(own) for own in people_keys(listed, secret=SECRET).values()] == [1, 1]


def test_a_long_list_is_found_by_a_few_of_its_keys() -> None:
    one, other = (
        people_keys(a_list(*numbers), secret=SECRET) for numbers in (range(1, 61), range(31, 91))
    )
    assert len(sketch(one)) == SKETCH
    assert set(sketch(one)) & set(sketch(other))
