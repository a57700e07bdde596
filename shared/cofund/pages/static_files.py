"""The stylesheet and the upload script: served by name, found anew when their contents change."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cofund.errors import NotFound

STATIC_DIR = Path(__file__).parent / "static"

CONTENT_TYPES = {
    "cofund.css": "text/css; charset=utf-8",
    "upload.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""Every static file there is."""


@dataclass(frozen=True)
class StaticFile:
    """One static file's bytes and how to serve them."""

    content: bytes
    content_type: str
    fingerprint: str
    """Part of its address, so that it may be cached for good."""


@cache
def static_file(file_name: str) -> StaticFile:
    """Give a static file.

    Raises:
        NotFound: there is no static file of that name.
    """
    if file_name not in CONTENT_TYPES:
        raise NotFound("no such static file")
    content = (STATIC_DIR / file_name).read_bytes()
    fingerprint = hashlib.sha256(content).hexdigest()[:12]
    return StaticFile(content, CONTENT_TYPES[file_name], fingerprint)


def static_path(file_name: str) -> str:
    """Give the address of a static file; it changes with the contents."""
    return f"/static/{file_name}?v={static_file(file_name).fingerprint}"
