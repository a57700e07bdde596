"""Deadlines at their borders: the last day, the day after."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from cofund.models.assessment import DateValue
from tests.builders.claim_files import (
    a_claim_file,
    an_activity,
    an_application,
    findings_of,
    judged,
    moment,
    september,
    the_finding,
    with_paper,
)
from tests.builders.reads import (
    a_participant_list,
    a_report,
    an_event_programme,
    an_invoice,
    read,
    roubles,
    unsure,
)

PASSED = [("pass", "in_time")]
LATE = [("fail", "late")]


@pytest.mark.parametrize(
    ("applied", "expected"),
    [
        (date(2026, 8, 31), PASSED),
        (date(2026, 9, 1), PASSED),
        (date(2026, 9, 2), LATE),
        (date(2026, 9, 14), LATE),
        (date(2026, 9, 15), [("fail", "not_before_event")]),
        (date(2026, 9, 16), [("fail", "not_before_event")]),
    ],
)
def test_an_application_is_in_time_until_ten_working_days_before_the_event(
    applied: date, expected: list[tuple[str, str]]
) -> None:
    application = an_application(submitted_at=moment(applied))
    assert judged(a_claim_file(application=application), "application_lead_time") == expected


def test_holidays_move_the_last_day_for_an_application() -> None:
    # 4 November 2026 is a day off: ten working days before Friday the 13th is 29 October.
    friday = an_activity(first_day=date(2026, 11, 13), last_day=date(2026, 11, 13))
    applied = an_application(activity=friday, submitted_at=moment(date(2026, 10, 30)))
    later = moment(date(2026, 11, 20))
    file = a_claim_file(
        application=applied,
        claim={"submitted_at": later, "first_submitted_at": later},
        assessed_at=later,
    )
    finding = the_finding(file, "application_lead_time")
    assert (finding.verdict, finding.effect) == ("fail", "return")
    assert finding.params["latest"] == DateValue(value=date(2026, 10, 29))


def test_the_day_of_an_application_is_the_day_in_the_programmes_zone() -> None:
    # 21:30 UTC on 1 September is 2 September in Moscow.
    late = datetime.fromisoformat("2026-09-01T21:30:00+00:00")
    file = a_claim_file(application=an_application(submitted_at=late))
    assert judged(file, "application_lead_time") == LATE


def test_souvenirs_need_no_working_days_before_them() -> None:
    souvenirs = an_activity(activity_type="souvenirs")
    file = a_claim_file(application=an_application(activity=souvenirs))
    assert judged(file, "application_lead_time") == []


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        (date(2026, 9, 14), [("fail", "too_early")]),
        (date(2026, 9, 15), PASSED),
        (date(2026, 10, 15), PASSED),
        (date(2026, 10, 16), LATE),
    ],
)
def test_a_claim_is_in_time_until_thirty_days_after_the_activity(
    came: date, expected: list[tuple[str, str]]
) -> None:
    submitted = {"submitted_at": moment(came), "first_submitted_at": moment(came)}
    assert judged(a_claim_file(claim=submitted), "claim_window") == expected


def test_a_corrected_claim_is_measured_by_its_first_submission() -> None:
    again = {"version": 2, "submitted_at": moment(date(2026, 10, 20)), "returned_at": september(28)}
    assert judged(a_claim_file(claim=again), "claim_window") == PASSED


def test_a_claim_that_is_not_submitted_yet_is_measured_by_now() -> None:
    draft = {"submitted_at": None, "first_submitted_at": None}
    file = a_claim_file(claim=draft, assessed_at=moment(date(2026, 10, 16)))
    assert judged(file, "claim_window") == LATE


@pytest.mark.parametrize(("days", "expected"), [(0, PASSED), (15, PASSED), (16, LATE)])
def test_a_corrected_claim_is_in_time_for_fifteen_days(
    days: int, expected: list[tuple[str, str]]
) -> None:
    came = september(20) + timedelta(days=days)
    again = {"version": 2, "submitted_at": came, "returned_at": september(20)}
    assert judged(a_claim_file(claim=again), "resubmission_window") == expected


def test_a_first_version_has_no_resubmission_window() -> None:
    assert judged(a_claim_file(), "resubmission_window") == []


@pytest.mark.parametrize(
    ("applied", "expected", "opens"),
    [
        (date(2026, 7, 31), [("fail", "outside")], date(2026, 8, 1)),
        (date(2026, 8, 1), [("pass", "inside")], None),
        (date(2026, 9, 30), [("pass", "inside")], None),
        (date(2026, 10, 1), [("fail", "outside")], date(2027, 2, 1)),
    ],
)
def test_souvenirs_are_applied_for_within_the_windows(
    applied: date, expected: list[tuple[str, str]], opens: date | None
) -> None:
    souvenirs = an_activity(activity_type="souvenirs")
    file = a_claim_file(
        application=an_application(activity=souvenirs, submitted_at=moment(applied))
    )
    assert judged(file, "souvenir_window") == expected
    shown = the_finding(file, "souvenir_window").params.get("opens")
    assert shown == (DateValue(value=opens) if opens else None)


def test_events_have_no_souvenir_window() -> None:
    assert judged(a_claim_file(), "souvenir_window") == []


@pytest.mark.parametrize(
    ("day", "message"),
    [(14, "outside"), (15, "inside"), (16, "outside")],
)
def test_a_report_speaks_of_an_approved_day(day: int, message: str) -> None:
    there = read(date(2026, 9, day))
    file = a_claim_file(with_paper(a_report(first_day=there, last_day=there)))
    report = next(f for f in findings_of(file, "activity_dates") if f.document_id == "report")
    assert report.message == message
    assert report.evidence == (there.evidence,)


def test_a_report_that_ends_after_the_approved_days_goes_to_a_person() -> None:
    file = a_claim_file(with_paper(a_report(last_day=read(date(2026, 9, 16)))))
    outside = [f for f in findings_of(file, "activity_dates") if f.message == "outside"]
    assert [(f.document_id, f.effect) for f in outside] == [("report", "review")]


def test_event_programme_and_list_speak_of_an_approved_day() -> None:
    other = read(date(2026, 9, 17))
    papers = with_paper(an_event_programme(event_date=other))
    listed = a_participant_list().model_copy(update={"event_date": other})
    papers = tuple(listed if p.document_id == "list" else p for p in papers)
    outside = [
        f for f in findings_of(a_claim_file(papers), "activity_dates") if f.verdict == "fail"
    ]
    assert [finding.document_id for finding in outside] == ["programme", "list"]


def test_an_uncertain_day_is_neither_inside_nor_outside() -> None:
    file = a_claim_file(with_paper(a_report(first_day=unsure(date(2026, 1, 1)), last_day=None)))
    assert "report" not in {f.document_id for f in findings_of(file, "activity_dates")}
    assert ("unclear", "event_day") in judged(file, "value_certain")


@pytest.mark.parametrize(
    ("issued", "verdict"),
    [
        (date(2026, 5, 17), "fail"),
        (date(2026, 5, 18), "pass"),
        (date(2026, 10, 15), "pass"),
        (date(2026, 10, 16), "fail"),
    ],
)
def test_an_invoice_is_dated_around_the_activity(issued: date, verdict: str) -> None:
    # 120 days before 15 September is 18 May; 30 days after it is 15 October.
    file = a_claim_file(
        with_paper(an_invoice(issue_date=read(issued))),
        claim={"submitted_at": moment(date(2026, 10, 20))},
    )
    assert [v for v, _ in judged(file, "invoice_dates")] == [verdict]


@pytest.mark.parametrize(
    ("issued", "expected"),
    [(25, [("pass", "none")]), (26, [("fail", "later")])],
)
def test_no_paper_is_dated_after_the_claim_came_in(
    issued: int, expected: list[tuple[str, str]]
) -> None:
    invoice = an_invoice(issue_date=read(date(2026, 9, issued)))
    assert judged(a_claim_file(with_paper(invoice)), "future_dates") == expected


def test_a_paper_from_the_future_returns_the_claim() -> None:
    invoice = an_invoice(issue_date=read(date(2027, 9, 1)), gross=read(roubles(244_000)))
    assert the_finding(a_claim_file(with_paper(invoice)), "future_dates").effect == "return"
