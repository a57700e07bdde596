"""Papers of words: a contract, an advertising layout, a photo, slides, reports as people write."""

from __future__ import annotations

import random
from io import BytesIO

import docx
from PIL import Image, ImageDraw, ImageFilter
from pptx import Presentation
from pptx.presentation import Presentation as Slides
from pptx.util import Inches, Pt

from tests.builders.papers.facts import Event, Sale, Timetable
from tests.builders.papers.office import same_every_time
from tests.builders.papers.page import russian_date
from tests.builders.papers.sheet import Sheet

SEED = 20261012


def contract_pdf(sale: Sale) -> bytes:
    """Write a договор of two pages; a price table is mentioned, not drawn."""
    sheet = Sheet(face="serif", size=12)
    sheet.say(f"ДОГОВОР № {sale.number}", size=14, bold=True, align="centre")
    sheet.say("возмездного оказания услуг", align="centre")
    sheet.gap(8)
    sheet.put("г. Москва")
    sheet.say(russian_date(sale.issued), align="right")
    sheet.gap(8)
    sheet.say(
        f"{sale.seller.name}, именуемое в дальнейшем «Исполнитель», в лице генерального директора "
        f"{sale.seller.director}, действующего на основании Устава, с одной стороны, и "
        f"{sale.buyer.name}, именуемое в дальнейшем «Заказчик», с другой стороны, заключили "
        "настоящий договор о нижеследующем."
    )
    for number, head in enumerate(
        ("Предмет договора", "Права и обязанности", "Цена и порядок расчётов", "Сроки", "Споры"), 1
    ):
        sheet.gap(8)
        sheet.say(f"{number}. {head}", bold=True, align="centre")
        for clause in range(1, 5):
            sheet.say(
                f"{number}.{clause}. Стороны исполняют обязательства в порядке, который описан в "
                "приложениях к настоящему договору; счета и акты являются его частью."
            )
    sheet.gap(20)
    sheet.put(f"Исполнитель: ИНН {sale.seller.tax_id}", width=240)
    sheet.say(f"Заказчик: ИНН {sale.buyer.tax_id}", 260)
    return sheet.done()


def layout_pdf(slogan: str) -> bytes:
    """Draw an advertising layout: pictures over the whole page, few words."""
    sheet = Sheet(face="pt", size=12, wide=True)
    sheet.picture(_scene(1200, 700), -40, sheet.page_width, sheet.page_height - 160)
    sheet.gap(sheet.page_height - 190)
    sheet.say(slogan, size=30, bold=True, align="centre")
    sheet.say("nebyvalye.example", size=16, align="centre")
    return sheet.done()


def photo_jpeg() -> bytes:
    """Give a photo of a stage: no words at all."""
    target = BytesIO()
    with Image.open(BytesIO(_scene(1024, 683))) as image:
        image.filter(ImageFilter.GaussianBlur(1.2)).save(target, "JPEG", quality=80)
    return target.getvalue()


