"""Golden participant lists, reports, programmes, and what else belongs to an event."""

from __future__ import annotations

from functools import partial

from tests.builders import papers
from tests.builders.lists import PRINTED, foreigners, russians
from tests.builders.papers import prose
from tests.extraction.papers import EVENT, GUESTS, TIMETABLE
from tests.golden.event_truths import (
    of_contract,
    of_event,
    of_kind,
    of_people,
    of_timetable,
)
from tests.golden.facts import CONTRACTED, ROADSHOW, SEMINAR
from tests.golden.golden import Catalogue, Golden

TITLED = {"event_name": GUESTS.event_name, "event_date": GUESTS.event_date.isoformat()}
FORMS = (
    "borderless",
    "borderless tight",
    "striped",
    "dark head",
    "merged companies",
    "without heads",
    "names in three",
    "heads in two rows",
    "contacts in one",
    "narrow addresses",
    "side by side",
    "numbered lines",
    "companies as groups",
)
"""The layouts of ``tests.builders.lists`` that are kept as files."""


def _list_of(layout: str, number: int) -> Golden:
    invent = russians if number % 3 or layout == "names in three" else foreigners
    people = tuple(sorted(invent(14, seed=number), key=lambda each: each.company))
    form = PRINTED[layout]
    return Golden(partial(form.draw, people), of_people(people, printed=form.fields))


LISTS: Catalogue = {
    "participants.pdf": Golden(
        partial(papers.participant_list_pdf, GUESTS), of_people(GUESTS.guests, **TITLED)
    ),
    "participants.xlsx": Golden(
        partial(papers.participant_list_xlsx, GUESTS), of_people(GUESTS.guests, **TITLED)
    ),
    "participants-utf8.csv": Golden(
        partial(papers.participant_list_csv, GUESTS), of_people(GUESTS.guests)
    ),
    "participants-cp1251.csv": Golden(
        partial(papers.participant_list_csv, GUESTS, encoding="cp1251"), of_people(GUESTS.guests)
    ),
    **{
        f"participants-{layout.replace(' ', '-')}.pdf": _list_of(layout, number)
        for number, layout in enumerate(FORMS, start=1)
    },
}

REPORTS: Catalogue = {
    "report.pdf": Golden(partial(papers.event_report_pdf, EVENT), of_event(EVENT)),
    "report.docx": Golden(partial(papers.event_report_docx, EVENT), of_event(EVENT)),
    "report-in-prose.docx": Golden(
        lambda: prose.report_in_prose_docx(SEMINAR, prose.photo_jpeg()),
        of_event(SEMINAR, without=("activity_kind",)),
        pixels=True,
    ),
    "report-english.pdf": Golden(partial(prose.report_english_pdf, ROADSHOW), of_event(ROADSHOW)),
    "report.pptx": Golden(
        partial(prose.report_pptx, SEMINAR), of_event(SEMINAR, without=("goals",))
    ),
    "programme.pdf": Golden(
        partial(papers.event_programme_pdf, TIMETABLE), of_timetable(TIMETABLE)
    ),
    "programme.docx": Golden(
        partial(papers.event_programme_docx, TIMETABLE), of_timetable(TIMETABLE)
    ),
    "programme.pptx": Golden(partial(prose.programme_pptx, TIMETABLE), of_timetable(TIMETABLE)),
    "programme-in-lines.pdf": Golden(
        partial(prose.programme_in_lines_pdf, TIMETABLE), of_timetable(TIMETABLE)
    ),
}

OTHERS: Catalogue = {
    "contract.pdf": Golden(
        partial(prose.contract_pdf, CONTRACTED), of_contract(CONTRACTED.number, CONTRACTED.issued)
    ),
    "layout.pdf": Golden(
        partial(prose.layout_pdf, "Небывалая защита ваших сетей"), of_kind("layout")
    ),
    "photo.jpg": Golden(prose.photo_jpeg, of_kind("photo"), pixels=True),
}
