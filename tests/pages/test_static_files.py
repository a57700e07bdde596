"""The static files: known by name only, addressed by their contents."""

from __future__ import annotations

import re

import pytest

from cofund.errors import NotFound
from cofund.pages.static_files import CONTENT_TYPES, STATIC_DIR, static_file, static_path


def test_every_static_file_is_served_and_no_other() -> None:
    assert {path.name for path in STATIC_DIR.iterdir()} == set(CONTENT_TYPES)
    for file_name in CONTENT_TYPES:
        assert static_file(file_name).content


@pytest.mark.parametrize("file_name", ["", "../views.py", "cofund.css/", "cofund.css\x00"])
def test_nothing_else_can_be_fetched(file_name: str) -> None:
    with pytest.raises(NotFound):
        static_file(file_name)


def test_the_address_changes_with_the_contents() -> None:
    fingerprint = static_file("cofund.css").fingerprint
    assert static_path("cofund.css") == f"/static/cofund.css?v={fingerprint}"
    assert re.fullmatch(r"[0-9a-f]{12}", fingerprint)


def test_nothing_is_loaded_from_elsewhere() -> None:
    for file_name in ("cofund.css", "upload.js"):
        content = static_file(file_name).content.decode()
        assert "http:" not in content
        assert "https:" not in content
        assert "url(" not in content
