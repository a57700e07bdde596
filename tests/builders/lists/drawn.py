"""Lists drawn as PDF pages, one function a layout: people in, bytes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    PageTemplate,
    SimpleDocTemplate,
    Spacer,
    Table,
)

from tests.builders.lists.people import Listed
from tests.builders.papers.page import (
    GRID,
    MARGIN,
    WIDTH,
    _same_every_time,
    register_fonts,
    text,
)

People = Sequence[Listed]
TITLE = "Список участников мероприятия «Вечер вымышленной безопасности», 14.10.2026"
HEADS = ("№", "ФИО", "Компания", "Должность", "E-mail", "Телефон")
WIDTHS = (25, 112, 105, 103, 97, 81)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
MIDDLE = ("VALIGN", (0, 0), (-1, -1), "MIDDLE")
SMALL = 7.5


def saved(parts: Sequence[Flowable], *, pagesize: tuple[float, float] = A4) -> bytes:
    """Give the pages that the parts fill."""
    from io import BytesIO

    register_fonts()
    target = BytesIO()
    with _same_every_time():
        SimpleDocTemplate(
            target, pagesize=pagesize, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN,
            bottomMargin=MARGIN, invariant=1,
        ).build(list(parts))  # fmt: skip
    return target.getvalue()


def table(
    rows: Sequence[Sequence[Any]],
    *styles: Any,
    widths: Sequence[float] = WIDTHS,
    repeat: int = 1,
    size: float = SMALL,
    align: int = 0,
) -> Table:
    """Give a table whose cells wrap their words."""
    register_fonts()
    cells = [
        [text(cell, size=size, align=align) if isinstance(cell, str) else cell for cell in row]
        for row in rows
    ]
    return Table(cells, widths, repeatRows=repeat, style=list(styles))


def rows_of(people: People) -> list[list[str]]:
    """Give number, name, company, position, e-mail, phone."""
    return [
        [str(number), each.name, each.company, each.position, each.email, each.phone]
        for number, each in enumerate(people, start=1)
    ]


def titled(*parts: Flowable) -> list[Flowable]:
    """Give the parts below the list's title."""
    return [text(TITLE, size=13, font="Bold"), Spacer(1, 10), *parts]


def bordered(people: People) -> bytes:
    """Every cell in a box."""
    return saved(titled(table([HEADS, *rows_of(people)], GRID, TOP)))


def borderless(people: People) -> bytes:
    """No lines at all, cells at the top of their row."""
    return saved(titled(table([HEADS, *rows_of(people)], TOP)))


def borderless_middle(people: People) -> bytes:
    """No lines, cells in the middle of their row."""
    return saved(titled(table([HEADS, *rows_of(people)], MIDDLE)))


def borderless_tight(people: People) -> bytes:
    """No lines and no space between rows: only the numbers tell them apart."""
    tight = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)]
    return saved(titled(table([HEADS, *rows_of(people)], TOP, *tight)))


def borderless_heads_once(people: People) -> bytes:
    """No lines, and later pages without heads."""
    return saved(titled(table([HEADS, *rows_of(people)], TOP, repeat=0)))


