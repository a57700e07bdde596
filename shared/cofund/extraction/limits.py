"""How much one document may cost: bytes, pages, pixels, memory, time. Everything is bounded."""

from __future__ import annotations

from dataclasses import dataclass, replace

MB = 1 << 20
LEAST_SECONDS = 0.5


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The bounds that hold while one document is read.

    The first five are the upload's terms; the others keep a hostile file from costing more than
    an honest one ever does.
    """

    file_bytes: int = 15 * MB
    pages: int = 50
    image_pixels: int = 40_000_000
    zip_entries: int = 1_000
    zip_ratio: int = 100
    """Unpacked to packed, for parts that unpack to more than 1 MB."""

    unpacked_bytes: int = 200 * MB
    """All parts of a zip together."""
    part_bytes: int = 64 * MB
    """One part of a zip, one stream of a PDF."""
    decoded_bytes: int = 256 * MB
    """All streams of a PDF together."""
    objects: int = 200_000
    operators: int = 400_000
    """Drawing operators of a PDF."""
    form_depth: int = 8
    """Drawings inside drawings."""
    embedded_pixels: int = 120_000_000
    """A picture inside a PDF: an A3 page at 600 dpi."""
    page_points: float = 14_400
    """Five metres, as far as PDF goes: advertising is drawn at its own size."""
    cells: int = 500_000
    paragraphs: int = 20_000
    characters: int = 600_000
    """On all pages: ten times what an honest document of fifty pages has."""

    memory_bytes: int = 480 * MB
    """What the child may hold in memory, libraries included; with what of them it touches only
    later, it stays under 512 MB."""
    cpu_seconds: int = 8
    wall_seconds: float = 9.0
    page_cpu_seconds: int = 25
    """What recognising may take for each page: one that lies on its side is looked at thrice."""
    output_bytes: int = 64 * MB

    def after(self, seconds: float) -> Limits:
        """Give the limits for a second try at a document that has taken so long already."""
        left = max(self.wall_seconds - seconds, LEAST_SECONDS)
        return replace(
            self, wall_seconds=left, cpu_seconds=max(min(self.cpu_seconds, int(left)), 1)
        )


READING = Limits()
RECOGNISING = Limits(cpu_seconds=110, wall_seconds=120.0)
"""Recognising scans takes a second or two a page; the child allows itself less for fewer pages."""
