"""Hostile files end in a named reason, and the parent lives. Security cases 11, 12, 15 to 19."""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from pathlib import Path

import pytest

from cofund.extraction import Limits, page_images, read_document
from cofund.extraction.nurseries import KEEPER
from cofund.models.content import DocumentContent
from cofund.models.extraction import Unreadable
from tests.builders import hostile
from tests.builders.companies import INTEGRATOR, VETER
from tests.extraction.papers import AN_INVOICE

EXECUTABLE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(range(256)) * 20
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script>%PDF-1.7</html>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><text>%PDF-1.7</text></svg>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "case 1: oversize": (lambda: b"%PDF-1.7\n" + bytes(15 << 20), "too_large"),
    "case 11: program named .pdf": (lambda: EXECUTABLE, "wrong_type"),
    "case 12: HTML as PDF": (lambda: PAGE, "wrong_type"),
    "case 12: SVG as PDF": (lambda: DRAWING, "wrong_type"),
    "random bytes behind a PDF header": (lambda: b"%PDF-1.7\n" + EXECUTABLE * 20, "damaged"),
    "half a picture": (lambda: b"\xff\xd8\xff\xe0" + bytes(500), "damaged"),
    "encrypted": (hostile.encrypted_pdf, "encrypted"),
    "flate bomb": (hostile.flate_bomb, "too_much_content"),
    "double flate bomb": (hostile.double_flate_bomb, "too_much_content"),
    "two million letters": (hostile.two_million_letters, "too_much_content"),
    "page tree of a billion": (hostile.page_tree_of_a_billion, "damaged"),
    "page tree loop": (hostile.page_tree_loop, "damaged"),
    "200,000 pages": (hostile.too_many_pages, "too_many_pages"),
    "a form that draws itself": (hostile.form_that_draws_itself, "too_much_content"),
    "forms times ten": (hostile.forms_times_ten, "too_much_content"),
    "huge page": (hostile.huge_page, "page_too_large"),
    "huge picture in a PDF": (hostile.huge_picture_in_pdf, "image_too_large"),
    "case 15: zip bomb": (hostile.zip_bomb_xlsx, "zip_bomb"),
    "zip that lies about its size": (hostile.lying_zip_xlsx, "damaged"),
    "DOCX bomb": (hostile.bomb_docx, "zip_bomb"),
    "sparse sheet": (hostile.sparse_xlsx, "too_much_content"),
    "macros": (hostile.macro_xlsx, "macro"),
    "case 16: billion laughs, XLSX": (
        lambda: hostile.entities_xlsx(hostile.LAUGHS),
        "forbidden_xml",
    ),
    "case 16: billion laughs, DOCX": (
        lambda: hostile.entities_docx(hostile.LAUGHS),
        "forbidden_xml",
    ),
    "case 16: XXE, XLSX": (lambda: hostile.entities_xlsx(hostile.OUTSIDE), "forbidden_xml"),
    "case 16: XXE, DOCX": (lambda: hostile.entities_docx(hostile.OUTSIDE), "forbidden_xml"),
    "case 16: XXE behind a comment": (hostile.late_entities_docx, "forbidden_xml"),
    "case 19: 30,000 x 30,000 pixels": (hostile.huge_png, "image_too_large"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_for_a_named_reason(name: str) -> None:
    build, reason = REFUSED[name]
    assert _reason(read_document(build(), document_id="d-1")) == reason


@pytest.mark.parametrize("build", [hostile.deep_content, hostile.deep_object])
def test_deep_nesting_ends_in_an_answer(build: Callable[[], bytes]) -> None:
    answer = read_document(build(), document_id="d-1")
    assert isinstance(answer, (DocumentContent, Unreadable))


def test_case_15_a_zip_bomb_is_stopped_before_it_unpacks() -> None:
    bomb = hostile.zip_bomb_xlsx()
    # A child with less memory than the bomb unpacks to refuses it all the same, in little time.
    tight = Limits(memory_bytes=200 << 20, cpu_seconds=1)
    assert _reason(read_document(bomb, document_id="d-1", limits=tight)) == "zip_bomb"


FLAGGED = {
    "case 18: script": (hostile.pdf_with_script, "script"),
    "case 18: launch": (hostile.pdf_with_launch, "launch_action"),
    "case 18: embedded file": (hostile.pdf_with_attachment, "embedded_file"),
    "hidden text": (hostile.pdf_with_hidden_text, "hidden_text"),
    "case 17: link to outside": (
        lambda: hostile.docx_with_link("http://192.0.2.1/template.dotx"),
        "external_link",
    ),
}


@pytest.mark.parametrize("name", FLAGGED)
def test_what_is_unusual_is_flagged_and_read_all_the_same(name: str) -> None:
    build, flag = FLAGGED[name]
    assert _content(build()).flags == (flag,)


@pytest.mark.parametrize("build", [hostile.plain_pdf, hostile.plain_xlsx, hostile.plain_docx])
def test_a_plain_file_has_no_flags(build: Callable[[], bytes]) -> None:
    assert _content(build()).flags == ()


def test_hidden_words_are_marked_one_by_one() -> None:
    [page] = _content(hostile.pdf_with_hidden_text()).pages
    shown = {word.text: word.hidden for word in page.words}
    assert shown == {
        "Total": False, "100.00": False, "White": True, "999.00": True,
        "Tiny": True, "888.00": True, "Invisible": True, "777.00": True,
    }  # fmt: skip


def test_a_pdf_that_lost_its_tail_is_repaired_and_flagged() -> None:
    whole = AN_INVOICE
    content = _content(whole[: whole.rindex(b"xref")])
    assert content.flags == ("repaired",)
    words = {word.text for word in content.pages[0].words}
    assert {VETER.tax_id + ",", INTEGRATOR.tax_id + ","} <= words


def test_half_a_pdf_is_damaged() -> None:
    assert _reason(read_document(AN_INVOICE[: len(AN_INVOICE) // 2], document_id="d")) == "damaged"


def test_a_child_that_takes_too_much_memory_is_out_of_memory() -> None:
    picture = hostile.huge_png(width=4_900, height=4_900)
    tight = Limits(memory_bytes=64 << 20)
    assert _reason(page_images(picture, document_id="d-1", limits=tight)) == "out_of_memory"


def test_a_child_that_takes_too_long_is_timed_out() -> None:
    hurried = Limits(wall_seconds=0.001)
    assert _reason(read_document(AN_INVOICE, document_id="d-1", limits=hurried)) == "timed_out"


def test_the_parent_has_no_child_but_its_nursery() -> None:
    read_document(AN_INVOICE, document_id="d-1", limits=Limits(wall_seconds=0.001))
    own = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    assert str(KEEPER.nursery().pid) in own
    nursery = KEEPER.nursery().pid
    assert Path(f"/proc/{nursery}/task/{nursery}/children").read_text() == ""


def test_the_parent_keeps_its_own_limits() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    read_document(AN_INVOICE, document_id="d-1")
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.parametrize("build", [hostile.flate_bomb, hostile.huge_png, hostile.encrypted_pdf])
def test_a_hostile_file_is_not_drawn_either(build: Callable[[], bytes]) -> None:
    assert isinstance(page_images(build(), document_id="d-1"), Unreadable)


def _reason(answer: object) -> str:
    assert isinstance(answer, Unreadable), answer
    return answer.reason


def _content(document: bytes) -> DocumentContent:
    answer = read_document(document, document_id="d-1")
    assert isinstance(answer, DocumentContent), answer
    return answer
