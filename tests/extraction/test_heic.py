"""Photos as telephones keep them: HEIC is read, drawn and refused like any picture."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

from cofund.extraction import READING, page_images, read_document, read_file
from cofund.models.extraction import Photo, Unreadable
from tests.builders.papers.prose import photo_jpeg

PHOTO = (Path(__file__).parent / "files" / "photo.heic").read_bytes()


def test_a_photo_is_a_photo_of_its_shape() -> None:
    read = read_file(PHOTO, document_id="d")
    assert isinstance(read, Photo)
    with Image.open(BytesIO(photo_jpeg())) as drawn:
        assert abs(read.width * drawn.height - read.height * drawn.width) < drawn.width


def test_its_page_is_drawn_for_the_reviewer() -> None:
    images = page_images(PHOTO, document_id="d")
    assert not isinstance(images, Unreadable)
    (image,) = images
    with Image.open(BytesIO(image.jpeg)) as shown, Image.open(BytesIO(photo_jpeg())) as drawn:
        small = [picture.convert("L").resize((16, 16)).tobytes() for picture in (shown, drawn)]
    assert max(abs(one - other) for one, other in zip(*small, strict=True)) < 40


def test_a_photo_of_too_many_pixels_is_refused() -> None:
    few = replace(READING, image_pixels=1_000)
    refused = read_document(PHOTO, document_id="d", limits=few)
    assert isinstance(refused, Unreadable)
    assert refused.reason == "image_too_large"


def test_a_torn_photo_is_damaged_not_a_crash() -> None:
    torn = PHOTO[: len(PHOTO) // 2]
    for answer in (read_file(torn, document_id="d"), page_images(torn, document_id="d")):
        assert isinstance(answer, Unreadable)
        assert answer.reason == "damaged"