def report_in_prose_docx(event: Event, picture: bytes) -> bytes:
    """Write a report as sentences with a table and a photo."""
    document = docx.Document()
    document.add_paragraph("ОТЧЁТ")
    document.add_paragraph(f"о проведённом мероприятии «{event.event_name}»")
    document.add_paragraph(
        f"{russian_date(event.first_day)} в {event.place} состоялся {event.activity_kind.lower()}. "
        f"В мероприятии приняли участие {event.participant_count} человек."
    )
    table = document.add_table(rows=0, cols=2)
    for label, value in (
        ("Дата проведения", f"{event.first_day:%d.%m.%Y}"),
        ("Место проведения", event.place),
        ("Количество участников", str(event.participant_count)),
        ("Получено лидов", str(event.leads)),
        ("Цель", event.goals),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, value
    document.add_paragraph(event.results)
    document.add_picture(BytesIO(picture), width=docx.shared.Inches(3))
    target = BytesIO()
    document.save(target)
    return same_every_time(target.getvalue())


def report_english_pdf(event: Event) -> bytes:
    """Write a report in English over several days."""
    sheet = Sheet(face="liberation", size=11)
    sheet.say("Event report", size=18, bold=True)
    sheet.gap(8)
    sheet.pairs(
        [
            ("Event name", event.event_name),
            ("Type of event", event.activity_kind),
            ("Dates", f"{event.first_day:%Y-%m-%d} – {event.last_day:%Y-%m-%d}"),
            ("Venue", event.place),
            ("Number of participants", str(event.participant_count)),
            ("Leads", str(event.leads)),
            ("Objectives", event.goals),
        ],
        label=150,
        width=sheet.width,
    )
    sheet.gap(10)
    sheet.say("Results", bold=True)
    sheet.say(event.results)
    return sheet.done()


def programme_pptx(timetable: Timetable) -> bytes:
    """Make slides of a programme: a title slide, then a table of times."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Программа мероприятия"
    first.placeholders[1].text = "\n".join(
        (
            f"«{timetable.event_name}»",
            f"Дата: {russian_date(timetable.event_date)}",
            f"Место проведения: {timetable.place}",
        )
    )
    second = deck.slides.add_slide(deck.slide_layouts[6])
    rows = len(timetable.entries) + 1
    frame = second.shapes.add_table(rows, 2, Inches(0.5), Inches(0.5), Inches(9), Inches(3))
    for number, (time, title) in enumerate((("Время", "Тема"), *timetable.entries)):
        frame.table.cell(number, 0).text = time
        frame.table.cell(number, 1).text = title
    return _saved(deck)


def report_pptx(event: Event) -> bytes:
    """Make slides of a report: labels and values as bullets."""
    deck = Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text = "Отчёт о проведении мероприятия"
    first.placeholders[1].text = f"«{event.event_name}»"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    second.shapes.title.text = "Как это было"
    second.placeholders[1].text = "\n".join(
        (
            f"Дата проведения: {russian_date(event.first_day)}",
            f"Место проведения: {event.place}",
            f"Вид мероприятия: {event.activity_kind}",
            f"Количество участников: {event.participant_count}",
            f"Получено лидов: {event.leads}",
        )
    )
    second.placeholders[1].text_frame.paragraphs[0].font.size = Pt(20)
    return _saved(deck)


def programme_in_lines_pdf(timetable: Timetable) -> bytes:
    """Write a programme as lines "time – title", no table."""
    sheet = Sheet(face="pt serif", size=12)
    sheet.say("ПРОГРАММА", size=18, bold=True, align="centre")
    sheet.say(f"«{timetable.event_name}»", size=14, align="centre")
    sheet.say(f"{russian_date(timetable.event_date)}, {timetable.place}", align="centre")
    sheet.gap(16)
    for time, title in timetable.entries:
        sheet.say(f"{time} – {title}")
    return sheet.done()


def _scene(width: int, height: int) -> bytes:
    """Draw people before a stage, as a camera might see them."""
    chance = random.Random(SEED)  # noqa: S311 - a picture, not a secret
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    brush = ImageDraw.Draw(image)
    brush.rectangle((width * 0.2, height * 0.1, width * 0.8, height * 0.5), fill=(40, 60, 140))
    for _ in range(60):
        x, y = chance.randrange(width), chance.randrange(int(height * 0.55), height)
        size = chance.randrange(15, 40)
        tone = (chance.randrange(60, 230), chance.randrange(50, 180), chance.randrange(40, 160))
        brush.ellipse((x, y, x + size, y + size), fill=tone)
        brush.rectangle((x - 8, y + size, x + size + 8, y + size * 3), fill=tone[::-1])
    target = BytesIO()
    image.save(target, "PNG")
    return target.getvalue()


def _saved(deck: Slides) -> bytes:
    target = BytesIO()
    deck.save(target)
    return same_every_time(target.getvalue())