def striped(people: People) -> bytes:
    """Every second row on grey, no lines."""
    stripes = ("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.white, colors.lightgrey])
    return saved(titled(table([HEADS, *rows_of(people)], TOP, stripes)))


def dark_head(people: People) -> bytes:
    """A dark band for the heads and striped rows below, each cell coloured on its own."""
    styles = [
        ("BACKGROUND", (0, 0), (-1, 0), colors.steelblue),
        *(("BACKGROUND", (0, row), (-1, row), colors.whitesmoke) for row in range(2, 200, 2)),
    ]
    rows = [HEADS, *rows_of(people)]
    return saved(titled(table(rows, MIDDLE, *[s for s in styles if s[1][1] < len(rows)])))


def underlined(people: People) -> bytes:
    """Only level lines between the rows."""
    lines = ("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey)
    return saved(titled(table([HEADS, *rows_of(people)], TOP, lines)))


def boxed_columns(people: People) -> bytes:
    """Lines between columns and around the table, none between people."""
    lines = [
        ("BOX", (0, 0), (-1, -1), 0.7, colors.black),
        ("LINEBELOW", (0, 0), (-1, 0), 0.7, colors.black),
        ("LINEAFTER", (0, 0), (-2, -1), 0.7, colors.black),
    ]
    return saved(titled(table([HEADS, *rows_of(people)], TOP, *lines)))


def merged_companies(people: People) -> bytes:
    """One company cell for all of its people."""
    ordered = sorted(people, key=attrgetter("company"))
    rows, spans = [], []
    at = 1
    for _, members in groupby(ordered, key=attrgetter("company")):
        count = len(list(members))
        spans.append(("SPAN", (2, at), (2, at + count - 1)))
        at += count
    for number, row in enumerate(rows_of(ordered)):
        first = number == 0 or ordered[number - 1].company != ordered[number].company
        rows.append([*row[:2], row[2] if first else "", *row[3:]])
    return saved(titled(table([HEADS, *rows], GRID, MIDDLE, *spans)))


def without_numbers(people: People) -> bytes:
    """No number column, no lines."""
    rows = [HEADS[1:], *(row[1:] for row in rows_of(people))]
    return saved(titled(table(rows, TOP, widths=(130, 110, 110, 100, 73))))


def without_heads(people: People) -> bytes:
    """Bordered, and nothing says what a column is."""
    return saved(titled(table(rows_of(people), GRID, TOP, repeat=0)))


def without_heads_or_lines(people: People) -> bytes:
    """Neither heads nor lines."""
    return saved(titled(table(rows_of(people), TOP, repeat=0)))


def other_order(people: People) -> bytes:
    """Other words for the heads, in another order."""
    heads = (
        "Организация",
        "Контактный телефон",
        "Ф.И.О. участника",
        "Адрес эл. почты",
        "Занимаемая должность",
    )
    rows = [[p.company, p.phone, p.name, p.email, p.position] for p in people]
    return saved(titled(table([heads, *rows], GRID, MIDDLE, widths=(110, 90, 120, 100, 103))))


def names_in_three(people: People) -> bytes:
    """Surname, name and patronymic in columns of their own."""
    heads = ("№ п/п", "Фамилия", "Имя", "Отчество", "Место работы", "Телефон")
    rows = [
        [str(number), *each.name.split(" "), each.company, each.phone]
        for number, each in enumerate(people, start=1)
    ]
    widths = (30, 95, 70, 85, 143, 100)
    return saved(titled(table([heads, *rows], GRID, TOP, widths=widths)))


def heads_in_two_rows(people: People) -> bytes:
    """Heads over heads."""
    above = ("№", "Участник", "", "Контакты", "", "Подпись")
    below = ("", "ФИО", "Организация, должность", "e-mail", "Моб. тел.", "")
    rows = [
        [str(number), each.name, f"{each.company}, {each.position}", each.email, each.phone, ""]
        for number, each in enumerate(people, start=1)
    ]
    spans = [("SPAN", (1, 0), (2, 0)), ("SPAN", (3, 0), (4, 0)), ("SPAN", (0, 0), (0, 1)),
             ("SPAN", (5, 0), (5, 1))]  # fmt: skip
    widths = (25, 120, 150, 95, 93, 40)
    return saved(titled(table([above, below, *rows], GRID, TOP, *spans, widths=widths, repeat=2)))


def contacts_in_one(people: People) -> bytes:
    """Phone and e-mail in one cell."""
    heads = ("№", "Участник", "Компания / город", "Должность", "Контакты")
    rows = [
        [str(number), p.name, f"{p.company} / Небывальск", p.position, f"{p.phone}\n{p.email}"]
        for number, p in enumerate(people, start=1)
    ]
    return saved(titled(table([heads, *rows], GRID, TOP, widths=(25, 120, 130, 130, 118))))


def narrow_addresses(people: People) -> bytes:
    """E-mail addresses broken over two lines, phones too."""
    rows = [HEADS, *rows_of(people)]
    return saved(titled(table(rows, GRID, TOP, widths=(25, 140, 130, 118, 55, 55))))


def name_over_position(people: People) -> bytes:
    """Name and position in one cell, on lines of their own."""
    heads = ("№", "ФИО, должность", "Компания", "Телефон", "Почта")
    rows = [
        [str(number), f"{each.name}\n{each.position}", each.company, each.phone, each.email]
        for number, each in enumerate(people, start=1)
    ]
    return saved(titled(table([heads, *rows], GRID, TOP, widths=(25, 190, 120, 90, 98))))


def grouped_with_totals(people: People) -> bytes:
    """Sections over groups of people, their sums below."""
    rows: list[list[str]] = [list(HEADS)]
    spans = []
    numbered = rows_of(people)
    half = len(numbered) // 2
    for title, group in (
        ("Секция 1 «Сети»", numbered[:half]),
        ("Секция 2. Облака", numbered[half:]),
    ):
        spans += [("SPAN", (0, at), (-1, at)) for at in (len(rows), len(rows) + len(group) + 1)]
        rows += [[title, *[""] * 5], *group, [f"Итого: {len(group)} человек", *[""] * 5]]
    count = text(f"Всего участников: {len(people)}", size=9)
    return saved(titled(table(rows, GRID, TOP, *spans), Spacer(1, 8), count))


def companies_as_groups(people: People) -> bytes:
    """A company's name over its people, no lines."""
    ordered = sorted(people, key=attrgetter("company"))
    rows: list[list[str]] = [["№", "ФИО", "Должность", "E-mail", "Телефон"]]
    spans, number = [], 0
    for company, members in groupby(ordered, key=attrgetter("company")):
        spans.append(("SPAN", (0, len(rows)), (-1, len(rows))))
        rows.append([company, "", "", "", ""])
        for each in members:
            number += 1
            rows.append([str(number), each.name, each.position, each.email, each.phone])
    widths = (25, 150, 150, 105, 93)
    return saved(titled(table(rows, GRID, TOP, *spans, widths=widths)))


def side_by_side(people: People) -> bytes:
    """Two lists in one bordered table."""
    half = (len(people) + 1) // 2
    rows = rows_of(people)
    left, right = rows[:half], [*rows[half:], *[[""] * 6] * (2 * half - len(rows))]
    heads = ("№", "ФИО", "Компания") * 2
    joined = [[*one[:3], *other[:3]] for one, other in zip(left, right, strict=True)]
    widths = (25, 125, 110) * 2
    return saved(titled(table([heads, *joined], GRID, TOP, widths=widths)))


def side_by_side_open(people: People) -> bytes:
    """Two lists side by side without lines."""
    half = (len(people) + 1) // 2
    rows = rows_of(people)
    left, right = rows[:half], [*rows[half:], *[[""] * 6] * (2 * half - len(rows))]
    heads = ("№", "ФИО", "Компания") * 2
    joined = [[*one[:3], *other[:3]] for one, other in zip(left, right, strict=True)]
    widths = (25, 125, 110) * 2
    return saved(titled(table([heads, *joined], TOP, widths=widths)))


def signed(people: People) -> bytes:
    """A column for signatures, in English."""
    heads = ("No.", "Attendee", "Company", "Job title", "E-mail address", "Phone", "Signature")
    rows = [[*row, "+" if int(row[0]) % 3 else ""] for row in rows_of(people)]
    widths = (25, 120, 130, 110, 140, 85, 40)
    page = landscape(A4)
    title = text("List of participants: Imaginary Security Night, 14 October 2026", size=13)
    listed = table([heads, *rows], GRID, TOP, widths=widths)
    return saved([title, Spacer(1, 8), listed], pagesize=page)


def centred(people: People) -> bytes:
    """No lines, everything centred, on a broad page."""
    rows = [HEADS, *rows_of(people)]
    widths = (40, 160, 150, 170, 130, 110)
    parts = titled(table(rows, MIDDLE, widths=widths, align=1))
    return saved(parts, pagesize=landscape(A4))


def _lines(people: People, line: Callable[[int, Listed], str]) -> list[Flowable]:
    return [text(line(number, each), size=9) for number, each in enumerate(people, start=1)]


def numbered_lines(people: People) -> bytes:
    """A numbered line a person, no table."""
    return saved(
        titled(*_lines(people, lambda n, p: f"{n}. {p.name}, {p.company}, {p.position}, {p.phone}"))
    )


def dashed_lines(people: People) -> bytes:
    """A line a person with dashes and brackets, no numbers."""
    return saved(
        titled(
            *_lines(people, lambda _, p: f"• {p.name} – {p.position} ({p.company}), {p.email}"),
        )
    )


def lines_in_two_columns(people: People) -> bytes:
    """Numbered lines flowing through two columns of the page."""
    from io import BytesIO

    register_fonts()
    target = BytesIO()
    half = WIDTH / 2 - 8
    height = A4[1] - 2 * MARGIN - 40
    frames = [Frame(MARGIN + side * (half + 16), MARGIN, half, height) for side in (0, 1)]

    def heading(canvas: Any, _document: Any) -> None:
        canvas.setFont("Bold", 13)
        canvas.drawString(MARGIN, A4[1] - MARGIN - 14, "Список участников семинара")

    with _same_every_time():
        document = BaseDocTemplate(target, pagesize=A4, invariant=1)
        document.addPageTemplates([PageTemplate(frames=frames, onPage=heading)])
        document.build(_lines(people, lambda n, p: f"{n}. {p.name}, {p.company}"))
    return target.getvalue()
