"""Fingerprints of photos: one for a photo however it was saved, others for other photos."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from io import BytesIO

import docx
import pytest
from PIL import Image, ImageDraw, ImageEnhance
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from cofund.extraction import interpret, read_document
from cofund.extraction.photo_prints import jpeg_print, photo_print, within_budget
from cofund.models.content import DocumentContent
from cofund.models.extraction import Photo
from cofund.photo_likeness import MOST_DIFFERENT, differing_bits

SIDEWAYS = 6
"""What a camera notes when it was held upright."""


def scene(seed: int) -> Image.Image:
    """Draw a room full of things: shapes of many sizes on a lit wall."""
    chance = random.Random(seed)  # noqa: S311 - pictures, no secrets
    tiles = bytes(chance.randrange(256) for _ in range(3 * 9 * 7))
    picture = Image.frombytes("RGB", (9, 7), tiles).resize((900, 700), Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(40):
        left, top = chance.randrange(900), chance.randrange(700)
        box = (left, top, left + chance.randrange(20, 200), top + chance.randrange(20, 200))
        colour = tuple(chance.randrange(256) for _ in range(3))
        chance.choice((pen.rectangle, pen.ellipse))(box, fill=colour)
    return picture


def saved(picture: Image.Image, quality: int = 90, **how: object) -> bytes:
    """Save a picture as JPEG."""
    target = BytesIO()
    picture.save(target, "JPEG", quality=quality, **how)
    return target.getvalue()


def print_of(picture: Image.Image) -> str:
    """Give the fingerprint that a picture must have."""
    found = photo_print(picture.copy(), b"")
    assert found is not None
    return found


@cache
def known(seed: int) -> str:
    """Give a scene's fingerprint."""
    return print_of(scene(seed))


def without_edge(picture: Image.Image, share: float) -> Image.Image:
    """Cut off an edge all round."""
    width, height = picture.size
    across, down = round(width * share), round(height * share)
    return picture.crop((across, down, width - across, height - down))


CHANGES: tuple[Callable[[Image.Image], Image.Image], ...] = (
    lambda photo: Image.open(BytesIO(saved(photo, 20))),
    lambda photo: photo.resize((300, 233)),
    lambda photo: ImageEnhance.Brightness(photo).enhance(1.2),
    lambda photo: ImageEnhance.Brightness(photo).enhance(0.75),
    lambda photo: ImageEnhance.Contrast(photo).enhance(1.3),
    lambda photo: photo.convert("L"),
    lambda photo: photo.convert("RGBA"),
    lambda photo: without_edge(photo, 0.01),
)


@pytest.mark.parametrize("changed", CHANGES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_photo_stays_itself_however_it_is_saved(
    seed: int, changed: Callable[[Image.Image], Image.Image]
) -> None:
    assert differing_bits(print_of(changed(scene(seed))), known(seed)) <= MOST_DIFFERENT


def test_different_photos_have_different_fingerprints() -> None:
    prints = [known(seed) for seed in range(1, 13)]
    apart = [differing_bits(a, b) for at, a in enumerate(prints) for b in prints[:at]]
    assert min(apart) > 2 * MOST_DIFFERENT


def test_a_photo_turned_by_the_camera_is_the_same() -> None:
    turned = scene(1).rotate(90, expand=True)
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    found = jpeg_print(saved(turned, exif=exif.tobytes()))
    assert found is not None
    assert differing_bits(found, known(1)) <= MOST_DIFFERENT


@pytest.mark.parametrize(
    "picture",
    [
        Image.new("RGB", (800, 600), "white"),
        Image.new("L", (800, 600), 3),
        Image.linear_gradient("L").resize((800, 600)).rotate(180),
        scene(1).resize((190, 190)),
        scene(1).resize((1000, 300)),
    ],
    ids=["blank", "night", "rows of one grey", "logo", "banner"],
)
def test_what_shows_too_little_has_no_fingerprint(picture: Image.Image) -> None:
    assert photo_print(picture, b"") is None


def test_pictures_are_decoded_within_a_budget() -> None:
    sizes = [(100, 100), (100, 100), (10, 10)]
    assert [within_budget(sizes, pixels=most) for most in (9_999, 10_000, 20_099, 20_100)] == [
        0,
        1,
        2,
        3,
    ]


@pytest.mark.parametrize(
    "stored", [b"", b"%PDF-1.7", b"\xff\xd8 no picture", saved(scene(1))[:900]]
)
def test_what_is_no_whole_jpeg_has_none(stored: bytes) -> None:
    assert jpeg_print(stored) is None


def in_docx(photo: bytes) -> bytes:
    """Give a text document with a photo in it."""
    document = docx.Document()
    document.add_paragraph("Отчёт о мероприятии")
    document.add_picture(BytesIO(photo))
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def in_pdf(photo: bytes) -> bytes:
    """Give a PDF with some words and a photo in it."""
    target = BytesIO()
    page = Canvas(target)
    page.drawString(100, 800, "Report on the event")
    page.drawImage(ImageReader(BytesIO(photo)), 100, 400, width=300, height=233)
    page.save()
    return target.getvalue()


@pytest.mark.parametrize("held_in", [in_docx, in_pdf])
def test_a_photo_in_a_report_is_known_as_the_photo(held_in: Callable[[bytes], bytes]) -> None:
    content = read_document(held_in(saved(scene(1))), document_id="report")
    assert isinstance(content, DocumentContent)
    (picture,) = content.pictures
    assert picture.fingerprint is not None
    assert differing_bits(picture.fingerprint, known(1)) <= MOST_DIFFERENT


def test_a_photo_is_measured_in_pixels_the_right_way_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    turned = saved(scene(2).rotate(90, expand=True), exif=exif.tobytes())
    content = read_document(turned, document_id="photo")
    assert isinstance(content, DocumentContent)
    photo = interpret(content, declared="photo")
    assert isinstance(photo, Photo)
    assert (photo.width, photo.height) == (900, 700)
    assert photo.fingerprint is not None
    assert differing_bits(photo.fingerprint, known(2)) <= MOST_DIFFERENT


def test_a_damaged_photo_is_read_without_a_fingerprint() -> None:
    content = read_document(saved(scene(1))[:5_000], document_id="photo")
    assert isinstance(content, DocumentContent)
    assert content.photo is not None
    assert content.photo.fingerprint is None
