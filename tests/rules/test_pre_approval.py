"""Pre-approval: before the activity, for this type of it, for this amount."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cofund.judgement import assess
from cofund.models.assessment import NamesValue
from tests.builders.claim_files import (
    a_claim_file,
    a_request,
    an_activity,
    an_application,
    judged,
    moment,
    the_finding,
    with_paper,
)
from tests.builders.reads import a_report, read, roubles, unsure


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        (date(2026, 9, 14), ("pass", "before")),
        (date(2026, 9, 15), ("fail", "late")),
        (date(2026, 9, 16), ("fail", "late")),
    ],
)
def test_an_activity_is_approved_before_the_day_on_which_it_begins(
    approved: date, expected: tuple[str, str]
) -> None:
    file = a_claim_file(application=an_application(approved_at=moment(approved)))
    assert judged(file, "approval_exists") == [expected]


def test_the_day_of_the_approval_is_the_programmes_zones() -> None:
    late_evening = datetime(2026, 9, 14, 21, 30, tzinfo=UTC)  # half past midnight in Moscow
    file = a_claim_file(application=an_application(approved_at=late_evening))
    assert judged(file, "approval_exists") == [("fail", "late")]


def test_what_was_approved_too_late_goes_to_a_person_and_never_back() -> None:
    file = a_claim_file(application=an_application(approved_at=moment(date(2026, 9, 15))))
    assert the_finding(file, "approval_exists").effect == "review"
    assert assess(file).outcome == "review"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Деловой ужин", [("pass", "same")]),
        ("деловые ужины с заказчиками", [("pass", "same")]),
        ("Business dinner", [("pass", "same")]),
        ("Конференция", [("fail", "another")]),
        ("exhibition stand", [("fail", "another")]),
        ("Конференция и деловой ужин", [("pass", "same")]),
        ("Встреча друзей", []),
        ("", []),
    ],
)
def test_the_report_tells_of_the_type_that_was_approved(
    told: str, expected: list[tuple[str, str]]
) -> None:
    file = a_claim_file(with_paper(a_report(activity_kind=read(told))))
    assert judged(file, "approved_activity") == expected


def test_an_uncertain_type_says_nothing() -> None:
    file = a_claim_file(with_paper(a_report(activity_kind=unsure("Конференция"))))
    assert judged(file, "approved_activity") == []


def test_another_type_is_named_with_the_approved_one_in_both_languages() -> None:
    file = a_claim_file(with_paper(a_report(activity_kind=read("Выставка"))))
    finding = the_finding(file, "approved_activity")
    assert finding.params["approved"] == NamesValue(ru="Деловой ужин", en="Business dinner")
    assert (finding.document_id, finding.evidence[0].text) == ("report", "Выставка")


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        ("0.01", ("pass", "within")),
        ("119999.99", ("pass", "within")),
        ("120000", ("pass", "within")),
        ("120000.01", ("fail", "above")),
    ],
)
def test_no_more_is_claimed_than_was_approved(claimed: str, expected: tuple[str, str]) -> None:
    application = an_application(approved_amount=roubles(120_000))
    request = a_request(claimed=roubles(claimed))
    file = a_claim_file(application=application, request=request)
    assert judged(file, "approved_amount") == [expected]


def test_what_is_claimed_above_the_approval_is_noted_and_not_paid() -> None:
    file = a_claim_file(application=an_application(approved_amount=roubles(120_000)))
    assert the_finding(file, "approved_amount").effect == "note"
    assert assess(file).waterfall.claimable == roubles(120_000)


def test_an_activity_of_several_days_is_approved_before_the_first() -> None:
    activity = an_activity(first_day=date(2026, 9, 13))
    application = an_application(activity=activity, approved_at=moment(date(2026, 9, 13)))
    assert judged(a_claim_file(application=application), "approval_exists") == [("fail", "late")]
