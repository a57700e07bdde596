"""The truth of what belongs to an event: lists, reports, programmes, contracts, pictures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.builders.lists.people import Listed
from tests.builders.papers.facts import Event, Guest, Timetable
from tests.golden.truths import Truth

PERSON = ("name", "company", "position", "email", "phone")


def of_people(
    people: Iterable[Listed | Guest], *, printed: Iterable[str] = PERSON, **fields: str
) -> Truth:
    """Give the truth of a participant list that prints these columns."""
    rows = [{name: getattr(each, name) for name in printed} for each in people]
    return {
        "kind": "participant_list",
        "group": "people",
        "fields": fields,
        "participants": rows,
    }


def of_event(event: Event, *, without: Iterable[str] = ()) -> Truth:
    """Give the truth of a report."""
    fields = {
        "event_name": event.event_name,
        "first_day": event.first_day.isoformat(),
        "last_day": event.last_day.isoformat(),
        "place": event.place,
        "activity_kind": event.activity_kind,
        "participant_count": str(event.participant_count),
        "leads": str(event.leads),
        "goals": event.goals,
    }
    return {
        "kind": "event_report",
        "group": "events",
        "fields": {name: value for name, value in fields.items() if name not in tuple(without)},
    }


def of_timetable(timetable: Timetable) -> Truth:
    """Give the truth of an event's programme."""
    return {
        "kind": "event_programme",
        "group": "events",
        "fields": {
            "event_name": timetable.event_name,
            "event_date": timetable.event_date.isoformat(),
            "place": timetable.place,
        },
        "entries": len(timetable.entries),
    }


def of_contract(number: str, issued: date) -> Truth:
    """Give the truth of a contract."""
    fields = {"number": number, "issue_date": issued.isoformat()}
    return {"kind": "contract", "group": "others", "fields": fields}


def of_kind(kind: str) -> Truth:
    """Give the truth of a document that is only known for what it is."""
    return {"kind": kind, "group": "others", "fields": {}}
