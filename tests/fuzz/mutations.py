"""Ways of changing a file: each takes a source of chance and gives other bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOST_FLIPS = 24
LONGEST_CHUNK = 4_000
MOST_COPIES = 200
INSIDE = 0.9
"""How often an office file is changed inside; else it is cut and spliced as a whole."""
TOKENS: dict[str, tuple[bytes, ...]] = {
    "pdf": (
        b"/Type /Pages", b"/Kids [1 0 R]", b"/Parent 3 0 R", b"/Length 99999999", b"/Length -1",
        b"/Filter /FlateDecode", b"/Filter [/LZWDecode /RunLengthDecode]", b"/Count 2147483647",
        b"/MediaBox [0 0 1e9 1e9]", b"/Rotate 45", b"/Font <<>>", b"/Encoding /Identity-H",
        b"endstream", b"endobj", b"stream\n", b"xref", b"trailer <<", b"%%EOF", b"<<", b">>", b"[",
        b"BT", b"ET", b"q ", b"/X Do ", b"0 0 0 0 0 0 cm ", b"1e38 0 0 1e38 0 0 cm ", b"3 Tr ",
        b"-1e38 Tf ", b"(\\377\\376) Tj ", b"0 0 1e7 1e7 re f ", b"BI /W 9999 /H 9999 ID ", b"EI ",
    ),
    "xml": (
        b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>", b"&amp;", b"&b;", b"<![CDATA[",
        b"]]>", b"<!--", b"-->", b"<a>", b"</a>", b"xmlns:x='y'", b"\xff\xfe", b"\0",
        b"99999999999999999999", b"-1", b"NaN", b"1e400", b'r="A1048577"', b'w:val="2147483647"',
        b'table:number-rows-repeated="1048576"', b't="s"', b"<v>99999999</v>", b"<w:tbl>", b"<row>",
    ),
    "text": (b";", b",", b"\t", b'"', b"\r", b"\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"=1+1",
             "Итого".encode(), "ИНН".encode("cp1251"), b"12.12.2026", b"1e400", b"@", b"+7 "),
    "picture": (b"\xff\xd9", b"\xff\xda", b"\xff\xc0", b"\xff\xff\xff\xff", b"\0\0\0\0", b"IDAT",
                b"IEND", b"\x7f\xff\xff\xff", b"II*\0", b"ispe", b"iloc", b"meta"),
}  # fmt: skip
"""What each kind of file knows; put where it does not belong."""
ZIPPED = ("docx", "xlsx", "pptx", "ods")
KIND_OF_TOKENS = {"pdf": "pdf", "xml": "xml", "csv": "text"}

Mutation = Callable[[bytes, bytes, str, Random], bytes]
"""From a file, another of its kind and the kind, to a changed file."""


def chance_of(*of: object) -> Random:
    """Give a source of chance that is the same for the same words."""
    return Random("/".join(map(str, of)))  # noqa: S311 - meant to be foreseeable


def flipped(file: bytes, _other: bytes, _kind: str, chance: Random) -> bytes:
    """Change some bytes."""
    changed = bytearray(file)
    for _ in range(chance.randint(1, MOST_FLIPS)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(file: bytes, _other: bytes, _kind: str, chance: Random) -> bytes:
    """Leave out the end."""
    return file[: chance.randrange(1, len(file))]


def without_chunk(file: bytes, _other: bytes, _kind: str, chance: Random) -> bytes:
    """Leave out some of the middle."""
    start, end = _span(file, chance)
    return file[:start] + file[end:]


def doubled(file: bytes, _other: bytes, _kind: str, chance: Random) -> bytes:
    """Repeat some of the middle."""
    start, end = _span(file, chance)
    return file[:end] + file[start:end] * chance.randint(1, MOST_COPIES) + file[end:]


def spliced(file: bytes, other: bytes, _kind: str, chance: Random) -> bytes:
    """Put a piece of another file in."""
    at, (start, end) = chance.randrange(len(file)), _span(other, chance)
    return file[:at] + other[start:end] + file[at + chance.choice((0, end - start)) :]


def with_tokens(file: bytes, _other: bytes, kind: str, chance: Random) -> bytes:
    """Put words of the format where they do not belong."""
    known = TOKENS[KIND_OF_TOKENS.get(kind, "xml" if kind in ZIPPED else "picture")]
    for _ in range(chance.randint(1, 4)):
        at, token = chance.randrange(len(file)), chance.choice(known)
        file = file[:at] + token + file[at + chance.choice((0, len(token))) :]
    return file


MUTATIONS: tuple[Mutation, ...] = (flipped, cut, without_chunk, doubled, spliced, with_tokens)


def mutated(file: bytes, other: bytes, kind: str, chance: Random) -> bytes:
    """Give a changed file; of an office file mostly one part is changed, and packed again."""
    if kind in ZIPPED and chance.random() < INSIDE:
        return _with_changed_part(file, other, kind, chance)
    for _ in range(chance.randint(1, 2)):
        file = chance.choice(MUTATIONS)(file, other, kind, chance) or file
    return file


def _with_changed_part(file: bytes, other: bytes, kind: str, chance: Random) -> bytes:
    with ZipFile(BytesIO(file)) as office:
        written = {name: office.read(name) for name in office.namelist()}
    chosen = chance.choice(sorted(written))
    if written[chosen]:
        written[chosen] = chance.choice(MUTATIONS)(written[chosen], other, kind, chance)
    return packed(written)


def packed(written: Mapping[str, bytes]) -> bytes:
    """Give an office file of these parts, without the time at which it was packed."""
    target = BytesIO()
    with ZipFile(target, "w") as office:
        for name, part in written.items():
            office.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return target.getvalue()


def _span(file: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(file))
    return start, min(len(file), start + chance.randint(1, LONGEST_CHUNK))
