"""Lists of participants: PDF, spreadsheet, CSV."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from openpyxl import Workbook
from reportlab.platypus import Spacer

from tests.builders.papers.facts import Guest, GuestList
from tests.builders.papers.office import same_every_time
from tests.builders.papers.page import WIDTH, grid, paper, text

HEADS = ("№", "ФИО", "Компания", "Должность", "E-mail", "Телефон")


def participant_list_pdf(listed: GuestList) -> bytes:
    """Draw a bordered list over as many pages as it needs, the heads repeated."""
    title = _title(listed)
    widths = [24, 110, 100, 95, 95, 0]
    widths[-1] = int(WIDTH) - sum(widths)
    rows = [[text(cell, size=7.5) for cell in row] for row in _rows(listed)]
    return paper(
        [text(title, size=13, font="Bold"), Spacer(1, 10), grid(rows, widths, repeat=1)],
        title=title,
    )


def participant_list_xlsx(listed: GuestList) -> bytes:
    """Write a spreadsheet: title, an empty row, heads, people."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Участники"
    sheet.append([_title(listed)])
    sheet.append([])
    for row in _rows(listed):
        sheet.append(row)
    target = BytesIO()
    book.save(target)
    return same_every_time(target.getvalue())


def participant_list_csv(listed: GuestList, *, encoding: str = "utf-8-sig") -> bytes:
    """Write semicolon-separated text, as Russian Excel does; ``encoding`` cp1251 or utf-8-sig."""
    target = StringIO()
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerows(_rows(listed))
    return target.getvalue().encode(encoding)


def _title(listed: GuestList) -> str:
    return f"Список участников мероприятия «{listed.event_name}», {listed.event_date:%d.%m.%Y}"


def _rows(listed: GuestList) -> list[tuple[str, ...]]:
    return [
        HEADS,
        *(_row(position, guest) for position, guest in enumerate(listed.guests, start=1)),
    ]


def _row(position: int, guest: Guest) -> tuple[str, ...]:
    return (str(position), guest.name, guest.company, guest.position, guest.email, guest.phone)
