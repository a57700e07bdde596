"""Deadlines: did everything come in time, and do the papers' days fit the activity's?"""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from datetime import date

from cofund.claimable.cost import Paper, counting_papers
from cofund.models.assessment import Finding
from cofund.models.claim import Document
from cofund.models.claim_file import ClaimFile
from cofund.models.evidence import Read
from cofund.models.extraction import (
    Contract,
    EventProgramme,
    EventReport,
    Extraction,
    ParticipantList,
    PaymentOrder,
)
from cofund.models.terms import YearWindow
from cofund.rules.verdicts import failed, passed, where
from cofund.sure import sure
from cofund.terms.due_days import (
    application_due,
    report_due,
    resubmission_due,
    span_after,
    span_before,
)

DatedRead = tuple[Document, Read[date]]


def application_lead_time(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the application came in enough days before the activity.

    The day of the application counts as one of them; souvenirs have windows instead.
    """
    if file.terms.group == "souvenirs":
        return ()
    first_day = file.application.activity.first_day
    latest = application_due(file.programme, first_day)
    applied = file.day(file.application.submitted_at)
    if applied <= latest:
        return (passed("application_lead_time", "in_time", applied=applied, latest=latest),)
    if applied >= first_day:
        return (
            failed(
                file.programme,
                "application_lead_time",
                "not_before_event",
                applied=applied,
                event=first_day,
                latest=latest,
            ),
        )
    return (_late_application(file, applied=applied, latest=latest),)


def _late_application(file: ClaimFile, *, applied: date, latest: date) -> Finding:
    needed = file.programme.deadlines.application_days
    if needed.unit == "working":
        return failed(
            file.programme,
            "application_lead_time",
            "late",
            applied=applied,
            latest=latest,
            working_days=needed.value,
        )
    return failed(
        file.programme,
        "application_lead_time",
        "late_by_calendar",
        applied=applied,
        latest=latest,
        days=needed.value,
    )


def claim_window(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the claim first came in after the activity and within the report's window.

    The last day of the window is in time.
    """
    over = file.application.activity.last_day
    latest = report_due(file.programme, over)
    first = file.claim.first_submitted_at
    came = file.submitted_day if first is None else file.day(first)
    if came < over:
        return (failed(file.programme, "claim_window", "too_early", came=came, over=over),)
    if came > latest:
        return (failed(file.programme, "claim_window", "late", came=came, latest=latest),)
    return (passed("claim_window", "in_time", came=came, latest=latest),)


def resubmission_window(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that a corrected claim came back in time; the last day is in time."""
    if file.claim.returned_at is None:
        return ()
    latest = resubmission_due(file.programme, file.day(file.claim.returned_at))
    came = file.submitted_day
    if came > latest:
        return (failed(file.programme, "resubmission_window", "late", came=came, latest=latest),)
    return (passed("resubmission_window", "in_time", came=came, latest=latest),)


def souvenir_window(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that souvenirs were applied for within one of the year's windows."""
    souvenirs = file.programme.souvenirs
    if file.terms.group != "souvenirs" or souvenirs is None or souvenirs.windows is None:
        return ()
    applied = file.day(file.application.submitted_at)
    windows = sorted(souvenirs.windows.value, key=lambda window: window.first)
    if any(window.first <= f"{applied:%m-%d}" <= window.last for window in windows):
        return (passed("souvenir_window", "inside", applied=applied),)
    opens = _next_opening(applied, windows)
    return (failed(file.programme, "souvenir_window", "outside", applied=applied, opens=opens),)


def activity_dates(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that report, event programme and list speak of days inside the approved ones."""
    activity = file.application.activity
    first, last = activity.first_day, activity.last_day
    return tuple(
        passed(
            "activity_dates",
            "inside",
            document=document,
            evidence=where(read),
            printed=read.value,
        )
        if first <= read.value <= last
        else failed(
            file.programme,
            "activity_dates",
            "outside",
            document=document,
            evidence=where(read),
            printed=read.value,
            first=first,
            last=last,
        )
        for document, read in _event_days(file)
    )


def invoice_dates(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that the papers that state the cost are dated around the activity."""
    terms, activity = file.programme.deadlines, file.application.activity
    earliest = span_before(file.programme, activity.first_day, terms.invoice_days_before)
    latest = span_after(file.programme, activity.last_day, terms.invoice_days_after)
    return tuple(
        _invoice_date(file, document, paper.issue_date, earliest=earliest, latest=latest)
        for document, paper in counting_papers(file)
        if paper.issue_date is not None and sure(paper.issue_date) is not None
    )


def future_dates(file: ClaimFile) -> tuple[Finding, ...]:
    """Check that no document is dated later than the claim came in."""
    came = file.submitted_day
    late = [(document, read) for document, read in _document_days(file) if read.value > came]
    if not late:
        return (passed("future_dates", "none", came=came),)
    return tuple(
        failed(
            file.programme,
            "future_dates",
            "later",
            document=document,
            evidence=where(read),
            printed=read.value,
            came=came,
        )
        for document, read in late
    )


def _invoice_date(
    file: ClaimFile, document: Document, read: Read[date], *, earliest: date, latest: date
) -> Finding:
    if earliest <= read.value <= latest:
        return passed(
            "invoice_dates",
            "around",
            document=document,
            evidence=where(read),
            printed=read.value,
        )
    return failed(
        file.programme,
        "invoice_dates",
        "far",
        document=document,
        evidence=where(read),
        printed=read.value,
        earliest=earliest,
        latest=latest,
    )


def _next_opening(day: date, windows: list[YearWindow]) -> date:
    openings = [
        _day_of(window.first, year) for year in (day.year, day.year + 1) for window in windows
    ]
    return min(opening for opening in openings if opening > day)


def _day_of(month_and_day: str, year: int) -> date:
    if month_and_day == "02-29" and not isleap(year):
        return date(year, 3, 1)
    return date.fromisoformat(f"{year}-{month_and_day}")


def _event_days(file: ClaimFile) -> Iterator[DatedRead]:
    for document, extraction in file.documents():
        for read in _days_of(extraction):
            if sure(read) is not None:
                yield document, read


def _days_of(extraction: Extraction) -> tuple[Read[date], ...]:
    if isinstance(extraction, EventReport):
        days = (extraction.first_day, extraction.last_day)
    elif isinstance(extraction, EventProgramme | ParticipantList):
        days = (extraction.event_date, None)
    else:
        return ()
    return tuple({read.value: read for read in days if read is not None}.values())


def _document_days(file: ClaimFile) -> Iterator[DatedRead]:
    yield from _event_days(file)
    for document, extraction in file.documents():
        if isinstance(extraction, Paper | PaymentOrder | Contract):
            read = extraction.issue_date
            if read is not None and sure(read) is not None:
                yield document, read
