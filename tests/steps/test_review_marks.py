"""What the reviewer's page lists of a document, and what it highlights in it."""

from __future__ import annotations

from cofund.models.evidence import Box, Evidence, Read
from cofund.models.extraction import Invoice, LineRead, ParticipantList, ParticipantRow, PartyRead
from cofund.steps.review_marks import MAX_LINES_SHOWN, MAX_MARKS, Places, lines_shown
from tests.builders.page_views import assessment


def read(text: str, *, row: int, column: int = 0) -> Read[str]:
    """Give a text that was read from a row and column of page 1."""
    box = Box(x0=column * 50, top=row * 10, x1=column * 50 + 40, bottom=row * 10 + 8)
    evidence = Evidence(document_id="d1", page=1, box=box, text=text)
    return Read[str](value=text, evidence=evidence, source="text", engine="test", status="checked")


def test_every_value_leads_to_its_own_highlight() -> None:
    seller = PartyRead(name=read("ООО «Вымысел»", row=1), kpp=read("770001001", row=1, column=2))
    line = LineRead(position=1, description=read("Аренда зала", row=3))
    invoice = Invoice(document_id="d1", number=read("118", row=0), seller=seller, lines=(line,))
    places = Places("d1", invoice)
    listed = [places.shown(each) for each in places.values]
    assert [(each.party, each.field, each.text) for each in listed] == [
        (None, "seller", "ООО «Вымысел»"),
        ("seller", "kpp", "770001001"),
        (None, "number", "118"),
    ]
    (shown,) = lines_shown(places, invoice)
    anchors = [each.anchor for each in (*listed, shown.description)]
    highlighted = [mark.anchor for mark, _ in places.marks(assessment()) if mark.anchor]
    assert anchors == highlighted == ["d1-v1", "d1-v2", "d1-v3", "d1-v4"]


def test_a_place_that_two_values_share_is_highlighted_once() -> None:
    shared = read("7 от 7.11.2026", row=2)
    places = Places("d1", Invoice(document_id="d1", number=shared, currency=shared))
    assert {places.shown(each).anchor for each in places.values} == {"d1-v1"}
    assert len([mark for mark, _ in places.marks(assessment()) if mark.anchor]) == 1


def test_findings_are_never_left_out_for_values() -> None:
    rows = tuple(
        ParticipantRow(
            name=read(f"Гость {number}", row=number), company=read("ООО", row=number, column=1)
        )
        for number in range(MAX_MARKS)
    )
    marks = Places("d1", ParticipantList(document_id="d1", participants=rows)).marks(assessment())
    wanted = [
        position
        for position, finding in enumerate(assessment().findings)
        if finding.verdict != "pass"
        for evidence in finding.evidence
        if evidence.document_id == "d1"
    ]
    assert wanted
    assert [mark.finding for mark, _ in marks if mark.finding is not None] == wanted
    assert len(marks) == MAX_MARKS


def test_lines_beyond_the_bound_are_counted_not_shown() -> None:
    line = LineRead(position=1, description=read("Печать", row=1))
    invoice = Invoice(document_id="d1", lines=(line,) * (MAX_LINES_SHOWN + 5))
    assert len(lines_shown(Places("d1", invoice), invoice)) == MAX_LINES_SHOWN


def test_what_has_no_lines_shows_none() -> None:
    people = ParticipantList(document_id="d1")
    assert lines_shown(Places("d1", people), people) == ()
    assert Places("d1", None).values == ()
