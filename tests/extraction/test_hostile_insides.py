"""Files that are hostile inside: streams, structures, drawings, parts, frames. All end, named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from cofund.extraction.limits import READING, RECOGNISING, Limits
from tests.builders.hostile import drawings, frames, parts, streams, structure
from tests.fuzz.trial import tried

BUILDERS = {
    **streams.STREAMS,
    **structure.STRUCTURE,
    **drawings.DRAWINGS,
    **parts.PARTS,
    **frames.FRAMES,
}
OUTCOMES = {
    # streams
    "a bomb behind letters": "too_much_content",
    "a bomb behind digits": "too_much_content",
    "run lengths": "too_much_content",
    "ten filters": "too_much_content",
    "endless predictor": "content",
    "packed objects": "damaged",
    "a picture in the page": "content",
    "JPEG 2000": "image_too_large",
    "JBIG2": "content",
    "a picture that is its own mask": "content",
    "five hundred attachments": "too_much_content",
    "a list of attachments without end": "content",
    # structures
    "a table without end": "content",
    "a table of two billion": "content",
    "parents without end": "content",
    "a box of nonsense": "damaged",
    "no box": "content",
    "references without end": "content",
    "a length of itself": "content",
    "an outline without end": "content",
    "fields without end": "too_much_content",
    "205,000 objects": "too_much_content",
    "a header alone": "damaged",
    # drawings
    "tiny tiles": "content",
    "tiles of tiles": "content",
    "a computed shade": "content",
    "functions of functions": "content",
    "a mesh of a million": "content",
    "letters of letters": "content",
    "masks of masks": "content",
    "a broken font": "content",
    "names of letters": "content",
    "states without end": "content",
    "dashes": "content",
    # office files and texts
    "ODS repeated": "content",
    "wide cell": "content",
    "tall cell": "content",
    "deep document": "damaged",
    "tables in tables": "too_much_content",
    "many paragraphs": "too_much_content",
    "repeated string": "reader_failed",
    "two thousand sheets": "content",
    "strange packing": "damaged",
    "many parts": "zip_bomb",
    "half an office file": "damaged",
    "slides with laughs": "forbidden_xml",
    "slides that look outside": "forbidden_xml",
    "slides bomb": "zip_bomb",
    "deep slide": "too_much_content",
    "slides with macros": "macro",
    "encrypted office": "encrypted",
    "old macros": "macro",
    "old document": "unsupported",
    "old noise": "damaged",
    "one long line": "too_much_content",
    "open quote": "damaged",
    "many lines": "content",
    "marked noise": "wrong_type",
    # pictures and XML
    "sixty pages": "too_many_pages",
    "a page without end": "content",
    "huge TIFF": "image_too_large",
    "strip bomb": "content",
    "lying TIFF": "content",
    "huge JPEG": "image_too_large",
    "scans without end": "content",
    "half a photo": "content",
    "text in a picture": "damaged",
    "huge HEIC": "image_too_large",
    "boxes in boxes": "damaged",
    "XML laughs": "forbidden_xml",
    "XML outside": "forbidden_xml",
    "XML in UTF-16": "forbidden_xml",
    "XML in UTF-7": "forbidden_xml",
    "deep XML": "content",
    "wide XML": "content",
    "long XML": "content",
    "many elements": "too_much_content",
}
DRAWN = {
    "tiles of tiles": "pictures",
    "functions of functions": "pictures",
    "letters of letters": "pictures",
    "masks of masks": "pictures",
    "a broken font": "pictures",
    "JBIG2": "pictures",
    "a picture in the page": "pictures",
    "a picture that is its own mask": "pictures",
    "half a photo": "damaged",
    "lying TIFF": "damaged",
    "tiny tiles": "timed_out",
    "a computed shade": "timed_out",
    "scans without end": "timed_out",
}
ONE_SECOND = replace(READING, cpu_seconds=1)


def test_every_hostile_file_has_its_outcome() -> None:
    assert set(BUILDERS) == {*OUTCOMES, "fifty crowded pages"}


@pytest.mark.parametrize("name", OUTCOMES)
def test_reading_a_hostile_file_ends_within_its_memory(name: str) -> None:
    trial = tried(BUILDERS[name](), {"do": "read"})
    assert trial.outcome == OUTCOMES[name]
    assert trial.broken(READING) is None


@pytest.mark.parametrize("name", DRAWN)
def test_drawing_a_hostile_file_ends_within_its_time(name: str) -> None:
    trial = tried(BUILDERS[name](), {"do": "draw", "longest_side": 400}, limits=ONE_SECOND)
    assert trial.outcome == DRAWN[name]


def test_a_page_that_never_ends_is_not_recognised_for_minutes() -> None:
    task = {"do": "recognise", "tessdata": "/nowhere"}
    limits = replace(RECOGNISING, cpu_seconds=1)
    assert tried(frames.scans_without_end(), task, limits=limits).outcome in (
        "timed_out",
        "no_text",  # where recognition is not installed, nothing is unpacked
    )


@pytest.mark.parametrize(
    ("seconds", "wall", "cpu"), [(0.0, 9.0, 8), (3.5, 5.5, 5), (8.4, 0.6, 1), (20.0, 0.5, 1)]
)
def test_a_second_look_has_the_time_that_the_first_one_left(
    seconds: float, wall: float, cpu: int
) -> None:
    left = Limits().after(seconds)
    assert (round(left.wall_seconds, 3), left.cpu_seconds) == (wall, cpu)
    assert replace(left, wall_seconds=9.0, cpu_seconds=8) == Limits()


@pytest.mark.parametrize(
    "build",
    [
        parts.plain_pptx,
        parts.plain_ods,
        frames.plain_tiff,
        lambda: streams.attachment_of(b"factur-x.xml", b"<a/>"),
    ],
)
def test_plain_files_of_the_same_formats_are_read(build: Callable[[], bytes]) -> None:
    assert tried(build(), {"do": "read"}).outcome == "content"
