"""PDFs whose drawings take forever: patterns, shadings, fonts that draw themselves."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping

from tests.builders.hostile.pdfs import page_of, pdf, stream

ALL_OVER = b"/Pattern cs /P scn 0 0 595 842 re f"


def tiny_tiles() -> bytes:
    """A page tiled with a tile of a thousandth of a point."""
    tile = stream(
        zlib.compress(b"0 0 1 1 re f"),
        more=b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1]"
        b" /XStep 0.001 /YStep 0.001 /Resources << >>",
    )
    return _with_pattern(tile)


def tiles_of_tiles() -> bytes:
    """A tile that is tiled with itself."""
    tile = stream(
        zlib.compress(ALL_OVER),
        more=b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9]"
        b" /XStep 9 /YStep 9 /Resources << /Pattern << /P 6 0 R >> >>",
    )
    return _with_pattern(tile)


def computed_shade() -> bytes:
    """A shade whose colour is a long computation for every point."""
    computation = b"{ " + b"sin cos exch sin cos exch " * 20_000 + b"pop }"
    function = stream(
        zlib.compress(computation), more=b"/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]"
    )
    shade = b"<< /ShadingType 1 /ColorSpace /DeviceGray /Function 7 0 R"
    shade += b" /Matrix [595 0 0 842 0 0] >>"
    return page_of(
        stream(zlib.compress(b"/S sh " * 1_000)),
        resources=b"/Shading << /S 6 0 R >>",
        more={6: shade, 7: function},
    )


def functions_of_functions() -> bytes:
    """A shade whose function is stitched of itself."""
    function = b"<< /FunctionType 3 /Domain [0 1] /Functions [7 0 R 7 0 R] /Bounds [0.5]"
    function += b" /Encode [0 1 0 1] >>"
    shade = b"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 842] /Function 7 0 R >>"
    return page_of(
        stream(zlib.compress(b"/S sh")),
        resources=b"/Shading << /S 6 0 R >>",
        more={6: shade, 7: function},
    )


def mesh_of_a_million() -> bytes:
    """A shade of a million triangles over the whole page."""
    corner = b"\0" + b"\0\0\0\0\xff\xff\xff\xff" + b"\x80"
    mesh = stream(
        zlib.compress(corner * 1_000_000, 9),
        more=b"/ShadingType 4 /ColorSpace /DeviceGray /BitsPerCoordinate 32 /BitsPerComponent 8"
        b" /BitsPerFlag 8 /Decode [0 595 0 842 0 1]",
    )
    return page_of(
        stream(zlib.compress(b"/S sh")), resources=b"/Shading << /S 6 0 R >>", more={6: mesh}
    )


def letters_of_letters() -> bytes:
    """A font whose letter writes itself twice."""
    font = b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0]"
    font += b" /CharProcs << /a 7 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97"
    font += b" /LastChar 97 /Widths [9] /Resources << /Font << /F2 6 0 R >> >> >>"
    letter = stream(zlib.compress(b"9 0 d0 BT /F2 1 Tf (aa) Tj ET"))
    return page_of(
        stream(zlib.compress(b"BT /F2 12 Tf 72 720 Td (aaaa) Tj ET")),
        resources=b"/Font << /F2 6 0 R >>",
        more={6: font, 7: letter},
    )


def masks_of_masks() -> bytes:
    """A drawing whose transparency is that drawing."""
    form = stream(
        zlib.compress(b"/G gs 0 0 9 9 re f"),
        more=b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Group << /S /Transparency >>"
        b" /Resources << /ExtGState << /G 7 0 R >> >>",
    )
    state = b"<< /Type /ExtGState /SMask << /S /Luminosity /G 6 0 R >> >>"
    return page_of(
        stream(zlib.compress(b"/G gs 0 0 99 99 re f")),
        resources=b"/ExtGState << /G 7 0 R >>",
        more={6: form, 7: state},
    )


def broken_font() -> bytes:
    """A font file of noise."""
    noise = b"\x00\x01\x00\x00\x00\x20" + bytes(range(256)) * 40
    return _with_font(b"/FontFile2 8 0 R", {8: stream(zlib.compress(noise))})


def names_of_letters() -> bytes:
    """A font that says of every letter five hundred times what it means."""
    line = b"<0000> <ffff> <0020>\n"
    table = b"/CIDInit /ProcSet findresource begin begincmap 100 beginbfrange\n" + line * 500
    table += b"endbfrange endcmap end"
    return _with_font(b"", {8: stream(zlib.compress(table))}, more=b"/ToUnicode 8 0 R")


def states_without_end() -> bytes:
    """A million states remembered and never forgotten."""
    return page_of(stream(zlib.compress(b"q " * 1_000_000, 9)))


def dashes() -> bytes:
    """A line of the thinnest dashes, across a page and far beyond."""
    content = b"[0.0001 0.0001] 0 d 9 w 0 0 m 1000000 1000000 l S " * 200
    return page_of(stream(zlib.compress(content)))


def _with_pattern(pattern: bytes) -> bytes:
    return page_of(
        stream(zlib.compress(ALL_OVER)),
        resources=b"/Pattern << /P 6 0 R >>",
        more={6: pattern},
    )


def _with_font(file: bytes, objects: Mapping[int, bytes], *, more: bytes = b"") -> bytes:
    descriptor = b"<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 9 9] %s >>" % file
    font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /LastChar 33"
    font += b" /Widths [9 9] /FontDescriptor 7 0 R %s >>" % more
    return page_of(
        stream(zlib.compress(b"BT /F2 12 Tf 72 720 Td (Hello) Tj ET")),
        resources=b"/Font << /F2 6 0 R >>",
        more={6: font, 7: descriptor, **objects},
    )


def crowd_of_pages() -> bytes:
    """Fifty pages that share one page of 8,000 rectangles."""
    drawn = b"".join(b"%d %d 5 5 re S\n" % (at % 590, at * 7 % 840) for at in range(7_900))
    pages = {10 + at: _page(4) for at in range(50)}
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    return pdf(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count 50 >>" % kids,
            4: stream(zlib.compress(drawn)),
            **pages,
        }
    )


def _page(content: int) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R >>" % content


DRAWINGS: Mapping[str, Callable[[], bytes]] = {
    "tiny tiles": tiny_tiles,
    "tiles of tiles": tiles_of_tiles,
    "a computed shade": computed_shade,
    "functions of functions": functions_of_functions,
    "a mesh of a million": mesh_of_a_million,
    "letters of letters": letters_of_letters,
    "masks of masks": masks_of_masks,
    "a broken font": broken_font,
    "names of letters": names_of_letters,
    "states without end": states_without_end,
    "dashes": dashes,
    "fifty crowded pages": crowd_of_pages,
}
