"""Reports on events and their programmes: PDF and DOCX."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
from reportlab.platypus import Flowable, Spacer

from tests.builders.papers.facts import Event, Timetable
from tests.builders.papers.office import same_every_time
from tests.builders.papers.page import WIDTH, bare, grid, paper, russian_date, text


def event_report_pdf(event: Event) -> bytes:
    """Draw a report: a label and a value a line, then prose."""
    rows = [[text(label, font="Bold"), text(value)] for label, value in _facts(event)]
    title = "Отчёт о проведении мероприятия"
    parts: list[Flowable] = [
        text(title, size=14, font="Bold"),
        Spacer(1, 10),
        bare(rows, [170, WIDTH - 170]),
        Spacer(1, 10),
        text("Результаты", font="Bold"),
        text(event.results),
    ]
    return paper(parts, title=title)


def event_report_docx(event: Event) -> bytes:
    """Write the same report as paragraphs "label: value"."""
    document = docx.Document()
    document.add_heading("Отчёт о проведении мероприятия", level=1)
    for label, value in _facts(event):
        document.add_paragraph(f"{label} {value}")
    document.add_heading("Результаты", level=2)
    document.add_paragraph(event.results)
    return _saved(document)


def event_programme_pdf(timetable: Timetable) -> bytes:
    """Draw a programme: heading, day and place, a table of times."""
    rows = [[text("Время", font="Bold"), text("Тема", font="Bold")]]
    rows += [[text(time), text(title)] for time, title in timetable.entries]
    parts: list[Flowable] = [
        text("Программа мероприятия", size=14, font="Bold"),
        text(f"«{timetable.event_name}»", size=11),
        Spacer(1, 8),
        text(f"Дата: {russian_date(timetable.event_date)}"),
        text(f"Место проведения: {timetable.place}"),
        Spacer(1, 8),
        grid(rows, [90, WIDTH - 90], repeat=1),
    ]
    return paper(parts, title="Программа мероприятия")


def event_programme_docx(timetable: Timetable) -> bytes:
    """Write the same programme as a text document with a table."""
    document = docx.Document()
    document.add_heading("Программа мероприятия", level=1)
    document.add_paragraph(f"«{timetable.event_name}»")
    document.add_paragraph(f"Дата: {russian_date(timetable.event_date)}")
    document.add_paragraph(f"Место проведения: {timetable.place}")
    table = document.add_table(rows=0, cols=2)
    for time, title in (("Время", "Тема"), *timetable.entries):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = time, title
    return _saved(document)


def _facts(event: Event) -> list[tuple[str, str]]:
    return [
        ("Название мероприятия:", f"«{event.event_name}»"),
        ("Вид мероприятия:", event.activity_kind),
        ("Дата проведения:", _days(event.first_day, event.last_day)),
        ("Место проведения:", event.place),
        ("Количество участников:", str(event.participant_count)),
        ("Получено лидов:", str(event.leads)),
        ("Цель мероприятия:", event.goals),
    ]


def _days(first: date, last: date) -> str:
    if first == last:
        return russian_date(first)
    return f"{first:%d.%m.%Y} – {last:%d.%m.%Y}"


def _saved(document: docx.document.Document) -> bytes:
    target = BytesIO()
    document.save(target)
    return same_every_time(target.getvalue())
